//! A problem of the configuration: what is wrong, where it was typed, what to do next.

use std::fmt;
use std::sync::Arc;

/// Where a value was typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Nowhere: it is the built-in default.
    Default,
    /// A line (from 1) of a file.
    File { path: Arc<str>, line: usize },
    /// An environment variable.
    Variable(String),
    /// A command-line flag.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("built-in default"),
            Origin::File { path, line } => write!(f, "{path}:{line}"),
            Origin::Variable(name) => write!(f, "${name}"),
            Origin::Flag(name) => f.write_str(name),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The program refuses to start.
    Error,
    /// It starts, but not as somebody may think.
    Warning,
}

/// One thing that is wrong with the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    pub at: Origin,
    /// The key, `worker.threads`; empty where the file as a whole is meant.
    pub path: String,
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Problem {
    pub fn error(path: &str, at: &Origin, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { severity: Severity::Error, at: at.clone(), path: path.to_owned(), what: what.into(), next: next.into() }
    }

    pub fn warning(path: &str, at: &Origin, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, at, what, next) }
    }
}

/// `error: worker.thread (copydesk.toml:3): unknown key; did you mean worker.threads?`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        match self.path.as_str() {
            "" => write!(f, "{severity}: {}: {}; {}", self.at, self.what, self.next),
            path => write!(f, "{severity}: {path} ({}): {}; {}", self.at, self.what, self.next),
        }
    }
}

/// All problems of a configuration that cannot be used, warnings among them, in the order they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub fn have_errors(&self) -> bool {
        self.0.iter().any(|p| p.severity == Severity::Error)
    }

    /// Puts what was typed first first.
    pub(super) fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| (&a.at, &a.path).cmp(&(&b.at, &b.path)));
        self
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if i == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
