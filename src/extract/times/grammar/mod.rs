//! How times are written: each rule reads one form from a token on; longer forms are tried before shorter ones.

mod amounts;
mod clock;
mod counted;
mod dates;
mod joined;
mod months;
mod periods;
mod relative;
mod sets;
mod told;
mod years;

use super::lexicon::{Kind, Unit};
use super::meaning::{Meaning, Read};
use super::page::Page;
use crate::record::Upos;

/// One time expression: its tokens, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub begin: usize,
    pub end: usize,
    pub meaning: Meaning,
}

/// Words that may stand before a time and belong to it without changing its value.
const VAGUE: &[&str] = &[
    "about",
    "over",
    "around",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "circa",
    "ca.",
    "some",
    "only",
    "just",
    "sometime",
];
/// The same in pairs.
const PAIRS: &[[&str; 2]] = &[
    ["more", "than"],
    ["less", "than"],
    ["at", "least"],
    ["at", "most"],
    ["up", "to"],
    ["fewer", "than"],
    ["no", "more"],
    ["as", "early"],
];

pub use joined::share_years;

/// Reads the times that begin with token `i` and adds them; the token behind the last one.
pub fn read(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    if let Some(end) = joined::read(page, i, found) {
        return Some(end);
    }
    let at = behind_vague(page, i);
    let (end, meaning) = one(page, at)?;
    // "about", "only" belong to numbers and clocks; "only Friday" is Friday.
    let begin = if at > i && takes_vague(page, i, &meaning) { i } else { at };
    let article = page.is(begin, "the") && begin == at && drops_article(&meaning);
    let begin = begin + usize::from(article);
    found.push(Found { begin, end, meaning });
    Some(end)
}

fn behind_vague(page: &Page, i: usize) -> usize {
    let pair = PAIRS.iter().any(|[a, b]| page.is(i, a) && page.is(i + 1, b));
    if pair {
        return i + 2 + usize::from(page.is(i, "no") && page.is(i + 2, "than"));
    }
    if page.any(i, VAGUE) { i + 1 } else { i }
}

/// "the next two days", "the last quarter": the article belongs to what is told, not to the time; in "the following day",
/// too.
fn drops_article(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Stretch { .. } | Meaning::Next { .. } => true,
        Meaning::Unit { unit, n, .. } => n.abs() == 1 && *unit < Unit::Decade,
        _ => false,
    }
}

/// "about two weeks", "around 1 November"; "about Friday" speaks of Friday.
fn takes_vague(page: &Page, i: usize, meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Duration(_) => !page.is(i, "over") || page.any(i + 1, &["a", "an"]),
        Meaning::Offset { .. } | Meaning::Clock { .. } => true,
        Meaning::Fixed(_)
        | Meaning::DayOfYear { .. }
        | Meaning::DayOfMonth { .. }
        | Meaning::In { .. }
        | Meaning::Same(_) => page.any(i, &["around", "circa", "ca.", "roughly"]),
        _ => false,
    }
}

/// The one expression that begins with token `i`.
fn one(page: &Page, i: usize) -> Read {
    if let Some(read) = sets::read(page, i) {
        return Some(read);
    }
    if let Some(read) = clock::read(page, i) {
        return clock::with_day(page, read);
    }
    let day = date(page, i).or_else(|| relative::read(page, i));
    if let Some(read) = day {
        return clock::with_time(page, read);
    }
    if let Some(read) = periods::read(page, i) {
        return Some(read);
    }
    if let Some(n) = page.sense(i, Kind::Ref) {
        return reference(page, i, n);
    }
    None
}

/// A date without a time of day, with the words before it that say which part of it is meant.
fn date(page: &Page, i: usize) -> Read {
    edge(page, i).or_else(|| dates::read(page, i))
}

/// A date or a relative time, without a time of day.
pub fn day(page: &Page, i: usize) -> Read {
    page.within(|| date(page, i).or_else(|| relative::read(page, i)))
}

/// "early March", "mid-1990", "the end of 2027", "later this year": a part of what follows; the value is the whole.
fn edge(page: &Page, i: usize) -> Read {
    const EARLY: &[&str] = &["early", "late", "mid", "earlier", "later", "sometime", "middle"];
    const POINTS: &[&str] = &["end", "beginning", "start", "middle", "close", "rest", "remainder", "remaining"];
    let the = i + usize::from(page.is(i, "the"));
    if page.any(the, POINTS) && (page.is(the + 1, "of") || page.is(the, "end") && page.is(the + 1, "this")) {
        let inner = the + 1 + usize::from(page.is(the + 1, "of"));
        let (end, meaning) = if page.is(inner, "year") && !page.touches(inner) {
            (inner + 1, Meaning::Same(Unit::Year))
        } else {
            day(page, inner)?
        };
        let meaning = match meaning {
            day if day.is_day() && page.is(the, "end") => Meaning::EndOfDay(day.boxed()),
            whole => whole,
        };
        return Some((end, meaning));
    }
    if !page.any(the, EARLY) {
        return None;
    }
    let mut inner = the + 1 + usize::from(page.is_dash(the + 1));
    inner += usize::from(page.any(inner, &["on", "in"]));
    // "later in the year", "early on Friday", "early in 1914"
    let (end, meaning) = dates::read(page, inner).or_else(|| relative::read(page, inner))?;
    let part_of_whole = the > i || inner > the;
    part_of_whole.then_some((end, meaning))
}

/// "now", "recently", "current tensions", "recent talks".
fn reference(page: &Page, i: usize, n: u16) -> Read {
    let adjective = page.any(i, &["current", "recent"]);
    let of_thing = matches!(page.upos(i + 1), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num);
    let value = *["PAST_REF", "PRESENT_REF", "FUTURE_REF"].get(n as usize)?;
    (!adjective || of_thing).then_some((i + 1, Meaning::Ref(value)))
}
