//! Meanings become dates: which Friday, whose year, what day before.

use super::anchor::{Story, Told, Writing};
use super::holidays;
use super::lexicon::Unit;
use super::meaning::{Clock, From, Meaning};
use super::numbers::Amount;
use super::tense::Direction;
use super::values;
use super::when::{Precision, When, between, iso, span};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::ToSpan;

/// Sentences through which a day that was told holds for "the previous day" in news.
const STORY_SENTENCES: usize = 3;
/// Sentences through which a report speaks of its quarter.
const QUARTER_SENTENCES: usize = 8;
/// Months looked at for "Friday the 13th": every day of the month falls on every weekday within 14 months but the 29th to
/// the 31st, which do within five years.
const MONTHS_MAX: i64 = 60;

/// Days beyond which a date without its year is rather the nearest one than the one that the tense speaks for: ten months.
const FAR_DAYS: i64 = 300;

/// Months that a history does not go back by: what seems to is of the next year.
const TURN_MONTHS: i8 = 9;

/// What a time hangs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hangs {
    OnNothing,
    OnWriting,
    /// On the time of this number.
    OnTold(usize),
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
type Point = Option<(When, &'static str, Hangs)>;

impl Resolver<'_> {
    pub fn answer(&self, meaning: &Meaning) -> Answer {
        match meaning {
            Meaning::Duration(_) => self.said(meaning, "duration", None),
            Meaning::Set(_) => self.said(meaning, "set", None),
            Meaning::Ref(_) => self.said(meaning, "reference", None),
            Meaning::Stretch { amount, unit, sign, from } => {
                let interval = amount.and_then(|n| self.stretch(n, *unit, *sign, *from));
                let hangs = self.base(*from).map_or(Hangs::OnNothing, |b| b.1);
                let hangs = if interval.is_some() { hangs } else { Hangs::OnNothing };
                Answer { hangs, ..self.said(meaning, "duration.up_to_or_from_here", interval) }
            }
            Meaning::Piece { n, unit, last, within } => {
                let within = self.point(within);
                let hangs = within.map_or(Hangs::OnNothing, |w| w.2);
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
        Answer { when: None, value: values::open(meaning), interval, rule, hangs: Hangs::OnNothing }
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
    fn base(&self, from: From) -> Option<(DateTime, Hangs)> {
        let told = |told: Told| Some((told.when.day()?.at(0, 0, 0, 0), Hangs::OnTold(told.id)));
        let near = |told: &Told| self.sentence.saturating_sub(told.sentence) <= STORY_SENTENCES;
        let writing = || self.writing.map(|w| (w.at, Hangs::OnWriting));
        match from {
            _ if self.history && self.writing.is_none() && from == From::Writing => None,
            _ if self.history => self.story.last.and_then(told),
            From::Writing => writing(),
            From::Story if self.writing.is_none() => self.story.day.and_then(told),
            From::Story => self.story.day.filter(near).and_then(told).or_else(writing),
        }
    }

    /// Where a date without its year counts from: the day of writing, or what the story tells.
    fn here(&self) -> Option<(Date, Hangs)> {
        let base = self.base(From::Writing).or_else(|| self.base(From::Story).filter(|_| self.history || self.writing.is_none()));
        base.map(|(at, hangs)| (at.date(), hangs))
    }

    /// The date that a meaning is.
    fn point(&self, meaning: &Meaning) -> Point {
        match meaning {
            Meaning::Fixed(when) => Some((*when, "date.full", Hangs::OnNothing)),
            Meaning::DayOfYear { .. } => self.of_some_year(meaning, "date.without_year"),
            Meaning::MonthOfYear(_) => self.of_some_year(meaning, "month.without_year"),
            Meaning::Season(_) => self.of_some_year(meaning, "season.without_year"),
            Meaning::Quarter(_) | Meaning::Half(_) => self.of_some_year(meaning, "quarter.without_year"),
            Meaning::Holiday(_) => self.of_some_year(meaning, "holiday"),
            Meaning::DayOfMonth { day, weekday } => self.of_some_month(*day, *weekday),
            Meaning::Weekday(weekday) => self.weekday(*weekday),
            Meaning::Nineties(tens) => {
                let century = self.here().map_or(19, |(day, _)| if i16::from(*tens) > day.year() % 100 { day.year() / 100 - 1 } else if *tens >= 40 || day.year() < 2000 { day.year() / 100 } else { day.year() / 100 });
                Some((When::Decade(century * 10 + i16::from(tens / 10)), "decade.without_century", Hangs::OnNothing))
            }
            Meaning::Unit { unit, n, from } => self.unit(*unit, *n, *from),
            Meaning::Same(unit) => self.same(*unit),
            Meaning::Next { what, n, from } => self.next(what, *n, *from),
            Meaning::In { what, within } => {
                let (within, _, hangs) = self.point(within)?;
                if matches!(**what, Meaning::Same(Unit::Quarter)) {
                    return Some(match self.quarter().map(|told| (told.when, told.id)) {
                        Some((When::Quarter(_, q), id)) => (When::Quarter(within.year(), q), "quarter.told", Hangs::OnTold(id)),
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
            Some(told) => Some((told.when.day()?, Hangs::OnTold(told.id))),
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
        before.then_some((told.when.day()?, Hangs::OnTold(told.id)))
    }

    /// A whole unit so many on.
    fn unit(&self, unit: Unit, n: i64, from: From) -> Point {
        // "a year earlier" behind a quarter is that quarter of the year before.
        if from == From::Story && unit == Unit::Year && n == -1 && let Some(told) = self.quarter() {
            return Some((told.when.shifted(n, unit)?, "quarter.year_before", Hangs::OnTold(told.id)));
        }
        let (at, hangs) = match from {
            // "the following year" counts from the year that was named, not from a day.
            From::Story if unit > Unit::Day => {
                let near = self.story.last.filter(|t| self.history || self.sentence.saturating_sub(t.sentence) <= STORY_SENTENCES && self.writing.is_some() && t.when.days().is_some());
                near.and_then(|told| Some((told.when.day()?.at(0, 0, 0, 0), Hangs::OnTold(told.id)))).or_else(|| self.base(from))?
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
        if unit == Unit::Quarter && let Some(told) = self.story.quarter {
            return Some((told.when, "unit.told", Hangs::OnTold(told.id)));
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

    /// Friday: the last one or the next one, by the tense; the day of writing itself is both.
    fn weekday(&self, weekday: i8) -> Point {
        let told = self.story.day.filter(|_| self.history || self.writing.is_none());
        let (day, hangs) = match told {
            Some(told) => (told.when.day()?, Hangs::OnTold(told.id)),
            None if self.history => return None,
            None => self.here()?,
        };
        let back = i64::from((day.weekday().to_monday_one_offset() - weekday).rem_euclid(7));
        let (days, rule) = match self.direction {
            _ if told.is_some() => ((7 - back) % 7, "weekday.next_or_same"),
            Direction::Future | Direction::Present => ((7 - back) % 7, "weekday.next_or_same"),
            _ => (-back, "weekday.past_or_same"),
        };
        Some((When::Day(day.checked_add(days.days()).ok()?), rule, hangs))
    }

    /// "last Friday", "next April", "this summer".
    fn next(&self, what: &Meaning, n: i64, from: From) -> Point {
        let (at, hangs) = self.base(from).or_else(|| self.base(From::Story))?;
        let day = at.date();
        let (rule_back, rule_on) = ("date.last_one", "date.next_one");
        if let Meaning::Weekday(weekday) = what {
            let own = i64::from(weekday - day.weekday().to_monday_one_offset());
            let days = match n {
                0 => own,
                // "this coming Friday" is the next one, "next Friday" that of next week.
                2.. => if own > 0 { own } else { own + 7 },
                1 => own + 7,
                _ if own < 0 => own,
                _ => own - 7,
            };
            return Some((When::Day(day.checked_add(days.days()).ok()?), if n < 0 { rule_back } else { rule_on }, hangs));
        }
        let of = |year: i16| in_year(what, year);
        let when = match n {
            0 => of(day.year()),
            1.. => (0..=1).filter_map(|y| of(day.year() + y)).find(|w| w.day().is_some_and(|d| d > day)),
            _ => (0..=2).filter_map(|y| of(day.year() - y)).find(|w| w.days().is_some_and(|d| d.1 <= day)),
        }?;
        Some((when, if n < 0 { rule_back } else { rule_on }, hangs))
    }

    /// A date of the year whose year is not said.
    fn of_some_year(&self, what: &Meaning, rule: &'static str) -> Point {
        let (day, hangs) = self.here()?;
        if self.history {
            return Some((self.of_story(what, day)?, rule, hangs));
        }
        let all: Vec<When> = (-2..=1).filter_map(|y| in_year(what, day.year() + y)).collect();
        let begins = |w: &When| w.day();
        let ends = |w: &When| w.days().map(|d| d.1);
        let past = || all.iter().rev().find(|w| begins(w).is_some_and(|b| b <= day));
        let future = || all.iter().find(|w| ends(w).is_some_and(|e| e > day));
        let nearest = || {
            let far = |w: &&When| w.days().map_or(i64::MAX, |(b, e)| distance(day, b, e));
            all.iter().rev().min_by_key(far)
        };
        let quarterly = matches!(what, Meaning::Quarter(_) | Meaning::Half(_));
        let near = |w: &&When| w.days().is_some_and(|(b, e)| quarterly || distance(day, b, e) <= FAR_DAYS);
        let when = match self.direction {
            Direction::Future if !quarterly => future().filter(near).or_else(nearest),
            Direction::Future => nearest(),
            Direction::Unknown | Direction::Present if !quarterly => nearest(),
            _ => past().filter(near).or_else(nearest),
        };
        when.copied().map(|when| (when, rule, hangs))
    }

    /// A date of the year of the story; January behind December belongs to the year after.
    fn of_story(&self, what: &Meaning, day: Date) -> Option<When> {
        let last = self.story.last.map(|t| t.when);
        let year = last.map_or(day.year(), When::year);
        let when = in_year(what, year)?;
        let month = |when: When| when.day().map(Date::month);
        let turned = matches!(last, Some(When::Month(..) | When::Day(_) | When::Part(..) | When::Clock(..)))
            && month(when).zip(last.and_then(month)).is_some_and(|(this, before)| this + TURN_MONTHS <= before);
        if turned { in_year(what, year + 1) } else { Some(when) }
    }

    /// "the 18th", "Friday the 13th".
    fn of_some_month(&self, day: i8, weekday: Option<i8>) -> Point {
        let (here, hangs) = self.here()?;
        let rule = "day.without_month";
        if self.history {
            let date = Date::new(here.year(), here.month(), day).ok()?;
            return Some((When::Day(date), rule, hangs));
        }
        let first = here.first_of_month();
        let fits = |months: i64| {
            let date = first.checked_add(months.months()).ok()?;
            let date = Date::new(date.year(), date.month(), day).ok()?;
            weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w).then_some(date)
        };
        let back = (0..MONTHS_MAX).filter_map(|n| fits(-n)).find(|d| *d <= here);
        let on = (0..MONTHS_MAX).filter_map(fits).find(|d| *d >= here);
        let far = |d: &Date| distance(here, *d, *d);
        let date = match self.direction {
            Direction::Past => back.or(on),
            Direction::Future => on.or(back),
            Direction::Unknown | Direction::Present => [back, on].into_iter().flatten().min_by_key(far),
        }?;
        Some((When::Day(date), rule, hangs))
    }

    /// So many units before or after something: exact to the day where days count or it lies ahead, else to its largest unit.
    fn offset(&self, amounts: &[(Amount, Unit)], sign: i64, to: &Meaning) -> Point {
        let (start, hangs) = match to {
            Meaning::Today(from) => {
                let told = self.story.last.filter(|_| *from == From::Story);
                let near = told.filter(|t| self.history || self.sentence.saturating_sub(t.sentence) <= STORY_SENTENCES);
                // "last month … three weeks later" counts from a day, not from a month.
                let long = amounts.last().is_some_and(|a| a.1 >= Unit::Month);
                match near.filter(|t| self.history || long || t.when.is_of_day()) {
                    Some(told) => (told.when.day()?.at(0, 0, 0, 0), Hangs::OnTold(told.id)),
                    None => self.base(*from)?,
                }
            }
            _ => {
                let (when, _, hangs) = self.point(to)?;
                (when.day()?.at(0, 0, 0, 0), hangs)
            }
        };
        let mut at = start;
        for &(amount, unit) in amounts {
            let (_, each) = unit.iso();
            let hundredths = amount?.checked_mul(each)?.checked_mul(sign)?;
            at = at.checked_add(span(hundredths / 100, unit)?).ok()?;
            let half = hundredths % 100;
            if half != 0 {
                at = at.checked_add(part_of(half, unit)?).ok()?;
            }
        }
        let unit = amounts.last()?.1;
        let exact = matches!(to, Meaning::Today(From::Writing)) && sign > 0 || !matches!(to, Meaning::Today(_));
        let rule = if sign < 0 { "offset.before" } else { "offset.after" };
        if unit.is_of_clock() {
            let known = self.writing.is_some_and(|w| w.to_the_second) && hangs == Hangs::OnWriting;
            return known.then_some((When::Clock(at, Precision::Second), rule, hangs));
        }
        let when = match unit {
            Unit::Year | Unit::Decade | Unit::Century | Unit::Month | Unit::Quarter if !exact => When::around(at.date(), if unit > Unit::Quarter { Unit::Year } else { Unit::Month }),
            Unit::Week if matches!(to, Meaning::Today(From::Writing)) && sign < 0 && amounts.len() == 1 => When::week_of(at.date()),
            _ => When::Day(at.date()),
        };
        Some((when, rule, hangs))
    }

    /// Both ends of "the past two months", as whole days before or behind the base, or as moments.
    fn stretch(&self, hundredths: i64, unit: Unit, sign: i64, from: From) -> Option<String> {
        let (at, _) = self.base(from)?;
        let (_, each) = unit.iso();
        let n = hundredths.checked_mul(each)? / 100;
        if unit.is_of_clock() {
            let known = self.writing.is_some_and(|w| w.to_the_second);
            let other = at.checked_add(span(n * sign, unit)?).ok()?;
            return known.then(|| if sign < 0 { between(other, at) } else { between(at, other) });
        }
        let day = at.date();
        if unit == Unit::Quarter {
            let this = When::around(day, Unit::Quarter);
            let (first, last) = if sign < 0 { (this.shifted(-n / 3, unit)?, this.shifted(-1, unit)?) } else { (this.shifted(1, unit)?, this.shifted(n / 3, unit)?) };
            return Some(format!("{}/{}", iso(first.day()?), iso(last.days()?.1.yesterday().ok()?)));
        }
        let (first, end) = match sign {
            ..0 => (day.checked_add(span(-n, unit)?).ok()?, day),
            _ => (day.tomorrow().ok()?, day.tomorrow().ok()?.checked_add(span(n, unit)?).ok()?),
        };
        Some(format!("{}/{}", iso(first), iso(end.yesterday().ok()?)))
    }
}

/// Days between a day and the nearest day of a stretch.
fn distance(day: Date, begin: Date, end: Date) -> i64 {
    let days = |a: Date, b: Date| i64::from(a.until(b).map_or(i32::MAX, |s| s.get_days()));
    if day < begin { days(day, begin) } else { days(end, day).max(0) }
}

/// A part of a unit in hundredths as smaller ones.
fn part_of(hundredths: i64, unit: Unit) -> Option<jiff::Span> {
    let (smaller, many) = match unit {
        Unit::Hour => (Unit::Minute, 60),
        Unit::Minute => (Unit::Second, 60),
        Unit::Year | Unit::Decade | Unit::Century => (Unit::Month, 12),
        Unit::Week => (Unit::Day, 7),
        Unit::Month => (Unit::Day, 30),
        Unit::Day => (Unit::Hour, 24),
        _ => return Some(jiff::Span::new()),
    };
    span(hundredths * many / 100, smaller)
}

fn weekend(day: Date, n: i64) -> Option<When> {
    let day = day.checked_add(n.checked_mul(7)?.days()).ok()?;
    Some(When::around(day, Unit::Weekend))
}

fn moment(day: Date, time: &Clock) -> Option<DateTime> {
    Some(day.to_datetime(jiff::civil::Time::new(time.hour, time.minute, time.second, 0).ok()?))
}

/// A date of the year in a year.
fn in_year(what: &Meaning, year: i16) -> Option<When> {
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
fn inside(what: &Meaning, within: When) -> Option<When> {
    match (what, within) {
        (Meaning::Weekday(weekday), When::Week(..)) => {
            let monday = within.day()?;
            Some(When::Day(monday.checked_add(i64::from(weekday - 1).days()).ok()?))
        }
        (Meaning::DayOfMonth { day, .. }, When::Month(year, month)) => Some(When::Day(Date::new(year, month, *day).ok()?)),
        _ => in_year(what, within.year()),
    }
}

/// Which of the units within a stretch; a week belongs to the month and the year that its Thursday lies in (ISO 8601).
fn nth(n: i8, unit: Unit, within: When) -> Option<When> {
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
fn piece(n: i64, unit: Unit, last: bool, within: When) -> Option<String> {
    let (first, end) = within.days()?;
    let (_, each) = unit.iso();
    let length = span(n.checked_mul(each)?, unit)?;
    let first = match unit {
        Unit::Week if !last => nth(1, Unit::Week, within)?.day()?,
        _ => first,
    };
    let (first, end) = if last { (end.checked_sub(length).ok()?, end) } else { (first, first.checked_add(length).ok()?) };
    Some(format!("{}/{}", iso(first), iso(end.yesterday().ok()?)))
}

pub use values::duration as duration_value;
