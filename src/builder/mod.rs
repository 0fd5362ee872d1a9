//! Builds packs of knowledge from their sources.

pub mod dump;
