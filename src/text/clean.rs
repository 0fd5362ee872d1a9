//! Characters that nobody sees, taken out of a text; what needs no cleaning is not touched.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text with line ends as `\n`, without invisible characters, and composed (NFC).
///
/// Composed, because names are looked up by their characters and the same word must have the same ones. Bidi controls
/// go: they steer the display, the order of the text is the logical one. Joiners stay where they carry meaning: in
/// scripts of Asia and in emoji.
pub fn clean(text: &str) -> Cow<'_, str> {
    clean_as(text, Layout::Dropped)
}

/// The same, but nothing is composed, and what stands between characters that are seen stays: characters of no width that
/// only say where a line may break, and the controls that dashes and quotation marks of Windows become when they are read
/// as Latin-1. Whoever sent a text as a field of a message holds it, and can lay our spans on it only while its
/// characters count the same.
pub fn clean_field(text: &str) -> Cow<'_, str> {
    clean_as(text, Layout::Kept)
}

/// What becomes of soft hyphens, spaces and joiners of no width, and marks of direction.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    Dropped,
    Kept,
}

/// Whether a character has no width and no meaning but how a line is laid out: no part of a word, and no end of one
/// either.
pub fn is_layout(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn clean_as(text: &str, layout: Layout) -> Cow<'_, str> {
    let mut cleaned = pass(text, layout);
    // Composing moves marks about, and a joiner that had a reason may have none now. A pass that changes something takes
    // characters away or composes, so there are few: two for any text that was ever written by people.
    while let Cow::Owned(now) = &cleaned {
        match pass(now, layout) {
            Cow::Owned(next) if next != *now => cleaned = Cow::Owned(next),
            _ => break,
        }
    }
    cleaned
}

/// Strips, then composes.
fn pass(text: &str, layout: Layout) -> Cow<'_, str> {
    let (unseen, marks) = survey(text, layout);
    let seen = if unseen { Cow::Owned(strip(text, layout)) } else { Cow::Borrowed(text) };
    if marks && layout == Layout::Dropped && !is_nfc(&seen) { Cow::Owned(seen.nfc().collect()) } else { seen }
}

/// Whether a text has a word: a letter of any script.
pub fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// The letters and digits of a text in lower case, without anything between them.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two lines say the same, whatever their spaces, case and marks.
pub fn same_words(a: &str, b: &str) -> bool {
    !a.is_empty() && letters(a) == letters(b)
}

/// Whether there is something to strip, and whether there may be something to compose.
fn survey(text: &str, layout: Layout) -> (bool, bool) {
    // Most English text: one pass over bytes, sixteen at a time.
    if text.bytes().all(|b| matches!(b, b'\n' | b'\t' | b' '..=b'~')) {
        return (false, false);
    }
    let (mut unseen, mut marks) = (false, false);
    for c in text.chars() {
        match c {
            '\n' | '\t' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => {}
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}' => {}
            _ => {
                unseen |= fate(c, layout) != Fate::Stay;
                marks |= c >= '\u{300}';
            }
        }
    }
    (unseen, marks)
}

#[derive(PartialEq)]
enum Fate {
    Stay,
    Go,
    Line,
    /// Stays between characters that need it.
    Joiner,
    /// Part of a flag of emoji, else smuggled text.
    Tag,
}

fn fate(c: char, layout: Layout) -> Fate {
    match c {
        _ if layout == Layout::Kept && (is_layout(c) || ('\u{80}'..='\u{9f}').contains(&c)) => Fate::Stay,
        '\n' | '\t' => Fate::Stay,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Line,
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        '\u{e0020}'..='\u{e007f}' => Fate::Tag,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => Fate::Go,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' => Fate::Go,
        '\u{fff9}'..='\u{fffc}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e001f}' => Fate::Go,
        c if c.is_control() => Fate::Go,
        _ => Fate::Stay,
    }
}

fn strip(text: &str, layout: Layout) -> String {
    let mut out = String::with_capacity(text.len());
    // A joiner waits for the next character that is seen: both neighbours must need it.
    let mut joiner = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let last = out.chars().next_back();
        match fate(c, layout) {
            Fate::Stay => {
                out.extend(joiner.take().filter(|_| last.is_some_and(joins) && joins(c)));
                out.push(c);
            }
            Fate::Go => {}
            Fate::Line => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                joiner = None;
                out.push('\n');
            }
            Fate::Joiner => joiner = Some(c),
            Fate::Tag if joiner.is_none() && last.is_some_and(|l| l == '\u{1f3f4}' || fate(l, layout) == Fate::Tag) => {
                out.push(c)
            }
            Fate::Tag => {}
        }
    }
    out
}

/// Whether a joiner beside this character can mean something: not in the alphabets of Europe, not beside a space.
fn joins(c: char) -> bool {
    let european = c < '\u{590}' || ('\u{1e00}'..='\u{206f}').contains(&c) || ('\u{2100}'..='\u{214f}').contains(&c);
    !european && !c.is_whitespace()
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;
