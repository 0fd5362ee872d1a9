//! HTTP: health, metrics, the live page. Nothing here changes state.

mod answers;
mod limits;
mod server;
mod settings;

pub use answers::{About, State};
pub use server::{Admin, AdminError, serve};
pub use settings::AdminSettings;
