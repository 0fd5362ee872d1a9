//! TIMEX3 values of durations, and of times that nothing anchors.

use super::holidays;
use super::lexicon::Unit;
use super::meaning::{Clock, Meaning};
use super::numbers::Amount;
use super::when::{Precision, season};

/// "P2D", "P1Y2M", "PT1H30M", "P3.5Y", "PXD".
pub fn duration(amounts: &[(Amount, Unit)]) -> String {
    let (mut date, mut time) = (String::new(), String::new());
    for &(amount, unit) in amounts {
        let (letter, each) = unit.iso();
        let hundredths = amount.map(|n| n.saturating_mul(each));
        let (whole, rest) = match (hundredths, smaller(unit)) {
            (Some(n), Some((many, letter))) if n % 100 * many % 100 == 0 && n % 100 != 0 => {
                (Some(n - n % 100), format!("{}{letter}", n % 100 * many / 100))
            }
            _ => (hundredths, String::new()),
        };
        let part = if unit.is_of_clock() { &mut time } else { &mut date };
        if whole != Some(0) || rest.is_empty() {
            part.push_str(&whole.map_or("X".to_owned(), decimal));
            part.push_str(letter);
        }
        part.push_str(&rest);
    }
    let mark = if time.is_empty() { "" } else { "T" };
    format!("P{date}{mark}{time}")
}

/// How many of the next smaller unit make one, and its letter: half an hour is 30 minutes.
fn smaller(unit: Unit) -> Option<(i64, &'static str)> {
    match unit {
        Unit::Hour => Some((60, "M")),
        Unit::Minute => Some((60, "S")),
        Unit::Year => Some((12, "M")),
        _ => None,
    }
}

/// Hundredths as a decimal: 350 is "3.5".
fn decimal(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        _ if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        _ => format!("{whole}.{rest:02}"),
    }
}

/// The value of a date that hangs on a day that is not known.
pub fn open(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Fixed(when) => when.value(),
        Meaning::DayOfYear { month, day } => format!("XXXX-{month:02}-{day:02}"),
        Meaning::MonthOfYear(month) => format!("XXXX-{month:02}"),
        Meaning::DayOfMonth { day, .. } => format!("XXXX-XX-{day:02}"),
        Meaning::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
        Meaning::Season(n) => format!("XXXX-{}", season(*n)),
        Meaning::Quarter(n) => format!("XXXX-Q{n}"),
        Meaning::Half(n) => format!("XXXX-H{n}"),
        Meaning::Nineties(tens) => format!("XX{}", tens / 10),
        Meaning::Holiday(n) => match (holidays::day(*n, 2000), holidays::day(*n, 2001)) {
            (Some(a), Some(b)) if (a.month(), a.day()) == (b.month(), b.day()) => {
                format!("XXXX-{:02}-{:02}", a.month(), a.day())
            }
            _ => "XXXX-XX-XX".to_owned(),
        },
        Meaning::Unit { unit, .. } | Meaning::Same(unit) | Meaning::Nth { unit, .. } | Meaning::Around { unit, .. } => {
            of_unit(*unit).to_owned()
        }
        Meaning::Next { what, .. } | Meaning::In { what, .. } => open(what),
        Meaning::Today(_) | Meaning::EndOfDay(_) => "XXXX-XX-XX".to_owned(),
        Meaning::Offset { amounts, .. } => of_unit(amounts.last().map_or(Unit::Day, |a| a.1)).to_owned(),
        Meaning::Part { part, day } => {
            format!("{}T{}", day.as_deref().map_or("XXXX-XX-XX".to_owned(), open), part.letters())
        }
        Meaning::Clock { time, day } => {
            format!("{}T{}", day.as_deref().map_or("XXXX-XX-XX".to_owned(), open), clock(time))
        }
        Meaning::Duration(amounts) => duration(amounts),
        Meaning::Stretch { amount, unit, .. } => duration(&[(*amount, *unit)]),
        Meaning::Piece { n, unit, .. } => duration(&[(Some(n * 100), *unit)]),
        Meaning::Set(value) => value.clone(),
        Meaning::Ref(value) => (*value).to_owned(),
    }
}

fn of_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
        Unit::Day | Unit::Night => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}

/// A time of the clock as TIMEX3 writes it behind the T.
pub fn clock(time: &Clock) -> String {
    match time.precision {
        Precision::Second => format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second),
        _ => format!("{:02}:{:02}", time.hour, time.minute),
    }
}
