//! What can be configured of the knowledge base.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// `[knowledge]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KnowledgeSettings {
    /// File with the packed knowledge base; unset = the one inside the program.
    pub pack: Option<PathBuf>,
    /// JSONL files with entities of your own; later files win over earlier ones and over the pack.
    pub overlays: Vec<PathBuf>,
    /// Key-value bucket of the broker with entities of your own, followed while the worker runs.
    pub overlay_bucket: Option<String>,
}
