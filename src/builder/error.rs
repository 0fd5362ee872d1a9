//! What can go wrong while a pack is built.

use super::tables::Problem;
use std::path::Path;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum BuildError {
    #[error("{what}: {source}")]
    Io { what: String, source: std::io::Error },
    #[error("`{command}` failed{}; it is needed to fetch the packages that the pack is built from", detail_of(detail))]
    Command { command: String, detail: String },
    #[error(
        "{file} has the SHA-256 {found}, but {pinned} is pinned; remove it and try again, and if it stays so do not use it"
    )]
    Digest { file: String, found: String, pinned: String },
    #[error("package {package}: {detail}")]
    Content { package: String, detail: String },
    #[error("{} in the tables written by hand:\n{}", count_of(.0), lines_of(.0))]
    Tables(Vec<Problem>),
}

impl BuildError {
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { what: path.display().to_string(), source }
    }

    pub fn content(package: &str, detail: impl ToString) -> Self {
        Self::Content { package: package.to_owned(), detail: detail.to_string() }
    }
}

fn detail_of(detail: &str) -> String {
    if detail.is_empty() { String::new() } else { format!(" ({})", detail.trim()) }
}

fn count_of(problems: &[Problem]) -> String {
    if problems.len() == 1 { "a problem".to_owned() } else { format!("{} problems", problems.len()) }
}

fn lines_of(problems: &[Problem]) -> String {
    problems.iter().map(|p| format!("  {p}")).collect::<Vec<_>>().join("\n")
}
