//! Times that count from another one: "last year", "the previous day", "the past two months", "a year ago".

use super::{amounts, counted, dates, told};
use crate::extract::times::lexicon::{Kind, Part, Unit};
use crate::extract::times::meaning::{From, Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::record::Upos;

/// A relative time that begins with token `i`.
pub fn read(page: &Page, i: usize) -> Read {
    today(page, i)
        .or_else(|| year_ago(page, i))
        .or_else(|| counted::read(page, i))
        .or_else(|| told::nth(page, i))
        .or_else(|| stretch(page, i))
        .or_else(|| shifted(page, i))
        .or_else(|| told::around(page, i))
        .or_else(|| told::same(page, i))
        .or_else(|| told::reference(page, i))
}

/// "today", "yesterday", "the day before yesterday".
pub fn today(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    if page.is(the, "day") && page.any(the + 1, &["before", "after"]) {
        let day = page.sense(the + 2, Kind::Day)?;
        let n = match (page.is(the + 1, "before"), day) {
            (true, 2) => -2,
            (false, 1) => 2,
            _ => return None,
        };
        return Some((the + 3, Meaning::Unit { unit: Unit::Day, n, from: From::Writing }));
    }
    let unit = |n| Meaning::Unit { unit: Unit::Day, n, from: From::Writing };
    let meaning = match page.sense(i, Kind::Day)? {
        0 => Meaning::Today(From::Writing),
        1 => unit(1),
        2 => unit(-1),
        _ => Meaning::Part { part: Part::Night, day: Some(Meaning::Today(From::Writing).boxed()) },
    };
    Some((i + 1, meaning))
}

/// The unit that token `i` names, in the singular.
pub fn unit_at(page: &Page, i: usize) -> Option<Unit> {
    page.sense(i, Kind::Unit).and_then(Unit::of).filter(|u| *u != Unit::Second || page.upos(i) != Upos::Adj)
}

/// The unit that token `i` names, in the singular or the plural; "week" after a hyphen too.
pub fn units_at(page: &Page, i: usize) -> Option<Unit> {
    page.sense(i, Kind::Units).and_then(Unit::of).or_else(|| unit_at(page, i))
}

/// Which way a word points, and from where: "last" (-1, writing), "previous" (-1, story), "this past" (-1, writing).
fn shift(page: &Page, i: usize) -> Option<(usize, i64, From)> {
    if page.is(i, "this") && page.any(i + 1, &["past", "coming", "upcoming", "last", "next"]) {
        let back = page.any(i + 1, &["past", "last"]);
        let weekday = page.sense(i + 2, Kind::Weekday).is_some();
        let n = if back { -1 } else { 1 + i64::from(weekday) };
        return Some((i + 2, n, From::Writing));
    }
    if page.is(i, "that") && page.is(i + 1, "same") {
        return Some((i + 2, 0, From::Story));
    }
    if let Some(n) = page.sense(i, Kind::Shift) {
        return Some((i + 1, i64::from(n) - 100, From::Writing));
    }
    page.sense(i, Kind::Back).map(|n| (i + 1, i64::from(n) - 100, From::Story))
}

/// A whole unit: "last year", "the following month", "this fiscal year", "the next day", "that same year".
pub fn unit(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let (at, n, from) = shift(page, the)?;
    let at = at + usize::from(page.any(at, &["fiscal", "calendar", "full", "whole"]));
    let unit = unit_at(page, at).filter(|u| *u >= Unit::Day && *u != Unit::Night)?;
    // "the next day" is told from the story, "next week" from the day of writing.
    let from = if the > i && n == 1 && unit != Unit::Decade && unit != Unit::Century { From::Story } else { from };
    let from = if unit == Unit::Day && n != 0 { From::Story } else { from };
    // "last-minute"; the programme "This Week"
    let title =
        page.is_capital(at) && the > page.sentence.start && matches!(page.exact(the - 1), "\"" | "“" | "``" | "‘");
    if title || page.is_dash(at + 1) && page.touches(at + 1) {
        return None;
    }
    Some((at + 1, Meaning::Unit { unit, n, from }))
}

/// "last Friday", "next April", "this summer", "last night", "this morning", "last quarter", "last Christmas".
pub fn shifted(page: &Page, i: usize) -> Read {
    // "the past decade" is ten years, not the nineteen-nineties.
    let past = i + usize::from(page.is(i, "the"));
    if page.is(past, "past")
        && let Some(unit @ (Unit::Decade | Unit::Century)) = unit_at(page, past + 1)
    {
        return Some((past + 2, Meaning::Stretch { amount: Some(100), unit, sign: -1, from: From::Writing }));
    }
    if let Some((end, unit)) = unit(page, i) {
        return Some(after_unit(page, end, unit));
    }
    let the = i + usize::from(page.is(i, "the"));
    let (at, n, from) = shift(page, the)?;
    let at = at + usize::from(page.any(at, &["early", "late", "fiscal"]));
    if let Some(part) = page.sense(at, Kind::Part).and_then(Part::of) {
        let yesterday = if part == Part::Night { n.min(0) } else { n };
        let day = match (n, from) {
            (0, From::Writing) => Meaning::Today(From::Writing),
            (0, From::Story) => Meaning::Today(From::Story),
            _ => Meaning::Unit {
                unit: Unit::Day,
                n: if n > 0 { n } else { yesterday },
                from: if n > 0 { From::Story } else { from },
            },
        };
        return Some((at + 1, Meaning::Part { part, day: Some(day.boxed()) }));
    }
    // "this Friday-Jun-15", "next 6th of April", "this 5/12"
    let (end, what) = dates::read(page, at)?;
    match what {
        Meaning::Weekday(_)
        | Meaning::MonthOfYear(_)
        | Meaning::Season(_)
        | Meaning::Holiday(_)
        | Meaning::Quarter(_)
        | Meaning::DayOfYear { .. } => Some((end, Meaning::Next { what: what.boxed(), n, from })),
        Meaning::Fixed(_) | Meaning::DayOfMonth { .. } | Meaning::In { .. }
            if page.sense(at, Kind::Weekday).is_some() =>
        {
            Some((end, what))
        }
        _ => None,
    }
}

/// "next week Monday", "last year's third quarter", "next week on Tuesday".
fn after_unit(page: &Page, end: usize, unit: Meaning) -> (usize, Meaning) {
    let own = end + usize::from(page.any(end, &["'s", "’s"]));
    let on = end + usize::from(page.is(end, "on"));
    let what = match unit {
        Meaning::Unit { unit: Unit::Week, .. } => dates::weekday(page, on).map(|w| (on + 1, Meaning::Weekday(w))),
        Meaning::Unit { unit: Unit::Year, .. } if own > end && page.any(own, &["quarter", "period"]) => {
            Some((own + 1, Meaning::Same(Unit::Quarter)))
        }
        Meaning::Unit { unit: Unit::Year, .. } if own > end => {
            dates::read(page, own).filter(|d| matches!(d.1, Meaning::Quarter(_) | Meaning::Season(_)))
        }
        _ => None,
    };
    match what {
        Some((behind, what)) => (behind, Meaning::In { what: what.boxed(), within: unit.boxed() }),
        None => (end, unit),
    }
}

/// "a year earlier", "year-ago", "the year-earlier period": the same quarter or time of the year before.
pub fn year_ago(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.any(i, &["the", "a"]));
    let the = the + usize::from(page.any(the, &["comparable", "corresponding"]));
    if !page.is(the, "year") {
        return None;
    }
    let ago = the + 1 + usize::from(page.is_dash(the + 1));
    if !page.any(ago, &["ago", "earlier"]) {
        return None;
    }
    let mut end = ago + 1;
    if ago > the + 1 {
        if let Some((behind, quarter @ Meaning::Quarter(_))) = dates::read(page, end) {
            let last = Meaning::Unit { unit: Unit::Year, n: -1, from: From::Writing };
            return Some((behind, Meaning::In { what: quarter.boxed(), within: last.boxed() }));
        }
        if let Some((behind, amounts)) = amounts::read(page, end) {
            return Some((behind, Meaning::Duration(amounts)));
        }
        end += usize::from(page.any(end, &["quarter", "period"]));
    }
    Some((end, Meaning::Unit { unit: Unit::Year, n: -1, from: From::Story }))
}

/// "the past two months", "next five days", "the 5 upcoming years", "the last few weeks".
fn stretch(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let begin = the;
    if let Some((at, n, from)) = shift(page, the).filter(|s| s.1 != 0) {
        let vague = page.any(at, &["couple"]);
        let amount = if vague {
            Some((at + 1 + usize::from(page.is(at + 1, "of")), Some(200)))
        } else {
            numbers::amount(page, at).filter(|_| !page.any(at, &["a", "an"]))
        };
        let (at, amount) = amount.unwrap_or((at, None));
        let at = at + usize::from(page.any(at, &["full", "calendar", "fiscal"]));
        let at = at + usize::from(page.is_dash(at) && at > begin + 1);
        let bare = at == begin + 1 || page.is(begin, "this");
        let unit = if bare { page.sense(at, Kind::Units).and_then(Unit::of) } else { units_at(page, at) };
        let mut unit = unit;
        if bare && unit.is_none() {
            unit = unit_at(page, at).filter(|u| u.is_of_clock() && page.sense(begin, Kind::Shift) != Some(100));
            let unit = unit?;
            return Some((at + 1, Meaning::Stretch { amount: Some(100), unit, sign: n, from }));
        }
        let unit = unit?;
        // "the last three months of 2021"
        let end = at + 1;
        if let (true, Some(n)) = (page.is(end, "of"), amount)
            && let Some((behind, within)) = super::day(page, end + 1)
        {
            return Some((behind, Meaning::Piece { n: n / 100, unit, last: true, within: within.boxed() }));
        }
        return Some((end, Meaning::Stretch { amount, unit, sign: n, from }));
    }
    let (at, amount) =
        numbers::amount(page, the).filter(|_| page.is_numeric(the) || page.sense(the, Kind::Cardinal).is_some())?;
    let (at, n, from) = shift(page, at).filter(|s| s.1 != 0)?;
    let unit = page.sense(at, Kind::Units).and_then(Unit::of)?;
    Some((at + 1, Meaning::Stretch { amount, unit, sign: n, from }))
}
