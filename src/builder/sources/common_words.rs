//! Words that are common in English: a name of one such word needs more than itself to be taken for a name.

use crate::builder::archive::Archive;
use crate::builder::error::BuildError;
use std::collections::{HashMap, HashSet};

const NOUNS: &str = "database/3.1/data.noun";
const SENSES: &str = "database/3.1/index.sense";
/// Number of nouns in the keys of senses.
const NOUN: &str = "1";
/// So often a word's senses occur in WordNet's texts (a fifth of a million words) where it is common: "mobile" twice.
const USES_MIN: u32 = 2;
/// Words without senses, days and months.
const MORE: &str = include_str!("../function_words.txt");

/// Words in small letters.
pub fn read(archive: &Archive) -> Result<HashSet<String>, BuildError> {
    let small = small_nouns(archive.text(NOUNS)?);
    let mut uses: HashMap<&str, u32> = HashMap::new();
    for line in archive.text(SENSES)?.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let [key, offset, _, count] = cells[..] else { return Err(archive.wrong(SENSES, format!("`{line}`"))) };
        let Some((word, kind)) = key.split_once('%') else { continue };
        // Keys are in small letters: whether a noun is a name is seen where it is written.
        let is_word = !kind.starts_with(NOUN) || small.contains(&(offset, word));
        if is_word && !word.contains('_') {
            *uses.entry(word).or_default() += count.parse::<u32>().unwrap_or(0);
        }
    }
    let common = uses.into_iter().filter(|row| row.1 >= USES_MIN).map(|row| row.0.to_owned());
    Ok(common.chain(crate::text::rows(MORE).flat_map(str::split_whitespace).map(str::to_owned)).collect())
}

/// Nouns that are written small, with the place of their sense.
fn small_nouns(text: &str) -> HashSet<(&str, &str)> {
    let mut small = HashSet::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let mut cells = line.split(' ');
        let (Some(offset), Some(count)) = (cells.next(), cells.nth(2)) else { continue };
        let count = usize::from_str_radix(count, 16).unwrap_or(0);
        let words = cells.take(2 * count).step_by(2);
        small.extend(words.filter(|word| !word.contains(char::is_uppercase)).map(|word| (offset, word)));
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_rare_words_are_not_common() {
        let nouns = "00000001 04 n 01 reading 0 000 | the act\n00000002 15 n 01 Reading 0 000 | a town\n";
        let senses = "arcane%3:00:00:: 00000009 1 1\nnice%3:00:00:: 00000008 1 23
reading%1:04:00:: 00000001 1 5\narcadia%1:15:00:: 00000002 1 40\n";
        let words = read(&Archive::of(&[(NOUNS, nouns.as_bytes()), (SENSES, senses.as_bytes())])).unwrap();
        for (word, is_common) in
            [("reading", true), ("nice", true), ("arcane", false), ("arcadia", false), ("of", true)]
        {
            assert_eq!(words.contains(word), is_common, "{word}");
        }
    }
}
