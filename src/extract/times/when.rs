//! Stretches of the calendar: a century, a quarter, a day, a minute; how TIMEX3 and ISO 8601 write them.

use super::lexicon::{Part, Unit};
use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// How exact a time of the clock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    Hour,
    Minute,
    Second,
}

/// A stretch of the calendar. Years before Christ are negative: 241 BC is -241; there is no year 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// The years that begin with these two digits.
    Century(i16),
    /// The years that begin with these three digits.
    Decade(i16),
    Year(i16),
    /// Year and half, 1 or 2.
    Half(i16, u8),
    /// Year and quarter, 1 to 4.
    Quarter(i16, u8),
    /// Year and season, 1 (spring) to 4; a winter belongs to the year that it begins in.
    Season(i16, u8),
    Month(i16, i8),
    /// ISO 8601 year and week.
    Week(i16, i8),
    /// The Saturday and Sunday of an ISO week.
    Weekend(i16, i8),
    Day(Date),
    Part(Date, Part),
    Clock(DateTime, Precision),
}

/// Letters of the seasons, and the month that each begins in.
const SEASONS: [(&str, i8); 4] = [("SP", 3), ("SU", 6), ("FA", 9), ("WI", 12)];

impl When {
    pub fn week_of(day: Date) -> When {
        let week = day.iso_week_date();
        When::Week(week.year(), week.week())
    }

    /// The stretch of a unit's size that a day lies in.
    pub fn around(day: Date, unit: Unit) -> When {
        match unit {
            Unit::Week | Unit::Fortnight => Self::week_of(day),
            Unit::Weekend => {
                let week = day.iso_week_date();
                When::Weekend(week.year(), week.week())
            }
            Unit::Month => When::Month(day.year(), day.month()),
            Unit::Quarter => When::Quarter(day.year(), ((day.month() + 2) / 3) as u8),
            Unit::Year => When::Year(day.year()),
            Unit::Decade => When::Decade(day.year() / 10),
            Unit::Century | Unit::Millennium => When::Century(day.year() / 100),
            _ => When::Day(day),
        }
    }

    pub fn year(self) -> i16 {
        match self {
            When::Century(c) => c * 100,
            When::Decade(d) => d * 10,
            When::Year(y) | When::Half(y, _) | When::Quarter(y, _) | When::Season(y, _) | When::Month(y, _) => y,
            When::Week(y, _) | When::Weekend(y, _) => y,
            When::Day(day) | When::Part(day, _) => day.year(),
            When::Clock(moment, _) => moment.year(),
        }
    }

    /// The first day of it, and the day behind the last.
    pub fn days(self) -> Option<(Date, Date)> {
        let first = match self {
            When::Century(c) => new(c.checked_mul(100)?, 1)?,
            When::Decade(d) => new(d.checked_mul(10)?, 1)?,
            When::Year(y) => new(y, 1)?,
            When::Half(y, h) => new(y, h as i8 * 6 - 5)?,
            When::Quarter(y, q) => new(y, q as i8 * 3 - 2)?,
            When::Season(y, s) => new(y, SEASONS.get(usize::from(s).checked_sub(1)?)?.1)?,
            When::Month(y, m) => new(y, m)?,
            When::Week(y, w) => ISOWeekDate::new(y, w, Weekday::Monday).ok()?.date(),
            When::Weekend(y, w) => ISOWeekDate::new(y, w, Weekday::Saturday).ok()?.date(),
            When::Day(day) | When::Part(day, _) => day,
            When::Clock(moment, _) => moment.date(),
        };
        let length: Span = match self {
            When::Century(_) => 100.years(),
            When::Decade(_) => 10.years(),
            When::Year(_) => 1.year(),
            When::Half(..) => 6.months(),
            When::Quarter(..) | When::Season(..) => 3.months(),
            When::Month(..) => 1.month(),
            When::Week(..) => 7.days(),
            When::Weekend(..) => 2.days(),
            _ => 1.day(),
        };
        Some((first, first.checked_add(length).ok()?))
    }

    /// A day that stands for it where one is needed: the day, or the first one.
    pub fn day(self) -> Option<Date> {
        self.days().map(|d| d.0)
    }

    /// Whether it is a day, or lies within one.
    pub fn is_of_day(self) -> bool {
        matches!(self, When::Day(_) | When::Part(..) | When::Clock(..))
    }

    /// What is as long, `n` of the unit later: the month, quarter or year keeps its size where the unit allows.
    pub fn shifted(self, n: i64, unit: Unit) -> Option<When> {
        let (_, each) = unit.iso();
        let n = n.checked_mul(each)?;
        let years = |y: i16| i64::from(y).checked_add(n).and_then(|y| i16::try_from(y).ok());
        Some(match (self, unit) {
            (_, Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium) => match self {
                When::Year(y) => When::Year(years(y)?),
                When::Half(y, h) => When::Half(years(y)?, h),
                When::Quarter(y, q) => When::Quarter(years(y)?, q),
                When::Season(y, s) => When::Season(years(y)?, s),
                When::Month(y, m) => When::Month(years(y)?, m),
                When::Decade(d) => When::Decade(d.checked_add(i16::try_from(n / 10).ok()?)?),
                When::Century(c) => When::Century(c.checked_add(i16::try_from(n / 100).ok()?)?),
                _ => When::Day(self.day()?.checked_add(span(n, Unit::Year)?).ok()?),
            },
            (When::Month(..) | When::Quarter(..), Unit::Month | Unit::Quarter) => {
                let day = self.day()?.checked_add(span(n, Unit::Month)?).ok()?;
                When::around(day, if matches!(self, When::Month(..)) { Unit::Month } else { Unit::Quarter })
            }
            (When::Week(..), Unit::Week | Unit::Fortnight) => {
                When::week_of(self.day()?.checked_add(span(n, Unit::Week)?).ok()?)
            }
            (When::Clock(moment, precision), _) if unit.is_of_clock() => {
                When::Clock(moment.checked_add(span(n, unit)?).ok()?, precision)
            }
            _ => When::Day(self.day()?.checked_add(span(n, unit)?).ok()?),
        })
    }

    /// The TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            When::Century(c) => numbered(c, 2),
            When::Decade(d) => numbered(d, 3),
            When::Year(y) => numbered(y, 4),
            When::Half(y, h) => format!("{}-H{h}", numbered(y, 4)),
            When::Quarter(y, q) => format!("{}-Q{q}", numbered(y, 4)),
            When::Season(y, s) => format!("{}-{}", numbered(y, 4), season(s)),
            When::Month(y, m) => format!("{}-{m:02}", numbered(y, 4)),
            When::Week(y, w) => format!("{y:04}-W{w:02}"),
            When::Weekend(y, w) => format!("{y:04}-W{w:02}-WE"),
            When::Day(day) => written(day),
            When::Part(day, part) => format!("{}T{}", written(day), part.letters()),
            When::Clock(moment, precision) => format!("{}T{}", written(moment.date()), clock(moment, precision)),
        }
    }

    /// ISO 8601: both ends inclusive days, or moments where it is shorter than a day.
    pub fn interval(self) -> Option<String> {
        match self {
            When::Part(day, part) => {
                let (from, to) = part.hours();
                let midnight = day.at(0, 0, 0, 0);
                let (from, to) = (midnight.checked_add(from.hours()).ok()?, midnight.checked_add(to.hours()).ok()?);
                Some(between(from, to))
            }
            When::Clock(moment, _) => Some(between(moment, moment)),
            _ => {
                let (first, end) = self.days()?;
                Some(format!("{}/{}", iso(first), iso(end.yesterday().ok()?)))
            }
        }
    }
}

/// Two moments as an ISO 8601 interval.
pub fn between(from: DateTime, to: DateTime) -> String {
    format!("{}/{}", moment(from), moment(to))
}

fn moment(at: DateTime) -> String {
    format!("{}T{}", iso(at.date()), clock(at, Precision::Second))
}

/// A day of ISO 8601, whose year 0000 is 1 BC.
pub fn iso(day: Date) -> String {
    let year = if day.year() < 0 { day.year() + 1 } else { day.year() };
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", year.abs(), day.month(), day.day())
}

fn written(day: Date) -> String {
    format!("{}-{:02}-{:02}", numbered(day.year(), 4), day.month(), day.day())
}

/// Digits of a year, a decade or a century; those before Christ as TIMEX3 writes them.
fn numbered(n: i16, digits: usize) -> String {
    if n < 0 { format!("BC{:0digits$}", -n) } else { format!("{n:0digits$}") }
}

pub fn season(season: u8) -> &'static str {
    usize::from(season).checked_sub(1).and_then(|s| SEASONS.get(s)).map_or("", |s| s.0)
}

pub fn clock(moment: DateTime, precision: Precision) -> String {
    match precision {
        Precision::Hour => format!("{:02}:00", moment.hour()),
        Precision::Minute => format!("{:02}:{:02}", moment.hour(), moment.minute()),
        Precision::Second => format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second()),
    }
}

fn new(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()
}

/// `n` units as a span of the calendar; `None` beyond what a calendar holds.
pub fn span(n: i64, unit: Unit) -> Option<Span> {
    let span = Span::new();
    match unit {
        Unit::Second => span.try_seconds(n),
        Unit::Minute => span.try_minutes(n),
        Unit::Hour => span.try_hours(n),
        Unit::Day | Unit::Night => span.try_days(n),
        Unit::Week | Unit::Weekend | Unit::Fortnight => span.try_weeks(n),
        Unit::Month | Unit::Quarter => span.try_months(n),
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => span.try_years(n),
    }
    .ok()
}
