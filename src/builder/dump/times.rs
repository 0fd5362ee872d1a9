//! Points in time as Wikidata writes them: `+1952-03-11T00:00:00Z` with a precision.

/// Precision of a whole year, a month and a day.
const YEAR: u8 = 9;
const MONTH: u8 = 10;
const DAY: u8 = 11;

/// The year, where it is known to the year.
pub fn year(time: &str, precision: u8) -> Option<i16> {
    parts(time).filter(|_| precision >= YEAR).map(|parts| parts.0)
}

/// Days from 1970-01-01 to the first day that is meant.
pub fn first_day(time: &str, precision: u8) -> Option<i32> {
    day(time, precision, |_| 1, 1)
}

/// Days from 1970-01-01 to the last day that is meant.
pub fn last_day(time: &str, precision: u8) -> Option<i32> {
    day(time, precision, |first| first.days_in_month(), 12)
}

fn day(time: &str, precision: u8, day_of: fn(jiff::civil::Date) -> i8, month_of: i8) -> Option<i32> {
    let (year, month, day) = parts(time)?;
    if precision < YEAR {
        return None;
    }
    let month = if precision >= MONTH && month > 0 { month } else { month_of };
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    let day = if precision >= DAY && day > 0 { day } else { day_of(first) };
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(date).ok().map(|span| span.get_days())
}

/// Year, month and day; the last two may be 0.
fn parts(time: &str) -> Option<(i16, i8, i8)> {
    let sign = if time.starts_with('-') { -1 } else { 1 };
    let date = time.trim_start_matches(['+', '-']).split('T').next()?;
    let mut numbers = date.split('-');
    let year: i16 = numbers.next()?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let day = numbers.next()?.parse().ok()?;
    Some((sign * year, month, day))
}

#[cfg(test)]
#[path = "times_tests.rs"]
mod tests;
