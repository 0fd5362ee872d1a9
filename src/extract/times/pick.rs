//! Which one is meant of what returns: this Friday or the last, whose March, what month's 18th.

use super::lexicon::Unit;
use super::meaning::{From, Meaning};
use super::resolve::{Hangs, Point, Resolver};
use super::tense::Direction;
use super::when::When;
use super::within::in_year;
use jiff::ToSpan;
use jiff::civil::Date;

/// Months looked at for "Friday the 13th": every day of the month falls on every weekday within 14 months but the 29th to
/// the 31st, which do within five years.
const MONTHS_MAX: i64 = 60;

/// Days beyond which a date without its year is rather the nearest one than the one that the tense speaks for: ten months.
const FAR_DAYS: i64 = 300;

/// Months that a history does not go back by: what seems to is of the next year.
const TURN_MONTHS: i8 = 9;

impl Resolver<'_> {
    /// Friday: the last one or the next one, by the tense; the day of writing itself is both.
    pub(super) fn weekday(&self, weekday: i8) -> Point {
        let told = self.story.day.filter(|_| self.history || self.writing.is_none());
        let (day, hangs) = match told {
            Some(told) => (told.when.day()?, Hangs::Told(told.id)),
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
    pub(super) fn next(&self, what: &Meaning, n: i64, from: From) -> Point {
        let (at, hangs) = self.base(from).or_else(|| self.base(From::Story))?;
        let day = at.date();
        let (rule_back, rule_on) = ("date.last_one", "date.next_one");
        if let Meaning::Weekday(weekday) = what {
            let own = i64::from(weekday - day.weekday().to_monday_one_offset());
            let days = match n {
                0 => own,
                // "this coming Friday" is the next one, "next Friday" that of next week.
                2.. => {
                    if own > 0 {
                        own
                    } else {
                        own + 7
                    }
                }
                1 => own + 7,
                _ if own < 0 => own,
                _ => own - 7,
            };
            return Some((
                When::Day(day.checked_add(days.days()).ok()?),
                if n < 0 { rule_back } else { rule_on },
                hangs,
            ));
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
    pub(super) fn of_some_year(&self, what: &Meaning, rule: &'static str) -> Point {
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
    pub(super) fn of_story(&self, what: &Meaning, day: Date) -> Option<When> {
        let last = self.story.last.map(|t| t.when);
        let year = last.map_or(day.year(), When::year);
        let when = in_year(what, year)?;
        let month = |when: When| when.day().map(Date::month);
        let turned = matches!(last, Some(When::Month(..) | When::Day(_) | When::Part(..) | When::Clock(..)))
            && month(when).zip(last.and_then(month)).is_some_and(|(this, before)| this + TURN_MONTHS <= before);
        if turned { in_year(what, year + 1) } else { Some(when) }
    }

    /// "the 18th", "Friday the 13th".
    pub(super) fn of_some_month(&self, day: i8, weekday: Option<i8>) -> Point {
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
}

/// Days between a day and the nearest day of a stretch.
fn distance(day: Date, begin: Date, end: Date) -> i64 {
    let days = |a: Date, b: Date| i64::from(a.until(b).map_or(i32::MAX, |s| s.get_days()));
    if day < begin { days(day, begin) } else { days(end, day).max(0) }
}

/// The weekend of a day's week, `n` weeks on.
pub fn weekend(day: Date, n: i64) -> Option<When> {
    let day = day.checked_add(n.checked_mul(7)?.days()).ok()?;
    Some(When::around(day, Unit::Weekend))
}
