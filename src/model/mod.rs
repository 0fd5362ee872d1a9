//! Learned numbers: the file format that every model shares, and reading it without a copy.

mod file;
pub mod lanes;
pub mod linear;
mod reader;
pub mod retrieval;

pub use file::{Model, ModelError, write};
pub use reader::{Reader, U16s};
