//! Meanings become dates: what a time counts from, and by which rule it is found.

use super::anchor::{Story, Told, Writing};
use super::lexicon::Unit;
use super::meaning::{Clock, From, Meaning};
use super::pick::weekend;
use super::tense::Direction;
use super::values;
use super::when::{Precision, When};
use super::within::{inside, nth, piece};
use jiff::civil::{Date, DateTime, Time, Weekday};

/// Sentences through which a day that was told holds for "the previous day" in news.
pub const STORY_SENTENCES: usize = 3;

/// Sentences through which a report speaks of its quarter.
const QUARTER_SENTENCES: usize = 8;

/// A year of the century whose decades are meant where nothing says which.
const NINETIES: i16 = 1999;

/// What a time hangs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hangs {
    Nothing,
    Writing,
    /// On the time of this number.
    Told(usize),
}

/// What became of a meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub when: Option<When>,
    pub value: String,
    pub interval: Option<String>,
    pub rule: &'static str,
    pub hangs: Hangs,
}

/// Where a time stands in the text, and what is known there.
pub struct Resolver<'a> {
    pub writing: Option<Writing>,
    pub story: &'a Story,
    /// The text is a history: what is not said counts from the story.
    pub history: bool,
    /// Number of the sentence.
    pub sentence: usize,
    pub direction: Direction,
}

/// A date that was found, by which rule, and what it hangs on.
pub type Point = Option<(When, &'static str, Hangs)>;

impl Resolver<'_> {
    pub fn answer(&self, meaning: &Meaning) -> Answer {
        match meaning {
            Meaning::Duration(_) => self.said(meaning, "duration", None),
            Meaning::Set(_) => self.said(meaning, "set", None),
            Meaning::Ref(_) => self.said(meaning, "reference", None),
            Meaning::Stretch { amount, unit, sign, from } => {
                let interval = amount.and_then(|n| self.stretch(n, *unit, *sign, *from));
                let hangs = self.base(*from).map_or(Hangs::Nothing, |b| b.1);
                let hangs = if interval.is_some() { hangs } else { Hangs::Nothing };
                Answer { hangs, ..self.said(meaning, "duration.up_to_or_from_here", interval) }
            }
            Meaning::Piece { n, unit, last, within } => {
                let within = self.point(within);
                let hangs = within.map_or(Hangs::Nothing, |w| w.2);
                let interval = within.and_then(|w| piece(*n, *unit, *last, w.0));
                Answer { hangs, ..self.said(meaning, "duration.piece_of", interval) }
            }
            Meaning::Offset { amounts, sign, .. } if amounts.iter().any(|a| a.0.is_none()) => {
                let answer = self.said(meaning, "offset.vague", None);
                Answer { value: if *sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned(), ..answer }
            }
            Meaning::EndOfDay(day) => self.end_of_day(day),
            _ => match self.point(meaning) {
                Some((when, rule, hangs)) => {
                    Answer { when: Some(when), value: when.value(), interval: when.interval(), rule, hangs }
                }
                None => self.said(meaning, "open", None),
            },
        }
    }

    fn said(&self, meaning: &Meaning, rule: &'static str, interval: Option<String>) -> Answer {
        Answer { when: None, value: values::open(meaning), interval, rule, hangs: Hangs::Nothing }
    }

    fn end_of_day(&self, day: &Meaning) -> Answer {
        match self.point(day) {
            Some((when, _, hangs)) => {
                let moment = when.day().map(|d| d.at(23, 59, 59, 0));
                let when = moment.map(|m| When::Clock(m, Precision::Second));
                let value = when.map_or_else(|| values::open(day), When::value);
                Answer { when, value, interval: when.and_then(When::interval), rule: "day.end", hangs }
            }
            None => self.said(day, "open", None),
        }
    }

    /// The moment that a time counts from.
    pub(super) fn base(&self, from: From) -> Option<(DateTime, Hangs)> {
        let told = |told: Told| Some((told.when.day()?.at(0, 0, 0, 0), Hangs::Told(told.id)));
        let near = |told: &Told| self.sentence.saturating_sub(told.sentence) <= STORY_SENTENCES;
        let writing = || self.writing.map(|w| (w.at, Hangs::Writing));
        match from {
            _ if self.history && self.writing.is_none() && from == From::Writing => None,
            _ if self.history => self.story.last.and_then(told),
            From::Writing => writing(),
            From::Story if self.writing.is_none() => self.story.day.and_then(told),
            From::Story => self.story.day.filter(near).and_then(told).or_else(writing),
        }
    }

    /// Where a date without its year counts from: the day of writing, or what the story tells.
    pub(super) fn here(&self) -> Option<(Date, Hangs)> {
        let base = self
            .base(From::Writing)
            .or_else(|| self.base(From::Story).filter(|_| self.history || self.writing.is_none()));
        base.map(|(at, hangs)| (at.date(), hangs))
    }

    /// The date that a meaning is.
    pub(super) fn point(&self, meaning: &Meaning) -> Point {
        match meaning {
            Meaning::Fixed(when) => Some((*when, "date.full", Hangs::Nothing)),
            Meaning::DayOfYear { .. } => self.of_some_year(meaning, "date.without_year"),
            Meaning::MonthOfYear(_) => self.of_some_year(meaning, "month.without_year"),
            Meaning::Season(_) => self.of_some_year(meaning, "season.without_year"),
            Meaning::Quarter(_) | Meaning::Half(_) => self.of_some_year(meaning, "quarter.without_year"),
            Meaning::Holiday(_) => self.of_some_year(meaning, "holiday"),
            Meaning::DayOfMonth { day, weekday } => self.of_some_month(*day, *weekday),
            Meaning::Weekday(weekday) => self.weekday(*weekday),
            Meaning::Nineties(tens) => {
                // "the nineties" are those that began last.
                let year = self.here().map_or(NINETIES, |(day, _)| day.year());
                let century = if i16::from(*tens) > year % 100 { year / 100 - 1 } else { year / 100 };
                Some((When::Decade(century * 10 + i16::from(tens / 10)), "decade.without_century", Hangs::Nothing))
            }
            Meaning::Unit { unit, n, from } => self.unit(*unit, *n, *from),
            Meaning::Same(unit) => self.same(*unit),
            Meaning::Next { what, n, from } => self.next(what, *n, *from),
            Meaning::In { what, within } => {
                let (within, _, hangs) = self.point(within)?;
                if matches!(**what, Meaning::Same(Unit::Quarter)) {
                    return Some(match self.quarter().map(|told| (told.when, told.id)) {
                        Some((When::Quarter(_, q), id)) => {
                            (When::Quarter(within.year(), q), "quarter.told", Hangs::Told(id))
                        }
                        _ => (within, "date.within", hangs),
                    });
                }
                Some((inside(what, within)?, "date.within", hangs))
            }
            Meaning::Nth { n, unit, within } => {
                let (within, _, hangs) = self.point(within)?;
                Some((nth(*n, *unit, within)?, "unit.nth_of", hangs))
            }
            Meaning::Around { unit, day } => {
                let (day, _, hangs) = self.point(day)?;
                let day = day.day()?;
                // The weekend of a Monday is the one before it.
                let monday = *unit == Unit::Weekend && day.weekday() == Weekday::Monday;
                let day = if monday { day.yesterday().ok()? } else { day };
                Some((When::around(day, *unit), "week.around_day", hangs))
            }
            Meaning::Offset { amounts, sign, to } => self.offset(amounts, *sign, to),
            Meaning::Today(from) => {
                let (at, hangs) = self.base(*from)?;
                Some((When::Day(at.date()), "day.same", hangs))
            }
            Meaning::Part { part, day } => {
                let (day, hangs) = self.day_of_time(day.as_deref())?;
                Some((When::Part(day, *part), "time.part_of_day", hangs))
            }
            Meaning::Clock { time, day } => {
                let told = self.told_day(time).filter(|_| day.is_none());
                let (day, hangs) = match told {
                    Some(told) => told,
                    None => self.day_of_time(day.as_deref())?,
                };
                Some((When::Clock(moment(day, time)?, time.precision), "time.clock", hangs))
            }
            _ => None,
        }
    }

    /// The day that a time of the day belongs to: its own, that of its sentence, or the day of writing.
    fn day_of_time(&self, day: Option<&Meaning>) -> Option<(Date, Hangs)> {
        if let Some(day) = day {
            let (when, _, hangs) = self.point(day)?;
            return Some((when.day()?, hangs));
        }
        let told = self.story.day.filter(|told| told.sentence == self.sentence);
        match told {
            Some(told) => Some((told.when.day()?, Hangs::Told(told.id))),
            None if self.history => None,
            None => self.here(),
        }
    }

    /// The day of a story that a time of the clock goes on with: "at 10 p.m. on Sunday … the last one came at 10:30".
    fn told_day(&self, time: &Clock) -> Option<(Date, Hangs)> {
        let midnight = time.hour == 0 && time.precision == Precision::Hour;
        let past = self.direction == Direction::Past && !midnight;
        let told = self.story.day.filter(|t| past && self.sentence.saturating_sub(t.sentence) <= STORY_SENTENCES)?;
        let before = self.writing.is_none_or(|w| told.when.day().is_some_and(|d| d <= w.at.date()));
        before.then_some((told.when.day()?, Hangs::Told(told.id)))
    }

    /// A whole unit so many on.
    fn unit(&self, unit: Unit, n: i64, from: From) -> Point {
        // "a year earlier" behind a quarter is that quarter of the year before.
        if from == From::Story
            && unit == Unit::Year
            && n == -1
            && let Some(told) = self.quarter()
        {
            return Some((told.when.shifted(n, unit)?, "quarter.year_before", Hangs::Told(told.id)));
        }
        let (at, hangs) = match from {
            // "the following year" counts from the year that was named, not from a day.
            From::Story if unit > Unit::Day => {
                let near = self.story.last.filter(|t| {
                    self.history
                        || self.sentence.saturating_sub(t.sentence) <= STORY_SENTENCES
                            && self.writing.is_some()
                            && t.when.days().is_some()
                });
                near.and_then(|told| Some((told.when.day()?.at(0, 0, 0, 0), Hangs::Told(told.id))))
                    .or_else(|| self.base(from))?
            }
            _ => self.base(from)?,
        };
        let when = When::around(at.date(), unit).shifted(n, unit)?;
        if unit == Unit::Weekend && n == 0 {
            return self.same(unit);
        }
        let when = if unit == Unit::Weekend { weekend(at.date(), n)? } else { when };
        let rule = match (n, from) {
            (0, _) => "unit.this",
            (..0, From::Writing) => "unit.last",
            (_, From::Writing) => "unit.next",
            (..0, From::Story) => "unit.previous",
            (_, From::Story) => "unit.following",
        };
        Some((when, rule, hangs))
    }

    /// The quarter told of near here.
    fn quarter(&self) -> Option<Told> {
        self.story.quarter.filter(|t| self.sentence.saturating_sub(t.sentence) <= QUARTER_SENTENCES)
    }

    /// "the quarter", "the weekend", "the year".
    fn same(&self, unit: Unit) -> Point {
        if unit == Unit::Quarter
            && let Some(told) = self.story.quarter
        {
            return Some((told.when, "unit.told", Hangs::Told(told.id)));
        }
        // "the day" is the one that is told of.
        if unit == Unit::Day {
            let (at, hangs) = self.base(From::Story)?;
            return Some((When::Day(at.date()), "day.told", hangs));
        }
        let (day, hangs) = self.here()?;
        if unit == Unit::Weekend {
            let past = self.direction == Direction::Past && day.weekday().to_monday_one_offset() < 6;
            return Some((weekend(day, if past { -1 } else { 0 })?, "weekend.by_tense", hangs));
        }
        Some((When::around(day, unit), "unit.this", hangs))
    }
}

fn moment(day: Date, time: &Clock) -> Option<DateTime> {
    Some(day.to_datetime(Time::new(time.hour, time.minute, time.second, 0).ok()?))
}
