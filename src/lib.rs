//! Copydesk reads news articles and writes down what they say, with the characters that prove it.
//!
//! ARCHITECTURE.md is the map: which room holds what, and what each may import.

pub mod admin;
pub mod app;
pub mod builder;
pub mod cli;
pub mod config;
pub mod extract;
pub mod intake;
pub mod knowledge;
pub mod model;
pub mod pipeline;
pub mod record;
pub mod schema;
pub mod stories;
pub mod telemetry;
pub mod text;
pub mod top;
pub mod transport;
pub mod worker;
