//! What the story desk says of an article: which story it reports, and what it adds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The place of an article among those before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoryRef {
    /// Shared by the articles that report one story.
    pub id: String,
    /// Record id of the earlier article whose text this one repeats.
    pub duplicate_of: Option<String>,
    /// To that article (share of the shorter text's runs of five words that stand in both), else to the story's articles
    /// on average; 0 for the first of a story.
    pub similarity: f64,
    /// How much of it the story did not say before: 1 for the first of a story, 0 for a mere repetition.
    pub novelty: f64,
}

/// The message of the story desk: one for each record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoryMessage {
    /// Id of the record.
    pub id: String,
    pub source_id: Option<String>,
    pub story: StoryRef,
}
