//! Words and names as numbers: what articles are compared by.

use crate::extract::fingerprint::words::{Folded, hash};
use crate::extract::quotes::is_unspaced;

/// A word or a name, hashed. Of 100,000 different ones, two in a window of as many meet by chance once or twice.
pub type Key = u32;

/// Shortest word whose ending is cut: "gas" and "his" are what they are.
const CUT_FROM: usize = 5;

/// The keys of folded words in order, endings of the plural cut. Words of less than `letters_min` letters are left out.
pub fn of_words(folded: &Folded, letters_min: usize) -> impl Iterator<Item = Key> + '_ {
    let mut before = "";
    folded.text.split(' ').filter_map(move |word| {
        let pair = is_character(before) && is_character(word);
        let long = word.chars().nth(letters_min.saturating_sub(1)).is_some();
        let key = if pair { Some(of_pair(before, word)) } else { long.then(|| of_word(word)) };
        before = word;
        key
    })
}

/// The key of one folded word.
pub fn of_word(word: &str) -> Key {
    hash(stem(word).as_bytes()) as Key
}

/// In scripts without spaces two characters are nearer to a word than one is.
fn of_pair(first: &str, second: &str) -> Key {
    (hash(first.as_bytes()).rotate_left(17) ^ hash(second.as_bytes())) as Key
}

fn is_character(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_unspaced) && chars.next().is_none()
}

/// "countries" and "country" become one, so do "losses" and "loss", "talks" and "talk"; "press" stays.
fn stem(word: &str) -> &str {
    if word.len() < CUT_FROM {
        return word;
    }
    if word.ends_with("sses") {
        return word.strip_suffix("es").unwrap_or(word);
    }
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix('y')) {
        return stem;
    }
    word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(word)
}

/// The key of an entity: its Wikidata id, else its name.
pub fn of_entity(qid: Option<&str>, name: &str) -> Key {
    (match qid {
        Some(qid) => hash(qid.as_bytes()),
        None => hash(name.to_lowercase().as_bytes()),
    } >> 32) as Key
}

/// A key as a number of 64 bits that tables can use as its own hash: the multiplier is odd, so none is lost.
pub fn spread(key: Key) -> u64 {
    u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
