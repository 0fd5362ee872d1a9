//! Names under their keys, and those that are made when a pack is written.

use super::write::Pointer;
use crate::knowledge::entry::{Alias, AliasKind, Entry};
use crate::record::EntityType;
use crate::text::fold;
use std::collections::BTreeMap;

/// Countries whose people write the family name first, also in English.
const FAMILY_NAME_FIRST: [&[u8; 2]; 6] = [b"CN", b"TW", b"KR", b"KP", b"VN", b"KH"];
/// Least prior of a person who is meant by a bare surname.
const SURNAME_PRIOR_MIN: u8 = 150;

/// Puts a name of an entity under its key.
pub fn point(alias: &Alias, number: u32, all: &mut BTreeMap<String, Vec<Pointer>>) {
    let key = fold(&alias.text);
    if !key.is_empty() {
        all.entry(key).or_default().push(Pointer::of(alias, number));
    }
}

/// Leaves each entity once under each key, in the order of the entities.
pub fn settle(all: &mut BTreeMap<String, Vec<Pointer>>) {
    for pointers in all.values_mut() {
        // The first name of an entity under a key is its label or its plainest alias: kinds and cases sort that way.
        pointers.sort_unstable();
        pointers.dedup_by_key(|pointer| pointer.entity);
    }
}

/// The family name of a person who is known well enough to be called by it alone.
pub fn surname(entry: &Entry) -> Option<Alias> {
    if entry.class != EntityType::Person || entry.prior < SURNAME_PRIOR_MIN {
        return None;
    }
    let first = entry.country.is_some_and(|country| FAMILY_NAME_FIRST.contains(&&country));
    let name = if first { entry.name.split(' ').next() } else { entry.name.rsplit(' ').next() }?;
    let several = entry.name.contains(' ');
    several.then(|| Alias { text: name.to_owned(), kind: AliasKind::Surname, share: 0 })
}

/// The name of a place as that of the team that plays for it.
pub fn side(place: &str) -> Alias {
    Alias { text: place.to_owned(), kind: AliasKind::Side, share: 0 }
}
