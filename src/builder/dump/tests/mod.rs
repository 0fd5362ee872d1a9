//! Whole builds from small dumps, with plain facts of countries and invented people.

mod garbage;
mod going_on;
mod links;
mod packs;
mod world;

use super::*;
use crate::knowledge::AliasKind;
use crate::knowledge::pack::{Pack, Row};
use bytes::Bytes;
use std::fs;

/// A folder with dumps.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and gives its path.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn options(&self, dump: impl AsRef<[u8]>) -> DumpOptions {
        DumpOptions::new(self.file("dump.json", dump), self.path("full.pack"))
    }

    pub fn build(&self, options: &DumpOptions) -> (Report, Pack) {
        let report = build(options, &mut |_| {}).unwrap();
        (report, self.pack())
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.path("full.pack")).unwrap()
    }

    pub fn pack(&self) -> Pack {
        Pack::open(Bytes::from(self.bytes())).unwrap()
    }
}

/// What a name may mean: name, kind and share of each, in order.
pub fn meanings(pack: &Pack, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    pack.pointers(&crate::text::fold(name), &mut found);
    found.iter().map(|p| format!("{} {:?} {}", pack.row(p.entity).unwrap().name, p.kind, p.share)).collect()
}

/// The entity that a name means alone, teams that play for it aside.
pub fn only<'p>(pack: &'p Pack, name: &str) -> Row<'p> {
    let mut found = Vec::new();
    pack.pointers(&crate::text::fold(name), &mut found);
    found.retain(|pointer| pointer.kind != AliasKind::Side);
    assert_eq!(found.len(), 1, "{name} means {:?}", meanings(pack, name));
    pack.row(found[0].entity).unwrap()
}
