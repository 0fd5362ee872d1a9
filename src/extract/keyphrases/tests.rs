//! Keyphrases of invented articles, and what they must never be.

use super::*;
use crate::extract::{EXTRACTORS, clean};
use crate::record::{Article, Body};

/// A text as the pipeline reads it, up to its entities.
fn read(text: &str) -> Document {
    let article = Article { body: Body::Text(text.to_owned()), ..Article::default() };
    let mut document = clean::clean(article).unwrap();
    for name in ["sentences", "tokens", "tags", "tree", "trees", "names", "entities"] {
        if let Some(extractor) = EXTRACTORS.iter().find(|e| e.name == name) {
            let layer = (extractor.extract)(&document, &Knowledge::none());
            document.fill(layer);
        }
    }
    document
}

fn keyphrases(document: &Document) -> Vec<Keyphrase> {
    match extract(document, &Knowledge::none()) {
        Layer::Keyphrases(phrases) => phrases,
        other => panic!("not keyphrases: {other:?}"),
    }
}

const HARBOUR: &str = "The harbour of Lindvik will close for a year, its director Anna Berglund said on Tuesday. \
    Fishing boats must use the ferry port instead. Berglund said that the harbour wall had cracks, and that fishing boats \
    had hit it twice. The town of Lindvik lives by its harbour, the mayor said. Fishermen asked for money.";

#[test]
fn what_is_said_often_and_early_is_told() {
    let phrases = keyphrases(&read(HARBOUR));
    let texts: Vec<&str> = phrases.iter().map(|p| p.text.as_str()).collect();
    for wanted in ["Lindvik", "Anna Berglund", "fishing boats"] {
        assert!(texts.iter().any(|t| t.eq_ignore_ascii_case(wanted)), "{wanted} is not in {texts:?}");
    }
    for unwanted in ["year", "Tuesday", "said"] {
        assert!(!texts.contains(&unwanted), "{unwanted} is in {texts:?}");
    }
}

#[test]
fn none_stands_inside_another_and_all_stand_in_the_text() {
    let document = read(HARBOUR);
    let phrases = keyphrases(&document);
    assert!(!phrases.is_empty() && phrases.len() <= PHRASES_MAX);
    for a in &phrases {
        assert!(a.spans.iter().all(|s| !s.of(&document.text).is_empty()));
        assert!(a.spans.is_sorted_by(|x, y| x.end <= y.begin), "{a:?}");
        let others = phrases.iter().filter(|b| b.text != a.text);
        others.for_each(|b| assert!(!format!(" {} ", b.text).contains(&format!(" {} ", a.text)), "{a:?} in {b:?}"));
    }
    assert!(phrases.is_sorted_by(|a, b| a.score >= b.score), "the best first");
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(keyphrases(&Document::default()), Vec::new());
    assert_eq!(keyphrases(&read("It was.")), Vec::new());
}
