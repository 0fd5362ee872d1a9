//! The story desk: which articles report the same story, in stream order.

pub mod desk;
pub mod role;
mod settings;

pub use desk::{Desk, Sighting};
pub use role::{Role, RoleSettings};
pub use settings::StoriesSettings;
