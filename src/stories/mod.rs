//! The story desk: which articles report the same story, in stream order.

mod settings;

pub use settings::StoriesSettings;
