//! What can be configured of the story desk.

use super::desk::Limits;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[stories]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StoriesSettings {
    /// The story desk runs in this process, where `output.stories` is set, and speaks when it can hold the lease; one
    /// process at a time holds it, the others follow. `extract` fills `story` unless this is off.
    pub enabled: bool,
    /// Hours that an article can still be joined by later ones.
    pub window_h: u64,
    /// Bytes that the window of recent articles may take.
    pub memory_bytes_max: usize,
    /// Key-value bucket of the lease; made where `output.manage` allows it.
    pub lease_bucket: String,
}

impl Default for StoriesSettings {
    fn default() -> Self {
        Self { enabled: true, window_h: 72, memory_bytes_max: 256 * 1024 * 1024, lease_bucket: "copydesk".into() }
    }
}

impl StoriesSettings {
    /// How much the desk may remember; `None` where there is none.
    pub fn limits(&self) -> Option<Limits> {
        let window_s = i64::try_from(self.window_h * 3_600).unwrap_or(i64::MAX);
        self.enabled.then_some(Limits { window_s, memory_bytes_max: self.memory_bytes_max })
    }
}
