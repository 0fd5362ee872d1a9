//! Builds packs of knowledge: the core from registry packages and tables written by hand, the full one from public dumps.

mod archive;
mod attribution;
mod build;
mod draft;
pub mod dump;
mod error;
mod geography;
mod merge;
mod namesakes;
mod packages;
mod plain_words;
mod priors;
mod sources;
mod tables;

pub use attribution::{attribution, with_attribution};
pub use build::{Built, Request, build};
pub use error::BuildError;
pub use packages::cache_dir;
