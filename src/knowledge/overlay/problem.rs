//! What is wrong with a row: where, which field, and what to do.

use std::fmt;
use std::sync::Arc;

/// Where a row was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// A file, or a bucket and its key.
    pub source: Arc<str>,
    /// Line of a file, from 1; 0 where there is but one row.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.source),
            line => write!(f, "{}:{line}", self.source),
        }
    }
}

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub at: Place,
    /// `aliases[2]`; empty where the row as a whole is meant.
    pub field: String,
    pub what: String,
    /// What to do next.
    pub next: String,
}

/// `error: own.jsonl:3: aliases[2]: is empty; write …`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => write!(f, "error: {}: {}; {}", self.at, self.what, self.next),
            field => write!(f, "error: {}: {field}: {}; {}", self.at, self.what, self.next),
        }
    }
}
