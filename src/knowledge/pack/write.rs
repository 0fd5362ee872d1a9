//! Writes packs: entity by entity, then name by name in the order of their keys.

use super::layout::*;
use crate::knowledge::entry::{Alias, AliasKind, Entry, Office, Source, country_text};
use crate::record::{EntityType, Geo};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{self, Write};

/// Where a name may point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer {
    pub entity: u32,
    pub kind: AliasKind,
    pub case: NameCase,
    pub share: u8,
}

impl Pointer {
    pub fn of(alias: &Alias, entity: u32) -> Self {
        Self { entity, kind: alias.kind, case: NameCase::of(&alias.text), share: alias.share }
    }
}

/// Finds the numbers of entities by their ids.
pub trait Numbers {
    fn number(&self, id: &str) -> Option<u32>;
}

impl Numbers for HashMap<String, u32> {
    fn number(&self, id: &str) -> Option<u32> {
        self.get(id).copied()
    }
}

/// Writes the sections of one pack into sinks, which may be memory or files.
pub struct PackWriter<S: Write> {
    strings: Counted<S>,
    records: Counted<S>,
    more: Counted<S>,
    offices: Counted<S>,
    postings: Counted<S>,
    aliases: fst::MapBuilder<S>,
    tables: Tables,
    /// Strings that are there once for many: titles.
    titles: HashMap<String, u32>,
    buffer: Vec<u8>,
}

/// A sink that knows how much it holds.
struct Counted<S> {
    sink: S,
    bytes: u64,
}

impl<S: Write> Counted<S> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        self.sink.write_all(bytes)
    }
}

impl<S: Write> PackWriter<S> {
    pub fn new(name: &str, mut sink: impl FnMut(Section) -> io::Result<S>) -> io::Result<Self> {
        let mut counted = |section| sink(section).map(|sink| Counted { sink, bytes: 0 });
        Ok(Self {
            strings: counted(Section::Strings)?,
            records: counted(Section::Records)?,
            more: counted(Section::More)?,
            offices: counted(Section::Offices)?,
            postings: counted(Section::Postings)?,
            aliases: fst::MapBuilder::new(sink(Section::Aliases)?).map_err(io::Error::other)?,
            tables: Tables { name: name.to_owned(), ..Tables::default() },
            titles: HashMap::new(),
            buffer: Vec::new(),
        })
    }

    /// Appends an entity, whose number is the count of those before it; `admin1` is a row of that section.
    pub fn entity(&mut self, entry: &Entry, admin1: Option<u16>, numbers: &impl Numbers) -> io::Result<()> {
        let number = u32::try_from(self.tables.entities).map_err(io::Error::other)?;
        let more = self.more_of(entry, number, numbers)?;
        let label = self.string(&entry.name)?;
        let kind = self.kind(entry.class, entry.subtype.as_deref())?;
        let country = self.country(entry.country)?;
        let mut record = [0u8; RECORD];
        let (lat, lon) =
            entry.geo.map_or((NO_DEGREES, NO_DEGREES), |Geo { lat, lon }| (pack_degrees(lat), pack_degrees(lon)));
        record[0..4].copy_from_slice(&label.to_le_bytes());
        record[4..8].copy_from_slice(&[kind, country, entry.prior, if more { HAS_MORE } else { 0 }]);
        record[8..10].copy_from_slice(&admin1.unwrap_or(NONE_16).to_le_bytes());
        record[10..13].copy_from_slice(&lat);
        record[13..16].copy_from_slice(&lon);
        record[16..20].copy_from_slice(&entry.qid.unwrap_or(0).to_le_bytes());
        record[20..24].copy_from_slice(&entry.geonames_id.unwrap_or(0).to_le_bytes());
        self.tables.entities += 1;
        self.records.put(&record)
    }

    /// Writes the row of `More` where there is anything to say.
    fn more_of(&mut self, entry: &Entry, number: u32, numbers: &impl Numbers) -> io::Result<bool> {
        let parent = entry.parent.as_deref().and_then(|id| numbers.number(id));
        let own_id = !(entry.id.starts_with("geonames/") || entry.id.starts_with("wikidata/"));
        let plain = entry.born.is_none() && entry.gender.is_none() && entry.sport.is_none() && entry.offices.is_empty();
        if parent.is_none() && !own_id && plain {
            return Ok(false);
        }
        let id = if own_id { self.string(&entry.id)? } else { NONE };
        let first = u32::try_from(self.offices.bytes / OFFICE as u64).map_err(io::Error::other)?;
        for office in &entry.offices {
            self.office(office, numbers)?;
        }
        let sport = match &entry.sport {
            Some(sport) => row_of(&mut self.tables.sports, |s| s == sport, || sport.clone())?,
            None => NONE_8,
        };
        let mut row = [0u8; MORE];
        row[0..4].copy_from_slice(&number.to_le_bytes());
        row[4..8].copy_from_slice(&parent.unwrap_or(NONE).to_le_bytes());
        row[8..12].copy_from_slice(&id.to_le_bytes());
        row[12..16].copy_from_slice(&first.to_le_bytes());
        row[16..18].copy_from_slice(&(entry.offices.len().min(usize::from(u16::MAX)) as u16).to_le_bytes());
        row[18..20].copy_from_slice(&entry.born.unwrap_or(UNKNOWN_YEAR).to_le_bytes());
        row[20..22].copy_from_slice(&[entry.gender.map_or(0, |g| g as u8), sport]);
        self.more.put(&row)?;
        Ok(true)
    }

    fn office(&mut self, office: &Office, numbers: &impl Numbers) -> io::Result<()> {
        let title = match self.titles.get(&office.title) {
            Some(&at) => at,
            None => {
                let at = self.string(&office.title)?;
                self.titles.insert(office.title.clone(), at);
                at
            }
        };
        let of = office.of.as_deref().and_then(|id| numbers.number(id)).unwrap_or(NONE);
        self.offices.put(&title.to_le_bytes())?;
        self.offices.put(&of.to_le_bytes())?;
        self.offices.put(&office.since.unwrap_or(UNKNOWN_DAY).to_le_bytes())?;
        self.offices.put(&office.until.unwrap_or(UNKNOWN_DAY).to_le_bytes())
    }

    /// Appends a name with all that it may mean; keys must come sorted and once each.
    pub fn alias(&mut self, key: &str, pointers: &[Pointer]) -> io::Result<()> {
        let value = match pointers {
            [] => return Ok(()),
            [Pointer { entity, kind, case, share: 0 }] => {
                u64::from(*entity) << 6 | (*case as u64) << 4 | (*kind as u64) << 1 | 1
            }
            many => {
                let at = self.postings.bytes;
                self.buffer.clear();
                push_varint(many.len() as u64, &mut self.buffer);
                for pointer in many {
                    push_varint(u64::from(pointer.entity), &mut self.buffer);
                    self.buffer.extend([(pointer.case as u8) << 3 | pointer.kind as u8, pointer.share]);
                }
                let Self { postings, buffer, .. } = self;
                postings.put(buffer)?;
                at << 1
            }
        };
        self.tables.aliases += pointers.len() as u64;
        self.aliases.insert(key, value).map_err(io::Error::other)
    }

    fn string(&mut self, text: &str) -> io::Result<u32> {
        let at = u32::try_from(self.strings.bytes).map_err(io::Error::other)?;
        self.buffer.clear();
        push_varint(text.len() as u64, &mut self.buffer);
        self.buffer.extend_from_slice(text.as_bytes());
        let Self { strings, buffer, .. } = self;
        strings.put(buffer)?;
        Ok(at)
    }

    fn kind(&mut self, class: EntityType, subtype: Option<&str>) -> io::Result<u8> {
        let same = |row: &(EntityType, Option<String>)| row.0 == class && row.1.as_deref() == subtype;
        row_of(&mut self.tables.kinds, same, || (class, subtype.map(str::to_owned)))
    }

    fn country(&mut self, code: Option<[u8; 2]>) -> io::Result<u8> {
        let Some(code) = code else { return Ok(NONE_8) };
        let code = country_text(code);
        row_of(&mut self.tables.countries, |row| row.0 == code, || (code.clone(), None))
    }

    /// The sinks of all sections that were written piece by piece, and the tables so far.
    pub fn finish(self) -> io::Result<Finished<S>> {
        let aliases = self.aliases.into_inner().map_err(io::Error::other)?;
        let sinks = vec![
            (Section::Strings, self.strings.sink),
            (Section::Records, self.records.sink),
            (Section::More, self.more.sink),
            (Section::Offices, self.offices.sink),
            (Section::Aliases, aliases),
            (Section::Postings, self.postings.sink),
        ];
        Ok(Finished { sinks, tables: self.tables })
    }
}

/// What a [`PackWriter`] leaves.
pub struct Finished<S> {
    pub sinks: Vec<(Section, S)>,
    pub tables: Tables,
}

impl<S> Finished<S> {
    /// Puts in what is known only at the end.
    pub fn conclude(&mut self, numbers: &impl Numbers, sources: Vec<Source>, metonyms: Vec<MetonymRow>) {
        for (code, entity) in &mut self.tables.countries {
            *entity = numbers.number(&format!("country/{code}"));
        }
        self.tables.sources = sources;
        self.tables.metonyms = metonyms;
    }
}

/// The row of a small table that holds a value, appended where it is new.
fn row_of<T>(table: &mut Vec<T>, is: impl Fn(&T) -> bool, value: impl FnOnce() -> T) -> io::Result<u8> {
    let row = match table.iter().position(is) {
        Some(row) => row,
        None => {
            table.push(value());
            table.len() - 1
        }
    };
    u8::try_from(row)
        .ok()
        .filter(|&row| row != NONE_8)
        .ok_or_else(|| io::Error::other("a table of a pack has more than 255 rows"))
}

/// The header for sections of these lengths, with the digest of all that follows it.
pub fn header(
    lengths: [u64; Section::COUNT],
    mut digest_of: impl FnMut(&mut Sha256, Section) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut table = Vec::with_capacity(16 * Section::COUNT);
    let mut at = (HEADER + 16 * Section::COUNT) as u64;
    for length in lengths {
        table.extend_from_slice(&at.to_le_bytes());
        table.extend_from_slice(&length.to_le_bytes());
        at += length;
    }
    let mut digest = Sha256::new();
    digest.update(&table);
    for section in Section::ALL {
        digest_of(&mut digest, section)?;
    }
    let mut header = Vec::with_capacity(HEADER + table.len());
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&FORMAT.to_le_bytes());
    header.extend_from_slice(&(Section::COUNT as u32).to_le_bytes());
    header.extend_from_slice(&digest.finalize());
    header.extend_from_slice(&table);
    Ok(header)
}
