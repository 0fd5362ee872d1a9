//! What can be configured of the extraction: which extractors, which languages, which remote ones.

use crate::record::LayerKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[extract]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExtractSettings {
    /// Extractors to leave out, by the names that `copydesk plan` prints; their layers stay empty.
    pub disabled: Vec<String>,
    /// Language of texts whose language cannot be known, as a BCP-47 tag.
    pub default_language: Option<String>,
    /// Where not empty: articles in other languages become dead letters (`unsupported-language`).
    pub languages: Vec<String>,
    /// Extractors that run elsewhere and answer NATS requests.
    pub remote: Vec<RemoteSettings>,
}

/// `[[extract.remote]]`: an extractor in any language, asked by a NATS request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteSettings {
    /// Its name in the plan, in faults and in metrics.
    pub name: String,
    /// Subject of the request.
    pub subject: String,
    /// Milliseconds to wait for the answer; then a fault.
    #[serde(default = "default_timeout_ms")]
    pub timeout_ms: u64,
    /// The layers that its answer holds.
    pub fills: Vec<LayerKind>,
    /// Raised whenever the same text could come out differently.
    #[serde(default = "default_version")]
    pub version: String,
}

fn default_timeout_ms() -> u64 {
    1_000
}

fn default_version() -> String {
    "1".into()
}
