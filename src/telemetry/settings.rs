//! What can be configured of logs and traces.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[telemetry]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TelemetrySettings {
    /// Log level, or directives such as `info,copydesk::worker=debug`.
    pub log: String,
    /// How a line of the log is written.
    pub log_format: LogFormat,
    /// OTLP collector over HTTP, for instance `http://127.0.0.1:4318`; empty = no traces are exported.
    pub otlp_endpoint: String,
}

impl Default for TelemetrySettings {
    fn default() -> Self {
        Self { log: "info".into(), log_format: LogFormat::Auto, otlp_endpoint: String::new() }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    #[default]
    Auto,
    Text,
    Json,
}
