//! Makes a pack of a whole collection in memory.

use super::layout::{MetonymRow, Section, Tables};
use super::write::{PackWriter, Pointer, header};
use crate::knowledge::entry::{Alias, AliasKind, Collection, Entry};
use crate::record::EntityType;
use crate::text::fold;
use sha2::Digest;
use std::collections::{BTreeMap, HashMap};
use std::io;

/// The bytes of a pack: entries in the order of the collection, every name under its key. The same collection gives the
/// same bytes.
///
/// # Errors
/// A table that overflows (more than 254 kinds, 65,534 divisions).
pub fn pack(name: &str, collection: &Collection) -> io::Result<Vec<u8>> {
    let entries = &collection.entries;
    let numbers: HashMap<String, u32> = entries.iter().zip(0..).map(|(entry, n)| (entry.id.clone(), n)).collect();
    let divisions = divisions(entries);
    let mut writer = PackWriter::new(name, |_| Ok(Vec::new()))?;
    for entry in entries {
        let admin1 = entry.admin1.as_ref().and_then(|id| divisions.get(id.as_str()));
        writer.entity(entry, admin1.copied(), &numbers)?;
    }
    for (key, pointers) in aliases(entries) {
        writer.alias(&key, &pointers)?;
    }
    let mut finished = writer.finish()?;
    let metonyms = collection.metonyms.iter().filter_map(|metonym| {
        let entity = *numbers.get(&metonym.stands_for)?;
        Some(MetonymRow { key: fold(&metonym.surface), entity, unless: metonym.unless.clone() })
    });
    finished.conclude(&numbers, collection.sources.clone(), metonyms.collect());
    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); Section::COUNT];
    for (section, bytes) in finished.sinks {
        sections[section as usize] = bytes;
    }
    sections[Section::Tables as usize] = tables(&finished.tables)?;
    sections[Section::Admin1 as usize] = admin1_section(&divisions, &numbers);
    sections[Section::Ids as usize] = ids(&numbers)?;
    let given: BTreeMap<&str, u64> =
        collection.given_names.iter().map(|(n, share)| (n.as_str(), u64::from(*share))).collect();
    sections[Section::GivenNames as usize] = fst_of(given)?;
    assemble(&sections)
}

/// First-level divisions, numbered in the order of their ids.
fn divisions(entries: &[Entry]) -> BTreeMap<&str, u16> {
    let mut ids: Vec<&str> = entries.iter().map(|e| e.id.as_str()).filter(|id| id.starts_with("admin1/")).collect();
    ids.sort_unstable();
    ids.into_iter().zip(0..).collect()
}

/// Every key with its pointers, each entity once, in the order of the entities.
fn aliases(entries: &[Entry]) -> BTreeMap<String, Vec<Pointer>> {
    let by_id: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut all: BTreeMap<String, Vec<Pointer>> = BTreeMap::new();
    for (entry, number) in entries.iter().zip(0..) {
        // An alias with the text of the label says of what kind the label is.
        let is_told = entry.aliases.iter().any(|alias| alias.text == entry.name);
        let label = (!is_told).then(|| Alias::name(entry.name.clone()));
        let made = surname(entry).into_iter().chain(sides(entry, &by_id));
        for alias in label.into_iter().chain(entry.aliases.iter().cloned()).chain(made) {
            let key = fold(&alias.text);
            if !key.is_empty() {
                all.entry(key).or_default().push(Pointer::of(&alias, number));
            }
        }
    }
    for pointers in all.values_mut() {
        // The first name of an entity under a key is its label or its plainest alias: kinds and cases sort that way.
        pointers.sort_unstable();
        pointers.dedup_by_key(|pointer| pointer.entity);
    }
    all
}

/// Countries whose people write the family name first, also in English.
const FAMILY_NAME_FIRST: [&[u8; 2]; 6] = [b"CN", b"TW", b"KR", b"KP", b"VN", b"KH"];
/// Least prior of a person who is meant by a bare surname.
const SURNAME_PRIOR_MIN: u8 = 150;

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

/// The names of the place that a team plays for.
fn sides(entry: &Entry, by_id: &HashMap<&str, &Entry>) -> Vec<Alias> {
    let place = entry.sport.as_ref().and(entry.parent.as_deref()).and_then(|id| by_id.get(id));
    let Some(place) = place else { return Vec::new() };
    let names = place.aliases.iter().filter(|a| a.kind == AliasKind::Name).map(|a| a.text.as_str());
    std::iter::once(place.name.as_str()).chain(names).map(side).collect()
}

/// The name of a place as the name of a team.
pub fn side(place: &str) -> Alias {
    Alias { text: place.to_owned(), kind: AliasKind::Side, share: 0 }
}

fn tables(tables: &Tables) -> io::Result<Vec<u8>> {
    serde_json::to_vec(tables).map_err(io::Error::other)
}

fn admin1_section(divisions: &BTreeMap<&str, u16>, numbers: &HashMap<String, u32>) -> Vec<u8> {
    let rows = divisions.keys().filter_map(|&id| numbers.get(id));
    rows.flat_map(|number| number.to_le_bytes()).collect()
}

/// Ids in words; those of GeoNames and Wikidata stand in the records.
fn ids(numbers: &HashMap<String, u32>) -> io::Result<Vec<u8>> {
    let own = numbers.iter().filter(|(id, _)| !id.starts_with("geonames/") && !id.starts_with("wikidata/"));
    fst_of(own.map(|(id, &n)| (id.as_str(), u64::from(n))).collect())
}

fn fst_of(rows: BTreeMap<&str, u64>) -> io::Result<Vec<u8>> {
    let mut builder = fst::MapBuilder::memory();
    builder.extend_iter(rows).map_err(io::Error::other)?;
    builder.into_inner().map_err(io::Error::other)
}

fn assemble(sections: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    let bytes = |section: Section| sections.get(section as usize).map_or(&[][..], Vec::as_slice);
    let lengths = Section::ALL.map(|section| bytes(section).len() as u64);
    let mut pack = header(lengths, |digest, section| {
        digest.update(bytes(section));
        Ok(())
    })?;
    Section::ALL.iter().for_each(|&section| pack.extend_from_slice(bytes(section)));
    Ok(pack)
}
