//! Wiring: the rooms put together into what the commands run.

pub mod samples;
