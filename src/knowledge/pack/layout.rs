//! How a pack lies in its file.
//!
//! ```text
//! 0    8  magic "CDKNOWS\0"
//! 8    4  format, u32 (all numbers little-endian)
//! 12   4  number of sections
//! 16  32  SHA-256 of everything behind it
//! 48 16n  sections in the order of [`Section`]: offset u64 from the file's begin, length u64
//!         the sections
//! ```
//! An entity's number is the place of its record. Its record holds, in 24 bytes: label u32 (offset into `Strings`: length as
//! varint, then UTF-8), kind u8 (row of `Tables::kinds`), country u8 (row of `Tables::countries`, 255 = none), prior u8,
//! flags u8 (1 = has a row in `More`), admin1 u16 (row of `Admin1`, 65535 = none), latitude and longitude i24 (see
//! [`pack_degrees`]), qid u32 and GeoNames id u32 (0 = none).
//!
//! A row of `More` holds, in 24 bytes, sorted by entity: entity u32, parent u32 (MAX = none), id u32 (offset into `Strings`,
//! MAX = none), offices u32 (first row of `Offices`), number of offices u16, born i16 (MIN = none), gender u8, sport u8 (row of
//! `Tables::sports`, 255 = none), two bytes of nothing. A row of `Offices`, 16 bytes: title u32 (offset into
//! `Strings`), of u32, since i32, until i32 (days since 1970-01-01; MIN = not known).
//!
//! `Aliases` is an FST (Gallant's `fst`) from folded names to either one candidate (bit 0 set: entity << 6 | case << 4 | kind << 1
//! | 1) or the offset of a list in `Postings` << 1: varint count, then per candidate varint entity, u8 case << 3 | kind, u8 share.

use serde::{Deserialize, Serialize};

pub const MAGIC: &[u8; 8] = b"CDKNOWS\0";
pub const FORMAT: u32 = 1;
pub const HEADER: usize = 48;
pub const RECORD: usize = 24;
pub const MORE: usize = 24;
pub const OFFICE: usize = 16;
/// "None" in fields of four, two and one bytes.
pub const NONE: u32 = u32::MAX;
pub const NONE_16: u16 = u16::MAX;
pub const NONE_8: u8 = u8::MAX;
pub const UNKNOWN_DAY: i32 = i32::MIN;
pub const UNKNOWN_YEAR: i16 = i16::MIN;
pub const HAS_MORE: u8 = 1;

/// The parts of a pack, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// JSON of [`Tables`].
    Tables,
    Strings,
    Records,
    More,
    Offices,
    /// Entity numbers of first-level divisions, u32 each.
    Admin1,
    Aliases,
    Postings,
    /// FST from ids in words ("person/…", "country/US") to entity numbers.
    Ids,
    /// FST from given names in lower case to how many in 255 of their bearers are women.
    GivenNames,
}

impl Section {
    pub const COUNT: usize = 10;
    pub const ALL: [Section; Self::COUNT] = [
        Section::Tables,
        Section::Strings,
        Section::Records,
        Section::More,
        Section::Offices,
        Section::Admin1,
        Section::Aliases,
        Section::Postings,
        Section::Ids,
        Section::GivenNames,
    ];
}

/// What is small enough to be read at start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tables {
    /// A name for people, "core 2026-11-28".
    pub name: String,
    pub sources: Vec<super::super::Source>,
    pub entities: u64,
    pub aliases: u64,
    /// Class and schema.org subtype.
    pub kinds: Vec<(crate::record::EntityType, Option<String>)>,
    /// ISO 3166-1 code, and the country's entity.
    pub countries: Vec<(String, Option<u32>)>,
    pub sports: Vec<String>,
    pub metonyms: Vec<MetonymRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetonymRow {
    /// Folded.
    pub key: String,
    pub entity: u32,
    pub unless: Vec<String>,
}

/// How a name is written, as far as looking it up cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameCase {
    /// "Nature", "iPhone", "de Gaulle".
    Words = 0,
    /// "WHO", "U.S.": an acronym, which is no word in small letters.
    Capitals = 1,
}

impl NameCase {
    pub fn of(name: &str) -> Self {
        let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
        match letters.peek().is_some() && letters.all(char::is_uppercase) {
            true => NameCase::Capitals,
            false => NameCase::Words,
        }
    }
}

/// Degrees between -180 and 180 in three bytes: steps of 0.00002°, two metres.
pub fn pack_degrees(degrees: f64) -> [u8; 3] {
    let [a, b, c, _] = ((degrees.clamp(-180.0, 180.0) * STEPS_PER_DEGREE).round() as i32).to_le_bytes();
    [a, b, c]
}

/// The degrees of three bytes, rounded to five digits; `None` for [`NO_DEGREES`].
pub fn unpack_degrees(bytes: [u8; 3]) -> Option<f64> {
    let [a, b, c] = bytes;
    let sign = if c & 0x80 == 0 { 0 } else { 0xff };
    let steps = i32::from_le_bytes([a, b, c, sign]);
    (bytes != NO_DEGREES).then(|| (f64::from(steps) / STEPS_PER_DEGREE * 1e4).round() / 1e4)
}

/// 180 degrees are 2^23 - 8: the least number stays free for "none".
const STEPS_PER_DEGREE: f64 = 46_603.0;
pub const NO_DEGREES: [u8; 3] = [0, 0, 0x80];

/// Appends a number, seven bits a byte, the least first.
pub fn push_varint(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Takes a number from the front of `bytes`; 0 where they end too early.
pub fn take_varint(bytes: &mut &[u8]) -> u64 {
    let mut n = 0;
    for shift in (0..64).step_by(7) {
        let Some((&byte, rest)) = bytes.split_first() else { return 0 };
        *bytes = rest;
        n |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    n
}
