//! Dates of the calendar: in digits, in words, with their weekday; holidays, seasons, quarters.

use super::{months, years};
use crate::extract::times::holidays;
use crate::extract::times::lexicon::{Kind, Unit};
use crate::extract::times::meaning::{Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::extract::times::when::When;
use crate::record::Upos;
use jiff::civil::Date;

/// A date that begins with token `i`.
pub fn read(page: &Page, i: usize) -> Read {
    if let Some(weekday) = weekday(page, i) {
        return with_weekday(page, i, weekday);
    }
    without_weekday(page, i)
}

fn without_weekday(page: &Page, i: usize) -> Read {
    in_digits(page, i)
        .or_else(|| months::year_first(page, i))
        .or_else(|| quarter(page, i))
        .or_else(|| months::day_first(page, i))
        .or_else(|| months::month_first(page, i))
        .or_else(|| season(page, i))
        .or_else(|| holiday(page, i))
        .or_else(|| years::century(page, i))
        .or_else(|| years::decade(page, i))
        .or_else(|| years::read(page, i))
        .or_else(|| day_of_month(page, i))
}

/// The weekday that token `i` names: short forms are words of their own in small letters ("sat", "sun", "wed").
pub fn weekday(page: &Page, i: usize) -> Option<i8> {
    let weekday = page.sense(i, Kind::Weekday)? as i8;
    if page.exact(i).trim_end_matches('.').len() > 5 {
        return Some(weekday);
    }
    let before = i > page.sentence.start
        && (page.any(i - 1, &["on", "next", "last", "this", "or", "every"]) || page.is(i - 1, "week"));
    let behind = page.is_numeric(i + 1) || page.any(i + 1, &["at", "the", "morning", "afternoon", "night"]);
    let comma = page.any(i + 1, &[",", "."]) && page.is_numeric(i + 2) || page.sense(i + 2, Kind::Month).is_some();
    let verb = page.upos(i) == Upos::Verb;
    (!verb && (before || behind && page.is_capital(i) || comma)).then_some(weekday)
}

/// "Friday, May 17, 2024", "Friday 17 May", "Friday 7/6", "Friday the 17th", "Monday 21", "Friday".
fn with_weekday(page: &Page, i: usize, weekday: i8) -> Read {
    let mark = i + 1 + usize::from(matches!(page.exact(i + 1), "," | "-" | "("));
    let the = mark + usize::from(page.is(mark, "the"));
    if let Some((end, date)) = months::day_first(page, mark)
        .or_else(|| months::month_first(page, mark).filter(|m| m.1.is_day()))
        .or_else(|| in_digits(page, mark).or_else(|| slashes(page, mark)))
        && date.is_day()
    {
        let end = end + usize::from(page.is(mark.wrapping_sub(1), "(") && page.is(end, ")"));
        return Some((end, date));
    }
    let day = match numbers::ordinal(page, the).filter(|_| !page.is(mark.wrapping_sub(1), ",") || the > mark) {
        Some((end, n)) => (1..=31).contains(&n).then_some((end, n as i8)),
        None if mark == i + 1 => months::day_number(page, mark).filter(|&(end, _)| ends_clause(page, end)),
        None => None,
    };
    let of_day = |end: usize| {
        page.is_numeric(the)
            || ends_clause(page, end)
            || !matches!(page.upos(end), Upos::Noun | Upos::Adj | Upos::Propn)
    };
    if let Some((end, day)) = day.filter(|&(end, _)| page.sense(end, Kind::Unit).is_none() && of_day(end)) {
        return Some((end, Meaning::DayOfMonth { day, weekday: Some(weekday) }));
    }
    // "Monday of last week", "Friday next week", "Tuesday last week"
    let of = i + 1 + usize::from(page.is(i + 1, "of"));
    if let Some((end, week)) = super::relative::unit(page, of)
        && matches!(week, Meaning::Unit { unit: Unit::Week, .. })
        && page.sense(of, Kind::Shift).is_some()
    {
        return Some((end, Meaning::In { what: Meaning::Weekday(weekday).boxed(), within: week.boxed() }));
    }
    Some((i + 1, Meaning::Weekday(weekday)))
}

/// Whether nothing that could be counted follows.
fn ends_clause(page: &Page, i: usize) -> bool {
    page.exact(i).is_empty()
        || page.exact(i).starts_with(|c: char| c.is_ascii_punctuation()) && !page.any(i, &["-", "%", "/", ":"])
        || page.any(i, &["at", "for", "with", "and", "around"])
}

/// "2024-05-17", "2024/05/17", "17.05.2024", "5/17/24", "20240517", "2024-05", "05-2024".
pub fn in_digits(page: &Page, i: usize) -> Read {
    let word = page.exact(i);
    if !page.is_numeric(i)
        || page.touches(i)
            && matches!(page.exact(i.wrapping_sub(1)), "-" | "/" | "–")
            && page.is_numeric(i.wrapping_sub(2))
    {
        return None;
    }
    let separator = word.find(['/', '.', ',']).and_then(|at| word.get(at..at + 1)).unwrap_or("/");
    let mut numbers = word.split(separator).map(|n| (n.len(), n.parse::<i16>().ok()));
    let parts = [numbers.next(), numbers.next(), numbers.next(), numbers.next()];
    if let [Some((n, Some(a))), Some((_, Some(b))), Some((m, Some(c))), None] = parts {
        return (!word.contains(',')).then(|| of_three(page, i + 1, (n, a), b, (m, c))).flatten();
    }
    let dash = |at: usize| page.is_dash(at) && page.touches(at) && page.touches(at + 1);
    let number = |at: usize| {
        let word = page.exact(at);
        let digits = matches!(word.len(), 1 | 2 | 4) && word.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| word.parse::<i16>().ok()).flatten().map(|n| (word.len(), n))
    };
    if dash(i + 1)
        && dash(i + 3)
        && !dash(i + 5)
        && let (Some(a), Some(b), Some(c)) = (number(i), number(i + 2), number(i + 4))
    {
        return of_three(page, i + 5, a, b.1, c);
    }
    if dash(i + 1)
        && !dash(i + 3)
        && let (Some(a), Some(b)) = (number(i), number(i + 2))
    {
        let (year, month) = if a.0 == 4 && b.0 <= 2 && page.exact(i + 2).len() <= 2 {
            (a.1, b.1)
        } else if b.0 == 4 {
            (b.1, a.1)
        } else {
            return None;
        };
        let fits = (1..=12).contains(&month) && (1900..=2100).contains(&year);
        return fits.then_some((i + 3, Meaning::Fixed(When::Month(year, month as i8))));
    }
    if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
        let part = |r: std::ops::Range<usize>| word.get(r).and_then(|p| p.parse::<i16>().ok());
        let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
        return fixed(i + 1, year, month, day).filter(|_| (1900..=2100).contains(&year));
    }
    slashes(page, i).filter(|_| is_before_slashes(page, i))
}

fn fixed(end: usize, year: i16, month: i16, day: i16) -> Read {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((end, Meaning::Fixed(When::Day(day))))
}

/// Three numbers: the year is the one of four digits, or the last one.
fn of_three(page: &Page, end: usize, a: (usize, i16), b: i16, c: (usize, i16)) -> Read {
    if a.0 == 4 {
        return fixed(end, a.1, b, c.1);
    }
    let year = match c.0 {
        4 => c.1,
        2 => years::of_two(c.1),
        _ => return None,
    };
    let (month, day) = month_and_day(page, a.1, b)?;
    fixed(end, year, month, day)
}

/// Which of two numbers is the month: what cannot be decides, then the habit of the text's country.
fn month_and_day(page: &Page, a: i16, b: i16) -> Option<(i16, i16)> {
    let british = page.layers.language.as_ref().is_some_and(|l| l.tag == "en-GB");
    match ((1..=12).contains(&a), (1..=12).contains(&b)) {
        (true, true) => Some(if british { (b, a) } else { (a, b) }),
        (true, false) => Some((a, b)),
        (false, true) => Some((b, a)),
        (false, false) => None,
    }
}

/// "5/17", "17/5" behind a word that only a day follows.
fn slashes(page: &Page, i: usize) -> Read {
    let (a, b) = page.exact(i).split_once(['/'])?;
    let (a, b) = (a.parse::<i16>().ok()?, b.parse::<i16>().ok()?);
    let (month, day) = month_and_day(page, a, b)?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(2000, month, day).ok()?;
    Some((i + 1, Meaning::DayOfYear { month, day }))
}

fn is_before_slashes(page: &Page, i: usize) -> bool {
    const BEFORE: &[&str] = &["on", "by", "this", "since", "until", "from", "before", "after", "till", "next"];
    let listed = i >= page.sentence.start + 2
        && page.any(i - 1, &[",", "or", "and", "to", "-"])
        && page.exact(i - 2).contains('/')
        && page.is_numeric(i - 2);
    i > page.sentence.start && (page.any(i - 1, BEFORE) || listed)
}

/// "the third quarter of 2024", "third-quarter", "the 2024 third quarter", "2017 q1", "the second half of 1990".
fn quarter(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let leading = years::four_digits(page, the);
    let fiscal = the + usize::from(leading.is_some());
    let fiscal = fiscal + usize::from(page.is(fiscal, "fiscal"));
    let fiscal = fiscal + usize::from(page.is_dash(fiscal));
    if let Some(year) = leading.filter(|_| the > i && page.any(fiscal, &["quarter", "period"])) {
        let within = Meaning::Fixed(When::Year(year)).boxed();
        return Some((fiscal + 1, Meaning::In { what: Meaning::Same(Unit::Quarter).boxed(), within }));
    }
    let (end, what) = quarter_name(page, fiscal)?;
    if let Some(year) = leading {
        return Some((end, in_year(what, year)));
    }
    let of = end + usize::from(page.any(end, &["of", "in", "fiscal", ","]));
    let of = of + usize::from(page.is(of, "fiscal"));
    let of = of + usize::from(page.is(of, "the"));
    if let Some(year) = years::four_digits(page, of) {
        return Some((of + 1, in_year(what, year)));
    }
    if page.is(of, "year") && page.is(of - 1, "the") {
        return Some((of + 1, Meaning::In { what: what.boxed(), within: Meaning::Same(Unit::Year).boxed() }));
    }
    if let Some((behind, year)) = super::relative::unit(page, of)
        && year.is_year()
    {
        return Some((behind, Meaning::In { what: what.boxed(), within: year.boxed() }));
    }
    Some((end, what))
}

fn quarter_name(page: &Page, i: usize) -> Option<(usize, Meaning)> {
    let short = ["q1", "q2", "q3", "q4"].iter().position(|q| page.is(i, q));
    if let Some(n) = short {
        return Some((i + 1, Meaning::Quarter(n as u8 + 1)));
    }
    let latter = page.is(i, "latter").then_some((i + 1, 2));
    let (end, n) = latter.or_else(|| numbers::ordinal(page, i))?;
    let end = end + usize::from(page.is_dash(end));
    if page.is(end, "quarter") && (1..=4).contains(&n) {
        return Some((end + 1, Meaning::Quarter(n)));
    }
    let n = if n == 99 { 2 } else { n };
    let half = page.is(end, "half") && page.is(end + 1, "of") && (1..=2).contains(&n);
    let of = end + 2 + usize::from(page.is(end + 2, "the"));
    let of_year =
        years::four_digits(page, of).is_some() || super::relative::unit(page, of).is_some_and(|u| u.1.is_year());
    (half && of_year).then_some((end + 1, Meaning::Half(n)))
}

/// Something of a year, in a year that is known.
fn in_year(what: Meaning, year: i16) -> Meaning {
    match what {
        Meaning::Quarter(q) => Meaning::Fixed(When::Quarter(year, q)),
        Meaning::Half(h) => Meaning::Fixed(When::Half(year, h)),
        Meaning::Season(s) => Meaning::Fixed(When::Season(year, s)),
        other => Meaning::In { what: other.boxed(), within: Meaning::Fixed(When::Year(year)).boxed() },
    }
}

/// "the spring of 2024", "summer 2024", "the fall", "spring": small words need "the", "in", "of", "by" or "last" before them.
fn season(page: &Page, i: usize) -> Read {
    let the = i + usize::from(page.is(i, "the"));
    let part = the + usize::from(page.any(the, &["early", "late", "mid", "middle"]));
    let part = part + usize::from(part > the && (page.is_dash(part) || page.is(part, "of")));
    let season = page.sense(part, Kind::Season)? as u8;
    let determined = page.is(part.wrapping_sub(1), "the") && page.upos(part + 1) != Upos::Noun;
    if !determined && !matches!(page.upos(part), Upos::Noun | Upos::Propn | Upos::X) {
        return None;
    }
    let end = part + 1;
    if let Some((end, year)) = years::behind(page, end) {
        return Some((end, Meaning::Fixed(When::Season(year, season))));
    }
    let of = end + usize::from(page.is(end, "of"));
    if let Some((behind, year)) = super::relative::unit(page, of)
        && year.is_year()
    {
        return Some((behind, Meaning::In { what: Meaning::Season(season).boxed(), within: year.boxed() }));
    }
    let before = i > page.sentence.start
        && page.any(
            i - 1,
            &[
                "in",
                "by",
                "since",
                "until",
                "during",
                "through",
                "last",
                "of",
                "before",
                "after",
                "throughout",
                "this",
                "next",
                "past",
                "coming",
                "previous",
                "following",
                "late",
                "early",
            ],
        );
    let ambiguous = page.any(part, &["fall", "spring"]);
    // "the fall of the city", "hot springs"
    let of_thing = page.is(end, "of") || ambiguous && page.upos(end) == Upos::Noun && !before;
    (!of_thing && (before || !ambiguous || part > the)).then_some((end, Meaning::Season(season)))
}

/// "Christmas", "Labor Day 2021", "Thanksgiving weekend", "independence day of this year".
fn holiday(page: &Page, i: usize) -> Read {
    page.sense(i, Kind::Holiday)?;
    let (mut end, n) = holidays::at(page, i)?;
    if !page.is_capital(i) && page.upos(i) == Upos::Verb {
        return None;
    }
    let mut meaning = Meaning::Holiday(n);
    let of = end + usize::from(page.is(end, "of"));
    if let Some((behind, year)) = years::behind(page, end) {
        (end, meaning) = (behind, in_year(meaning, year));
    } else if let Some((behind, year)) =
        super::relative::unit(page, of).filter(|u| u.1.is_year() && page.sense(of, Kind::Shift).is_some())
    {
        (end, meaning) = (behind, Meaning::In { what: meaning.boxed(), within: year.boxed() });
    }
    for (word, unit) in [("weekend", Unit::Weekend), ("week", Unit::Week)] {
        if page.is(end, word) {
            let (behind, year) = years::behind(page, end + 1).map_or((end + 1, None), |(b, y)| (b, Some(y)));
            let day = year.map_or(meaning.clone(), |year| in_year(meaning.clone(), year));
            return Some((behind, Meaning::Around { unit, day: day.boxed() }));
        }
    }
    Some((end, meaning))
}

/// "the 18th": where a day is meant, not a rank.
fn day_of_month(page: &Page, i: usize) -> Read {
    if !page.is(i, "the") || !page.is_numeric(i + 1) {
        return None;
    }
    let (end, day) = numbers::ordinal(page, i + 1).filter(|&(_, n)| (1..=31).contains(&n))?;
    let before = i > page.sentence.start
        && page.any(
            i - 1,
            &["on", "by", "until", "till", "of", "around", "since", "before", "after", "from", "to", "between"],
        );
    let noun = matches!(page.upos(end), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) || page.is_dash(end);
    if !before || noun {
        return None;
    }
    let of = end + usize::from(page.is(end, "of"));
    let day = Meaning::DayOfMonth { day: day as i8, weekday: None };
    if let Some((behind, month)) = super::relative::unit(page, of)
        && matches!(month, Meaning::Unit { unit: Unit::Month, .. })
    {
        return Some((behind, Meaning::In { what: day.boxed(), within: month.boxed() }));
    }
    Some((end, day))
}
