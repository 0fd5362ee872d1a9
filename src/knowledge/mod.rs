//! The read-only snapshot of entities, places and vocabularies that extractors consult.

pub mod entry;
pub mod overlay;
pub mod pack;
mod settings;

pub use entry::*;
pub use overlay::Overlay;
pub use pack::{NameCase, Pack, PackError, Pointer, Row};
pub use settings::KnowledgeSettings;

use bytes::Bytes;
use std::sync::{Arc, LazyLock};

/// The pack inside the program.
static CORE: LazyLock<Option<Arc<Pack>>> = LazyLock::new(|| {
    Pack::open_trusted(Bytes::from_static(include_bytes!("../../assets/knowledge.pack"))).ok().map(Arc::new)
});

/// What the house knows before it reads an article; shared by all extractors, never changed while it is in use.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    pack: Option<Arc<Pack>>,
    overlay: Option<Arc<Overlay>>,
    digest: Option<String>,
}

impl Knowledge {
    /// A snapshot that knows nothing: extractors find what the text alone shows.
    pub fn none() -> Self {
        Self::default()
    }

    /// The core pack that is part of the program.
    pub fn core() -> Self {
        CORE.clone().map_or_else(Self::none, Self::of)
    }

    /// A snapshot of one pack.
    pub fn of(pack: Arc<Pack>) -> Self {
        Self::composed(Some(pack), None)
    }

    fn composed(pack: Option<Arc<Pack>>, overlay: Option<Overlay>) -> Self {
        let below = pack.as_ref().map(|pack| pack.digest());
        let digest = match &overlay {
            Some(overlay) => Some(format!("{}+{}", below.unwrap_or("none"), overlay.digest())),
            None => below.map(str::to_owned),
        };
        Self { digest, pack, overlay: overlay.map(Arc::new) }
    }

    /// Digest of the pack and its overlays, for `provenance.knowledge`; `None` where nothing is loaded.
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// What a folded name may mean, added to `found`.
    pub fn pointers(&self, key: &str, found: &mut Vec<Pointer>) {
        match (&self.overlay, &self.pack) {
            (Some(overlay), pack) => overlay.pointers(pack.as_deref(), key, found),
            (None, Some(pack)) => pack.pointers(key, found),
            (None, None) => {}
        }
    }

    /// One entity by its number.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        match &self.overlay {
            Some(overlay) => overlay.row(self.pack.as_deref(), number),
            None => self.pack.as_ref()?.row(number),
        }
    }

    /// The posts of a person.
    pub fn offices<'a>(&'a self, row: &Row<'_>) -> impl Iterator<Item = pack::OfficeRow<'a>> + use<'a> {
        let pack = match &self.overlay {
            Some(overlay) if row.overlaid => Some(overlay.pack()),
            _ => self.pack.as_deref(),
        };
        pack.map(|pack| pack.offices(row)).into_iter().flatten()
    }

    /// The entity of a country.
    pub fn country(&self, code: CountryCode) -> Option<u32> {
        match &self.overlay {
            Some(overlay) => overlay.country(self.pack.as_deref(), code),
            None => self.pack.as_ref()?.country(code),
        }
    }

    /// The body that a place name stands for, and the words before it that say otherwise.
    pub fn metonym(&self, key: &str) -> Option<&pack::layout::MetonymRow> {
        let metonym = self.pack.as_ref()?.metonym(key)?;
        let hidden = self.overlay.as_ref().is_some_and(|overlay| overlay.hides(metonym.entity));
        (!hidden).then_some(metonym)
    }

    /// Share of women among those who bear a given name.
    pub fn women_share(&self, given_name: &str) -> Option<f64> {
        self.pack.as_ref()?.women_share(given_name)
    }
}
