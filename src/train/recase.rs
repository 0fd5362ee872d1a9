//! Articles in other letters: lines of capitals, headlines in title case, text without capitals.

use std::borrow::Cow;

/// How a copy of an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recase {
    /// Every third line in capitals.
    Upper,
    /// Every third line with a capital on each longer word, as headlines have it.
    Title,
    /// All in small letters, as in short messages.
    Lower,
}

/// One of this many articles gets a copy of each kind.
const EVERY: usize = 12;
/// Lines that are changed, of `Upper` and `Title`.
const LINES: usize = 3;
/// Words up to this length stay small in title case ("of", "the", "and").
const SMALL_MAX: usize = 3;

/// How the copy of article number `n` is written, if there is one.
pub fn of_article(n: usize) -> Option<Recase> {
    match n % EVERY {
        0 => Some(Recase::Upper),
        4 => Some(Recase::Title),
        8 => Some(Recase::Lower),
        _ => None,
    }
}

/// The text rewritten; every character stays one character, so that spans in code points keep their places.
pub fn rewrite(text: &str, how: Recase) -> String {
    let lines = text.split('\n').enumerate();
    let written = lines.map(|(n, line)| match how {
        Recase::Lower => Cow::Owned(line.chars().map(lower).collect::<String>()),
        Recase::Upper if n % LINES == 0 => Cow::Owned(line.chars().map(upper).collect()),
        Recase::Title if n % LINES == 0 => Cow::Owned(title(line)),
        _ => Cow::Borrowed(line),
    });
    written.collect::<Vec<_>>().join("\n")
}

fn title(line: &str) -> String {
    let words = line.split_inclusive(|c: char| !c.is_alphanumeric());
    let mut out = String::with_capacity(line.len());
    for word in words {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        let mut chars = word.chars();
        if letters > SMALL_MAX || out.is_empty() {
            out.extend(chars.next().map(upper));
        }
        out.extend(chars);
    }
    out
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.next().is_none()).unwrap_or(c)
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}
