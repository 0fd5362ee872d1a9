//! The read-only snapshot of entities, places and vocabularies that extractors consult.

pub mod entry;
pub mod pack;
mod settings;

pub use entry::*;
pub use settings::KnowledgeSettings;

/// What the house knows before it reads an article; shared by all extractors, never changed while it is in use.
#[derive(Debug, Default)]
pub struct Knowledge {
    digest: Option<String>,
}

impl Knowledge {
    /// A snapshot that knows nothing: extractors find what the text alone shows.
    pub fn none() -> Self {
        Self::default()
    }

    /// Digest of the pack and its overlays, for `provenance.knowledge`; `None` where nothing is loaded.
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }
}
