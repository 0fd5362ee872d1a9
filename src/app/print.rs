//! Standard output that may be closed at any time: whoever reads has seen enough.

use super::exit::Failure;
use std::fmt::Display;
use std::io::{ErrorKind, Write};

/// Prints one line. A closed pipe is no error; a full disk is.
pub fn line(text: impl Display) -> Result<(), Failure> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(Failure::failed(why)),
        _ => Ok(()),
    }
}
