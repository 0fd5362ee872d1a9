//! Times within longer ones: a month of a year, a weekday of a week, the first days of a month.

use super::holidays;
use super::lexicon::Unit;
use super::meaning::Meaning;
use super::when::{When, iso, span};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A date of the year in a year.
pub fn in_year(what: &Meaning, year: i16) -> Option<When> {
    Some(match *what {
        Meaning::DayOfYear { month, day } => When::Day(Date::new(year, month, day).ok()?),
        Meaning::MonthOfYear(month) => When::Month(year, month),
        Meaning::Season(season) => When::Season(year, season),
        Meaning::Quarter(quarter) => When::Quarter(year, quarter),
        Meaning::Half(half) => When::Half(year, half),
        Meaning::Holiday(holiday) => When::Day(holidays::day(holiday, year)?),
        _ => return None,
    })
}

/// Something of a year, month or week, in the one that is known.
pub fn inside(what: &Meaning, within: When) -> Option<When> {
    match (what, within) {
        (Meaning::Weekday(weekday), When::Week(..)) => {
            let monday = within.day()?;
            Some(When::Day(monday.checked_add(i64::from(weekday - 1).days()).ok()?))
        }
        (Meaning::DayOfMonth { day, .. }, When::Month(year, month)) => {
            Some(When::Day(Date::new(year, month, *day).ok()?))
        }
        _ => in_year(what, within.year()),
    }
}

/// Which of the units within a stretch; a week belongs to the month and the year that its Thursday lies in (ISO 8601).
pub fn nth(n: i8, unit: Unit, within: When) -> Option<When> {
    let (first, end) = within.days()?;
    let last = end.yesterday().ok()?;
    let step = i64::from(n) - 1;
    let when = match unit {
        Unit::Week => {
            let thursday = match n {
                -1 => last.checked_sub(days_back_to(last, Weekday::Thursday)).ok()?,
                _ => first.checked_add(days_on_to(first, Weekday::Thursday)).ok()?.checked_add(step.weeks()).ok()?,
            };
            When::week_of(thursday)
        }
        Unit::Day => When::Day(if n == -1 { last } else { first.checked_add(step.days()).ok()? }),
        _ if n == -1 => When::around(last, unit),
        _ => When::around(first, unit).shifted(step, unit)?,
    };
    Some(when)
}

fn days_on_to(day: Date, weekday: Weekday) -> jiff::Span {
    i64::from((weekday.to_monday_one_offset() - day.weekday().to_monday_one_offset()).rem_euclid(7)).days()
}

fn days_back_to(day: Date, weekday: Weekday) -> jiff::Span {
    i64::from((day.weekday().to_monday_one_offset() - weekday.to_monday_one_offset()).rem_euclid(7)).days()
}

/// The first or last units of a stretch.
pub fn piece(n: i64, unit: Unit, last: bool, within: When) -> Option<String> {
    let (first, end) = within.days()?;
    let (_, each) = unit.iso();
    let length = span(n.checked_mul(each)?, unit)?;
    let first = match unit {
        Unit::Week if !last => nth(1, Unit::Week, within)?.day()?,
        _ => first,
    };
    let (first, end) =
        if last { (end.checked_sub(length).ok()?, end) } else { (first, first.checked_add(length).ok()?) };
    Some(format!("{}/{}", iso(first), iso(end.yesterday().ok()?)))
}
