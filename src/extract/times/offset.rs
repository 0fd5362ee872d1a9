//! So many units before or after something, and stretches that end or begin there.

use super::lexicon::Unit;
use super::meaning::{From, Meaning};
use super::numbers::Amount;
use super::resolve::{Hangs, Point, Resolver, STORY_SENTENCES};
use super::tense::Direction;
use super::when::{Precision, When, between, iso, span};

impl Resolver<'_> {
    /// So many units before or after something: exact to the day where days count or it lies ahead, else to its largest unit.
    pub(super) fn offset(&self, amounts: &[(Amount, Unit)], sign: i64, to: &Meaning) -> Point {
        let (start, hangs) = match to {
            Meaning::Today(from) => {
                let told = self.story.last.filter(|_| *from == From::Story);
                let near = told.filter(|t| self.history || self.sentence.saturating_sub(t.sentence) <= STORY_SENTENCES);
                // "last month … three weeks later" counts from a day, not from a month.
                let long = amounts.last().is_some_and(|a| a.1 >= Unit::Month);
                match near.filter(|t| self.history || long || t.when.is_of_day()) {
                    Some(told) => (told.when.day()?.at(0, 0, 0, 0), Hangs::Told(told.id)),
                    // "and, five years later, became a minister": after what is not said, and not after today.
                    None if *from == From::Story && sign > 0 && self.direction == Direction::Past => return None,
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
            let known = self.writing.is_some_and(|w| w.to_the_second) && hangs == Hangs::Writing;
            return known.then_some((When::Clock(at, Precision::Second), rule, hangs));
        }
        let when = match unit {
            Unit::Year | Unit::Decade | Unit::Century | Unit::Month | Unit::Quarter if !exact => {
                When::around(at.date(), if unit > Unit::Quarter { Unit::Year } else { Unit::Month })
            }
            Unit::Week if matches!(to, Meaning::Today(From::Writing)) && sign < 0 && amounts.len() == 1 => {
                When::week_of(at.date())
            }
            _ => When::Day(at.date()),
        };
        Some((when, rule, hangs))
    }

    /// Both ends of "the past two months", as whole days before or behind the base, or as moments.
    pub(super) fn stretch(&self, hundredths: i64, unit: Unit, sign: i64, from: From) -> Option<String> {
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
            let (first, last) = if sign < 0 {
                (this.shifted(-n / 3, unit)?, this.shifted(-1, unit)?)
            } else {
                (this.shifted(1, unit)?, this.shifted(n / 3, unit)?)
            };
            return Some(format!("{}/{}", iso(first.day()?), iso(last.days()?.1.yesterday().ok()?)));
        }
        let (first, end) = match sign {
            ..0 => (day.checked_add(span(-n, unit)?).ok()?, day),
            _ => (day.tomorrow().ok()?, day.tomorrow().ok()?.checked_add(span(n, unit)?).ok()?),
        };
        Some(format!("{}/{}", iso(first), iso(end.yesterday().ok()?)))
    }
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
