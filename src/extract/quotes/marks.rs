//! Finds quotation marks and tells them from apostrophes, inches, feet and minutes.

use crate::text::maps::{HashMap, HashSet};
use crate::text::rows;
use std::sync::LazyLock;

const MARKS: &str = include_str!("marks.txt");
const ELISIONS: &str = include_str!("elisions.txt");
/// Longest elided word of the list is far shorter; longer words need not be read.
const ELISION_CHARS_MAX: usize = 8;

/// What a mark may do where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub begin: usize,
    pub end: usize,
    pub sign: Sign,
    pub opens: bool,
    pub closes: bool,
    /// It could as well be an apostrophe or a unit: it closes only where no better mark follows.
    pub weak: bool,
}

/// One row of the table of marks; `Sign(0)` is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sign(u8);

struct Row {
    text: &'static str,
    single: bool,
    opener: bool,
    /// Opens only where its neighbours say so.
    rarely: bool,
    /// Bit `n`: sign `n` may close a quotation that this one opened.
    closed_by: u64,
    /// Opens and closes with the same sign, or opens although another row is closed by it.
    two_sided: bool,
}

struct Table {
    rows: Vec<Row>,
    by_char: HashMap<char, Vec<u8>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read_table(MARKS));
static ELIDED: LazyLock<HashSet<&str>> = LazyLock::new(|| rows(ELISIONS).collect());

fn read_table(data: &'static str) -> Table {
    let mut table = Table { rows: Vec::new(), by_char: HashMap::default() };
    let mut links = Vec::new();
    for line in rows(data) {
        let mut cells = line.split('\t');
        let (Some(open), Some(family), Some(closers)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let opener = table.sign(open, family == "single");
        table.rows[opener].opener = true;
        table.rows[opener].rarely = cells.next() == Some("rarely");
        for closer in closers.split(' ') {
            links.push((opener, table.sign(closer, family == "single")));
        }
    }
    for (opener, closer) in links {
        table.rows[opener].closed_by |= 1 << closer;
        table.rows[closer].two_sided |= table.rows[closer].opener;
    }
    table
}

impl Table {
    fn sign(&mut self, text: &'static str, single: bool) -> usize {
        if let Some(known) = self.rows.iter().position(|r| r.text == text) {
            return known;
        }
        let row = Row { text, single, opener: false, rarely: false, closed_by: 0, two_sided: false };
        self.rows.push(row);
        let index = self.rows.len() - 1;
        let same = self.by_char.entry(text.chars().next().unwrap_or('"')).or_default();
        same.push(index as u8);
        same.sort_by_key(|&i| std::cmp::Reverse(self.rows[i as usize].text.len())); // the longest sign is tried first
        index
    }
}

impl Sign {
    fn row(self) -> &'static Row {
        &TABLE.rows[self.0 as usize]
    }

    pub fn is_single(self) -> bool {
        self.row().single
    }

    pub fn is_closed_by(self, other: Sign) -> bool {
        self.row().closed_by & (1 << other.0) != 0
    }
}

/// All marks of `text[begin..end]`, one paragraph, in order.
pub fn marks(text: &str, begin: usize, end: usize) -> Vec<Mark> {
    let paragraph = text.get(begin..end).unwrap_or("");
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (at, c) in paragraph.char_indices() {
        if at < skip_to {
            continue;
        }
        let Some(signs) = may_be_mark(c).then(|| TABLE.by_char.get(&c)).flatten() else { continue };
        let rest = &paragraph[at..];
        let Some(&index) = signs.iter().find(|&&i| rest.starts_with(TABLE.rows[i as usize].text)) else { continue };
        skip_to = at + TABLE.rows[index as usize].text.len();
        if let Some(mark) = read_mark(paragraph, at, Sign(index)) {
            found.push(Mark { begin: mark.begin + begin, end: mark.end + begin, ..mark });
        }
    }
    found
}

/// How a mark leans, from the characters beside it.
fn read_mark(text: &str, begin: usize, sign: Sign) -> Option<Mark> {
    let row = sign.row();
    let end = begin + row.text.len();
    let before = text[..begin].chars().next_back();
    let after = text[end..].chars().next();
    let (left_free, right_free) = (before.is_none_or(frees_left), after.is_none_or(frees_right));
    let leans_open = left_free && after.is_some_and(|c| !c.is_whitespace() && !ends_clause(c));
    let leans_close = right_free && before.is_some_and(|c| !c.is_whitespace());
    let mut mark = Mark { begin, end, sign, opens: row.opener, closes: true, weak: false };
    if row.single {
        let in_word = before.is_some_and(is_letter) && after.is_some_and(is_letter);
        mark.opens = row.opener && leans_open && !elides(&text[end..]);
        mark.closes = leans_close && !(leans_open && before.is_some_and(|c| matches!(c, '(' | '[' | '—' | '–')));
        mark.weak = mark.closes && is_weak_single(text, begin);
        return (!in_word && (mark.opens || mark.closes)).then_some(mark);
    }
    if row.two_sided {
        let undecided = leans_open == leans_close;
        mark.opens = row.opener
            && (leans_open && !leans_close || undecided && !row.rarely)
            && !before.is_some_and(|c| c.is_ascii_digit());
        mark.closes = leans_close || undecided;
        mark.weak = before.is_some_and(|c| c.is_ascii_digit()) && row.text == "\"";
    }
    Some(mark)
}

/// Whether an apostrophe may be meant: plural possessive (Jones'), feet and minutes (6'), a dropped g (mornin'), 'n'.
fn is_weak_single(text: &str, at: usize) -> bool {
    let mut back = text[..at].chars().rev();
    match (back.next(), back.next()) {
        (Some('s' | 'S' | 'z' | 'x'), _) => true,
        (Some('n'), before) => before.is_none_or(|c| c == 'i' || !c.is_alphabetic()),
        (last, _) => last.is_some_and(|c| c.is_ascii_digit()),
    }
}

/// Whether the word after an apostrophe has lost its beginning: 'tis, '90s, '16.
fn elides(rest: &str) -> bool {
    let word = |c: &char| c.is_alphanumeric();
    let word: String = rest.chars().take_while(word).take(ELISION_CHARS_MAX + 1).flat_map(char::to_lowercase).collect();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    ELIDED.contains(word.as_str()) || (digits == 2 && matches!(&word[2..], "" | "s"))
}

/// Letters of scripts with spaces between words: an apostrophe between two of them belongs to a word.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_unspaced(c)
}

/// Scripts that leave no space at a quotation mark: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3000}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Punctuation that never begins a quotation.
fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '，' | '。')
}

fn is_mark(c: char) -> bool {
    may_be_mark(c) && TABLE.by_char.contains_key(&c)
}

/// Nearly all characters of a text are letters, digits and blanks, and need not be looked up.
fn may_be_mark(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || c == ' ')
}

/// Characters after which a word, and so a quotation, may begin.
fn frees_left(c: char) -> bool {
    c.is_whitespace()
        || is_mark(c)
        || is_unspaced(c)
        || matches!(c, '(' | '[' | '{' | '—' | '–' | '―' | '-' | '/' | '¿' | '¡' | ':')
}

/// Characters before which a word, and so a quotation, may end.
fn frees_right(c: char) -> bool {
    c.is_whitespace()
        || is_mark(c)
        || is_unspaced(c)
        || (!c.is_alphanumeric() && !matches!(c, '(' | '[' | '{' | '¿' | '¡' | '$' | '#' | '@'))
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
