//! The story desk: which articles report the same story, in stream order.

pub mod desk;
mod settings;

pub use desk::{Desk, Sighting};
pub use settings::StoriesSettings;
