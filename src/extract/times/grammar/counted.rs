//! Amounts of time before or after something: "two weeks ago", "in two weeks", "three days after Christmas".

use super::relative::{shifted, today, unit_at};
use super::{amounts, dates, years};
use crate::extract::times::lexicon::{Kind, Unit};
use crate::extract::times::meaning::{From, Meaning, Read};
use crate::extract::times::numbers::Amount;
use crate::extract::times::page::Page;
use crate::extract::times::tense::{Direction, direction};

/// Tokens between "the highest" and "in ten years".
const RECORD_MAX: usize = 6;

/// Amounts before or after something: "two weeks ago", "a day earlier", "in two weeks", "3 days after Christmas".
pub fn read(page: &Page, i: usize) -> Read {
    let in_ = i + usize::from(page.is(i, "in"));
    let the = in_
        + usize::from(
            page.is(in_, "the")
                && matches!(unit_at(page, in_ + 1), Some(Unit::Day | Unit::Year | Unit::Week | Unit::Month)),
        );
    let (end, amounts) = amounts_or_bare(page, the)?;
    let story = |sign| (sign, Meaning::Today(From::Story));
    let writing = |sign| (sign, Meaning::Today(From::Writing));
    let soon = end + usize::from(page.any(end, &["or", "and"]) && page.is(end + 1, "so")) * 2;
    let (after, (sign, to)) = if page.is(soon, "ago") || page.is_dash(end) && page.is(end + 1, "ago") && the == in_ {
        (if page.is(soon, "ago") { soon + 1 } else { end + 2 }, writing(-1))
    } else if page.any(end, &["earlier", "previously", "prior"]) {
        (end + 1, story(-1))
    } else if page.any(end, &["later", "afterwards", "afterward", "hence"])
        && !page.any(end + 1, &["this", "in", "that"])
    {
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
    if let Some(read) = amounts::read(page, i) {
        return Some(read);
    }
    let unit = page.sense(i, Kind::Units).and_then(Unit::of);
    if let Some(unit) = unit {
        return page.any(i + 1, &["ago", "later", "earlier", "before", "after"]).then_some((i + 1, vec![(None, unit)]));
    }
    // "the day after", "the year before"
    let day = unit_at(page, i)
        .filter(|u| matches!(u, Unit::Day | Unit::Year | Unit::Week | Unit::Month) && i > 0 && page.is(i - 1, "the"))?;
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
    let (end, to) = today(page, i + 1)
        .or_else(|| dates::read(page, i + 1))
        .or_else(|| years::read(page, the))
        .or_else(|| shifted(page, i + 1))?;
    let counts = to.is_day() || matches!(to, Meaning::Fixed(_) | Meaning::Unit { .. } | Meaning::Next { .. }) && within;
    counts.then_some((end, (sign, to)))
}

fn is_end(page: &Page, i: usize) -> bool {
    page.exact(i).is_empty() || page.exact(i).starts_with(|c: char| ",.;:?!)\"”'’".contains(c))
}

/// "in two weeks" is a point to come unless what was done in that time is told.
fn is_to_come(page: &Page, i: usize, end: usize, amounts: &[(Amount, Unit)]) -> bool {
    // "the first time in 30 years", "the highest in a decade"
    let record = (page.sentence.start.max(i.saturating_sub(RECORD_MAX))..i).any(|at| {
        page.any(at, &["first", "only", "best", "worst"]) || page.exact(at).len() > 4 && page.exact(at).ends_with("est")
    });
    let known = amounts.iter().all(|a| a.0.is_some());
    known && !record && !page.any(end, &["of", "to", "or"]) && direction(page, i, end - 1) != Direction::Past
}
