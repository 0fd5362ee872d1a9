//! How common English words are in news, before the desk has seen any: learned by `copydesk-train story-words`.

use super::keys::{Key, spread};
use crate::model::{Model, ModelError, Reader};
use crate::text::words::HashedMap;
use std::sync::LazyLock;

pub const KIND: &str = "story-words";
pub const VERSION: &str = "2026.11-1";
/// Steps of a level: a word of level n stands in a share of 2^(-n/LEVELS_PER_HALVING) of the articles.
pub const LEVELS_PER_HALVING: f32 = 16.0;

/// `None` only where the build's own asset is broken, which a test excludes.
static PRIOR: LazyLock<Option<Prior>> =
    LazyLock::new(|| Prior::read(include_bytes!("../../../assets/story-words.model")).ok());

/// Payload: their number (u32), then the keys of the words in order (u32 each), then their levels (u8 each).
pub struct Prior(HashedMap<f32>);

impl Prior {
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let count = reader.u32()? as usize;
        let keys = (0..count).map(|_| reader.u32().map(spread)).collect::<Result<Vec<_>, _>>()?;
        let levels = reader.bytes(count)?;
        reader.finish()?;
        let share = |level: &u8| (-f32::from(*level) / LEVELS_PER_HALVING).exp2();
        Ok(Self(keys.into_iter().zip(levels.iter().map(share)).collect()))
    }

    pub fn share(&self, key: Key) -> Option<f32> {
        self.0.get(&spread(key)).copied()
    }
}

/// The share of English articles that hold the word; `None` for one that is too rare to be in the table.
pub fn share(key: Key) -> Option<f32> {
    PRIOR.as_ref()?.share(key)
}

#[cfg(test)]
#[test]
fn the_build_has_its_table() {
    let share_of = |word: &str| share(super::keys::of_word(word)).unwrap_or(0.0);
    assert!(share_of("the") > 0.95, "{}", share_of("the"));
    assert!(share_of("earthquake") < 0.05);
}
