//! What the class and id of an element say about it: words of web design that sites share.

use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

/// What an element is, by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Never the article.
    Away,
    /// Around the article, unless it holds most of the page.
    Around,
    /// Around the article, unless it holds prose.
    Maybe,
    /// Who wrote it.
    Writer,
    /// When it was published.
    Date,
    /// A standfirst.
    Lead,
    /// The article's paragraphs (1), the article (2), the main column (3).
    Body(u8),
}

/// Longest attribute looked at, in bytes; generated lists of style names go on for kilobytes.
const ATTRIBUTE_BYTES_MAX: usize = 400;

/// Bytes of words that are found in names at random.
const SHORT_BYTES: usize = 3;

/// What stands between the words of a name, besides the humps of camels.
const SEPARATORS: fn(char) -> bool = |c| !c.is_ascii_alphanumeric();

static MARKS: LazyLock<HashMap<&'static str, Vec<Mark>>> = LazyLock::new(|| {
    let mut mark = None;
    let mut marks: HashMap<&str, Vec<Mark>> = HashMap::default();
    for line in rows(include_str!("marks.txt")) {
        match line.strip_prefix('=') {
            Some(name) => mark = named(name),
            None => line.split_whitespace().for_each(|key| marks.entry(key).or_default().extend(mark)),
        }
    }
    marks
});

fn named(name: &str) -> Option<Mark> {
    Some(match name.trim() {
        "away" => Mark::Away,
        "around" => Mark::Around,
        "maybe" => Mark::Maybe,
        "writer" => Mark::Writer,
        "date" => Mark::Date,
        "lead" => Mark::Lead,
        "body1" => Mark::Body(1),
        "body2" => Mark::Body(2),
        "body3" => Mark::Body(3),
        _ => return None,
    })
}

/// Calls `found` with every mark of an attribute's value.
///
/// The wide words of the second and third body ("post", "main") only count as a whole name: "post-date" is no post.
pub fn of(attribute: &str, mut found: impl FnMut(Mark)) {
    let attribute = attribute.get(..ATTRIBUTE_BYTES_MAX).unwrap_or(attribute);
    let mut name = String::with_capacity(64);
    for token in attribute.split_ascii_whitespace() {
        name.clear();
        let mut before = 0;
        for word in words(token) {
            let begin = name.len();
            name.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
            // Style names made by machines ("qAdXz") have humps at random, and so any short word.
            let random =
                word.len() <= SHORT_BYTES && word.len() < token.len() && !token.split(SEPARATORS).any(|p| p == word);
            let alone = name.get(begin..).filter(|_| !random).and_then(|w| MARKS.get(w));
            let joined = name.get(before..).filter(|_| before < begin).and_then(|w| MARKS.get(w));
            alone.into_iter().chain(joined).flatten().filter(|m| !is_wide(m)).for_each(|&mark| found(mark));
            before = begin;
        }
        MARKS.get(name.as_str()).into_iter().flatten().filter(|m| is_wide(m)).for_each(|&mark| found(mark));
    }
}

fn is_wide(mark: &Mark) -> bool {
    matches!(mark, Mark::Body(2..))
}

/// "article__bodyText" as article, body, Text; what is not ASCII does not occur in such names.
fn words(token: &str) -> impl Iterator<Item = &str> {
    token.split(SEPARATORS).flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let humps = rest
                .as_bytes()
                .windows(2)
                .position(|w| matches!(w, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
            let (word, later) = rest.split_at(humps.map_or(rest.len(), |at| at + 1));
            rest = later;
            Some(word).filter(|w| !w.is_empty())
        })
    })
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
