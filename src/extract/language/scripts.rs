//! Which script a letter belongs to, and which language owns that script.

use std::sync::LazyLock;

/// Scripts in code order of the table's ranges; see scripts.tsv.
static TABLE: LazyLock<Vec<Range>> = LazyLock::new(|| include_str!("scripts.tsv").lines().filter_map(parse).collect());

/// Code points below this have their range looked up once, at start: all alphabets of Europe and the Near East.
const DIRECT: u32 = 0x600;

static NEAR: LazyLock<Vec<Option<&'static Range>>> = LazyLock::new(|| (0..DIRECT).map(search).collect());

/// One row of scripts.tsv.
#[derive(Debug, PartialEq)]
pub struct Range {
    first: u32,
    last: u32,
    pub script: &'static str,
    /// Letters of an alphabet that one letter of this range is worth.
    pub weight: u32,
    /// Comma-separated; empty where the n-gram table decides.
    languages: &'static str,
}

impl Range {
    /// The language that owns the script; `None` where the n-gram table decides.
    pub fn owner(&self) -> Option<&'static str> {
        self.languages.split(',').next().filter(|tag| !tag.is_empty())
    }

    /// Whether a language is known to be written in this script, as its owner or beside it.
    pub fn writes(&self, language: &str) -> bool {
        self.languages.split(',').any(|tag| tag == language)
    }
}

/// The row of one character; `None` for what is no letter.
#[inline]
pub fn range_of(c: char) -> Option<&'static Range> {
    match NEAR.get(c as usize) {
        Some(&row) => row,
        None => search(c as u32),
    }
}

/// Whether some script belongs to this language.
pub fn owns_one(language: &str) -> bool {
    TABLE.iter().any(|range| range.owner() == Some(language))
}

fn search(c: u32) -> Option<&'static Range> {
    let at = TABLE.partition_point(|r| r.last < c);
    TABLE.get(at).filter(|r| r.first <= c)
}

fn parse(line: &'static str) -> Option<Range> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('\t');
    let mut hex = || u32::from_str_radix(fields.next()?, 16).ok();
    let (first, last) = (hex()?, hex()?);
    let script = fields.next()?;
    let weight = fields.next()?.parse().ok()?;
    let languages = fields.next().filter(|&tags| tags != "-").unwrap_or("");
    Some(Range { first, last, script, weight, languages })
}

#[cfg(test)]
#[path = "scripts_tests.rs"]
mod tests;
