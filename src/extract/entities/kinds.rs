//! What the text calls a place beside its name: "Washington state", "the province of Cordoba".

use crate::record::{Document, Mention};
use crate::text::rows;
use std::sync::LazyLock;

/// Side of the name, word, and the subtype of places that it is said of.
static KINDS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    rows(include_str!("place-kinds.txt"))
        .filter_map(|row| row.split('\t').collect::<Vec<_>>().try_into().ok())
        .collect()
});
/// Bytes beside a mention in which such words stand: "metropolitan area of " has 21.
const BESIDE_BYTES: usize = 24;

/// The subtype that the words beside a mention state.
pub fn said(document: &Document, mention: &Mention) -> Option<&'static str> {
    let text = document.text.as_str();
    let after = text.get(mention.span.end as usize..)?.strip_prefix(' ').unwrap_or("");
    let begin = mention.span.begin as usize;
    let low = (begin.saturating_sub(BESIDE_BYTES)..=begin).find(|&at| text.is_char_boundary(at))?;
    let before = text.get(low..begin)?;
    let is_word_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    KINDS.iter().find_map(|&[side, word, subtype]| {
        let fits = match side {
            "after" => after.strip_prefix(word).is_some_and(is_word_end),
            _ => before
                .strip_suffix(' ')
                .and_then(|b| b.strip_suffix(word))
                .is_some_and(|b| b.is_empty() || b.ends_with(' ')),
        };
        fits.then_some(subtype)
    })
}

#[cfg(test)]
#[path = "kinds_tests.rs"]
mod tests;
