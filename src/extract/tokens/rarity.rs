//! How rare a word is in news: in how many articles of a large collection it stands.

use crate::model::retrieval::Retrieval;
use crate::model::{Model, ModelError, Reader};
use std::sync::LazyLock;

pub const KIND: &str = "rarity";
pub const VERSION: &str = "2026.11-1";

/// Steps of a stored number for one nat: the rarest word of 20,000 articles (9.9 nats) still fits 10 bits.
const STEPS: f32 = 100.0;
/// What a word has that the collection does not hold, or hardly: as much as one article of its 12,000.
pub const UNKNOWN: f32 = 9.4;

/// `None` only where the build's own asset is broken, which a test excludes.
static RARITY: LazyLock<Option<Rarity<'static>>> =
    LazyLock::new(|| Rarity::read(include_bytes!("../../../assets/rarity.model")).ok());

/// Payload: the table of words.
pub struct Rarity<'a> {
    words: Retrieval<'a>,
}

impl<'a> Rarity<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let words = Retrieval::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { words })
    }

    pub fn of(&self, key: u64) -> Option<f32> {
        self.words.get(key).map(|steps| f32::from(steps) / STEPS)
    }
}

/// The number that the table holds for a word of `documents` articles among `all`.
pub fn packed(documents: u32, all: u32) -> u16 {
    let nats = (all as f32 / documents.max(1) as f32).ln();
    (nats * STEPS).round().clamp(0.0, 1023.0) as u16
}

/// Inverse document frequency (Spärck Jones 1972) in nats, 0 for a word of every article; `None` for one that is not in the
/// build's table. `key`: [`lower_hash`](crate::text::words::lower_hash) of the word.
#[inline]
pub fn rarity(key: u64) -> Option<f32> {
    RARITY.as_ref().and_then(|rarity| rarity.of(key))
}

#[cfg(test)]
#[path = "rarity_tests.rs"]
mod tests;
