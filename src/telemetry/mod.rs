//! Every metric, label and log field by name.

mod metrics;
mod settings;

pub use metrics::{BuildLabels, DeadLabels, ExtractorLabel, LinkLabel, MentionLabel, Metrics, OutcomeLabel};
pub use settings::{LogFormat, TelemetrySettings};
