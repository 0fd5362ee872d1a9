//! Makes a pack of a whole collection in memory.

use super::layout::{MetonymRow, NONE, Section, Tables};
use super::made;
use super::write::{Numbers, PackWriter, Pointer, header};
use crate::knowledge::entry::{Alias, AliasKind, Collection, Entry};
use crate::text::fold;
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

/// The bytes of a pack: entries in the order of the collection, every name under its key. The same collection gives the
/// same bytes.
///
/// # Errors
/// A table that overflows (more than 254 kinds, 65,534 divisions).
pub fn pack(name: &str, collection: &Collection) -> io::Result<Vec<u8>> {
    let entries = &collection.entries;
    let numbers: HashMap<String, u32> = entries.iter().zip(0..).map(|(entry, n)| (entry.id.clone(), n)).collect();
    let among = Among {
        ids: numbers.iter().map(|(id, &n)| (id.as_str(), n)).collect(),
        divisions: entries.iter().map(|e| &e.id).filter(|id| id.starts_with("admin1/")).cloned().collect(),
        names: names(entries),
        numbers: &numbers,
    };
    pack_among(name, collection, &among)
}

/// Where the entities of a pack stand among all that are known: its own, or those of a pack that it lies over as well.
pub struct Among<'a, N> {
    pub numbers: &'a N,
    /// Ids that it is to find by itself.
    pub ids: BTreeMap<&'a str, u32>,
    /// Ids of the first-level divisions.
    pub divisions: BTreeSet<String>,
    /// Every name under its key, with the numbers of its entities.
    pub names: BTreeMap<String, Vec<Pointer>>,
}

/// [`pack`] for entities that are counted among others.
///
/// # Errors
/// As for [`pack`].
pub fn pack_among<N: Numbers>(name: &str, collection: &Collection, among: &Among<'_, N>) -> io::Result<Vec<u8>> {
    let divisions: BTreeMap<&str, u16> = among.divisions.iter().map(String::as_str).zip(0..).collect();
    let mut writer = PackWriter::new(name, |_| Ok(Vec::new()))?;
    for entry in &collection.entries {
        let admin1 = entry.admin1.as_ref().and_then(|id| divisions.get(id.as_str()));
        writer.entity(entry, admin1.copied(), among.numbers)?;
    }
    for (key, pointers) in &among.names {
        writer.alias(key, pointers)?;
    }
    let mut finished = writer.finish()?;
    let metonyms = collection.metonyms.iter().filter_map(|metonym| {
        let entity = among.numbers.number(&metonym.stands_for)?;
        Some(MetonymRow { key: fold(&metonym.surface), entity, unless: metonym.unless.clone() })
    });
    finished.conclude(among.numbers, collection.sources.clone(), metonyms.collect());
    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); Section::COUNT];
    for (section, bytes) in finished.sinks {
        sections[section as usize] = bytes;
    }
    sections[Section::Tables as usize] = tables(&finished.tables)?;
    sections[Section::Admin1 as usize] = admin1_section(&divisions, among.numbers);
    sections[Section::Ids as usize] = ids(&among.ids)?;
    let given: BTreeMap<&str, u64> =
        collection.given_names.iter().map(|(n, share)| (n.as_str(), u64::from(*share))).collect();
    sections[Section::GivenNames as usize] = fst_of(given)?;
    assemble(&sections)
}

/// Every key with its pointers, each entity once, in the order of the entities.
fn names(entries: &[Entry]) -> BTreeMap<String, Vec<Pointer>> {
    let by_id: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut all: BTreeMap<String, Vec<Pointer>> = BTreeMap::new();
    for (entry, number) in entries.iter().zip(0..) {
        // An alias with the text of the label says of what kind the label is.
        let is_told = entry.aliases.iter().any(|alias| alias.text == entry.name);
        let label = (!is_told).then(|| Alias::name(entry.name.clone()));
        let made = made::surname(entry).into_iter().chain(sides(entry, &by_id));
        for alias in label.into_iter().chain(entry.aliases.iter().cloned()).chain(made) {
            made::point(&alias, number, &mut all);
        }
    }
    made::settle(&mut all);
    all
}

/// The names of the place that a team plays for.
fn sides(entry: &Entry, by_id: &HashMap<&str, &Entry>) -> Vec<Alias> {
    let place = entry.sport.as_ref().and(entry.parent.as_deref()).and_then(|id| by_id.get(id));
    let Some(place) = place else { return Vec::new() };
    let names = place.aliases.iter().filter(|a| a.kind == AliasKind::Name).map(|a| a.text.as_str());
    std::iter::once(place.name.as_str()).chain(names).map(made::side).collect()
}

fn tables(tables: &Tables) -> io::Result<Vec<u8>> {
    serde_json::to_vec(tables).map_err(io::Error::other)
}

fn admin1_section(divisions: &BTreeMap<&str, u16>, numbers: &impl Numbers) -> Vec<u8> {
    // A division that is not there must not move those behind it.
    let rows = divisions.keys().map(|id| numbers.number(id).unwrap_or(NONE));
    rows.flat_map(u32::to_le_bytes).collect()
}

/// Ids in words; those of GeoNames and Wikidata stand in the records.
fn ids(numbers: &BTreeMap<&str, u32>) -> io::Result<Vec<u8>> {
    let own = numbers.iter().filter(|(id, _)| !id.starts_with("geonames/") && !id.starts_with("wikidata/"));
    fst_of(own.map(|(&id, &n)| (id, u64::from(n))).collect())
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
