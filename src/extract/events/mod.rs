//! Events: who does what to whom, in the types of PLOVER, with how sure the text is of it.
//!
//! Words of the dictionary (verbs.tsv, nouns.tsv) are looked up in the dependency trees; frames say what must stand beside
//! them and who takes part. Types, modes and contexts are those of PLOVER (Halterman et al. 2023, "PLOVER and POLECAT"),
//! codes those of CAMEO (Gerner et al. 2002).

mod beside;
mod circumstances;
mod clause;
mod contexts;
mod dictionary;
mod evidence;
mod find;
mod main_event;
mod matching;
mod modality;
mod nominal;
mod obligation;
mod outlook;
mod parties;

pub use clause::Clause;

use crate::extract::actors::Scene;
use crate::extract::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Anchor, Cameo, Document, Event, Layer, LayerKind, Modality, Plover, Time};
use crate::text::Span;
use circumstances::Circumstances;
use find::Found;

pub const EXTRACTOR: Extractor = Extractor {
    name: "events",
    version: "1",
    needs: &[
        LayerKind::Language,
        LayerKind::Tokens,
        LayerKind::Tags,
        LayerKind::Trees,
        LayerKind::Entities,
        LayerKind::Times,
        LayerKind::Quotes,
    ],
    fills: &[LayerKind::Events],
    reads: Reads::English,
    models: &[],
    extract,
};

/// Finds the events of a document: [`Layer::Events`], in the order of the text.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let scene = Scene::of(document);
    let circumstances = Circumstances::of(&scene);
    let found = find::events(&scene);
    let mut events: Vec<Event> = found.iter().map(|found| event(&scene, &circumstances, found)).collect();
    main_event::mark(&scene, &circumstances, &found, &mut events);
    for (event, n) in events.iter_mut().zip(1..) {
        event.id = format!("ev{n}");
    }
    Layer::Events(events)
}

/// How sure an event is to be right, by what the words tell of it: who, to whom, and as a fact.
const CONFIDENCE: [f64; 4] = [0.5, 0.65, 0.7, 0.8];
/// Less where it is a noun, and where it is not told as a fact.
const NOUN: f64 = 0.1;
const UNSURE: f64 = 0.1;

fn event(scene: &Scene<'_>, circumstances: &Circumstances<'_>, found: &Found) -> Event {
    let evidence = evidence::of(scene, found.predicate);
    let sentence = sentence_span(scene, found.sentence);
    let trigger = scene.span(found.trigger);
    let time = circumstances.time(scene, trigger, evidence, sentence);
    let id = |e: usize| scene.document.layers.entities.get(e).map(|e| e.id.clone());
    let ids = |parties: &[usize]| parties.iter().filter_map(|&e| id(e)).collect::<Vec<_>>();
    Event {
        id: String::new(),
        trigger: Anchor { span: trigger, exact: String::new() },
        plover: Some(Plover {
            class: found.class.to_owned(),
            mode: found.mode.map(str::to_owned),
            contexts: contexts::of(scene, evidence, found.sure.modality),
        }),
        cameo: Some(Cameo { code: found.cameo.to_owned(), quad_class: outlook::quad_class(found.cameo) }),
        actors: ids(&found.actors),
        recipients: ids(&found.recipients),
        place: circumstances::place(scene, found, evidence).and_then(id),
        time: time.map(|t| t.id.clone()),
        main: false,
        modality: modality(found, time, scene.document),
        attributed_to: vouched(scene, found).or_else(|| circumstances.speaker(trigger)),
        evidence: vec![evidence],
        rule: found.rule.clone(),
        confidence: hundredths(confidence(scene, found)),
    }
}

/// Who is said to say so, by the predicate above or "according to".
fn vouched(scene: &Scene<'_>, found: &Found) -> Option<String> {
    let mut parties = parties::Parties::new();
    parties::of_phrase(scene, found.sure.said_by?, &mut parties);
    parties.first().and_then(|&e| scene.document.layers.entities.get(e)).map(|e| e.id.clone())
}

fn confidence(scene: &Scene<'_>, found: &Found) -> f64 {
    let known = usize::from(!found.recipients.is_empty()) + 2 * usize::from(!found.actors.is_empty());
    let base = CONFIDENCE.get(known).copied().unwrap_or_default();
    let noun = if scene.upos(found.trigger) == crate::record::Upos::Noun { NOUN } else { 0.0 };
    let unsure = if find::is_told(found) { 0.0 } else { UNSURE };
    base - noun - unsure
}

fn sentence_span(scene: &Scene<'_>, n: usize) -> Span {
    let range = scene.tokens.sentences.get(n).cloned().unwrap_or(0..0);
    let last = range.end.saturating_sub(1);
    Span { begin: scene.span(range.start).begin, end: scene.span(last).end }
}

/// Years between an event and the article from which on it is history.
const HISTORY_YEARS: i32 = 2;

/// What is asserted of a time long gone is history; so is what "had" been done in a year before.
fn modality(found: &Found, time: Option<&Time>, document: &Document) -> Modality {
    let year = |text: &str| text.get(..4).and_then(|y| y.parse::<i32>().ok());
    let told = time.and_then(|t| year(t.interval.as_deref().unwrap_or(&t.value)));
    let published = document.published.value.as_deref().and_then(year);
    let old = matches!((told, published), (Some(told), Some(published)) if told + HISTORY_YEARS <= published);
    match found.sure.modality {
        Modality::Asserted if old => Modality::Historical,
        modality => modality,
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
