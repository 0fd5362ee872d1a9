//! Tokens of English text: words, numbers, clitics and marks, each with its exact characters.
//!
//! The conventions are those of the English Universal Dependencies treebanks: clitics stand alone ("do" "n't",
//! "Obama" "'s"), and so does every punctuation mark, hyphens too ("Moscow" "-" "Beijing"). Kept whole are "U.S.", "a.m.",
//! "10,000", "10:30", addresses of the web and of mail, "@handle", "#tag", "O'Brien", "AT&T".

use super::{Span, is_layout, rows};
use crate::text::maps::HashSet;
use std::sync::LazyLock;

/// Words of src/text/abbreviations.txt.
static ABBREVIATIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("abbreviations.txt")).flat_map(str::split_whitespace).collect());

/// Longest abbreviation of the list, and of what is looked up in it.
const ABBREVIATION_MAX: usize = 8;
/// What stands behind an apostrophe as a token of its own; "n't" is cut before its n.
const CLITICS: [&str; 7] = ["s", "re", "ve", "ll", "d", "m", "t"];

/// Appends the tokens of `line`, which begins at byte `offset` of its text. Every character that has a width is in
/// exactly one token.
pub fn tokenize(line: &str, offset: usize, out: &mut Vec<Span>) {
    let last_word = line.trim_end_matches(is_between).len();
    for (begin, chunk) in chunks(line) {
        let mut cutter = Cutter { chunk, offset: offset + begin, out };
        cutter.cut(begin + chunk.len() == last_word);
    }
}

/// The pieces between white space, each with its place.
fn chunks(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    line.split(is_between).filter_map(move |chunk| {
        let begin = at;
        at += chunk.len();
        at += line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!chunk.is_empty()).then_some((begin, chunk))
    })
}

/// White space, and what has no width; a soft hyphen stands inside a word.
fn is_between(c: char) -> bool {
    c.is_whitespace() || (is_layout(c) && !is_mark_of_letter(c))
}

struct Cutter<'a, 'o> {
    chunk: &'a str,
    offset: usize,
    out: &'o mut Vec<Span>,
}

impl Cutter<'_, '_> {
    fn push(&mut self, begin: usize, end: usize) {
        if begin < end {
            self.out.push(Span::new(self.offset + begin, self.offset + end));
        }
    }

    /// `ends_line`: nothing follows, so that a full stop is rather the end of the sentence.
    fn cut(&mut self, ends_line: bool) {
        let whole = address(self.chunk);
        self.push(0, whole);
        let mut at = whole;
        while let Some(c) = self.chunk.get(at..).and_then(|rest| rest.chars().next()) {
            let end = if is_word(c) { self.word(at, ends_line) } else { self.mark(at, c) };
            at = end.max(at + c.len_utf8());
        }
    }

    /// One mark, or a run of the same one where it is written as a run ("...", "--", "!!").
    fn mark(&mut self, begin: usize, c: char) -> usize {
        let rest = self.chunk.get(begin..).unwrap_or("");
        let clitic = clitic_at(rest);
        // "'s" that nothing stands before: "the company 's", or after a closing bracket.
        let end = begin
            + match clitic {
                Some(n) if begin == 0 && n == rest.len() => n,
                _ if ".-!?*=_~#".contains(c) => rest.len() - rest.trim_start_matches(c).len(),
                _ => c.len_utf8(),
            };
        self.push(begin, end);
        end
    }

    fn word(&mut self, begin: usize, ends_line: bool) -> usize {
        let rest = self.chunk.get(begin..).unwrap_or("");
        let mut len = word_len(rest);
        let word = rest.get(..len).unwrap_or("");
        let after = rest.get(len..).unwrap_or("");
        if after.starts_with('.') && takes_stop(word, after, ends_line) {
            len += 1;
        }
        let word = rest.get(..len).unwrap_or("");
        let cut = clitic_of(word).unwrap_or(if word.eq_ignore_ascii_case("cannot") { 3 } else { len });
        self.push(begin, begin + cut);
        self.push(begin + cut, begin + len);
        begin + len
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark_of_letter(c)
}

/// Combining marks belong to the letter before them.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
        || (c > '\u{2ff}' && unicode_normalization::char::is_combining_mark(c))
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// Bytes of the word at the beginning of `rest`, joined over what may stand inside a word.
fn word_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if is_word(c) {
            before = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |&(_, c)| c);
        let joins = match c {
            '.' => joins_letters(rest, at) || (before.is_ascii_digit() && next.is_ascii_digit()),
            ',' | ':' | '/' => before.is_ascii_digit() && next.is_ascii_digit(),
            '&' => before.is_uppercase() && next.is_uppercase(),
            '_' => is_word(next),
            c if is_apostrophe(c) => is_word(next) && before.is_alphanumeric(),
            _ => false,
        };
        if !joins {
            return at;
        }
        before = c;
    }
    rest.len()
}

/// Whether the full stop at `at` stands between single letters: "U.S", "a.m", "J.R.R".
fn joins_letters(rest: &str, at: usize) -> bool {
    let single =
        |piece: Option<&str>| piece.is_some_and(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
    let before = rest.get(..at).and_then(|b| b.rsplit(['.', '-', '/']).next());
    let behind = rest.get(at + 1..).map(|a| a.split(|c: char| !is_word(c)).next().unwrap_or(""));
    single(before) && single(behind)
}

/// Whether a full stop behind a word belongs to it.
fn takes_stop(word: &str, after: &str, ends_line: bool) -> bool {
    if word.contains('.') {
        // "U.S." at the end of a sentence keeps its stop, as the treebanks have it.
        return word.chars().any(char::is_alphabetic) && !after.starts_with("..");
    }
    if after.starts_with("..") || (ends_line && after == ".") {
        return false;
    }
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    initial || is_abbreviation(word)
}

fn is_abbreviation(word: &str) -> bool {
    let mut lower = [0; ABBREVIATION_MAX];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).is_ok_and(|lower| ABBREVIATIONS.contains(lower))
}

/// Where the clitic of a word begins.
fn clitic_of(word: &str) -> Option<usize> {
    let (at, apostrophe) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let tail = word.get(at + apostrophe.len_utf8()..)?;
    let clitic = CLITICS.iter().find(|c| tail.eq_ignore_ascii_case(c))?;
    if *clitic != "t" {
        return (at > 0).then_some(at);
    }
    let n = at.checked_sub(1)?;
    (n > 0 && word.get(n..at)?.eq_ignore_ascii_case("n")).then_some(n)
}

/// Length of a clitic at the beginning of `rest`, its apostrophe included.
fn clitic_at(rest: &str) -> Option<usize> {
    let apostrophe = rest.chars().next().filter(|&c| is_apostrophe(c))?;
    let tail = rest.get(apostrophe.len_utf8()..)?;
    let n = tail.find(|c: char| !is_word(c)).unwrap_or(tail.len());
    let tail = tail.get(..n)?;
    CLITICS.iter().any(|c| tail.eq_ignore_ascii_case(c)).then_some(apostrophe.len_utf8() + n)
}

/// What addresses of the web begin with.
const WEB: [&str; 4] = ["http://", "https://", "www.", "ftp://"];

/// Bytes of an address of the web or of mail, a handle or a tag that the chunk begins with; 0 without one.
fn address(chunk: &str) -> usize {
    let mut chars = chunk.chars();
    let first = chars.next().unwrap_or(' ');
    if (first == '@' || first == '#') && chars.next().is_some_and(|c| c.is_alphanumeric() || c == '_') {
        let tail = chunk.get(1..).unwrap_or("");
        return 1 + tail.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tail.len());
    }
    let begins = |with: &&str| chunk.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    let web = WEB.iter().any(begins);
    let inner = chunk.trim_end_matches(['.', ',', ')', ']', '>', '"', '”', '\'', '’', '!', '?', ';', ':']);
    let mail = inner.split_once('@').is_some_and(|(user, host)| {
        let letters = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+".contains(&b));
        !user.is_empty() && host.contains('.') && letters(user) && letters(host)
    });
    if web || mail { inner.len() } else { 0 }
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
