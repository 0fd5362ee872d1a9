//! What a source says of one thing, before it is joined with what others say.

use crate::knowledge::{Alias, AliasKind, Entry};
use crate::record::EntityType;

/// An entry on its way into the collection.
#[derive(Clone, Debug)]
pub struct Draft {
    pub entry: Entry,
    pub join: Join,
    /// Written by hand: it wins over packages, and its names are no common words by accident.
    pub by_hand: bool,
}

/// By what a draft may be recognised as something that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Its id, Wikidata id or GeoNames id alone: many cities bear one name.
    Ids,
    /// Also the same class, country and name.
    Name,
    /// Also the same country and name among first-level divisions.
    Division,
    /// Also the same country and name among cities, the one with the most people.
    City,
    /// It is left out where anything of its class bears its name.
    OnlyIfNew,
}

impl Draft {
    pub fn new(entry: Entry, join: Join) -> Self {
        Self { entry, join, by_hand: false }
    }
}

/// The most characters of a name: longer ones are descriptions.
const NAME_CHARS_MAX: usize = 80;

/// Whether a name can be looked up in English news: Latin letters, more than one of them, not a bare number.
pub fn is_usable(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0
        && name.chars().count() > 1
        && name.chars().count() <= NAME_CHARS_MAX
        && name.trim() == name
        && name.chars().all(is_latin)
}

fn is_latin(c: char) -> bool {
    !c.is_alphabetic() || matches!(c, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | 'ʻ' | 'ʼ')
}

/// Whether a name begins like one.
pub fn is_capitalised(name: &str) -> bool {
    name.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Adds a name unless the entry has it; a plainer kind wins over a doubtful one.
pub fn add_alias(entry: &mut Entry, alias: Alias) {
    if !is_usable(&alias.text) {
        return;
    }
    match entry.aliases.iter_mut().find(|a| a.text == alias.text) {
        Some(known) => {
            known.kind = known.kind.min(alias.kind);
            known.share = known.share.max(alias.share);
        }
        None if alias.text == entry.name => {}
        None => entry.aliases.push(alias),
    }
}

/// Adds names of one kind.
pub fn add_all<'a>(entry: &mut Entry, names: impl IntoIterator<Item = &'a str>, kind: AliasKind) {
    for name in names {
        add_alias(entry, Alias { text: name.trim().to_owned(), kind, share: 0 });
    }
}

/// Number of a Wikidata id: "Q42" → 42.
pub fn qid(text: &str) -> Option<u32> {
    text.strip_prefix('Q')?.parse().ok().filter(|&n| n > 0)
}

/// A name as the last part of an id: "Notre-Dame de Paris" → "notre-dame-de-paris".
pub fn slug(name: &str) -> String {
    crate::text::fold(name).replace(' ', "-")
}

/// Whether this is a first-level division and no city: the two share names ("New York").
pub fn is_division(entry: &Entry) -> bool {
    let subtype = entry.subtype.as_deref().unwrap_or_default();
    entry.class == EntityType::Place && matches!(subtype, "State" | "AdministrativeArea" | "Province")
}

pub fn is_city(entry: &Entry) -> bool {
    entry.class == EntityType::Place && entry.subtype.as_deref() == Some("City")
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
