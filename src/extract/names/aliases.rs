//! Short forms of names that the article says in full: "Kestrel" after "Kestrel Foods Inc.", "Aas" after "Ragnhild Aas".
//!
//! Short forms of companies look like surnames and the other way round, and surnames like places; the full name tells.
//! A place stays one where a preposition of place stands before it, or a comma and another place behind it.

use super::labels::class_of;
use super::tagger::Found;
use super::teams;
use crate::record::{EntityType, Tokens};
use crate::text::words::HashedMap;

/// What the full names of an article say of one word: how many persons end with it, how many organisations begin with it.
#[derive(Clone, Copy, Default)]
struct Said {
    surname_of: u32,
    first_of: u32,
    /// Full names that hold it elsewhere.
    elsewhere: u32,
}

/// Gives names of one word the class of the full names they are short for.
pub fn follow_full_names(text: &str, tokens: &Tokens, found: &mut [Found]) {
    let classes = [EntityType::Person, EntityType::Organization, EntityType::Place].map(class_of);
    let [Some(person), Some(organization), Some(place)] = classes else { return };
    agree_on_persons(tokens, found, person, place);
    let mut said: HashedMap<Said> = HashedMap::default();
    for name in found.iter().filter(|name| name.end - name.begin > 1) {
        for i in name.begin..name.end {
            let said = said.entry(tokens.word(i).lower).or_default();
            match () {
                () if name.class == person && i + 1 == name.end => said.surname_of += 1,
                () if name.class == organization && i == name.begin => said.first_of += 1,
                () => said.elsewhere += 1,
            }
        }
    }
    let begins: Vec<usize> = found.iter().map(|name| name.begin).collect();
    for name in found.iter_mut().filter(|name| name.end - name.begin == 1) {
        let Some(said) = said.get(&tokens.word(name.begin).lower) else { continue };
        let lies_in =
            tokens.spans.get(name.end).is_some_and(|span| span.of(text) == ",") && begins.contains(&(name.end + 1));
        let is_there = lies_in || teams::is_where(tokens, name.begin);
        match (said.surname_of, said.first_of, said.elsewhere) {
            (0, 1.., 0) if name.class == person => name.class = organization,
            (1.., 0, 0) if name.class == organization || (name.class == place && !is_there) => name.class = person,
            _ => {}
        }
    }
}

/// A full name that was taken for a person's here and for a place's there is a person's: where it mostly was one's, and
/// where the article goes on with the last word alone, as it does with family names.
fn agree_on_persons(tokens: &Tokens, found: &mut [Found], person: usize, place: usize) {
    let last = |name: &Found| tokens.word(name.end.saturating_sub(1)).lower;
    let several = |name: &&mut Found| name.end - name.begin > 1;
    let mut alone: HashedMap<usize> = HashedMap::default();
    for name in found.iter().filter(|name| name.end - name.begin == 1) {
        *alone.entry(last(name)).or_default() += 1;
    }
    // For each name how much more its mentions look like a person's than like anything else, and the most they do.
    let mut leads: HashedMap<(f32, bool)> = HashedMap::default();
    for name in found.iter_mut().filter(several) {
        let (lead, any) = leads.entry(name.key(tokens)).or_default();
        *lead += if name.class == person { name.probability } else { -name.probability };
        *any |= name.class == person;
    }
    for name in found.iter_mut().filter(several).filter(|name| name.class == place) {
        let goes_on = alone.get(&last(name)).is_some_and(|n| *n >= ALONE_MIN);
        if leads.get(&name.key(tokens)).is_some_and(|(lead, any)| *lead > 0.0 || (*any && goes_on)) {
            name.class = person;
        }
    }
}

/// Times that a family name alone follows a full name, at least.
const ALONE_MIN: usize = 2;
