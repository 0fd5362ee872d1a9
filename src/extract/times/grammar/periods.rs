//! Durations: "two days", "a two-day visit", "for years", "the nine months", "within 5 minutes".

use super::amounts;
use crate::extract::times::lexicon::{Kind, Unit};
use crate::extract::times::meaning::{Meaning, Read};
use crate::extract::times::page::Page;

/// Words before a bare plural that make a duration of it.
const BEFORE: &[&str] =
    &["for", "in", "within", "after", "over", "of", "many", "take", "takes", "took", "last", "lasted", "spent", "with"];

pub fn read(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let within = the + usize::from(page.is(the, "within"));
    if let Some((end, amounts)) = amounts::read(page, within) {
        return duration(page, within, end, amounts);
    }
    bare(page, i)
}

fn duration(page: &Page, i: usize, end: usize, amounts: Vec<(Option<i64>, Unit)>) -> Read {
    if is_age(page, end) || is_rank(page, i) {
        return None;
    }
    // "one quarter of the votes", "a second chance", "one second" is said rarely
    let fraction = amounts.iter().any(|a| a.1 == Unit::Quarter) && page.any(end, &["of", "-"]);
    let moment = amounts.len() == 1 && amounts.iter().all(|a| a.1 == Unit::Second) && page.is(i, "a");
    let end = end + usize::from(page.is_dash(end) && page.is(end + 1, "long")) * 2;
    (!fraction && !moment).then_some((end, Meaning::Duration(amounts)))
}

/// "41 years old", "a six-year-old".
fn is_age(page: &Page, end: usize) -> bool {
    page.is(end, "old")
        || page.is_dash(end) && page.any(end + 1, &["old", "olds"])
        || page.is(end, "of") && page.is(end + 1, "age")
}

/// "$5 million", "No. 2".
fn is_rank(page: &Page, i: usize) -> bool {
    i > page.sentence.start && page.any(i - 1, &["$", "£", "€", "#", "no."]) && page.is_numeric(i)
}

/// "for years", "after weeks of talks", "decades-long".
fn bare(page: &Page, i: usize) -> Read {
    let unit = page.sense(i, Kind::Units).and_then(Unit::of)?;
    let long = page.is_dash(i + 1) && page.any(i + 1, &["long"]) || page.is_dash(i + 1) && page.is(i + 2, "long");
    let before = i > page.sentence.start && page.any(i - 1, BEFORE);
    let timed = unit != Unit::Quarter && unit != Unit::Second && unit != Unit::Night;
    // "weeks or months"
    let more = page.any(i + 1, &["or", "and"]) && page.sense(i + 2, Kind::Units).is_some();
    let end = if long || more { i + 3 } else { i + 1 };
    (timed && (before || long || page.is(i + 1, "of"))).then_some((end, Meaning::Duration(vec![(None, unit)])))
}
