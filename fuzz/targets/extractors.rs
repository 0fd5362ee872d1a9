//! Any text, clean or not, with and without the layers before: every extractor keeps its contract.
#![no_main]

use copydesk::extract::{EXTRACTORS, Extractor};
use copydesk::knowledge::Knowledge;
use copydesk::record::{Document, Layer, Provenance, Record};
use copydesk::text::Span;
use copydesk_fuzz::{layers, rules, target};
use std::collections::HashSet;

/// A document as cleaning lays it out, of a text that need not be clean.
fn bare(text: &str) -> Document {
    let place = |line: &str| {
        let begin = line.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(begin, begin + line.len())
    };
    let paragraphs: Vec<Span> = text.split('\n').map(str::trim).filter(|l| !l.is_empty()).map(place).collect();
    let headline = paragraphs.first().copied().filter(|p| text[p.end as usize..].starts_with("\n\n"));
    Document { text: text.to_owned(), headline, paragraphs, ..Document::default() }
}

/// Valid spans, unique ids, probabilities, nothing but the declared layers, the same again.
fn check(extractor: &Extractor, document: &Document) -> Layer {
    let mut layer = (extractor.extract)(document, &Knowledge::none());
    assert_eq!((extractor.extract)(document, &Knowledge::none()), layer, "{}: differs", extractor.name);
    assert!(extractor.fills.contains(&layer.kind()), "{}: undeclared {}", extractor.name, layer.kind());
    layers::visit(&mut layer, &mut |span, _| {
        let ok = span.begin <= span.end && document.text.get(span.range()).is_some();
        assert!(ok, "{}: {span:?} is no range of the text", extractor.name);
    });
    let ids = layers::ids(&layer);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{}: an id twice", extractor.name);
    for confidence in layers::confidences(&layer) {
        assert!((0.0..=1.0).contains(&confidence), "{}: confidence {confidence}", extractor.name);
    }
    if document.text.is_empty() {
        assert!(layers::is_empty(&layer), "{}: found something in nothing", extractor.name);
    }
    layer
}

target!(|data| {
    let text = String::from_utf8_lossy(data);
    let bare = bare(&text);
    let mut prepared = bare.clone();
    for extractor in EXTRACTORS {
        check(extractor, &bare);
        let layer = check(extractor, &prepared);
        prepared.fill(layer);
    }
    rules::exact(&Record::seal(prepared, &Provenance::default()));
});
