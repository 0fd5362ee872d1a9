//! The loop: takes deliveries, has them read, publishes the records, answers.
//!
//! Read [`handle`] first: it is the life of one delivery. [`fate`] says what each error means, [`once`] why nothing
//! comes out twice, [`run`] how the loop starts and ends.

mod dead;
mod desk;
pub mod fate;
mod handle;
mod keep;
mod lanes;
pub mod once;
mod outgoing;
pub mod retry;
pub mod run;
mod settings;
mod store;
mod window;

#[cfg(test)]
mod tests;

pub use desk::{Clock, Desk, DeskSettings};
pub use handle::{Outcome, handle};
pub use outgoing::record_id;
pub use run::{Drained, Stop, run};
pub use settings::{OrderedBy, WorkerSettings};
pub use window::Window;
