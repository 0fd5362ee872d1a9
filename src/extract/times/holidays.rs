//! Days that return every year: their names, and when they are.

use super::page::Page;
use crate::text::rows;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::sync::LazyLock;

/// When a holiday is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// Month, weekday, which of them (-1: the last).
    Nth(i8, i8, i8),
}

struct Holiday {
    words: Vec<&'static str>,
    rule: Rule,
}

static HOLIDAYS: LazyLock<Vec<Holiday>> =
    LazyLock::new(|| rows(include_str!("holidays.tsv")).filter_map(holiday).collect());

fn holiday(row: &'static str) -> Option<Holiday> {
    let (name, when) = row.split_once('\t')?;
    let rule = if let Some(days) = when.strip_prefix("easter") {
        Rule::Easter(days.parse().ok()?)
    } else if let Some((month, day)) = when.split_once('-').filter(|_| !when.contains('/')) {
        Rule::Fixed(month.parse().ok()?, day.parse().ok()?)
    } else {
        let mut parts = when.split('/').map(str::parse);
        Rule::Nth(parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?)
    };
    Some(Holiday { words: name.split(' ').collect(), rule })
}

/// The first word of every name.
pub fn first_words() -> impl Iterator<Item = &'static str> {
    let mut firsts: Vec<&str> = HOLIDAYS.iter().filter_map(|h| h.words.first()).map(|w| stem(w).0).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts.into_iter()
}

/// A word and its possessive ending: "presidents'" and "mother's" are two tokens each.
fn stem(word: &'static str) -> (&'static str, &'static str) {
    let at = word.find('\'').unwrap_or(word.len());
    word.split_at(at)
}

/// The holiday that is named at token `i`, and the token behind it: the longest name.
pub fn at(page: &Page, i: usize) -> Option<(usize, usize)> {
    let named = HOLIDAYS.iter().enumerate().filter_map(|(n, h)| Some((ends(page, i, h)?, n)));
    named.max_by_key(|&(end, n)| (end, usize::MAX - n))
}

fn ends(page: &Page, i: usize, holiday: &Holiday) -> Option<usize> {
    let mut at = i;
    for word in &holiday.words {
        let (word, ending) = stem(word);
        if !page.is(at, word) {
            return None;
        }
        at += 1;
        if !ending.is_empty() {
            let marks = [ending, &ending.replace('\'', "’")].iter().any(|e| page.is(at, e));
            if !marks {
                return None;
            }
            at += 1;
        }
    }
    Some(at)
}

/// The day of a holiday in a year.
pub fn day(holiday: usize, year: i16) -> Option<Date> {
    match HOLIDAYS.get(holiday)?.rule {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
        Rule::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        Rule::Nth(month, weekday, nth) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876; Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19).rem_euclid(32);
    Date::new(year, month as i8, day as i8).ok()
}
