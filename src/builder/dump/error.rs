//! Why a build stops, in words that say what to do.

use std::path::{Path, PathBuf};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum DumpError {
    #[error("cannot read {}: {why}; check that the file is whole (compare its checksum) and readable", path.display())]
    Read { path: PathBuf, why: std::io::Error },
    #[error("cannot write {}: {why}; free disk space or name another folder with --work", path.display())]
    Write { path: PathBuf, why: std::io::Error },
    #[error("{}, line {line}: {what}; {advice}", path.display())]
    Content { path: PathBuf, line: u64, what: String, advice: &'static str },
    #[error("{}: {what}; {advice}", path.display())]
    Input { path: PathBuf, what: String, advice: &'static str },
    #[error(
        "{} belongs to a build with other sources or options ({found}); name another folder with --work, or remove it",
        path.display()
    )]
    OtherBuild { path: PathBuf, found: String },
    #[error("stopped after {items} items; the same command goes on from the last checkpoint")]
    Stopped { items: u64 },
}

impl DumpError {
    /// Makes an error of reading this file.
    pub fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |why| Self::Read { path: path.to_owned(), why }
    }

    /// Makes an error of writing this file.
    pub fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |why| Self::Write { path: path.to_owned(), why }
    }
}
