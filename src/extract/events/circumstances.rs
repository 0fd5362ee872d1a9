//! When and where: the time in the words of an event, or beside it in its sentence; the place behind "in", "at" and the like.

use super::find::Found;
use crate::extract::actors::Scene;
use crate::record::{EntityType, Time, TimeType};
use crate::text::Span;

/// Finds times and places by their positions.
pub struct Circumstances<'a> {
    /// Dates and times of day in the order of the text.
    times: Vec<&'a Time>,
}

impl<'a> Circumstances<'a> {
    pub fn of(scene: &Scene<'a>) -> Self {
        let times = scene.document.layers.times.iter();
        let mut times: Vec<&Time> = times.filter(|t| matches!(t.class, TimeType::Date | TimeType::Time)).collect();
        times.sort_by_key(|t| t.span.begin);
        Self { times }
    }

    /// The time nearest to a trigger among those in the evidence, else in the sentence.
    pub fn time(&self, trigger: Span, evidence: Span, sentence: Span) -> Option<&'a Time> {
        self.nearest(trigger, evidence).or_else(|| self.nearest(trigger, sentence))
    }

    /// The first time in a range of the text.
    pub fn first(&self, range: Span) -> Option<&'a Time> {
        self.within(range).next()
    }

    fn within(&self, range: Span) -> impl Iterator<Item = &'a Time> + '_ {
        let from = self.times.partition_point(|t| t.span.begin < range.begin);
        let rest = self.times.get(from..).unwrap_or_default().iter().copied();
        rest.take_while(move |t| t.span.end <= range.end).filter(|t| t.interval.is_some()).take(TIMES_MAX)
    }

    fn nearest(&self, trigger: Span, range: Span) -> Option<&'a Time> {
        self.within(range).min_by_key(|t| t.span.begin.abs_diff(trigger.begin))
    }
}

/// Times of one sentence that are compared.
const TIMES_MAX: usize = 16;

/// Tokens of the evidence in which a place is looked for.
const TOKENS_MAX: usize = 80;

/// The place of an event, as the number of its entity: the one that it is done to where that is a place and the event goes
/// there or falls upon it, else one behind a preposition of place in its words.
pub fn place(scene: &Scene<'_>, found: &Found, evidence: Span) -> Option<usize> {
    let entities = &scene.document.layers.entities;
    let is_place = |e: &usize| {
        entities.get(*e).is_some_and(|e| matches!(e.class, EntityType::Place | EntityType::Facility))
    };
    let first = scene.tokens.from_byte(evidence.begin);
    let last = scene.tokens.from_byte(evidence.end).min(first + TOKENS_MAX);
    let behind = |i: usize| {
        let entity = scene.entity(i).filter(is_place).filter(|_| scene.is_named(i))?;
        matches!(scene.preposition(i), "in" | "at" | "near" | "outside" | "inside" | "around" | "throughout" | "across")
            .then_some(entity)
    };
    let goes = found.mode == Some("visit") || matches!(found.class, "ASSAULT" | "MOBILIZE");
    (first..last)
        .find_map(behind)
        .filter(|e| !found.actors.contains(e))
        .or_else(|| found.recipients.iter().copied().find(is_place).filter(|_| goes))
}
