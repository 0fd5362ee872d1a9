//! One view of every kind of layer: its spans, ids and confidences, and whether it is empty.

use copydesk::record::{Layer, Record, Spanned};
use copydesk::text::Span;

type Visit<'a> = &'a mut dyn FnMut(&mut Span, Option<&mut String>);

pub fn visit(layer: &mut Layer, visit: Visit<'_>) {
    match layer {
        Layer::Sentences(x) => x.visit_spans(visit),
        Layer::Tokens(x) => x.spans.visit_spans(visit),
        Layer::Mentions(x) => x.visit_spans(visit),
        Layer::Entities(mentions, entities) => {
            mentions.visit_spans(visit);
            entities.visit_spans(visit);
        }
        Layer::Times(x) => x.visit_spans(visit),
        Layer::Quantities(x) => x.visit_spans(visit),
        Layer::Quotes(x) => x.visit_spans(visit),
        Layer::Events(x) => x.visit_spans(visit),
        Layer::Relations(x) => x.visit_spans(visit),
        Layer::Keyphrases(x) => x.visit_spans(visit),
        Layer::Summary(x) => x.visit_spans(visit),
        Layer::Tags(_)
        | Layer::Trees(_)
        | Layer::Language(_)
        | Layer::Fingerprint(_)
        | Layer::Topics(_)
        | Layer::Sentiment(_)
        | Layer::Focus(_) => {}
    }
}

pub fn visit_record(record: &Record, visit: Visit<'_>) {
    let mut record = record.clone();
    record.text.sentences.visit_spans(visit);
    record.mentions.visit_spans(visit);
    record.entities.visit_spans(visit);
    record.times.visit_spans(visit);
    record.quantities.visit_spans(visit);
    record.quotes.visit_spans(visit);
    record.events.visit_spans(visit);
    record.relations.visit_spans(visit);
    record.keyphrases.visit_spans(visit);
    record.summary.visit_spans(visit);
}

pub fn is_empty(layer: &Layer) -> bool {
    match layer {
        Layer::Language(x) => x.tag == "und",
        Layer::Fingerprint(x) => x.exact.is_empty() && x.near.is_empty(),
        Layer::Sentences(x) => x.is_empty(),
        Layer::Tokens(x) => x.is_empty(),
        Layer::Tags(x) => x.is_empty(),
        Layer::Trees(x) => x.is_empty(),
        Layer::Mentions(x) => x.is_empty(),
        Layer::Entities(mentions, entities) => mentions.is_empty() && entities.is_empty(),
        Layer::Times(x) => x.is_empty(),
        Layer::Quantities(x) => x.is_empty(),
        Layer::Quotes(x) => x.is_empty(),
        Layer::Events(x) => x.is_empty(),
        Layer::Relations(x) => x.is_empty(),
        Layer::Topics(x) => x.is_empty(),
        Layer::Keyphrases(x) => x.is_empty(),
        Layer::Sentiment(x) => x.document.score == 0.0 && x.entities.is_empty(),
        Layer::Summary(x) => x.sentences.is_empty(),
        Layer::Focus(x) => x.country.is_none() && x.places.is_empty(),
    }
}

pub fn ids(layer: &Layer) -> Vec<String> {
    match layer {
        Layer::Mentions(x) => x.iter().map(|f| f.id.clone()).collect(),
        Layer::Entities(m, e) => m.iter().map(|f| f.id.clone()).chain(e.iter().map(|f| f.id.clone())).collect(),
        Layer::Times(x) => x.iter().map(|f| f.id.clone()).collect(),
        Layer::Quantities(x) => x.iter().map(|f| f.id.clone()).collect(),
        Layer::Quotes(x) => x.iter().map(|f| f.id.clone()).collect(),
        Layer::Events(x) => x.iter().map(|f| f.id.clone()).collect(),
        Layer::Relations(x) => x.iter().map(|f| f.id.clone()).collect(),
        _ => Vec::new(),
    }
}

pub fn confidences(layer: &Layer) -> Vec<f64> {
    match layer {
        Layer::Language(x) => vec![x.confidence],
        Layer::Mentions(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Entities(m, e) => m.iter().map(|f| f.confidence).chain(e.iter().map(|f| f.confidence)).collect(),
        Layer::Times(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Quantities(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Quotes(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Events(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Relations(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Topics(x) => x.iter().map(|f| f.confidence).collect(),
        Layer::Focus(x) => vec![x.confidence],
        _ => Vec::new(),
    }
}
