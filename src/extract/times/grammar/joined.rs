//! Two times that share a word: "18 and 19 June", "March 5-7", "1914-18".

use super::{Found, months, years};
use crate::extract::times::meaning::Meaning;
use crate::extract::times::page::Page;
use crate::extract::times::when::When;
use jiff::civil::Date;

/// Reads both and adds them; the token behind the second.
pub fn read(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    years_apart(page, i, found).or_else(|| days_before_month(page, i, found)).or_else(|| days_behind_month(page, i, found))
}

fn is_between(page: &Page, i: usize) -> bool {
    page.is_dash(i) || page.any(i, &["and", "to", "or"])
}

/// "1914-18", "1789–1799": years around a dash; with a blank both must have four digits.
fn years_apart(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let first = years::four_digits(page, i).filter(|y| (1400..=2100).contains(y))?;
    if !page.is_dash(i + 1) || !page.touches(i + 1) || !page.touches(i + 2) || page.touches(i + 3) && page.is_dash(i + 3) {
        return None;
    }
    let short = |w: &str| w.len() == 2 && w.bytes().all(|b| b.is_ascii_digit());
    let last = match years::four_digits(page, i + 2) {
        Some(year) => year,
        None if short(page.exact(i + 2)) => first / 100 * 100 + page.exact(i + 2).parse::<i16>().ok()?,
        None => return None,
    };
    // "2015-03" is a month.
    let month = last % 100 <= 12 && page.exact(i + 2).len() == 2;
    if last <= first || month {
        return None;
    }
    for (at, year) in [(i, first), (i + 2, last)] {
        found.push(Found { begin: at, end: at + 1, meaning: Meaning::Fixed(When::Year(year)) });
    }
    Some(i + 3)
}

/// "18 and 19 June", "17-19 May 2024".
fn days_before_month(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (at, day) = months::day_number(page, i)?;
    if !is_between(page, at) {
        return None;
    }
    months::day_number(page, at + 1)?;
    let (end, second) = months::day_first(page, at + 1)?;
    let first = match second {
        Meaning::DayOfYear { month, .. } => Meaning::DayOfYear { month, day },
        Meaning::Fixed(When::Day(date)) => Meaning::Fixed(When::Day(Date::new(date.year(), date.month(), day).ok()?)),
        _ => return None,
    };
    found.push(Found { begin: i, end: at, meaning: first });
    found.push(Found { begin: at + 1, end, meaning: second });
    Some(end)
}

/// "March 5-7", "May 3 to 9, 2024".
fn days_behind_month(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let month = months::month(page, i)?;
    let (at, day) = months::day_number(page, i + 1)?;
    if !(page.is_dash(at) || page.is(at, "to")) {
        return None;
    }
    let (end, last) = months::day_number(page, at + 1).filter(|&(_, last)| last > day)?;
    let year = years::behind(page, end);
    let meaning = |day| match year {
        Some((_, year)) => Some(Meaning::Fixed(When::Day(Date::new(year, month, day).ok()?))),
        None => Some(Meaning::DayOfYear { month, day }),
    };
    let (first, second) = (meaning(day)?, meaning(last)?);
    let end = year.map_or(end, |y| y.0);
    found.push(Found { begin: i, end: at, meaning: first });
    found.push(Found { begin: at + 1, end, meaning: second });
    Some(end)
}
