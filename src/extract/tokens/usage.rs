//! How an article writes its words: with a capital or without.

use crate::record::Tokens;
use crate::text::words::{Case, HashedMap};

/// Occurrences of a word in an article are counted up to this.
const COUNT_MAX: u8 = 2;

/// Occurrences of a word with a capital that no sentence begins with, and in lower case, cut at two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    pub capitalised: u8,
    pub lower: u8,
}

/// The usage of each word by its hash in lower case. `silent` says for each sentence whether its capitals are not counted:
/// in headlines they say nothing.
pub fn usages(tokens: &Tokens, silent: impl Iterator<Item = bool>) -> HashedMap<Usage> {
    let mut usages: HashedMap<Usage> = HashedMap::default();
    usages.reserve(tokens.words.len());
    for (sentence, silent) in tokens.sentences.iter().zip(silent) {
        for i in sentence.clone() {
            let word = tokens.word(i);
            let (capitalised, lower) = match word.case {
                Case::None => continue,
                Case::Lower => (0, 1),
                _ if silent || i == sentence.start => continue,
                _ => (1, 0),
            };
            let usage = usages.entry(word.lower).or_default();
            usage.capitalised = (usage.capitalised + capitalised).min(COUNT_MAX);
            usage.lower = (usage.lower + lower).min(COUNT_MAX);
        }
    }
    usages
}
