//! When and where: the time in the words of an event, or beside it in its sentence; the place behind "in", "at" and the like.

use super::find::Found;
use crate::extract::actors::Scene;
use crate::record::{Dependency, EntityType, MentionKind, Quote, QuoteType, Time, TimeType};
use crate::text::Span;

/// Finds times and places by their positions.
pub struct Circumstances<'a> {
    /// Dates and times of day in the order of the text.
    times: Vec<&'a Time>,
    /// Speech in the order of the text, with who speaks.
    speech: Vec<(Span, &'a str)>,
}

impl<'a> Circumstances<'a> {
    pub fn of(scene: &Scene<'a>) -> Self {
        let times = scene.document.layers.times.iter();
        let mut times: Vec<&Time> = times.filter(|t| matches!(t.class, TimeType::Date | TimeType::Time)).collect();
        times.sort_by_key(|t| t.span.begin);
        let quotes = scene.document.layers.quotes.iter().filter(|q| q.class != QuoteType::Scare);
        let speaker = |q: &'a Quote| Some((q.span, q.speaker.as_ref()?.entity.as_deref()?));
        let mut speech: Vec<(Span, &str)> = quotes.filter_map(speaker).collect();
        speech.sort_by_key(|(span, _)| span.begin);
        Self { times, speech }
    }

    /// The entity that speaks the words of a trigger.
    pub fn speaker(&self, trigger: Span) -> Option<String> {
        let behind = self.speech.partition_point(|(span, _)| span.begin <= trigger.begin);
        let near = self.speech.get(behind.saturating_sub(NESTED_MAX)..behind).unwrap_or_default();
        near.iter().rev().find(|(span, _)| span.contains(trigger)).map(|(_, speaker)| (*speaker).to_owned())
    }

    /// The time nearest to a trigger among those in the evidence, else in the sentence; none that a clause below the
    /// trigger tells of something else ("voted for a tunnel which would open *in 2033*").
    pub fn time(&self, scene: &Scene<'_>, trigger: Span, evidence: Span, sentence: Span) -> Option<&'a Time> {
        let nearest = |range| {
            let own = self.within(range).filter(|time| !is_of_clause_below(scene, trigger, time.span));
            own.min_by_key(|time| time.span.begin.abs_diff(trigger.begin))
        };
        nearest(evidence).or_else(|| nearest(sentence))
    }

    /// The first time in a range of the text, but for those that a clause below the trigger tells of something else.
    pub fn first(&self, scene: &Scene<'_>, trigger: Span, range: Span) -> Option<&'a Time> {
        self.within(range).find(|time| !is_of_clause_below(scene, trigger, time.span))
    }

    fn within(&self, range: Span) -> impl Iterator<Item = &'a Time> + '_ {
        let from = self.times.partition_point(|t| t.span.begin < range.begin);
        let rest = self.times.get(from..).unwrap_or_default().iter().copied();
        rest.take_while(move |t| t.span.end <= range.end).filter(|t| t.interval.is_some()).take(TIMES_MAX)
    }
}

/// Whether a time stands in a relative clause or in one that is said, both below a trigger.
fn is_of_clause_below(scene: &Scene<'_>, trigger: Span, time: Span) -> bool {
    let (trigger, mut at) = (scene.tokens.from_byte(trigger.begin), scene.tokens.from_byte(time.begin));
    let mut told_apart = false;
    for _ in 0..CLIMB_MAX {
        if at == trigger {
            return told_apart;
        }
        told_apart |= matches!(scene.relation(at), Dependency::AclRelcl | Dependency::Ccomp);
        let Some(head) = scene.head(at) else { return false };
        at = head;
    }
    false
}

/// Arcs between a time and what it belongs to; longer chains are no English.
const CLIMB_MAX: usize = 12;

/// Quotations that may lie around a word, one in the other, and beside it.
const NESTED_MAX: usize = 4;

/// Times of one sentence that are compared.
const TIMES_MAX: usize = 16;

/// Tokens of the evidence in which a place is looked for.
const TOKENS_MAX: usize = 80;

/// The place of an event, as the number of its entity: one behind a preposition of place in its words, else the one that it
/// is done to, where the event goes there or falls upon it.
pub fn place(scene: &Scene<'_>, found: &Found, evidence: Span) -> Option<usize> {
    let goes = found.mode == Some("visit") || matches!(found.class, "ASSAULT" | "MOBILIZE");
    let reached = || found.recipients.iter().copied().find(|&e| is_place(scene, e)).filter(|_| goes);
    named_place(scene, evidence).filter(|e| !found.actors.contains(e)).or_else(reached)
}

fn is_place(scene: &Scene<'_>, entity: usize) -> bool {
    let class = scene.document.layers.entities.get(entity).map(|e| e.class);
    matches!(class, Some(EntityType::Place | EntityType::Facility))
}

/// The first place behind "in", "at" and the like in a range of the text.
pub fn named_place(scene: &Scene<'_>, range: Span) -> Option<usize> {
    let behind = |i: usize| {
        let entity = scene.entity(i).filter(|&e| is_place(scene, e)).filter(|_| scene.is_named(i))?;
        matches!(scene.preposition(i), "in" | "at" | "near" | "outside" | "inside" | "around" | "throughout" | "across")
            .then_some(entity)
    };
    tokens(scene, range).find_map(behind)
}

/// Any place that is named in a range of the text, peoples aside.
pub fn any_place(scene: &Scene<'_>, range: Span) -> Option<usize> {
    let mentions = &scene.document.layers.mentions;
    let named = |i: usize| {
        let mention = scene.mention(i).and_then(|m| mentions.get(m))?;
        let is_name = mention.kind == MentionKind::Name && mention.class != EntityType::Group;
        scene.entity(i).filter(|&e| is_name && is_place(scene, e))
    };
    tokens(scene, range).find_map(named)
}

/// The place of a dateline at the beginning of a range: "NAIROBI — ", "VALPARAÍSO, Chile (Agency) - ".
pub fn dateline(scene: &Scene<'_>, range: Span) -> Option<usize> {
    let first = scene.tokens.from_byte(range.begin);
    let entity = scene.entity(first).filter(|&e| is_place(scene, e))?;
    let ends = |i: usize| matches!(scene.word(i), "-" | "–" | "—" | "--" | ":");
    (first + 1..first + DATELINE_TOKENS_MAX).any(ends).then_some(entity)
}

/// Tokens of a dateline: a city, its country, an agency in parentheses.
const DATELINE_TOKENS_MAX: usize = 9;

fn tokens(scene: &Scene<'_>, range: Span) -> std::ops::Range<usize> {
    let first = scene.tokens.from_byte(range.begin);
    first..scene.tokens.from_byte(range.end).min(first + TOKENS_MAX)
}
