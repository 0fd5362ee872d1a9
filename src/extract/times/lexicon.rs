//! The words of times: what each word of words.tsv can mean, found by its hash.

use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// What a word can be to a time expression; words.tsv says what its number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Month,
    Weekday,
    Weekdays,
    Unit,
    Units,
    Cardinal,
    Scale,
    Ordinal,
    Decade,
    Season,
    Part,
    Shift,
    Back,
    Ref,
    Vague,
    Every,
    Often,
    Lead,
    Day,
    Zone,
    Era,
    /// Without a number: the last word of "the future", "at the moment".
    Trigger,
    /// The first word of a day of holidays.tsv.
    Holiday,
}

const KINDS: &[(&str, Kind)] = &[
    ("month", Kind::Month),
    ("weekday", Kind::Weekday),
    ("weekdays", Kind::Weekdays),
    ("unit", Kind::Unit),
    ("units", Kind::Units),
    ("cardinal", Kind::Cardinal),
    ("scale", Kind::Scale),
    ("ordinal", Kind::Ordinal),
    ("decade", Kind::Decade),
    ("season", Kind::Season),
    ("part", Kind::Part),
    ("shift", Kind::Shift),
    ("back", Kind::Back),
    ("ref", Kind::Ref),
    ("vague", Kind::Vague),
    ("every", Kind::Every),
    ("often", Kind::Often),
    ("lead", Kind::Lead),
    ("day", Kind::Day),
    ("zone", Kind::Zone),
    ("era", Kind::Era),
    ("trigger", Kind::Trigger),
];

/// One meaning of a word.
#[derive(Clone, Copy, Debug)]
pub struct Sense {
    pub kind: Kind,
    pub number: u16,
}

pub type Senses = &'static [Sense];

static WORDS: LazyLock<HashedMap<Vec<Sense>>> = LazyLock::new(read);

fn read() -> HashedMap<Vec<Sense>> {
    let mut words: HashedMap<Vec<Sense>> = HashedMap::default();
    let mut add = |word: &str, kind, number| words.entry(lower_hash(word)).or_default().push(Sense { kind, number });
    for row in rows(include_str!("words.tsv")) {
        let mut cells = row.split('\t');
        let kind = cells.next().and_then(|name| KINDS.iter().find(|k| k.0 == name));
        let number = cells.next().and_then(|n| n.parse().ok());
        if let (Some(&(_, kind)), Some(number), Some(spellings)) = (kind, number, cells.next()) {
            spellings.split(' ').for_each(|word| add(word, kind, number));
        }
    }
    for first in super::holidays::first_words() {
        add(first, Kind::Holiday, 0);
    }
    words
}

/// What a word can mean, by the hash of its lower case; nothing for most words.
pub fn senses(lower: u64) -> Senses {
    WORDS.get(&lower).map_or(&[], Vec::as_slice)
}

/// Units of time, in the order of words.tsv.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    pub const ALL: [Unit; 14] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Night,
        Unit::Week,
        Unit::Weekend,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
    ];

    /// The unit of a number of words.tsv.
    pub fn of(number: u16) -> Option<Unit> {
        Self::ALL.get(number as usize).copied()
    }

    /// Shorter than a day.
    pub fn is_of_clock(self) -> bool {
        self < Unit::Day
    }

    /// Letters of ISO 8601 durations, and how many of that letter's units one of these is.
    pub fn iso(self) -> (&'static str, i64) {
        match self {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day | Unit::Night => ("D", 1),
            Unit::Week => ("W", 1),
            Unit::Weekend => ("WE", 1),
            Unit::Fortnight => ("W", 2),
            Unit::Month => ("M", 1),
            Unit::Quarter => ("M", 3),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("Y", 10),
            Unit::Century => ("Y", 100),
            Unit::Millennium => ("Y", 1000),
        }
    }
}

/// Parts of a day, in the order of words.tsv; noon and midnight are points of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
    Noon,
    Midnight,
}

impl Part {
    pub fn of(number: u16) -> Option<Part> {
        use Part::*;
        [Morning, Afternoon, Evening, Night, Daytime, Noon, Midnight].get(number as usize).copied()
    }

    /// What TIMEX3 writes behind the T.
    pub fn letters(self) -> &'static str {
        match self {
            Part::Morning => "MO",
            Part::Afternoon => "AF",
            Part::Evening => "EV",
            Part::Night => "NI",
            Part::Daytime => "DT",
            Part::Noon => "12:00",
            Part::Midnight => "00:00",
        }
    }

    /// Hours of the day that it covers, the last one excluded; what of a night lies behind midnight belongs to the next day.
    pub fn hours(self) -> (i64, i64) {
        match self {
            Part::Morning => (6, 12),
            Part::Afternoon => (12, 18),
            Part::Evening => (18, 24),
            Part::Night => (20, 30),
            Part::Daytime => (8, 18),
            Part::Noon => (12, 12),
            Part::Midnight => (0, 0),
        }
    }
}
