//! Names: who and what is named, and of which kind.

pub mod features;
