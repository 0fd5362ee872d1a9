//! Reads packs in place: nothing is parsed but a small table.

use super::layout::*;
use super::write::Pointer;
use crate::knowledge::entry::{AliasKind, CountryCode, Gender, country_code};
use crate::record::{EntityType, Geo};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use thiserror::Error;

/// Why bytes are no pack that this build can use.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackError {
    #[error(
        "not a knowledge pack: it does not begin with the mark of one; was it fetched as a pointer, or is it compressed?"
    )]
    NotAPack,
    #[error(
        "pack format {found}, but this build reads format {FORMAT}; build it again with `copydesk knowledge build`"
    )]
    Format { found: u32 },
    #[error("the pack ends too early ({found} bytes); copy it again")]
    Short { found: usize },
    #[error("the pack's digest does not match its bytes; copy it again or rebuild it")]
    Digest,
    #[error("the pack makes no sense: {0}; rebuild it")]
    Content(String),
}

/// An open pack.
#[derive(Debug)]
pub struct Pack {
    sections: [Bytes; Section::COUNT],
    tables: Tables,
    aliases: fst::Map<Bytes>,
    ids: fst::Map<Bytes>,
    given_names: fst::Map<Bytes>,
    metonyms: HashMap<String, usize>,
    countries: Vec<Option<CountryCode>>,
    digest: String,
}

/// One entity as it stands in its pack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    pub name: &'a str,
    pub class: EntityType,
    pub subtype: Option<&'a str>,
    pub country: Option<CountryCode>,
    pub prior: u8,
    /// Number of the first-level division's entity.
    pub admin1: Option<u32>,
    pub geo: Option<Geo>,
    pub qid: Option<u32>,
    pub geonames_id: Option<u32>,
    pub parent: Option<u32>,
    /// Its own id, where that is not made of the Wikidata or GeoNames number.
    pub id: Option<&'a str>,
    pub born: Option<i16>,
    pub gender: Option<Gender>,
    pub sport: Option<&'a str>,
    /// It stands in an overlay, and so do its posts.
    pub(in crate::knowledge) overlaid: bool,
    offices: (u32, u16),
}

/// A post that a person held, see [`crate::knowledge::Office`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfficeRow<'a> {
    pub title: &'a str,
    pub of: Option<u32>,
    pub since: Option<i32>,
    pub until: Option<i32>,
}

impl Row<'_> {
    /// Its id as others know it: of Wikidata ("Q649"), else of GeoNames ("geonames/524901").
    pub fn public_id(&self) -> Option<String> {
        self.qid.map(|qid| format!("Q{qid}")).or_else(|| self.geonames_id.map(|id| format!("geonames/{id}")))
    }
}

impl Pack {
    /// Opens a pack after comparing its digest with all its bytes.
    pub fn open(bytes: Bytes) -> Result<Self, PackError> {
        let body = bytes.get(HEADER..).ok_or(PackError::Short { found: bytes.len() });
        let is_ours = bytes.starts_with(MAGIC) && u32_at(&bytes, 8) == FORMAT;
        if is_ours && Sha256::digest(body?).as_slice() != bytes.get(16..HEADER).unwrap_or_default() {
            return Err(PackError::Digest);
        }
        Self::open_trusted(bytes)
    }

    /// Opens a pack whose bytes are known to be whole: the one inside the program.
    pub fn open_trusted(bytes: Bytes) -> Result<Self, PackError> {
        if !bytes.starts_with(MAGIC) {
            return Err(PackError::NotAPack);
        }
        let found = u32_at(&bytes, 8);
        if found != FORMAT || u32_at(&bytes, 12) as usize != Section::COUNT {
            return Err(PackError::Format { found });
        }
        let mut sections: [Bytes; Section::COUNT] = Default::default();
        for (section, slot) in Section::ALL.iter().zip(&mut sections) {
            *slot = slice_of(&bytes, *section).ok_or(PackError::Short { found: bytes.len() })?;
        }
        let tables: Tables = serde_json::from_slice(of(&sections, Section::Tables)).map_err(content)?;
        let map = |section: Section| {
            fst::Map::new(sections.get(section as usize).cloned().unwrap_or_default()).map_err(content)
        };
        Ok(Self {
            aliases: map(Section::Aliases)?,
            ids: map(Section::Ids)?,
            given_names: map(Section::GivenNames)?,
            metonyms: tables.metonyms.iter().zip(0..).map(|(row, n)| (row.key.clone(), n)).collect(),
            countries: tables.countries.iter().map(|row| country_code(&row.0)).collect(),
            digest: crate::record::hex(bytes.get(16..24).unwrap_or_default()),
            tables,
            sections,
        })
    }

    /// The first 16 hexadecimal digits of its digest.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Number of entities.
    pub fn len(&self) -> usize {
        self.section(Section::Records).len() / RECORD
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a folded name may mean, added to `found`.
    pub fn pointers(&self, key: &str, found: &mut Vec<Pointer>) {
        let Some(value) = self.aliases.get(key) else { return };
        if value & 1 == 1 {
            found.push(Pointer {
                entity: (value >> 6) as u32,
                kind: alias_kind((value >> 1) as u8 & 7),
                case: name_case((value >> 4) as u8 & 3),
                share: 0,
            });
            return;
        }
        let mut list = self.section(Section::Postings).get((value >> 1) as usize..).unwrap_or_default();
        let count = take_varint(&mut list);
        for _ in 0..count {
            let entity = take_varint(&mut list) as u32;
            let Some(([kind, share], rest)) = list.split_first_chunk::<2>() else { return };
            list = rest;
            found.push(Pointer { entity, kind: alias_kind(kind & 7), case: name_case(kind >> 3), share: *share });
        }
    }

    /// The number of an entity by its id in words.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.ids.get(id).map(|n| n as u32)
    }

    /// Numbers of Wikidata and GeoNames of each entity, in order; 0 = none.
    pub fn identifiers(&self) -> impl Iterator<Item = (u32, u32)> {
        let records = self.section(Section::Records).as_chunks::<RECORD>().0;
        records.iter().map(|record| (u32_at(record, 16), u32_at(record, 20)))
    }

    /// Share of women among those who bear a given name (in lower case).
    pub fn women_share(&self, given_name: &str) -> Option<f64> {
        self.given_names.get(given_name).map(|share| share as f64 / 255.0)
    }

    pub fn metonym(&self, key: &str) -> Option<&MetonymRow> {
        self.tables.metonyms.get(*self.metonyms.get(key)?)
    }

    /// The entity of a country.
    pub fn country(&self, code: CountryCode) -> Option<u32> {
        let row = self.countries.iter().position(|c| *c == Some(code))?;
        self.tables.countries.get(row)?.1
    }

    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let at = number as usize * RECORD;
        let record: &[u8; RECORD] = self.section(Section::Records).get(at..at + RECORD)?.try_into().ok()?;
        let [_, _, _, _, kind, country, prior, flags, a0, a1, la, lb, lc, oa, ob, oc, ..] = *record;
        let (class, subtype) = self.tables.kinds.get(usize::from(kind))?;
        let geo = unpack_degrees([la, lb, lc]).zip(unpack_degrees([oa, ob, oc])).map(|(lat, lon)| Geo { lat, lon });
        let mut row = Row {
            name: self.string(u32_at(record, 0))?,
            class: *class,
            subtype: subtype.as_deref(),
            country: self.countries.get(usize::from(country)).copied().flatten(),
            prior,
            admin1: self.division(u16::from_le_bytes([a0, a1])),
            geo,
            qid: Some(u32_at(record, 16)).filter(|&q| q != 0),
            geonames_id: Some(u32_at(record, 20)).filter(|&g| g != 0),
            parent: None,
            id: None,
            born: None,
            gender: None,
            sport: None,
            overlaid: false,
            offices: (0, 0),
        };
        if flags & HAS_MORE != 0 {
            self.add_more(number, &mut row);
        }
        Some(row)
    }

    fn add_more<'a>(&'a self, number: u32, row: &mut Row<'a>) {
        let rows = self.section(Section::More).as_chunks::<MORE>().0;
        let Ok(at) = rows.binary_search_by_key(&number, |more| u32_at(more, 0)) else { return };
        let Some(more) = rows.get(at) else { return };
        let [.., c0, c1, b0, b1, gender, sport, _, _] = *more;
        row.parent = some(u32_at(more, 4));
        row.id = some(u32_at(more, 8)).and_then(|at| self.string(at));
        row.offices = (u32_at(more, 12), u16::from_le_bytes([c0, c1]));
        row.born = Some(i16::from_le_bytes([b0, b1])).filter(|&year| year != UNKNOWN_YEAR);
        row.gender = [Gender::Female, Gender::Male, Gender::Other].into_iter().find(|g| *g as u8 == gender);
        row.sport = self.tables.sports.get(usize::from(sport)).map(String::as_str);
    }

    /// The posts of a person, in the order of the pack.
    pub fn offices<'a>(&'a self, row: &Row<'_>) -> impl Iterator<Item = OfficeRow<'a>> + use<'a> {
        let (first, count) = (row.offices.0 as usize, usize::from(row.offices.1));
        let all = self.section(Section::Offices).as_chunks::<OFFICE>().0;
        let own = all.get(first..first.saturating_add(count)).unwrap_or_default();
        let day = |bytes: &[u8], at| Some(u32_at(bytes, at) as i32).filter(|&day| day != UNKNOWN_DAY);
        own.iter().filter_map(move |office| {
            let title = self.string(u32_at(office, 0))?;
            Some(OfficeRow { title, of: some(u32_at(office, 4)), since: day(office, 8), until: day(office, 12) })
        })
    }

    fn division(&self, row: u16) -> Option<u32> {
        let divisions = self.section(Section::Admin1).as_chunks::<4>().0;
        divisions.get(usize::from(row)).and_then(|&number| some(u32::from_le_bytes(number)))
    }

    fn string(&self, at: u32) -> Option<&str> {
        let mut rest = self.section(Section::Strings).get(at as usize..)?;
        let length = take_varint(&mut rest) as usize;
        std::str::from_utf8(rest.get(..length)?).ok()
    }

    fn section(&self, section: Section) -> &[u8] {
        of(&self.sections, section)
    }
}

fn of(sections: &[Bytes; Section::COUNT], section: Section) -> &[u8] {
    sections.get(section as usize).map_or(&[], |bytes| bytes)
}

/// A section where the header says that it lies.
fn slice_of(bytes: &Bytes, section: Section) -> Option<Bytes> {
    let entry = bytes.get(HEADER + 16 * section as usize..)?;
    let (offset, rest) = entry.split_first_chunk::<8>()?;
    let begin = usize::try_from(u64::from_le_bytes(*offset)).ok()?;
    let length = usize::try_from(u64::from_le_bytes(*rest.first_chunk::<8>()?)).ok()?;
    let end = begin.checked_add(length)?;
    (end <= bytes.len()).then(|| bytes.slice(begin..end))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |&n| u32::from_le_bytes(n))
}

fn some(number: u32) -> Option<u32> {
    (number != NONE).then_some(number)
}

fn alias_kind(kind: u8) -> AliasKind {
    [AliasKind::Name, AliasKind::Demonym, AliasKind::Weak, AliasKind::Surname, AliasKind::Side]
        .get(usize::from(kind))
        .copied()
        .unwrap_or(AliasKind::Weak)
}

fn name_case(case: u8) -> NameCase {
    if case == NameCase::Capitals as u8 { NameCase::Capitals } else { NameCase::Words }
}

fn content(error: impl std::fmt::Display) -> PackError {
    PackError::Content(error.to_string())
}
