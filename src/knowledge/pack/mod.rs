//! The packed knowledge base: one file that is read where it lies.

mod collect;
pub mod layout;
pub mod made;
mod read;
pub mod write;

pub use collect::{Among, pack, pack_among};
pub use layout::NameCase;
pub use made::{side, surname};
pub use read::{OfficeRow, Pack, PackError, Row};
pub use write::{Numbers, Pointer};

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
