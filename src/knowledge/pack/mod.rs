//! The packed knowledge base: one file that is read where it lies.

mod collect;
pub mod layout;
mod read;
pub mod write;

pub use collect::{pack, side, surname};
pub use layout::NameCase;
pub use read::{OfficeRow, Pack, PackError, Row};
pub use write::{Numbers, Pointer};

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
