//! Dates in the words of readers: "25. Januar 2022", "13/06/2019", and the date in an address.

use crate::text::maps::HashMap;
use crate::text::{dates, rows};
use std::sync::LazyLock;

/// Bytes of a text that is searched for a date.
const TEXT_BYTES_MAX: usize = 300;

/// Years that pages of the web can have been published in.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

static MONTHS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    rows(include_str!("months.txt"))
        .zip(1..)
        .flat_map(|(line, month)| line.split_whitespace().map(move |name| (name, month)))
        .collect()
});

/// Words that stand inside of dates and say nothing.
const FILLERS: &[&str] = &["de", "of", "del", "den", "the"];

/// A number or a word, with what stands before it.
struct Token<'a> {
    text: &'a str,
    number: Option<u16>,
    month: Option<u16>,
    before: &'a str,
}

/// The first date in a short text. "03/05/2022" is read as the page's language does, and not at all where English does
/// not say which English it is.
pub fn shown(text: &str, language: Option<&str>) -> Option<String> {
    let end = text.floor_char_boundary(TEXT_BYTES_MAX.min(text.len()));
    // "2024年3月5日" is 2024-3-5.
    let lower = text.get(..end)?.to_lowercase().replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ");
    let tokens = tokens(&lower);
    tokens.windows(3).find_map(|three| match three {
        [a, b, c] => date(a, b, c, language),
        _ => None,
    })
}

fn date(a: &Token, b: &Token, c: &Token, language: Option<&str>) -> Option<String> {
    let joined = |mark: &str| b.before.trim() == mark && c.before.trim() == mark;
    let digits = |t: &Token| t.text.bytes().take_while(u8::is_ascii_digit).count();
    let (year, month, day) = match (a.number, b.number, c.number) {
        (Some(day), None, Some(year)) if digits(c) == 4 => (year, b.month?, day),
        (None, Some(day), Some(year)) if digits(c) == 4 => (year, a.month?, day),
        (Some(year), Some(month), Some(day)) if digits(a) == 4 && (joined("-") || joined("/") || joined(".")) => {
            (year, month, day)
        }
        (Some(day), Some(month), Some(year)) if joined(".") => (full(year, digits(c))?, month, day),
        (Some(one), Some(two), Some(year)) if (joined("/") || joined("-")) && digits(c) == 4 => {
            let (month, day) = in_order(one, two, language)?;
            (year, month, day)
        }
        _ => return None,
    };
    YEARS.contains(&year).then(|| dates::date(&format!("{year:04}-{month:02}-{day:02}"))).flatten()
}

/// "22" is 2022.
fn full(year: u16, digits: usize) -> Option<u16> {
    match digits {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// Month and day of "one/two".
fn in_order(one: u16, two: u16, language: Option<&str>) -> Option<(u16, u16)> {
    let language = language?.to_lowercase();
    match (one > 12, two > 12) {
        (true, false) => Some((two, one)),
        (false, true) => Some((one, two)),
        (false, false) if one == two => Some((one, two)),
        (false, false) if language.starts_with("en-us") || language.starts_with("en_us") => Some((one, two)),
        (false, false) if language != "en" => Some((two, one)),
        _ => None,
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find(char::is_alphanumeric) {
        let (before, from) = rest.split_at(begin);
        let digits = from.bytes().take_while(u8::is_ascii_digit).count();
        let letters = from.find(|c: char| !c.is_alphabetic()).unwrap_or(from.len());
        // One letter of another kind of number ("²") at least, so that this ends.
        let step = from.chars().next().map_or(0, char::len_utf8);
        let (text, later) = from.split_at(if digits > 0 { digits } else { letters.max(step) });
        rest = later;
        let ordinal = matches!(text, "st" | "nd" | "rd" | "th" | "er") && before.is_empty() && !found.is_empty();
        if ordinal || FILLERS.contains(&text) {
            continue;
        }
        let number = if digits > 0 && digits <= 4 { text.parse().ok() } else { None };
        found.push(Token { text, number, month: MONTHS.get(text).copied(), before });
    }
    found
}

/// The day in the path of an address: `/2014/05/18/` or `/2014-05-18-`.
pub fn in_address(address: &str) -> Option<String> {
    let (_, path) = address.split_once("://").unwrap_or(("", address));
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |part: Option<&&str>, digits: std::ops::RangeInclusive<usize>| {
        part.filter(|p| digits.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|p| p.parse::<u16>().ok())
    };
    parts.windows(3).find_map(|three| {
        let month = number(three.get(1), 1..=2).or_else(|| MONTHS.get(three.get(1)?.to_lowercase().as_str()).copied());
        let (year, day) = match number(three.first(), 4..=4) {
            Some(year) => (year, number(three.get(2), 1..=2)?),
            None => (number(three.get(2), 4..=4)?, number(three.first(), 1..=2)?),
        };
        YEARS.contains(&year).then(|| dates::date(&format!("{year:04}-{:02}-{day:02}", month?))).flatten()
    })
}
