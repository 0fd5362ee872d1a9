//! Months and days of the month in words.

use super::years;
use crate::extract::times::lexicon::Kind;
use crate::extract::times::meaning::{Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::extract::times::when::When;
use crate::record::Upos;
use jiff::civil::Date;

/// Words that are months only where something says so.
const AMBIGUOUS: &[&str] = &["may", "march", "mar", "mar.", "sep", "dec", "jan", "jun"];
/// Words that a month follows.
const BEFORE: &[&str] = &[
    "in", "of", "since", "by", "until", "till", "last", "next", "this", "early", "late", "mid", "from", "through",
    "to", "between", "on", "during", "each", "every", "before", "after", "and", "-",
];

/// The month that token `i` names, where it is one.
pub fn month(page: &Page, i: usize) -> Option<i8> {
    let month = page.sense(i, Kind::Month)? as i8;
    if i > page.sentence.start && page.is(i - 1, "$") {
        return None;
    }
    let numbered = page.is_numeric(i + 1) || i > page.sentence.start && page.is_numeric(i - 1) && !page.is(i, "may");
    if numbered || numbers::ordinal(page, i + 1).is_some() {
        return Some(month);
    }
    let before = i > page.sentence.start && page.any(i - 1, BEFORE);
    if page.any(i, AMBIGUOUS) {
        let word = !(page.is(i, "may") && page.upos(i) == Upos::Aux || page.upos(i) == Upos::Verb);
        let capital = page.is_capital(i) && i > page.sentence.start;
        let named = i > page.sentence.start
            && matches!(page.upos(i - 1), Upos::Det | Upos::Adj | Upos::Propn | Upos::Part)
            || page.any(i + 1, &["to", "on", "of"]) && !before;
        let told = before && (capital || !page.is(i, "march"));
        return (word && (told || capital && !named && !is_first_name(page, i))).then_some(month);
    }
    let strong =
        before && !page.any(i - 1, &["and", "to", "by", "of", "from", "on", "before", "after", "between", "-"]);
    (strong || !is_first_name(page, i)).then_some(month)
}

/// "April Jones", "June Smith": a capital name follows, and nothing before says that it is a month.
fn is_first_name(page: &Page, i: usize) -> bool {
    page.upos(i) == Upos::Propn
        && page.upos(i + 1) == Upos::Propn
        && page.is_capital(i + 1)
        && page.sense(i + 1, Kind::Weekday).is_none()
        && page.layers.trees.head(i + 1) == Some(i)
}

/// A number that can be a day of a month: "17", "17th", "seventeenth".
pub fn day_number(page: &Page, i: usize) -> Option<(usize, i8)> {
    let valid = |n: i64| (1..=31).contains(&n).then_some(n as i8);
    let word = page.exact(i);
    if page.is_numeric(i) && word.len() <= 2 {
        return word.parse().ok().and_then(valid).map(|d| (i + 1, d));
    }
    if page.any(i, &["last", "final"]) {
        return None;
    }
    if let Some((end, n)) = numbers::ordinal(page, i) {
        return Some((end, valid(i64::from(n))?));
    }
    // "twenty-five January"
    let (end, n) =
        numbers::words(page, i).filter(|&(end, _)| page.sense(end, Kind::Month).is_some() && page.is_capital(end))?;
    Some((end, valid(n)?))
}

fn full(end: usize, year: i16, month: i8, day: i8) -> Read {
    Some((end, Meaning::Fixed(When::Day(Date::new(year, month, day).ok()?))))
}

/// A day whose month is known, with its year if one follows.
fn day_of(page: &Page, end: usize, month: i8, day: i8) -> Read {
    if let Some((end, year)) = years::behind(page, end) {
        return full(end, year, month, day);
    }
    // A leap year has the 29th of February.
    Date::new(2000, month, day).ok()?;
    let meaning = Meaning::DayOfYear { month, day };
    let of = if page.is(end, "of") { end + 1 } else { end };
    within_year(page, end, of, meaning)
}

/// "… last year", "… of this year", "… of that year".
fn within_year(page: &Page, end: usize, of: usize, what: Meaning) -> Read {
    let of = of + usize::from(page.is(of, "the"));
    if page.sense(of, Kind::Shift).or(page.sense(of, Kind::Back)).is_some()
        && let Some((behind, year)) = super::relative::unit(page, of)
        && year.is_year()
    {
        return Some((behind, Meaning::In { what: what.boxed(), within: year.boxed() }));
    }
    Some((end, what))
}

/// "May 17, 2024", "May 17th", "May 2024", "May of that year", "May".
pub fn month_first(page: &Page, i: usize) -> Read {
    let month = month(page, i)?;
    let at = i + 1 + usize::from(page.is(i + 1, ".") && page.touches(i + 1) && page.is_numeric(i + 2));
    let joined = at + usize::from(matches!(page.exact(at), "-" | "/" | ",") && (page.touches(at) || page.is(at, ",")));
    let the = joined + usize::from(page.is(joined, "the") && !page.is_capital(joined + 1));
    if let Some((end, day)) = day_number(page, the).filter(|&(end, _)| !is_count(page, the, end)) {
        let end =
            end + usize::from(page.is_dash(end) && page.touches(end) && years::four_digits(page, end + 1).is_some());
        return day_of(page, end, month, day);
    }
    let year = years::behind(page, at).or_else(|| years::four_digits(page, joined).map(|y| (joined + 1, y)));
    if let Some((end, year)) = year {
        return Some((end, Meaning::Fixed(When::Month(year, month))));
    }
    let of = i + 1 + usize::from(page.is(i + 1, "of"));
    within_year(page, i + 1, of, Meaning::MonthOfYear(month))
}

/// Whether the number behind a month counts something else: "In May 17 people died" has a noun behind it.
fn is_count(page: &Page, number: usize, end: usize) -> bool {
    let cardinal = page.exact(number).bytes().all(|b| b.is_ascii_digit());
    let times = page.exact(end) == ":" && page.is_numeric(end + 1)
        || page.any(end, &["%", "percent", "million", "billion", "people"]);
    cardinal && times
}

/// "17 May 2024", "the 17th of May", "17-May-2024", "17th day of May", "the 24 January attack".
pub fn day_first(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let (end, day) = day_number(page, the)?;
    let of_day = end + usize::from(page.is(end, "day"));
    let of = of_day + usize::from(page.is(of_day, "of"));
    let joined = of + usize::from(of == end && matches!(page.exact(of), "-" | "/") && page.touches(of));
    let month = page.sense(joined, Kind::Month).filter(|_| {
        !(page.is(joined, "may") && !page.is_capital(joined) && of == end && page.upos(joined) == Upos::Aux)
    })? as i8;
    let end = joined + 1;
    let mark = end + usize::from(joined > of && matches!(page.exact(end), "-" | "/") && page.touches(end));
    if mark > end {
        let (end, year) = years::four_digits(page, mark)
            .map(|y| (mark + 1, y))
            .or_else(|| years::two_digits(page, mark).map(|y| (mark + 1, y)))?;
        return full(end, year, month, day);
    }
    day_of(page, end, month, day)
}

/// "2024 May", "2024/May/17", "2024-17-May".
pub fn year_first(page: &Page, i: usize) -> Read {
    let year = years::four_digits(page, i)?;
    let mark = |at: usize| usize::from(matches!(page.exact(at), "-" | "/") && page.touches(at));
    let next = i + 1 + mark(i + 1);
    if let Some(month) = page.sense(next, Kind::Month).filter(|_| !page.is(next, "may") || page.is_capital(next)) {
        let day = (next > i + 1).then(|| day_number(page, next + 1 + mark(next + 1))).flatten();
        return match day {
            Some((end, day)) => full(end, year, month as i8, day),
            None => Some((next + 1, Meaning::Fixed(When::Month(year, month as i8)))),
        };
    }
    if next == i + 1 {
        return None;
    }
    let (end, day) = day_number(page, next)?;
    let month = page.sense(end + mark(end), Kind::Month)?;
    full(end + mark(end) + 1, year, month as i8, day)
}
