//! How the program ends, in numbers (SURFACE.md).

use std::process::ExitCode;

/// Exit codes; those above 63 are the ones of `sysexits.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    SomeDead = 2,
    Usage = 64,
    NoBroker = 69,
    Forced = 75,
    Configuration = 78,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// A command that could not do its work: what to say, and how to end.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub message: String,
}

impl Failure {
    pub fn new(exit: Exit, message: impl ToString) -> Self {
        Self { exit, message: message.to_string() }
    }

    /// Something went wrong on the way.
    pub fn failed(message: impl ToString) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// The broker is not there.
    pub fn no_broker(message: impl ToString) -> Self {
        Self::new(Exit::NoBroker, message)
    }
}
