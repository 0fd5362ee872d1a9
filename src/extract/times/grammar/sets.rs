//! What returns: "every Friday", "once a year", "daily", "Mondays", "each morning at 8".

use super::{amounts, clock, dates, months, relative};
use crate::extract::times::lexicon::{Kind, Part, Unit};
use crate::extract::times::meaning::{Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::extract::times::values;
use crate::extract::times::when::season;
use crate::record::Upos;

pub fn read(page: &Page, i: usize) -> Read {
    let (end, value) =
        every(page, i).or_else(|| times_a(page, i)).or_else(|| often(page, i)).or_else(|| plural(page, i))?;
    let (end, value) = at_clock(page, end, value);
    Some((end, Meaning::Set(value)))
}

/// "every year", "each Monday", "every other day", "every three weeks", "all weekends", "any year", "every evening".
fn every(page: &Page, i: usize) -> Option<(usize, String)> {
    let all = page.any(i, &["all", "any"]);
    if page.sense(i, Kind::Every).is_none() && !all {
        return None;
    }
    let other = !all && page.is(i + 1, "other");
    let at = i + 1 + usize::from(other) + usize::from(page.any(i + 1, &["single", "calendar"]));
    if all {
        let unit = if page.is(i, "any") { page.sense(at, Kind::Unit) } else { page.sense(at, Kind::Units) }
            .and_then(Unit::of)?;
        return matches!(unit, Unit::Weekend | Unit::Year).then(|| (at + 1, values::duration(&[(Some(100), unit)])));
    }
    if let Some(part) = page.sense(at, Kind::Part).and_then(Part::of) {
        return Some((at + 1, format!("XXXX-XX-XXT{}", part.letters())));
    }
    if let Some(unit) = relative::units_at(page, at) {
        let n = if other { 200 } else { 100 };
        return (!page.is(at + 1, "of")).then(|| (at + 1, values::duration(&[(Some(n), unit)])));
    }
    if let Some((end, amounts)) = amounts::read(page, at) {
        return Some((end, values::duration(&amounts)));
    }
    if let Some(weekday) = dates::weekday(page, at) {
        let part = page.sense(at + 1, Kind::Part).and_then(Part::of);
        let (end, part) = part.map_or((at + 1, String::new()), |p| (at + 2, format!("T{}", p.letters())));
        return Some((end, format!("XXXX-WXX-{weekday}{part}")));
    }
    if let Some(n) = page.sense(at, Kind::Season) {
        return Some((at + 1, format!("XXXX-{}", season(n as u8))));
    }
    months::month(page, at).map(|month| (at + 1, format!("XXXX-{month:02}")))
}

/// "once a year", "three times per week", "$3 a day", "one a day".
fn times_a(page: &Page, i: usize) -> Option<(usize, String)> {
    let once = page.any(i, &["once", "twice"]);
    let times = if page.is(i + 1, "times") && (page.is_numeric(i) || numbers::words(page, i).is_some()) {
        2
    } else {
        usize::from(once || page.is(i, "one") && page.is(i + 1, "a"))
    };
    let a = i + times;
    if !page.any(a, &["a", "an", "per", "each", "every"]) {
        return None;
    }
    let unit =
        page.sense(a + 1, Kind::Unit).and_then(Unit::of).filter(|u| *u != Unit::Quarter && *u != Unit::Second)?;
    let follows = page.any(a + 2, &["ago", "earlier", "later", "before", "after", "-", "and", "or", "old"]);
    let counted = times > 0 || page.is(a, "per") || is_counted(page, a);
    (counted && !follows).then(|| (a + 2, values::duration(&[(Some(100), unit)])))
}

/// Whether an amount of something stands before "a year": "240 flights a year", "5 percent a year", "$3 million a year".
fn is_counted(page: &Page, a: usize) -> bool {
    const BACK: usize = 4;
    let begin = page.sentence.start.max(a.saturating_sub(BACK));
    let is_number = |at: usize| page.is_numeric(at) || page.upos(at) == Upos::Num || page.any(at, &["once", "twice"]);
    let ends = |at: usize| {
        matches!(page.upos(at), Upos::Verb | Upos::Aux | Upos::Adp | Upos::Punct | Upos::Sconj | Upos::Cconj)
    };
    let in_phrase = |at: &usize| !ends(*at);
    a > begin && (page.any(a - 1, &["%", "times"]) || (begin..a).rev().take_while(in_phrase).any(is_number))
}

/// "daily", "weekly", "annually"; "The Daily Mail" is none.
fn often(page: &Page, i: usize) -> Option<(usize, String)> {
    if page.is(i, "semi") && page.is_dash(i + 1) && page.any(i + 2, &["annually", "annual"]) {
        return Some((i + 3, "P6M".to_owned()));
    }
    let unit = page.sense(i, Kind::Often).and_then(Unit::of)?;
    let name = page.is_capital(i) && i > page.sentence.start;
    let of_thing = page.any(i, &["annual", "quarterly", "yearly", "monthly"]) && page.upos(i + 1) == Upos::Noun;
    (!name && !of_thing).then(|| (i + 1, values::duration(&[(Some(100), unit)])))
}

/// "Mondays", "Friday nights", "weekends".
fn plural(page: &Page, i: usize) -> Option<(usize, String)> {
    if page.is(i, "weekends") {
        return Some((i + 1, "P1WE".to_owned()));
    }
    if let Some(weekday) = page.sense(i, Kind::Weekdays) {
        return Some((i + 1, format!("XXXX-WXX-{weekday}")));
    }
    let weekday = page.sense(i, Kind::Weekday)?;
    let part = page
        .any(i + 1, &["mornings", "afternoons", "evenings", "nights"])
        .then(|| page.sense(i + 1, Kind::Part))
        .flatten();
    let part = part.and_then(Part::of)?;
    Some((i + 2, format!("XXXX-WXX-{weekday}T{}", part.letters())))
}

/// "every day at 7:13 p.m.", "each Monday at 4pm".
fn at_clock(page: &Page, end: usize, value: String) -> (usize, String) {
    let at = end + usize::from(page.is(end, "at"));
    let Some((behind, time)) = clock::clock(page, at).filter(|_| at > end) else { return (end, value) };
    let day = match value.split_once('T').map_or(value.as_str(), |v| v.0) {
        day if day.starts_with("XXXX") => day.to_owned(),
        "P1D" => "XXXX-XX-XX".to_owned(),
        _ => return (end, value),
    };
    (behind, format!("{day}T{}", values::clock(&time)))
}
