//! Every metric, label and log field by name; health; what came out last; traces.

mod health;
pub mod http;
pub mod logs;
mod metrics;
mod rates;
mod recent;
mod settings;
pub mod trace;

pub use health::{Health, Readiness, Silent};
pub use metrics::{
    BuildLabels, DeadLabels, ExtractorLabel, LinkLabel, MentionLabel, Metrics, OutcomeLabel, StoryLabel,
};
pub use rates::{RateWindows, Rates};
pub use recent::{Recent, RecentArticle, RecentDead};
pub use settings::{LogFormat, TelemetrySettings};
