//! Amounts of time: "two years", "2 years 1 month", "an hour and a half", "two to three weeks", "3h".

use super::relative::units_at;
use super::years;
use crate::extract::times::lexicon::{Kind, Unit};
use crate::extract::times::numbers::{self, Amount};
use crate::extract::times::page::Page;

/// Amounts in a row: "2 years 1 month 21 days".
const AMOUNTS_MAX: usize = 4;

/// Amounts with their units: "two years", "2 years 1 month", "an hour and 30 minutes", "a minute and a half".
pub fn read(page: &Page, i: usize) -> Option<(usize, Vec<(Amount, Unit)>)> {
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
    let more = joined
        + usize::from(page.any(
            joined,
            &[
                "more",
                "additional",
                "full",
                "consecutive",
                "straight",
                "long",
                "whole",
                "trading",
                "business",
                "working",
                "calendar",
                "other",
            ],
        ));
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
    const LETTERS: &[(&str, Unit)] = &[
        ("h", Unit::Hour),
        ("hr", Unit::Hour),
        ("hrs", Unit::Hour),
        ("hours", Unit::Hour),
        ("min", Unit::Minute),
        ("mins", Unit::Minute),
        ("sec", Unit::Second),
        ("d", Unit::Day),
        ("days", Unit::Day),
        ("y", Unit::Year),
        ("years", Unit::Year),
        ("months", Unit::Month),
        ("weeks", Unit::Week),
    ];
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
