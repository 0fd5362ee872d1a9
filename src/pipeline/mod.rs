//! The stages in order, and the run of one article through them.

mod settings;

pub use settings::{ExtractSettings, RemoteSettings};
