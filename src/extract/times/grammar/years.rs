//! Years, decades and centuries.

use crate::extract::times::lexicon::{Kind, Unit};
use crate::extract::times::meaning::{Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::extract::times::when::When;
use crate::record::{Dependency, Upos};

/// Years that stand without any word that says so: what news and histories speak of.
const BARE: std::ops::RangeInclusive<i16> = 1400..=2100;
/// Below, a two-digit year is of this century, above of the last one: "'98", "5/3/18".
const CENTURY_TURN: i16 = 40;

/// Four digits that can be a year.
pub fn four_digits(page: &Page, i: usize) -> Option<i16> {
    let word = page.exact(i);
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|y| *y >= 1000)
}

/// Two digits as the year they stand for.
pub fn two_digits(page: &Page, i: usize) -> Option<i16> {
    let word = page.exact(i);
    let digits = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().map(of_two)
}

pub fn of_two(year: i16) -> i16 {
    if year < CENTURY_TURN { 2000 + year } else { 1900 + year }
}

/// The year that follows a month or a day: "May 2024", "May, 2024", "of 87", "480 BC", "nineteen ninety-six".
pub fn behind(page: &Page, i: usize) -> Option<(usize, i16)> {
    let comma = i + usize::from(page.is(i, ","));
    let of = i + usize::from(page.any(i, &["of", "in"]));
    if let Some(year) = era(page, comma).or_else(|| era(page, of)) {
        return Some(year);
    }
    for at in [comma, of] {
        if let Some(year) = four_digits(page, at) {
            let plain = !(page.is(at + 1, "%")
                || page.sense(at + 1, Kind::Unit).is_some() && !page.is(at + 1, "weekend")
                || page.exact(at + 1) == ":");
            return plain.then_some((at + 1, year));
        }
        if let Some(year) = numbers::year(page, at) {
            return Some(year);
        }
    }
    if of > i {
        return two_digits(page, of).map(|y| (of + 1, y));
    }
    apostrophe(page, i)
}

/// "'98".
fn apostrophe(page: &Page, i: usize) -> Option<(usize, i16)> {
    (page.is_apostrophe(i) && page.touches(i + 1)).then(|| two_digits(page, i + 1)).flatten().map(|y| (i + 2, y))
}

/// "480 BC", "AD 79", "ca. 500 B.C."
fn era(page: &Page, i: usize) -> Option<(usize, i16)> {
    let number = |at: usize| page.exact(at).parse::<i16>().ok().filter(|y| (1..=9999).contains(y));
    if page.sense(i, Kind::Era) == Some(2) {
        return number(i + 1).map(|y| (i + 2, y));
    }
    let year = number(i)?;
    let era =
        page.sense(i + 1, Kind::Era).filter(|_| page.exact(i + 1).starts_with(|c: char| c.is_ascii_uppercase()))?;
    Some((i + 2, if era == 1 { -year } else { year }))
}

/// A year alone, with "fiscal", "the year" before it, or as an adjective: "the 2022 invasion".
pub fn read(page: &Page, i: usize) -> Read {
    let fixed = |(end, year): (usize, i16)| (end, Meaning::Fixed(When::Year(year)));
    if let Some(year) = era(page, i) {
        return Some(fixed(year));
    }
    if page.any(i, &["fiscal", "calendar", "year"]) {
        let at = i + 1 + usize::from(page.is(i + 1, "year") || page.is(i + 1, "of"));
        let number = four_digits(page, at).map(|y| (at + 1, y)).or_else(|| numbers::year(page, at));
        // "the year of 2008" is 2008 by itself.
        return number.filter(|_| !page.is(i + 1, "of")).map(fixed);
    }
    let of_units = |end: usize| page.sense(end, Kind::Units).is_some();
    if let Some(year) = numbers::year(page, i).filter(|y| !of_units(y.0)) {
        return Some(fixed(year));
    }
    let year = four_digits(page, i).filter(|y| BARE.contains(y))?;
    let plain = is_plain(page, i);
    plain.then_some((i + 1, Meaning::Fixed(When::Year(year))))
}

/// Whether four digits stand as a year does: no part of a longer number, no sum, no count.
fn is_plain(page: &Page, i: usize) -> bool {
    const BEFORE: &[&str] = &[
        "$", "£", "€", "#", "no.", "no", "route", "highway", "flight", "page", "room", "+", "boeing", "nearly", "than",
        ".", "/", ":",
    ];
    const BEHIND: &[&str] = &[
        "%", "percent", "per", "km", "miles", "people", "dollars", "pounds", "euros", "tons", "tonnes", "feet",
        "metres", "meters", "mph", ":", "degrees", "million", "billion", "hours", "gmt", "hrs", "points",
    ];
    let heading = i == page.sentence.start && page.is(i + 1, ":");
    if page.any(i.wrapping_sub(1), BEFORE) && i > page.sentence.start || page.any(i + 1, BEHIND) && !heading {
        return false;
    }
    // "X-2000" is a model, "post-2000" is not.
    let model = i >= page.sentence.start + 2
        && page.is_dash(i - 1)
        && page.touches(i)
        && page.touches(i - 1)
        && page.is_capital(i - 2);
    if model && !page.is_numeric(i - 2) && page.sense(i - 2, Kind::Month).is_none() {
        return false;
    }
    let unit = i + 1 + usize::from(page.is_dash(i + 1));
    if page.sense(unit, Kind::Units).is_some()
        || page.any(unit, &["year", "mile", "foot", "metre", "meter"])
        || page.touches(i) && page.is_capital(i.wrapping_sub(1)) && !page.is_dash(i - 1)
    {
        return false;
    }
    // "the model 1920-40 -1000": joined on both sides by hyphens to digits that are no years.
    !counts(page, i)
}

/// Whether the number counts what follows: "2000 soldiers", not "the 2007 elections".
fn counts(page: &Page, i: usize) -> bool {
    let trees = &page.layers.trees;
    let next = i + 1;
    let of_plural = page.upos(next) == Upos::Noun && page.exact(next).ends_with('s') && !page.is_capital(next);
    let determined = (page.sentence.start.max(i.saturating_sub(3))..i)
        .any(|b| page.any(b, &["the", "its", "their", "his", "her", "our", "in", "of", "'s", "’s", "since", "for"]));
    of_plural && !determined && trees.relation(i) == Dependency::Nummod
}

/// "the 1990s", "the nineties", "the late '80s", "1990 s".
pub fn decade(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let part = the + usize::from(page.any(the, &["early", "late", "mid", "middle"]));
    let at = part + usize::from(part > the && page.is_dash(part));
    let mark = at + usize::from(page.is_apostrophe(at));
    let word = page.exact(mark);
    if let Some(tens) = page.sense(mark, Kind::Decade).filter(|_| the > i) {
        return Some((mark + 1, Meaning::Nineties(tens as u8)));
    }
    if !page.is_numeric(mark) {
        return None;
    }
    let (digits, mut end) = match word.strip_suffix('s') {
        Some(digits) => (digits, mark + 1),
        None => (word, mark + 2),
    };
    let plural = end == mark + 1 || page.any(mark + 1, &["s", "'s", "’s"]) && digits.ends_with('0');
    let number: i16 = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    if !plural || number % 10 != 0 || end == mark + 2 && page.any(mark + 1, &["'s", "’s"]) && digits.len() != 2 {
        return None;
    }
    let bc = page.sense(end, Kind::Era) == Some(1);
    end += usize::from(bc);
    match digits.len() {
        2 => Some((end, Meaning::Nineties(number as u8))),
        3 if bc => Some((end, Meaning::Fixed(When::Decade(-(number / 10))))),
        4 => Some((end, Meaning::Fixed(When::Decade(number / 10)))),
        _ => None,
    }
}

/// "the 19th century", "the early 21st century", "the fifth century BC".
pub fn century(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let part = the + usize::from(page.any(the, &["early", "late", "mid"]));
    let at = part + usize::from(part > the && page.is_dash(part));
    let (end, n) = numbers::ordinal(page, at)?;
    let end = end + usize::from(page.is_dash(end));
    if page.sense(end, Kind::Unit) != Some(Unit::Century as u16) || !(1..=30).contains(&n) {
        return None;
    }
    let number = i16::from(n) - 1;
    Some(match page.sense(end + 1, Kind::Era) {
        Some(1) => (end + 2, Meaning::Fixed(When::Century(-number))),
        _ => (end + 1, Meaning::Fixed(When::Century(number))),
    })
}
