//! The broker itself, through async-nats: the only room that names it.

mod secret;
mod settings;

pub use secret::Secret;
pub use settings::{DeadLetterSettings, InputSettings, Manage, NatsSettings, OutputSettings};
