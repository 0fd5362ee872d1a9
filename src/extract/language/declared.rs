//! What the sender said of the language, made comparable.

use super::table::Table;

/// Older and wider codes, and the ones that the table uses.
const SAME: [(&str, &str); 11] = [
    ("no", "nb"),
    ("cmn", "zh"),
    ("iw", "he"),
    ("in", "id"),
    ("arb", "ar"),
    ("pes", "fa"),
    ("prs", "fa"),
    ("swh", "sw"),
    ("ekk", "et"),
    ("lvs", "lv"),
    ("mo", "ro"),
];

/// Longest tag that is read: language, script, region and a variant.
const TAG_MAX: usize = 35;

/// A declared tag: primary subtag, and the whole with its script and region in their usual case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub primary: String,
    pub tag: String,
}

impl Declared {
    /// `None` where the tag is not well-formed or says nothing (`und`, `mul`, `zxx`). Variants and extensions are left out.
    pub fn read(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        let mut subtags = tag.get(..TAG_MAX.min(tag.len()))?.split(['-', '_']);
        let primary = subtags.next()?.to_ascii_lowercase();
        let letters = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphabetic());
        if !letters(&primary) || !(2..=3).contains(&primary.len()) || matches!(&*primary, "und" | "mul" | "zxx" | "mis")
        {
            return None;
        }
        let primary =
            SAME.iter().find(|(old, _)| *old == primary).map_or(primary.clone(), |(_, new)| (*new).to_owned());
        let mut out = primary.clone();
        let mut subtags = subtags.peekable();
        if let Some(script) = subtags.next_if(|s| s.len() == 4 && letters(s)) {
            let lower = script.to_ascii_lowercase();
            let (first, rest) = lower.split_at_checked(1)?;
            out.push('-');
            out.push_str(&first.to_ascii_uppercase());
            out.push_str(rest);
        }
        let is_region =
            |s: &str| (s.len() == 2 && letters(s)) || (s.len() == 3 && s.bytes().all(|b| b.is_ascii_digit()));
        if let Some(region) = subtags.next_if(|s| is_region(s)) {
            out.push('-');
            out.push_str(&region.to_ascii_uppercase());
        }
        Some(Self { primary, tag: out })
    }

    /// Whether the table knows nothing of this language, in any script.
    pub fn is_stranger(&self, table: &Table) -> bool {
        !table.groups.iter().any(|g| g.languages.contains(&&*self.primary)) && !super::scripts::owns_one(&self.primary)
    }
}

#[cfg(test)]
#[path = "declared_tests.rs"]
mod tests;
