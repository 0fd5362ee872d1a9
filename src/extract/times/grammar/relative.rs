//! Times that count from another one: "last year", "the previous day", "two weeks ago", "the first week of May".

use super::{dates, years};
use crate::extract::times::lexicon::{Kind, Part, Unit};
use crate::extract::times::meaning::{From, Meaning, Read};
use crate::extract::times::numbers::{self, Amount};
use crate::extract::times::page::Page;
use crate::record::Upos;

/// Amounts in a row: "2 years 1 month 21 days".
const AMOUNTS_MAX: usize = 4;

/// Tokens between "the highest" and "in ten years".
const RECORD_MAX: usize = 6;

pub fn read(page: &Page, i: usize) -> Read {
    today(page, i)
        .or_else(|| year_ago(page, i))
        .or_else(|| counted(page, i))
        .or_else(|| nth(page, i))
        .or_else(|| stretch(page, i))
        .or_else(|| shifted(page, i))
        .or_else(|| around(page, i))
        .or_else(|| same(page, i))
        .or_else(|| reference(page, i))
}

/// "today", "yesterday", "the day before yesterday".
fn today(page: &Page, i: usize) -> Read {
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
fn unit_at(page: &Page, i: usize) -> Option<Unit> {
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
    let title = page.is_capital(at) && the > page.sentence.start && matches!(page.exact(the - 1), "\"" | "“" | "``" | "‘");
    if title || page.is_dash(at + 1) && page.touches(at + 1) {
        return None;
    }
    Some((at + 1, Meaning::Unit { unit, n, from }))
}

/// "last Friday", "next April", "this summer", "last night", "this morning", "last quarter", "last Christmas".
fn shifted(page: &Page, i: usize) -> Read {
    // "the past decade" is ten years, not the nineteen-nineties.
    let past = i + usize::from(page.is(i, "the"));
    if page.is(past, "past") && let Some(unit @ (Unit::Decade | Unit::Century)) = unit_at(page, past + 1) {
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
            _ => Meaning::Unit { unit: Unit::Day, n: if n > 0 { n } else { yesterday }, from: if n > 0 { From::Story } else { from } },
        };
        return Some((at + 1, Meaning::Part { part, day: Some(day.boxed()) }));
    }
    // "this Friday-Jun-15", "next 6th of April", "this 5/12"
    let (end, what) = dates::read(page, at)?;
    match what {
        Meaning::Weekday(_) | Meaning::MonthOfYear(_) | Meaning::Season(_) | Meaning::Holiday(_) | Meaning::Quarter(_) | Meaning::DayOfYear { .. } => {
            Some((end, Meaning::Next { what: what.boxed(), n, from }))
        }
        Meaning::Fixed(_) | Meaning::DayOfMonth { .. } | Meaning::In { .. } if page.sense(at, Kind::Weekday).is_some() => Some((end, what)),
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

/// Amounts with their units: "two years", "2 years 1 month", "an hour and 30 minutes", "a minute and a half".
pub fn amounts(page: &Page, i: usize) -> Option<(usize, Vec<(Amount, Unit)>)> {
    let mut all = Vec::new();
    let mut at = i;
    while all.len() < AMOUNTS_MAX {
        let and = at + usize::from(!all.is_empty() && page.any(at, &["and", ","]));
        let Some((end, mut amount, unit)) = quantity(page, and) else { break };
        if all.last().is_some_and(|&(_, before)| before <= unit) {
            break;
        }
        at = end;
        // "a minute and a half"
        let half = at + 1 + usize::from(page.any(at + 1, &["a", "an"]));
        if page.is(at, "and") && page.is(half, "half") {
            amount = amount.map(|n| n + 50);
            at = half + 1;
        }
        all.push((amount, unit));
    }
    (!all.is_empty()).then_some((at, all))
}

/// One amount and its unit, with a hyphen or "more" between them: "two-day", "another seven months", "3.5years".
fn quantity(page: &Page, i: usize) -> Option<(usize, Amount, Unit)> {
    if let Some((amount, unit)) = glued(page, i) {
        return Some((i + 1, amount, unit));
    }
    let (at, amount) = numbers::amount(page, i)?;
    // "two to three weeks": the least
    let range = page.any(at, &["to", "or"]) || page.is_dash(at);
    if let Some((behind, _)) = numbers::amount(page, at + 1).filter(|_| range && !page.any(at + 1, &["a", "an", "the"]))
        && let Some(unit) = page.sense(behind, Kind::Units).and_then(Unit::of)
    {
        return Some((behind + 1, amount, unit));
    }
    // "[Ten] years ago": an editor's hand
    let joined = at + usize::from(page.is_dash(at) && page.touches(at) || page.is(at, "]"));
    let more = joined + usize::from(page.any(joined, &["more", "additional", "full", "consecutive", "straight", "long", "whole", "trading", "business", "working", "calendar", "other"]));
    let unit = units_at(page, more)?;
    let plural = page.sense(more, Kind::Units).is_some();
    if unit == Unit::Quarter && page.any(i, &["a", "the"]) && !plural {
        return None;
    }
    if !plural && years::four_digits(page, i).is_some() {
        return None;
    }
    // "the fourth day" has no amount; "one day", "two day visit" have.
    (plural || amount.is_some()).then_some((more + 1, amount, unit))
}

/// "3h", "10D", "5min".
fn glued(page: &Page, i: usize) -> Option<(Amount, Unit)> {
    const LETTERS: &[(&str, Unit)] = &[("h", Unit::Hour), ("hr", Unit::Hour), ("hrs", Unit::Hour), ("hours", Unit::Hour), ("min", Unit::Minute), ("mins", Unit::Minute), ("sec", Unit::Second), ("d", Unit::Day), ("days", Unit::Day), ("y", Unit::Year), ("years", Unit::Year), ("months", Unit::Month), ("weeks", Unit::Week)];
    if !page.is_numeric(i) {
        return None;
    }
    let word = page.exact(i);
    let at = word.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, letters) = word.split_at(at);
    let unit = LETTERS.iter().find(|l| l.0.eq_ignore_ascii_case(letters))?.1;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let tenths = if fraction.is_empty() { 0 } else { fraction.get(..1)?.parse::<i64>().ok()? * 10 };
    Some((Some(whole.parse::<i64>().ok()?.checked_mul(100)? + tenths), unit))
}

/// Amounts before or after something: "two weeks ago", "a day earlier", "in two weeks", "3 days after Christmas".
fn counted(page: &Page, i: usize) -> Read {
    let in_ = i + usize::from(page.is(i, "in"));
    let the = in_ + usize::from(page.is(in_, "the") && matches!(unit_at(page, in_ + 1), Some(Unit::Day | Unit::Year | Unit::Week | Unit::Month)));
    let Some((end, amounts)) = amounts_or_bare(page, the) else { return None };
    let story = |sign| (sign, Meaning::Today(From::Story));
    let writing = |sign| (sign, Meaning::Today(From::Writing));
    let soon = end + usize::from(page.any(end, &["or", "and"]) && page.is(end + 1, "so")) * 2;
    let (after, (sign, to)) = if page.is(soon, "ago") || page.is_dash(end) && page.is(end + 1, "ago") && the == in_ {
        (if page.is(soon, "ago") { soon + 1 } else { end + 2 }, writing(-1))
    } else if page.any(end, &["earlier", "previously", "prior"]) {
        (end + 1, story(-1))
    } else if page.any(end, &["later", "afterwards", "afterward", "hence"]) && !page.any(end + 1, &["this", "in", "that"]) {
        (end + 1, story(1))
    } else if page.any(end, &["from", "after", "before", "since"]) {
        match counted_from(page, end, in_ > i) {
            // "in two days from today" begins with its number.
            Some(_) if in_ > i && page.is(end, "from") => return None,
            Some(read) => read,
            None if page.is(end, "before") && is_end(page, end + 1) => (end + 1, story(-1)),
            None if page.is(end, "after") && is_end(page, end + 1) => (end + 1, story(1)),
            None => return None,
        }
    } else if in_ > i && the == in_ && is_to_come(page, i, end, &amounts) {
        let own = end + usize::from(page.is(end, "'")) * 2;
        (if page.is(own.saturating_sub(1), "time") { own } else { end }, writing(1))
    } else {
        return None;
    };
    Some((after, Meaning::Offset { amounts, sign, to: to.boxed() }))
}

/// "days", "a year" and the like: an amount, or a bare plural before "ago" and "later".
fn amounts_or_bare(page: &Page, i: usize) -> Option<(usize, Vec<(Amount, Unit)>)> {
    if let Some(read) = amounts(page, i) {
        return Some(read);
    }
    let unit = page.sense(i, Kind::Units).and_then(Unit::of);
    if let Some(unit) = unit {
        return page.any(i + 1, &["ago", "later", "earlier", "before", "after"]).then_some((i + 1, vec![(None, unit)]));
    }
    // "the day after", "the year before"
    let day = unit_at(page, i).filter(|u| matches!(u, Unit::Day | Unit::Year | Unit::Week | Unit::Month) && i > 0 && page.is(i - 1, "the"))?;
    Some((i + 1, vec![(Some(100), day)]))
}

/// "from now", "from Tuesday", "after Christmas", "before yesterday".
fn counted_from(page: &Page, i: usize, within: bool) -> Option<(usize, (i64, Meaning))> {
    let sign = if page.is(i, "before") { -1 } else { 1 };
    if page.is(i, "from") && page.any(i + 1, &["now", "today"]) {
        return Some((i + 2, (1, Meaning::Today(From::Writing))));
    }
    if page.is(i, "since") && !within {
        return None;
    }
    let the = i + 1 + usize::from(page.is(i + 1, "the"));
    let (end, to) = today(page, i + 1).or_else(|| dates::read(page, i + 1)).or_else(|| years::read(page, the)).or_else(|| shifted(page, i + 1))?;
    let counts = to.is_day() || matches!(to, Meaning::Fixed(_) | Meaning::Unit { .. } | Meaning::Next { .. }) && within;
    counts.then_some((end, (sign, to)))
}

fn is_end(page: &Page, i: usize) -> bool {
    page.exact(i).is_empty() || page.exact(i).starts_with(|c: char| ",.;:?!)\"”'’".contains(c))
}

/// "in two weeks" is a point to come unless what was done in that time is told.
fn is_to_come(page: &Page, i: usize, end: usize, amounts: &[(Amount, Unit)]) -> bool {
    use crate::extract::times::tense::{Direction, direction};
    // "the first time in 30 years", "the highest in a decade"
    let record = (page.sentence.start.max(i.saturating_sub(RECORD_MAX))..i)
        .any(|at| page.any(at, &["first", "only", "best", "worst"]) || page.exact(at).len() > 4 && page.exact(at).ends_with("est"));
    let known = amounts.iter().all(|a| a.0.is_some());
    known && !record && !page.any(end, &["of", "to", "or"]) && direction(page, i, end - 1) != Direction::Past
}

/// "a year earlier", "year-ago", "the year-earlier period": the same quarter or time of the year before.
fn year_ago(page: &Page, i: usize) -> Read {
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
        if let Some((behind, amounts)) = amounts(page, end) {
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
        let amount = if vague { Some((at + 1 + usize::from(page.is(at + 1, "of")), Some(200))) } else { numbers::amount(page, at).filter(|_| !page.any(at, &["a", "an"])) };
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
    let (at, amount) = numbers::amount(page, the).filter(|_| page.is_numeric(the) || page.sense(the, Kind::Cardinal).is_some())?;
    let (at, n, from) = shift(page, at).filter(|s| s.1 != 0)?;
    let unit = page.sense(at, Kind::Units).and_then(Unit::of)?;
    Some((at + 1, Meaning::Stretch { amount, unit, sign: n, from }))
}

/// "the first week of May", "the 15th day of next month", "the last three days of 1999", "week 27 of last year".
fn nth(page: &Page, i: usize) -> Read {
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
        let (end, within) = super::day(page, at + 2).or_else(|| super::day(page, at + 3).filter(|_| page.is(at + 2, "the")))?;
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
fn around(page: &Page, i: usize) -> Read {
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
fn same(page: &Page, i: usize) -> Read {
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
    if unit == Unit::Quarter && let Some(read) = year_ago(page, end) {
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
    let is_thing = page.is_dash(end) || page.is(end, "of") || matches!(page.upos(end), Upos::Noun | Upos::Propn) && unit != Unit::Weekend;
    match unit {
        Unit::Hour | Unit::Fortnight => (!is_thing).then(|| (end, Meaning::Duration(vec![(Some(100), unit)]))),
        Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century => {
            (!is_thing && (is_of_time(page, i) || latest)).then_some((end, Meaning::Same(unit)))
        }
        _ => None,
    }
}

/// Whether the words before "the year" make a time of it.
fn is_of_time(page: &Page, i: usize) -> bool {
    const BEFORE: &[&str] = &["in", "for", "of", "during", "by", "over", "on", "through", "throughout", "until", "within", "since", "after", "before", "later", "earlier", "this", "from", "at", "into", "rest", "began", "spent", "spend", "all", "end", "ended", "start"];
    i > page.sentence.start && page.any(i - 1, BEFORE)
}

/// "the past", "the future", "the near term", "at the moment", "these days".
fn reference(page: &Page, i: usize) -> Read {
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
    let adjective = page.any(end - 1, &["past", "present", "future"]) && matches!(page.upos(end), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
    (!adjective).then_some((end, Meaning::Ref(value)))
}
