//! The one event that an article is about: told early, as a fact, in a main clause, with those who take part.
//!
//! Where the main clause of the first sentence tells something that is no event of PLOVER (an accident, a match), that is the
//! main event, without a type.

use super::circumstances::{self, Circumstances};
use super::clause::Clause;
use super::evidence;
use super::find::{Found, is_told};
use super::modality::{Sureness, sureness};
use super::parties::{Parties, of_phrase};
use crate::extract::actors::Scene;
use crate::extract::hundredths;
use crate::record::{Anchor, Dependency, Event, Modality, Upos};
use crate::text::Span;

/// What an event is worth by its sentence: the headline, then those of the body.
const HEADLINE: f64 = 1.5;
const SENTENCES: [f64; 4] = [2.0, 0.8, 0.4, 0.2];
const LATER: f64 = 0.1;
/// In the main clause, or in what somebody says in one.
const MAIN_CLAUSE: f64 = 1.0;
const ACTOR: f64 = 0.4;
const RECIPIENT: f64 = 0.2;
const NOUN: f64 = -0.3;
const NOT_TOLD: f64 = -0.8;
/// For each other event of its type, up to three: what an article is about it speaks of again.
const AGAIN: f64 = 0.15;
const AGAIN_MAX: usize = 3;
const UNTYPED: f64 = -0.9;
/// How sure the choice is, added to the confidence of the event; of a clause without a type.
const CHOSEN: f64 = 0.1;
const UNTYPED_CONFIDENCE: f64 = 0.5;
/// Sentences of the body that tell when and where the main event was.
const LEAD_SENTENCES: usize = 3;
/// Steps from an event up to the main predicate of its sentence.
const CLIMB_MAX: usize = 4;

/// Marks the main event, or puts one without a type at its place in the order of the text.
pub fn mark(scene: &Scene<'_>, circumstances: &Circumstances<'_>, found: &[Found], events: &mut Vec<Event>) {
    let body = first_body_sentence(scene);
    let scores = found.iter().map(|f| score(scene, found, f, body));
    let best = scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let untyped = untyped(scene, found, body);
    let at = match (best, untyped) {
        (Some((n, score)), Some((_, other))) if score >= other => n,
        (Some((n, _)), None) => n,
        (_, Some((clause, _))) => {
            let event = told(scene, &clause);
            let at = events.partition_point(|e| e.trigger.span.begin < event.trigger.span.begin);
            events.insert(at, event);
            at
        }
        (None, None) => return,
    };
    if let Some(event) = events.get_mut(at) {
        complete(scene, circumstances, event, body);
    }
}

/// The first sentence behind the headline (the first of all without one), behind a dateline that stands alone.
fn first_body_sentence(scene: &Scene<'_>) -> usize {
    let end = scene.document.headline.map_or(0, |h| h.end);
    let sentences = scene.tokens.sentences.iter().enumerate();
    let behind = sentences.filter(|(_, s)| scene.span(s.start).begin >= end && !s.is_empty());
    let has_verb =
        |s: &std::ops::Range<usize>| s.clone().take(SENTENCE_TOKENS_MAX).any(|i| scene.upos(i) == Upos::Verb);
    behind.take(OPENING_MAX).find(|(_, s)| has_verb(s)).map_or(0, |(n, _)| n)
}

/// Tokens of a sentence that are searched for a verb, and sentences at the beginning (bylines, datelines).
const SENTENCE_TOKENS_MAX: usize = 60;
const OPENING_MAX: usize = 4;

fn score(scene: &Scene<'_>, all: &[Found], found: &Found, body: usize) -> f64 {
    let is_noun = scene.upos(found.predicate) == Upos::Noun;
    let again = all.iter().filter(|f| f.class == found.class).take(AGAIN_MAX + 1).count().saturating_sub(1);
    by_sentence(scene, found.sentence, body)
        + if is_main(scene, found.predicate) { MAIN_CLAUSE } else { 0.0 }
        + if found.actors.is_empty() { 0.0 } else { ACTOR }
        + if found.recipients.is_empty() { 0.0 } else { RECIPIENT }
        + if is_noun { NOUN } else { 0.0 }
        + if is_told(found) || found.sure.modality == Modality::Future { 0.0 } else { NOT_TOLD }
        + AGAIN * again as f64
}

fn by_sentence(scene: &Scene<'_>, sentence: usize, body: usize) -> f64 {
    if scene.document.headline.is_some() && sentence < body {
        return HEADLINE;
    }
    SENTENCES.get(sentence.saturating_sub(body)).copied().unwrap_or(LATER)
}

/// Whether a predicate is that of the main clause, is coordinated with it, its complement, or what it reports.
fn is_main(scene: &Scene<'_>, predicate: usize) -> bool {
    let mut at = predicate;
    for _ in 0..CLIMB_MAX {
        let Some(head) = scene.head(at) else { return true };
        if !matches!(
            scene.relation(at),
            Dependency::Ccomp | Dependency::Xcomp | Dependency::Conj | Dependency::Parataxis
        ) {
            return false;
        }
        at = head;
    }
    false
}

/// The main clause of the first sentence, where no event of the dictionary tells it: what somebody says counts, not the saying.
fn untyped<'a>(scene: &Scene<'a>, found: &[Found], body: usize) -> Option<(Clause<'a>, f64)> {
    let sentence = scene.tokens.sentences.get(body)?;
    let root = sentence.clone().take(SENTENCE_TOKENS_MAX).find(|&i| scene.head(i).is_none())?;
    let said = scene.child(root, |r| matches!(r, Dependency::Ccomp | Dependency::Parataxis));
    let predicate = said.filter(|&s| is_saying(scene, root) && scene.upos(s) == Upos::Verb).unwrap_or(root);
    if found.iter().any(|f| f.predicate == predicate) {
        return None;
    }
    let clause = match participle(scene, predicate) {
        Some(verb) => Clause::of_verb(scene, verb),
        None if scene.upos(predicate) == Upos::Verb => Clause::of_verb(scene, predicate),
        None => Clause { subject: Some(predicate), ..Clause::of_noun(scene, predicate) },
    };
    let who = if named(scene, &clause).is_empty() { 0.0 } else { ACTOR };
    Some((clause, by_sentence(scene, body, body) + MAIN_CLAUSE + who + UNTYPED))
}

/// "At least 107 *killed* in crane collapse": the verb of a headline whose noun a parser took for the root.
fn participle(scene: &Scene<'_>, root: usize) -> Option<usize> {
    let is_noun = scene.upos(root) != Upos::Verb;
    scene.children(root).find(|&c| is_noun && scene.relation(c) == Dependency::Acl && scene.upos(c) == Upos::Verb)
}

fn is_saying(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(
        scene.lemma(verb),
        "say" | "report" | "announce" | "state" | "confirm" | "tell" | "add" | "show" | "learn" | "reveal" | "find"
    )
}

/// Who a clause is about: its subject, in the passive too.
fn named(scene: &Scene<'_>, clause: &Clause<'_>) -> Parties {
    let mut parties = Parties::new();
    let subject = if clause.passive { clause.object } else { clause.subject };
    if let Some(subject) = subject {
        of_phrase(scene, subject, &mut parties);
        if parties.is_empty() {
            parties.extend(scene.entity(subject));
        }
    }
    parties
}

/// The event of a clause that the dictionary does not know.
fn told(scene: &Scene<'_>, clause: &Clause<'_>) -> Event {
    let Sureness { modality, said_by, .. } = sureness(scene, clause.predicate, false);
    let id = |e: usize| scene.document.layers.entities.get(e).map(|e| e.id.clone());
    let evidence = evidence::of(scene, clause.predicate);
    Event {
        id: String::new(),
        trigger: Anchor { span: scene.span(clause.predicate), exact: String::new() },
        plover: None,
        cameo: None,
        actors: named(scene, clause).into_iter().filter_map(id).collect(),
        recipients: Vec::new(),
        place: circumstances::named_place(scene, evidence).and_then(id),
        time: None,
        main: false,
        modality,
        attributed_to: said_by.and_then(|token| scene.actor(token)).and_then(id),
        evidence: vec![evidence],
        rule: "main clause".to_owned(),
        confidence: UNTYPED_CONFIDENCE,
    }
}

/// Gives the main event what only the whole article tells: when and where, and its words in the headline.
fn complete(scene: &Scene<'_>, circumstances: &Circumstances<'_>, event: &mut Event, body: usize) {
    event.main = true;
    event.confidence = hundredths(event.confidence + CHOSEN);
    let lead = lead(scene, body);
    if event.time.is_none() {
        event.time = circumstances.first(scene, event.trigger.span, lead).map(|t| t.id.clone());
    }
    let id = |e: usize| scene.document.layers.entities.get(e).map(|e| e.id.clone());
    if event.place.is_none() {
        let own = event.actors.iter().chain(&event.recipients);
        let taken: Vec<&String> = own.collect();
        let place = circumstances::named_place(scene, lead)
            .or_else(|| circumstances::dateline(scene, lead))
            .and_then(id)
            .or_else(|| circumstances::any_place(scene, lead).and_then(id).filter(|id| !taken.contains(&id)));
        event.place = place.or_else(|| scene.document.layers.focus.as_ref().and_then(|f| f.places.first().cloned()));
    }
    let predicate = scene.tokens.from_byte(event.trigger.span.begin);
    event.evidence.extend(evidence::rest(scene, predicate, event.evidence.first().copied()));
    if let Some(headline) = scene.document.headline.filter(|h| !event.evidence.iter().any(|e| h.overlaps(*e))) {
        event.evidence.push(headline);
    }
}

/// The first sentences of the body.
fn lead(scene: &Scene<'_>, body: usize) -> Span {
    let range = |n: usize| scene.tokens.sentences.get(n).cloned().unwrap_or(0..0);
    let last = (body + LEAD_SENTENCES - 1).min(scene.tokens.sentences.len().saturating_sub(1));
    let end = range(last).end.saturating_sub(1);
    Span { begin: scene.span(range(body).start).begin, end: scene.span(end).end }
}
