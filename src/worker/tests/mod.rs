//! The worker on the in-process broker, under paused time.

mod bench;
mod delivery;
mod frozen;
mod stopping;
mod trouble;
