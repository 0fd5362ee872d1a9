//! Short forms of names that the article says in full: "Kestrel" after "Kestrel Foods Inc.", "Aas" after "Ragnhild Aas".
//!
//! Only what the tagger took for a person or an organisation is corrected: short forms of companies look like surnames and
//! the other way round, and the full name tells.

use super::labels::class_of;
use super::tagger::Found;
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
pub fn follow_full_names(tokens: &Tokens, found: &mut [Found]) {
    let (Some(person), Some(organization)) = (class_of(EntityType::Person), class_of(EntityType::Organization)) else {
        return;
    };
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
    for name in found.iter_mut().filter(|name| name.end - name.begin == 1) {
        let Some(said) = said.get(&tokens.word(name.begin).lower) else { continue };
        match (said.surname_of, said.first_of, said.elsewhere) {
            (0, 1.., 0) if name.class == person => name.class = organization,
            (1.., 0, 0) if name.class == organization => name.class = person,
            _ => {}
        }
    }
}
