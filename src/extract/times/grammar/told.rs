//! Units within a time or told before: "the first week of May", "the week of 18 May", "the quarter", "the future".

use super::relative::{unit, unit_at, year_ago};
use super::{dates, years};
use crate::extract::times::lexicon::{Kind, Unit};
use crate::extract::times::meaning::{From, Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::record::Upos;

/// "the first week of May", "the 15th day of next month", "the last three days of 1999", "week 27 of last year".
pub fn nth(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    if page.is(the, "week") && page.is_numeric(the + 1) {
        return week_number(page, the);
    }
    let (at, n) = numbers::ordinal(page, the)?;
    if let Some((at, amount)) = numbers::amount(page, at).filter(|_| n == 1 || n == 99)
        && let (Some(unit), Some(amount)) = (page.sense(at, Kind::Units).and_then(Unit::of), amount)
    {
        if !page.is(at + 1, "of") {
            return None;
        }
        let (end, within) =
            super::day(page, at + 2).or_else(|| super::day(page, at + 3).filter(|_| page.is(at + 2, "the")))?;
        return Some((end, Meaning::Piece { n: amount / 100, unit, last: n == 99, within: within.boxed() }));
    }
    let unit = unit_at(page, at)?;
    let of = at + 1 + usize::from(page.any(at + 1, &["of", "in"]));
    if of == at + 1 || page.touches(at) {
        return None;
    }
    let (end, within) = super::day(page, of)?;
    let within_fits = !within.is_day() && !matches!(within, Meaning::Ref(_));
    let n = if n == 99 { -1 } else { n as i8 };
    let nth = Meaning::Nth { n, unit, within: within.boxed() };
    // "1st week of October on Friday"
    let on = end + usize::from(page.is(end, "on"));
    if let (Unit::Week, Some(weekday)) = (unit, dates::weekday(page, on).filter(|_| on > end)) {
        return Some((on + 1, Meaning::In { what: Meaning::Weekday(weekday).boxed(), within: nth.boxed() }));
    }
    within_fits.then_some((end, nth))
}

fn week_number(page: &Page, i: usize) -> Read {
    let n: i8 = page.exact(i + 1).parse().ok().filter(|n| (1..=53).contains(n))?;
    let of = i + 2 + usize::from(page.is(i + 2, "of"));
    let year = unit(page, of).filter(|u| of > i + 2 && u.1.is_year());
    let (end, within) = year.unwrap_or((i + 2, Meaning::Unit { unit: Unit::Year, n: 0, from: From::Writing }));
    Some((end, Meaning::Nth { n, unit: Unit::Week, within: within.boxed() }))
}

/// "the week of 18 May", "the weekend of Halloween", "w/c Feb 4", "the week beginning February 4".
pub fn around(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let unit = unit_at(page, the).filter(|u| matches!(u, Unit::Week | Unit::Weekend))?;
    let at = the + 1;
    let begins = page.any(at, &["of", "beginning", "commencing", "starting", "ended", "ending"]);
    let on = at + 1 + usize::from(page.is(at + 1, "on"));
    if begins && let Some((end, day)) = dates::read(page, on).filter(|d| d.1.is_day()) {
        return Some((end, Meaning::Around { unit, day: day.boxed() }));
    }
    None
}

/// "the year", "the quarter", "the weekend", "the day": the one that is spoken of; "this time of the year" is none.
pub fn same(page: &Page, i: usize) -> Read {
    if page.any(i, &["year", "month", "week"]) {
        // "year-end", "month's end"
        let mark = i + 1 + usize::from(page.is_dash(i + 1) || page.any(i + 1, &["'s", "’s"]));
        let unit = unit_at(page, i)?;
        return page.is(mark, "end").then_some((mark + 1, Meaning::Same(unit)));
    }
    if page.is(i, "weekend") {
        return Some((i + 1, Meaning::Same(Unit::Weekend)));
    }
    let latest = page.is(i, "the") && page.any(i + 1, &["latest", "full", "fiscal", "entire", "whole", "current"]);
    let at = i + 1 + usize::from(latest);
    if !page.is(i, "the") {
        return None;
    }
    let unit = if page.is(at, "period") && latest { Unit::Quarter } else { unit_at(page, at)? };
    let end = at + 1;
    // "the quarter a year ago"
    if unit == Unit::Quarter
        && let Some(read) = year_ago(page, end)
    {
        return Some(read);
    }
    // The latest quarter is one that is over.
    if unit == Unit::Quarter && page.is(i + 1, "latest") {
        return Some((end, Meaning::Unit { unit, n: -1, from: From::Writing }));
    }
    if unit == Unit::Year && page.any(end, &["ended", "ending"]) {
        return Some((end, Meaning::Duration(vec![(Some(100), unit)])));
    }
    if unit == Unit::Year && years::read(page, at).is_some() {
        return None;
    }
    let is_thing = page.is_dash(end)
        || page.is(end, "of")
        || matches!(page.upos(end), Upos::Noun | Upos::Propn) && unit != Unit::Weekend;
    match unit {
        Unit::Hour | Unit::Fortnight => (!is_thing).then(|| (end, Meaning::Duration(vec![(Some(100), unit)]))),
        Unit::Day
        | Unit::Week
        | Unit::Weekend
        | Unit::Month
        | Unit::Quarter
        | Unit::Year
        | Unit::Decade
        | Unit::Century => (!is_thing && (is_of_time(page, i) || latest)).then_some((end, Meaning::Same(unit))),
        _ => None,
    }
}

/// Whether the words before "the year" make a time of it.
fn is_of_time(page: &Page, i: usize) -> bool {
    const BEFORE: &[&str] = &[
        "in",
        "for",
        "of",
        "during",
        "by",
        "over",
        "on",
        "through",
        "throughout",
        "until",
        "within",
        "since",
        "after",
        "before",
        "later",
        "earlier",
        "this",
        "from",
        "at",
        "into",
        "rest",
        "began",
        "spent",
        "spend",
        "all",
        "end",
        "ended",
        "start",
    ];
    i > page.sentence.start && page.any(i - 1, BEFORE)
}

/// "the past", "the future", "the near term", "at the moment", "these days".
pub fn reference(page: &Page, i: usize) -> Read {
    const REFS: &[(&[&str], &str)] = &[
        (&["at", "the", "moment"], "PRESENT_REF"),
        (&["at", "the", "minute"], "PRESENT_REF"),
        (&["at", "present"], "PRESENT_REF"),
        (&["at", "this", "time"], "PRESENT_REF"),
        (&["the", "time", "being"], "PRESENT_REF"),
        (&["right", "now"], "PRESENT_REF"),
        (&["these", "days"], "PRESENT_REF"),
        (&["the", "present"], "PRESENT_REF"),
        (&["the", "near", "future"], "FUTURE_REF"),
        (&["the", "future"], "FUTURE_REF"),
        (&["the", "past"], "PAST_REF"),
        (&["the", "recent", "past"], "PAST_REF"),
    ];
    let of = |words: &[&str]| words.iter().enumerate().all(|(n, word)| page.is(i + n, word));
    let (words, value) = REFS.iter().find(|r| of(r.0))?;
    let end = i + words.len();
    let adjective = page.any(end - 1, &["past", "present", "future"])
        && matches!(page.upos(end), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
    (!adjective).then_some((end, Meaning::Ref(value)))
}
