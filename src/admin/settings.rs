//! What can be configured of the HTTP side.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[admin]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdminSettings {
    /// Address and port of health, metrics and the live page; empty = off.
    pub listen: String,
}

impl Default for AdminSettings {
    fn default() -> Self {
        Self { listen: "127.0.0.1:8640".into() }
    }
}
