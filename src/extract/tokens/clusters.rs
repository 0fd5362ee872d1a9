//! Words that occur in similar places: which of 1,024, 256 and 64 clusters a word belongs to.

use crate::model::retrieval::Retrieval;
use crate::model::{Model, ModelError, Reader};
use std::sync::LazyLock;

pub const KIND: &str = "clusters";
pub const VERSION: &str = "2026.11-1";
/// Clusters on each level, finest first.
pub const LEVELS: [usize; 3] = [1024, 256, 64];

/// `None` only where the build's own asset is broken, which a test excludes.
static CLUSTERS: LazyLock<Option<Clusters<'static>>> =
    LazyLock::new(|| Clusters::read(include_bytes!("../../../assets/clusters.model")).ok());

/// Payload: for each finest cluster a byte that names its cluster of 256, then one of 64, then the table of words.
pub struct Clusters<'a> {
    of_256: &'a [u8],
    of_64: &'a [u8],
    words: Retrieval<'a>,
}

/// The clusters of one word on the three levels, counted from 1; all 0 for a word that is in none.
pub type Path = [u16; 3];

impl<'a> Clusters<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let (of_256, of_64) = (reader.bytes(LEVELS[0])?, reader.bytes(LEVELS[0])?);
        let words = Retrieval::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { of_256, of_64, words })
    }

    /// `key`: [`lower_hash`](crate::text::words::lower_hash) of the word.
    #[inline]
    pub fn path(&self, key: u64) -> Path {
        let Some(finest) = self.words.get(key) else { return [0; 3] };
        let coarse = |of: &[u8]| of.get(usize::from(finest)).map_or(0, |&c| u16::from(c) + 1);
        [finest + 1, coarse(self.of_256), coarse(self.of_64)]
    }
}

/// The clusters of a word by the build's own table.
#[inline]
pub fn path(key: u64) -> Path {
    CLUSTERS.as_ref().map_or([0; 3], |clusters| clusters.path(key))
}
