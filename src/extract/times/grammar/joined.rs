//! Two times that share a word: "18 and 19 June", "March 5-7", "1914-18".

use super::{Found, months, years};
use crate::extract::times::meaning::Meaning;
use crate::extract::times::page::Page;
use crate::extract::times::when::When;
use jiff::civil::Date;

/// Reads both and adds them; the token behind the second.
pub fn read(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    before_christ(page, i, found)
        .or_else(|| years_apart(page, i, found))
        .or_else(|| days_before_month(page, i, found))
        .or_else(|| days_behind_month(page, i, found))
}

/// Gives a date without its year the year of the date that it is joined to: "between 12 January and 16 January 1936".
pub fn share_years(page: &Page, found: &mut [Found]) {
    for n in (1..found.len()).rev() {
        let (Some(this), Some(next)) = (found.get(n - 1), found.get(n)) else { continue };
        let year = match &next.meaning {
            Meaning::Fixed(when @ (When::Month(..) | When::Day(_) | When::Season(..) | When::Quarter(..))) => {
                when.year()
            }
            Meaning::In { within, .. } => match **within {
                Meaning::Fixed(When::Year(year)) => year,
                _ => continue,
            },
            _ => continue,
        };
        let open = matches!(
            this.meaning,
            Meaning::DayOfYear { .. } | Meaning::MonthOfYear(_) | Meaning::Season(_) | Meaning::Quarter(_)
        );
        let joined = next.begin == this.end + 1
            && (is_between(page, this.end) || page.any(this.end, &["until", "through", "till"]));
        if let Some(this) = found.get_mut(n - 1).filter(|_| open && joined) {
            let within = Meaning::Fixed(When::Year(year)).boxed();
            this.meaning = Meaning::In { what: this.meaning.clone().boxed(), within };
        }
    }
}

fn is_between(page: &Page, i: usize) -> bool {
    page.is_dash(i) || page.any(i, &["and", "to", "or"])
}

/// "499-493 BC", "496 and 495 BC".
fn before_christ(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let first: i16 = page.exact(i).parse().ok().filter(|y| *y > 0)?;
    if !page.is_numeric(i) || !is_between(page, i + 1) {
        return None;
    }
    let (end, second) = years::read(page, i + 2)?;
    let year = match second {
        Meaning::Fixed(When::Year(year)) if year < 0 && first > -year => -first,
        _ => return None,
    };
    found.push(Found { begin: i, end: i + 1, meaning: Meaning::Fixed(When::Year(year)) });
    found.push(Found { begin: i + 2, end, meaning: second });
    Some(end)
}

/// "1914-18", "1789–1799": years around a dash; with a blank both must have four digits.
fn years_apart(page: &Page, i: usize, found: &mut Vec<Found>) -> Option<usize> {
    let first = years::four_digits(page, i).filter(|y| (1400..=2100).contains(y))?;
    if !page.is_dash(i + 1)
        || !page.touches(i + 1)
        || !page.touches(i + 2)
        || page.touches(i + 3) && page.is_dash(i + 3)
    {
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
