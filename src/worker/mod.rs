//! The loop: takes deliveries, has them read, publishes the records, answers.

mod settings;

pub use settings::{OrderedBy, WorkerSettings};
