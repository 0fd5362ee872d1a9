//! Summaries of invented articles: sentences of the text, few, in order.

use super::*;
use crate::extract::{sentences as splitter, tags, tokens};
use crate::text::Span;

fn read(text: &str) -> Document {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        paragraphs.push(Span::new(at, at + line.len()));
        at += line.len() + 1;
    }
    let mut document = Document { text: text.to_owned(), paragraphs, ..Document::default() };
    for extractor in [&splitter::EXTRACTOR, &tokens::EXTRACTOR, &tags::EXTRACTOR] {
        let layer = (extractor.extract)(&document, &Knowledge::none());
        document.fill(layer);
    }
    document
}

fn summary(document: &Document) -> Vec<Span> {
    match extract(document, &Knowledge::none()) {
        Layer::Summary(summary) => summary.sentences,
        other => panic!("not a summary: {other:?}"),
    }
}

const BRIDGE: &str = "BY OUR STAFF\n\
    The old bridge over the river Ulme will be pulled down in spring, the council of Torsby decided on Monday. \
    It was built in 1911. They were glad, some said.\n\
    “We have waited for this for years, all of us, and now it comes at last,” said a baker.\n\
    A new bridge of steel will cost the council nine million crowns, and ferries will carry cars across the river for two years.\n\
    The weather was mild.";

#[test]
fn the_news_comes_first_and_headings_never() {
    let document = read(BRIDGE);
    let told: Vec<&str> = summary(&document).iter().map(|s| s.of(&document.text)).collect();
    assert!(told[0].starts_with("The old bridge over the river Ulme"), "{told:?}");
    assert!(!told.iter().any(|s| s.contains("OUR STAFF") || s.starts_with("They") || s.contains("mild")), "{told:?}");
}

#[test]
fn sentences_are_those_of_the_text_in_order() {
    let document = read(BRIDGE);
    let told = summary(&document);
    assert!(!told.is_empty() && told.len() <= SENTENCES_MAX && told.is_sorted());
    assert!(told.iter().all(|s| document.layers.sentences.contains(s)));
}

#[test]
fn where_no_sentence_is_prose_any_will_do() {
    let document = read("Closed on Monday");
    assert_eq!(summary(&document), [Span::new(0, 16)]);
    assert_eq!(summary(&Document::default()), []);
}
