//! What is seen around a mark that may end a sentence. Training and reading share this file.

use crate::text::maps::HashMap;
use std::sync::LazyLock;

/// Rows of the table of weights, 32 KB of the binary. Features that share a row were trained sharing it.
pub const ROWS: usize = 1 << 14;
/// Features of one candidate.
pub const FEATURES: usize = 22;
/// Bytes looked at on either side of a mark; longer words are cut.
const WORD_MAX: usize = 24;

/// A place where a sentence may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Byte offset of the first mark.
    pub mark: usize,
    /// Byte offset after the marks and the closing quotation marks and brackets behind them.
    pub end: usize,
    pub in_quote: bool,
    pub in_bracket: bool,
    /// The mark ends a sentence in its script and needs no blank after it.
    pub certain: bool,
    pub kind: Kind,
}

/// What makes a place a candidate. Only marks are common in news; the others stand where line breaks were lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Mark,
    /// After "*****" or "-----".
    AfterRule,
    BeforeRule,
    /// After "05:12 PM".
    AfterClock,
    /// Before "03/23/2001".
    BeforeDate,
    /// After a dash between blanks, as in a dateline.
    AfterDash,
}

/// Marks that end a sentence in their scripts, whatever follows.
const CERTAIN: &str = "。！？｡؟۔।॥።፧፨။៕།";
const MARKS: &str = ".!?…:;";
const CLOSING: &str = "\"'”’»)]】」』）";
const OPENING: &str = "\"'“‘«([【「『（¿¡";

/// All candidates of one line, in order; time is linear in its length.
pub fn candidates(line: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let (mut in_quote, mut depth) = (false, 0u32);
    let mut chars = line.char_indices().peekable();
    while let Some((mark, c)) = chars.next() {
        if c.is_ascii_alphanumeric() {
            continue; // nearly all characters: no marks, and not worth a search
        }
        match c {
            '"' => in_quote = !in_quote,
            '“' | '«' | '「' => in_quote = true,
            '”' | '»' | '」' => in_quote = false,
            '(' | '[' | '（' => depth = depth.saturating_add(1),
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            ' ' => found.extend(without_mark(line, mark, in_quote, depth > 0)),
            _ => {}
        }
        let certain = CERTAIN.contains(c);
        if !certain && !MARKS.contains(c) {
            continue;
        }
        let (was_in_quote, was_in_bracket) = (in_quote, depth > 0);
        let mut end = mark + c.len_utf8();
        let mut closed = false;
        while let Some(&(at, next)) = chars.peek() {
            // A straight mark after a stop closes only what was opened.
            let closes = CLOSING.contains(next) && (next != '"' || in_quote);
            let more = !closed && (MARKS.contains(next) || CERTAIN.contains(next));
            if !closes && !more {
                break;
            }
            closed |= closes;
            match next {
                '"' | '”' | '»' | '」' => in_quote = false,
                ')' | ']' | '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
            end = at + next.len_utf8();
            chars.next();
        }
        if in_quote && line.get(end..).is_some_and(|rest| rest == " \"" || rest.starts_with(" \" ")) {
            // A closing mark that a blank has torn off.
            (in_quote, end) = (false, end + 2);
            chars.next();
            chars.next();
        }
        let after = line.get(end..).and_then(|rest| rest.chars().next());
        let glued = ".!?…".contains(c) && after.is_some_and(|c| c.is_uppercase() || OPENING.contains(c));
        if certain || after.is_none_or(char::is_whitespace) || glued {
            found.push(Candidate {
                mark,
                end,
                in_quote: was_in_quote,
                in_bracket: was_in_bracket,
                certain,
                kind: Kind::Mark,
            });
        }
    }
    found
}

/// A candidate at a blank that no mark stands before.
fn without_mark(line: &str, at: usize, in_quote: bool, in_bracket: bool) -> Option<Candidate> {
    let before = line.get(line.floor_char_boundary(at.saturating_sub(WORD_MAX))..at)?;
    let after = line.get(at + 1..line.floor_char_boundary((at + 1 + WORD_MAX).min(line.len())))?;
    let last = before.rsplit(' ').next()?;
    let next = after.split(' ').next()?;
    let is_rule = |word: &str| word.len() > 2 && word.bytes().all(|b| b"*=_~#-+".contains(&b));
    let kind = match last {
        "-" | "–" | "—" | "--" => Kind::AfterDash,
        "AM" | "PM" if before.rsplit(' ').nth(1).is_some_and(|word| word.contains(':')) => Kind::AfterClock,
        _ if is_rule(last) => Kind::AfterRule,
        _ if is_rule(next) => Kind::BeforeRule,
        _ if is_slashed_date(next) => Kind::BeforeDate,
        _ => return None,
    };
    Some(Candidate { mark: at, end: at, in_quote, in_bracket, certain: false, kind })
}

fn is_slashed_date(word: &str) -> bool {
    word.len() >= 8
        && word.bytes().filter(|&b| b == b'/').count() == 2
        && word.bytes().all(|b| b == b'/' || b.is_ascii_digit())
}

/// The rows of one candidate's features in the table of weights. `before` is where the candidate before it ends.
pub fn rows(line: &str, candidate: &Candidate, before: usize) -> [u32; FEATURES] {
    let left = word_before(line, candidate.mark);
    let gap = line.get(candidate.end..).unwrap_or("");
    let rest = gap.trim_start();
    let blanks = (gap.len() - rest.len()).min(2) as u64;
    let inner = rest.trim_start_matches(|c| OPENING.contains(c) || c == '-' || c == '–' || c == '—');
    let opened = rest.len() != inner.len();
    let right = word_after(inner);
    let marks = line.get(candidate.mark..candidate.end).unwrap_or("");
    let kind = candidate.kind as u64;
    let mark = mix(hash(marks.as_bytes()), kind);
    let first = marks.chars().next().unwrap_or(' ') as u64 + (kind << 32);
    let closed = u64::from(marks.chars().next_back().is_some_and(|c| CLOSING.contains(c)));
    let (l, r) = (lower_hash(left), lower_hash(right));
    let (ls, rs) = (shape(left), shape(inner) * 2 + u64::from(opened));
    let group = group_of(left);
    let open = u64::from(candidate.in_quote) * 2 + u64::from(candidate.in_bracket);
    let since = bucket(candidate.mark.saturating_sub(before));
    let begun = u64::from(before == 0);
    let left_over = bucket(rest.len());
    let second = shape(inner.get(right.len()..).unwrap_or("").trim_start());
    let values: [u64; FEATURES] = [
        mark,
        first * 64 + rs,
        mix(mark, rs),
        l,
        mix(l, rs),
        mix(first, r),
        mix(ls, first),
        mix(mix(ls, rs), first),
        mix(group, rs),
        mix(mix(group, r), 7),
        mix(mix(group, ls), rs),
        mix(mix(open, first), rs),
        mix(mix(closed, open), rs),
        mix(mix(closed, first), r),
        mix(blanks, mix(first, rs)),
        mix(since, first),
        mix(mix(begun, since), mix(first, rs)),
        mix(left_over, first),
        mix(mix(second, rs), first),
        mix(lower_hash(suffix(left)), mix(first, rs)),
        mix(mix(since, left_over), mix(first, rs)),
        mix(ls, r),
    ];
    let mut out = [0; FEATURES];
    for (template, (row, value)) in out.iter_mut().zip(values).enumerate() {
        let mixed = mix(value, template as u64 + 1);
        *row = (mixed >> 40) as u32 % ROWS as u32;
    }
    out
}

/// The run of letters, digits and inner stops before a mark; cut at [`WORD_MAX`] bytes.
fn word_before(line: &str, mark: usize) -> &str {
    let head = line.get(..mark).unwrap_or("");
    let from = head.floor_char_boundary(head.len().saturating_sub(WORD_MAX));
    let head = head.get(from..).unwrap_or("");
    let begin = head.char_indices().rev().find(|(_, c)| !is_word(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    head.get(begin..).unwrap_or("")
}

fn word_after(rest: &str) -> &str {
    let rest = rest.get(..rest.floor_char_boundary(WORD_MAX.min(rest.len()))).unwrap_or("");
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

fn suffix(word: &str) -> &str {
    word.get(word.floor_char_boundary(word.len().saturating_sub(3))..).unwrap_or(word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '&' | '%' | '$' | '@' | '/')
}

/// Kind of a word by its first characters: nothing, lower, Upper, single capital, ALL, digits, with stops, other.
fn shape(word: &str) -> u64 {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    let second = chars.next();
    match (first, second) {
        (a, _) if a.is_lowercase() && word.len() < WORD_MAX && word.contains('.') => 7,
        (a, None | Some('.' | ' ')) if a.is_uppercase() => 3,
        (a, Some(b)) if a.is_uppercase() && b.is_uppercase() => 4,
        (a, _) if a.is_uppercase() => 2,
        (a, None) if a.is_lowercase() => 8,
        (a, _) if a.is_lowercase() => 1,
        (a, Some(b)) if a.is_numeric() && b.is_numeric() => 5,
        (a, _) if a.is_numeric() => 9,
        (a, _) if a.is_alphabetic() => 10,
        (a, _) => 16 + (a as u64 % 16),
    }
}

fn bucket(bytes: usize) -> u64 {
    match bytes {
        0 => 0,
        1..=4 => 1,
        5..=14 => 2,
        15..=39 => 3,
        _ => 4,
    }
}

/// Groups of words.tsv by word.
static WORDS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    let lines = crate::text::rows(include_str!("words.tsv")).filter_map(|l| l.split_once('\t'));
    let group = |name| ["title", "number", "abbreviation"].iter().position(|g| *g == name).map(|n| n as u64 + 1);
    lines.flat_map(|(name, words)| words.split(' ').filter_map(move |w| Some((w, group(name)?)))).collect()
});

fn group_of(word: &str) -> u64 {
    let lower = word.to_lowercase();
    WORDS.get(lower.as_str()).copied().unwrap_or(u64::from(word.contains('.')) * 4)
}

fn lower_hash(word: &str) -> u64 {
    if word.is_ascii() {
        word.bytes().fold(0, |h, b| mix(h, u64::from(b.to_ascii_lowercase())))
    } else {
        hash(word.to_lowercase().as_bytes())
    }
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |h, &b| mix(h, u64::from(b)))
}

fn mix(a: u64, b: u64) -> u64 {
    let x = (a ^ b.wrapping_add(0x9E37_79B9_7F4A_7C15).rotate_left(31)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}
