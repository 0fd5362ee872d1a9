//! Why an article could not be read, and why an extractor gave up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a message was dead-lettered: a closed list, part of the contract (SURFACE.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    NotText,
    NotJson,
    NoWords,
    TooLarge,
    TooDeep,
    BadEnvelope,
    RecordTooLarge,
    AttemptsExhausted,
    CrashLoop,
    UnsupportedLanguage,
}

impl Reason {
    pub const ALL: [Reason; 10] = [
        Reason::NotText,
        Reason::NotJson,
        Reason::NoWords,
        Reason::TooLarge,
        Reason::TooDeep,
        Reason::BadEnvelope,
        Reason::RecordTooLarge,
        Reason::AttemptsExhausted,
        Reason::CrashLoop,
        Reason::UnsupportedLanguage,
    ];

    /// The name used in subjects, headers and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NotText => "not-text",
            Reason::NotJson => "not-json",
            Reason::NoWords => "no-words",
            Reason::TooLarge => "too-large",
            Reason::TooDeep => "too-deep",
            Reason::BadEnvelope => "bad-envelope",
            Reason::RecordTooLarge => "record-too-large",
            Reason::AttemptsExhausted => "attempts-exhausted",
            Reason::CrashLoop => "crash-loop",
            Reason::UnsupportedLanguage => "unsupported-language",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Reason {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Reason::ALL.map(Reason::as_str).join(", ");
        Reason::ALL
            .into_iter()
            .find(|r| r.as_str() == name)
            .ok_or_else(|| format!("`{name}` is no reason for a dead letter; the reasons are {}", known()))
    }
}

/// An input that cannot become a record: where it was found out, why, and what exactly was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rejection {
    /// Room that found it out: `intake`, `clean`, `language`, `worker`, `output`.
    pub stage: String,
    pub reason: Reason,
    /// One sentence for people: what, where, what to do next.
    pub detail: String,
}

impl Rejection {
    pub fn new(stage: &str, reason: Reason, detail: impl Into<String>) -> Self {
        Self { stage: stage.to_owned(), reason, detail: detail.into() }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.reason, self.stage, self.detail)
    }
}

/// An extractor that gave up; it rides on the record in `provenance.degraded`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    pub extractor: String,
    pub kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    Panic,
    TimeOut,
    BadAnswer,
    Unreachable,
}
