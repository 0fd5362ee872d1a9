//! What a time expression says, before it is known when it was written.

use super::lexicon::{Part, Unit};
use super::numbers::Amount;
use super::when::{Precision, When};

/// From where a time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The day of writing: "last year", "two days ago".
    Writing,
    /// The time that the text speaks of: "the previous day", "two days later".
    Story,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// Says all by itself: "17 May 2024", "1999", "the 1990s".
    Fixed(When),
    /// "17 May".
    DayOfYear {
        month: i8,
        day: i8,
    },
    /// "May".
    MonthOfYear(i8),
    /// "the 18th", "Friday the 18th".
    DayOfMonth {
        day: i8,
        weekday: Option<i8>,
    },
    Weekday(i8),
    Season(u8),
    Quarter(u8),
    Half(u8),
    /// Index into holidays.tsv.
    Holiday(usize),
    /// Tens of a decade without its century: "the nineties".
    Nineties(u8),
    /// A whole unit, so many on: "last year" (-1), "this month" (0), "the following week" (1).
    Unit {
        unit: Unit,
        n: i64,
        from: From,
    },
    /// "the quarter", "the weekend": the one spoken of.
    Same(Unit),
    /// The next or last one of what returns: "last Friday" (-1), "this summer" (0), "next April" (1).
    Next {
        what: Box<Meaning>,
        n: i64,
        from: From,
    },
    /// Something in a year, a month or a week that is said too: "June last year", "Friday next week".
    In {
        what: Box<Meaning>,
        within: Box<Meaning>,
    },
    /// Which of the units within a time: "the first week of May"; -1 is the last.
    Nth {
        n: i8,
        unit: Unit,
        within: Box<Meaning>,
    },
    /// So many units before or after a time: "two days before Christmas", "three weeks ago".
    Offset {
        amounts: Vec<(Amount, Unit)>,
        sign: i64,
        to: Box<Meaning>,
    },
    /// The day of writing, or of the story.
    Today(From),
    /// The week that a day lies in: "the week of 18 May"; its weekend.
    Around {
        unit: Unit,
        day: Box<Meaning>,
    },
    /// A part of a day: "Monday morning".
    Part {
        part: Part,
        day: Option<Box<Meaning>>,
    },
    /// A time of the clock.
    Clock {
        time: Clock,
        day: Option<Box<Meaning>>,
    },
    /// The last second of a day.
    EndOfDay(Box<Meaning>),
    Duration(Vec<(Amount, Unit)>),
    /// A stretch of several units that begins or ends now: "the past two months" (-1), "the next five days" (1).
    Stretch {
        amount: Amount,
        unit: Unit,
        sign: i64,
        from: From,
    },
    /// "the first two weeks of 2021".
    Piece {
        n: i64,
        unit: Unit,
        last: bool,
        within: Box<Meaning>,
    },
    /// What returns: its TIMEX3 value.
    Set(String),
    /// PAST_REF, PRESENT_REF or FUTURE_REF.
    Ref(&'static str),
}

/// A time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
    pub precision: Precision,
    /// Whether "p.m.", a part of the day or 24 hours say which half of the day is meant.
    pub sure: bool,
}

/// A time expression as it was read: its meaning up to the token behind it.
pub type Read = Option<(usize, Meaning)>;

impl Meaning {
    pub fn boxed(self) -> Box<Meaning> {
        Box::new(self)
    }

    /// Whether it can be a day that a part of the day or a time of the clock belongs to.
    pub fn is_day(&self) -> bool {
        match self {
            Meaning::Fixed(When::Day(_)) | Meaning::DayOfYear { .. } | Meaning::DayOfMonth { .. } => true,
            Meaning::Weekday(_) | Meaning::Holiday(_) | Meaning::Today(_) => true,
            Meaning::Unit { unit, .. } | Meaning::Same(unit) | Meaning::Nth { unit, .. } => *unit == Unit::Day,
            Meaning::Next { what, .. } | Meaning::In { what, .. } => what.is_day(),
            Meaning::Offset { amounts, to, .. } => {
                to.is_day() && amounts.iter().all(|a| !a.1.is_of_clock()) && !amounts.is_empty()
            }
            _ => false,
        }
    }

    /// Whether it can be the year that a month or a day without one belongs to.
    pub fn is_year(&self) -> bool {
        matches!(
            self,
            Meaning::Fixed(When::Year(_)) | Meaning::Unit { unit: Unit::Year, .. } | Meaning::Same(Unit::Year)
        )
    }
}
