//! The shape of a dead letter: a line of `extract --dead`, and the headers of one on the broker.

use crate::record::{Reason, Rejection};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One line of `extract --dead`: which article of the input, and why it could not become a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// Place of the article in the input, counted from 0.
    pub index: u64,
    /// The id that the article came in with.
    pub source_id: Option<String>,
    pub dead: Rejection,
}

/// Headers that a dead letter on the broker has besides those of the original message. Header values are text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeadLetterHeaders {
    /// Room that found it out; also a token of the subject.
    #[serde(rename = "Copydesk-Dead-Stage")]
    pub stage: String,
    #[serde(rename = "Copydesk-Dead-Reason")]
    pub reason: Reason,
    /// One sentence for people.
    #[serde(rename = "Copydesk-Dead-Detail")]
    pub detail: String,
    /// Deliveries up to then, a decimal number.
    #[serde(rename = "Copydesk-Dead-Attempts")]
    pub attempts: String,
    #[serde(rename = "Copydesk-Source-Stream")]
    pub source_stream: String,
    /// A decimal number.
    #[serde(rename = "Copydesk-Source-Sequence")]
    pub source_sequence: String,
    #[serde(rename = "Copydesk-Source-Subject")]
    pub source_subject: String,
    /// RFC 3339.
    #[serde(rename = "Copydesk-Dead-At")]
    pub at: String,
    /// Which process gave up on it.
    #[serde(rename = "Copydesk-Worker")]
    pub worker: String,
}
