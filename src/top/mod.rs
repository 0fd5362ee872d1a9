//! For people at a terminal: the dashboard of a running worker, and one line for each live event.

mod dashboard;
mod exposition;
mod frame;
mod line;
mod quantile;
mod tap;

pub use dashboard::{TopError, once, run};
pub use exposition::{Sample, Samples};
pub use tap::tap_line;
