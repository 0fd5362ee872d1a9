//! The settings of all rooms in one struct: one field a table of the file.

use crate::admin::AdminSettings;
use crate::knowledge::KnowledgeSettings;
use crate::pipeline::ExtractSettings;
use crate::stories::StoriesSettings;
use crate::telemetry::TelemetrySettings;
use crate::transport::nats::{DeadLetterSettings, InputSettings, NatsSettings, OutputSettings};
use crate::worker::WorkerSettings;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole configuration as the rooms take it. Every key is optional; unknown keys are refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub nats: NatsSettings,
    pub input: InputSettings,
    pub output: OutputSettings,
    pub dead_letters: DeadLetterSettings,
    pub worker: WorkerSettings,
    pub extract: ExtractSettings,
    pub knowledge: KnowledgeSettings,
    pub stories: StoriesSettings,
    pub admin: AdminSettings,
    pub telemetry: TelemetrySettings,
}
