//! The contract of every extractor: one function a rule, each applied to every row of the table.
//!
//! A new extractor needs nothing here but its row in `copydesk::extract::EXTRACTORS`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

#[path = "../benches/support/clock.rs"]
mod clock;
#[path = "contract/documents.rs"]
mod documents;
#[path = "contract/layers.rs"]
mod layers;
#[path = "contract/linear.rs"]
mod linear;

use copydesk::extract::{EXTRACTORS, Extractor};
use copydesk::knowledge::Knowledge;
use copydesk::record::{Document, Layer, LayerKind, Provenance, Record};
use documents::{SAMPLES, any_text, bare, prepared};
use proptest::prelude::*;
use std::collections::HashSet;

fn run(extractor: &Extractor, document: &Document) -> Layer {
    (extractor.extract)(document, &Knowledge::core())
}

/// Each extractor over each sample: once as it came in, once with the layers of those that stand before it.
fn each(mut rule: impl FnMut(&Extractor, &Document)) {
    for (n, extractor) in EXTRACTORS.iter().enumerate() {
        for text in SAMPLES {
            rule(extractor, &bare(text));
            rule(extractor, &prepared(text, &EXTRACTORS[..n]));
        }
    }
}

#[test]
fn names_are_unique_and_versions_given() {
    let names: HashSet<_> = EXTRACTORS.iter().map(|e| e.name).collect();
    assert_eq!(names.len(), EXTRACTORS.len());
    for extractor in EXTRACTORS {
        assert!(!extractor.version.is_empty() && !extractor.fills.is_empty(), "{}", extractor.name);
        assert!(extractor.models.iter().all(|m| !m.1.is_empty()), "{}", extractor.name);
    }
}

#[test]
fn same_document_same_layer() {
    each(|extractor, document| assert_eq!(run(extractor, document), run(extractor, document), "{}", extractor.name));
}

#[test]
fn layers_filled_are_those_declared() {
    each(|extractor, document| {
        let mut after = Document { text: document.text.clone(), ..Document::default() };
        after.fill(run(extractor, document));
        let filled: Vec<_> = LayerKind::ALL.into_iter().filter(|&k| after.has(k)).collect();
        let mut declared = extractor.fills.to_vec();
        declared.sort();
        assert_eq!(filled, declared, "{}", extractor.name);
    });
}

#[test]
fn nothing_comes_of_an_empty_document() {
    for extractor in EXTRACTORS {
        let layer = run(extractor, &Document::default());
        assert!(layers::is_empty(&layer), "{}: {layer:?}", extractor.name);
    }
}

/// Ranges of the text, on character boundaries.
fn spans_are_valid(extractor: &Extractor, document: &Document) {
    layers::visit(&mut run(extractor, document), &mut |span, _| {
        let ok = span.begin <= span.end && document.text.get(span.range()).is_some();
        assert!(ok, "{}: {span:?} is no range of {:?}", extractor.name, document.text);
    });
}

/// After sealing, `exact` is what stands at the span, counted in code points by the standard library.
fn exact_is_exact(extractor: &Extractor, document: &Document) {
    let mut document = document.clone();
    document.fill(run(extractor, &document));
    let record = Record::seal(document, &Provenance::default());
    let chars: Vec<char> = record.text.value.chars().collect();
    layers::visit_record(&record, &mut |span, exact| {
        let slice = chars.get(span.range()).unwrap_or_else(|| panic!("{}: {span:?} is outside", extractor.name));
        if let Some(exact) = exact {
            assert_eq!(*exact, slice.iter().collect::<String>(), "{}", extractor.name);
        }
    });
}

/// Ids are unique within a layer, and confidences are probabilities.
fn facts_are_sound(extractor: &Extractor, document: &Document) {
    let layer = run(extractor, document);
    let ids = layers::ids(&layer);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{}: an id twice", extractor.name);
    for confidence in layers::confidences(&layer) {
        assert!((0.0..=1.0).contains(&confidence), "{}: confidence {confidence}", extractor.name);
    }
}

#[test]
fn facts_of_the_samples_are_valid_and_exact() {
    each(spans_are_valid);
    each(exact_is_exact);
    each(facts_are_sound);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_unicode_is_read(text in any_text()) {
        for (n, extractor) in EXTRACTORS.iter().enumerate() {
            for document in [bare(&text), prepared(&text, &EXTRACTORS[..n])] {
                spans_are_valid(extractor, &document);
                exact_is_exact(extractor, &document);
                facts_are_sound(extractor, &document);
            }
        }
    }
}

#[test]
fn work_grows_with_length_only() {
    for extractor in EXTRACTORS {
        for (name, text) in linear::ADVERSARIES {
            linear::check(extractor, name, *text);
        }
    }
}

/// The measure itself: an extractor that looks back over the whole text again and again does not pass.
#[test]
#[should_panic(expected = "times the text took")]
fn quadratic_work_is_caught() {
    fn slow(document: &Document, _: &Knowledge) -> Layer {
        let looks = (0..document.text.len()).step_by(64).map(|_| document.text.bytes().map(u64::from).sum::<u64>());
        Layer::Topics(Vec::with_capacity((looks.sum::<u64>() & 1) as usize))
    }
    let row = &EXTRACTORS[0];
    let slow = Extractor { name: "slow", extract: slow, ..Extractor { ..*row } };
    linear::check(&slow, "letters", |n| "a".repeat(n));
}
