//! HTTP: health, metrics, the live page.

mod settings;

pub use settings::AdminSettings;
