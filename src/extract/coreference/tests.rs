//! Examples for and against, and what must hold of the layers.

use super::weights::WEIGHTS;
use crate::extract::{EXTRACTORS, clean};
use crate::knowledge::Knowledge;
use crate::record::{Anchor, Article, Body, Document, Quote, QuoteType, Speaker};
use crate::text::{Span, rows};

/// A text read by every extractor.
fn document(text: &str) -> Document {
    let article = Article { body: Body::Text(text.to_owned()), language: Some("en".to_owned()), ..Article::default() };
    let mut document = clean::clean(article).unwrap();
    let knowledge = Knowledge::core();
    for extractor in EXTRACTORS.iter().filter(|extractor| extractor.name != super::EXTRACTOR.name) {
        document.fill((extractor.extract)(&document, &knowledge));
    }
    document
}

fn read(mut document: Document) -> Document {
    document.fill(super::extract(&document, &Knowledge::core()));
    document
}

/// Where some words stand: "he#2" the second time, as whole words.
fn find(text: &str, words: &str) -> Span {
    let (words, nth) = words.split_once('#').map_or((words, 1), |(words, n)| (words, n.parse().unwrap()));
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole =
        |at: &usize| is_edge(text[..*at].chars().next_back()) && is_edge(text[at + words.len()..].chars().next());
    let at = text.match_indices(words).map(|found| found.0).filter(whole).nth(nth - 1);
    let at = at.unwrap_or_else(|| panic!("{words} is not in: {text}"));
    Span::new(at, at + words.len())
}

/// The id of the entity of some words.
fn entity(document: &Document, words: &str) -> Option<String> {
    let span = find(&document.text, words);
    document.layers.mentions.iter().find(|m| m.span == span).and_then(|m| m.entity.clone())
}

/// What is wrong with one claim of examples.tsv.
fn fault(document: &Document, claim: &str) -> Option<String> {
    let of = |words: &str| entity(document, words);
    let right = if let Some((set, members)) = claim.split_once('{') {
        let found = document.layers.entities.iter().find(|entity| Some(&entity.id) == of(set).as_ref());
        let mut have = found.and_then(|entity| entity.members.clone()).unwrap_or_default();
        let mut want: Vec<String> = members.split(',').filter_map(of).collect();
        have.sort();
        want.sort();
        have == want && !want.is_empty()
    } else if let Some((a, b)) = claim.split_once('=') {
        of(a).is_some() && of(a) == of(b)
    } else {
        let (a, b) = claim.split_once('!').unwrap();
        of(a).is_none() || of(a) != of(b)
    };
    (!right).then(|| format!("{claim} in: {}", document.text))
}

#[test]
fn examples() {
    let mut faults = Vec::new();
    for row in rows(include_str!("examples.tsv")) {
        let mut cells = row.split('\t');
        let document = read(document(cells.next().unwrap()));
        faults.extend(cells.filter_map(|claim| fault(&document, claim)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn layers_hold_together() {
    let document = read(document(
        "Karen Holt met Peter Marsh in Oslo.\nShe told him that the firm had lost its chief. “I know,” experts said.",
    ));
    let layers = &document.layers;
    assert!(layers.mentions.windows(2).all(|pair| pair[0].span.begin <= pair[1].span.begin));
    for (n, mention) in layers.mentions.iter().enumerate() {
        assert_eq!(mention.id, format!("m{}", n + 1));
        let Some(id) = &mention.entity else { continue };
        let entity = layers.entities.iter().find(|entity| &entity.id == id).unwrap();
        assert!(entity.mentions.contains(&mention.id));
    }
    let listed: usize = layers.entities.iter().map(|entity| entity.mentions.len()).sum();
    assert_eq!(listed, layers.mentions.iter().filter(|m| m.entity.is_some()).count());
    let shares: f64 = layers.entities.iter().map(|entity| entity.salience).sum();
    assert!((shares - 1.0).abs() < 0.05, "{shares}");
}

/// Who speaks gets a mention and an entity, whatever the words are.
#[test]
fn speakers_are_mentioned() {
    let check = |text: &str, speaker: &str| {
        let mut document = document(text);
        let words = find(text, speaker);
        let speaker = Some(Speaker { mention: None, entity: None, words: Some(words) });
        let said = find(text, "the deal is dead");
        document.layers.quotes = vec![Quote {
            id: "q1".to_owned(),
            span: said,
            exact: String::new(),
            class: QuoteType::Indirect,
            cue: Some(Anchor { span: find(text, "said"), exact: String::new() }),
            speaker,
            addressee: None,
            continues: None,
            confidence: 1.0,
        }];
        let document = read(document);
        let mention = document.layers.mentions.iter().find(|m| m.span.overlaps(words) && m.entity.is_some());
        assert!(mention.is_some(), "{text}: {:?}", document.layers.mentions);
    };
    check("Experts said the deal is dead.", "Experts");
    check("Police said the deal is dead.", "Police");
    check("A spokesman for the firm said the deal is dead.", "A spokesman for the firm");
    check("Many said the deal is dead.", "Many");
    check("He said the deal is dead.", "He");
}

#[test]
fn a_document_without_layers_stays_as_it_is() {
    let document = Document { text: "He said so.".to_owned(), ..Document::default() };
    let layer = super::extract(&document, &Knowledge::none());
    assert_eq!(layer, crate::record::Layer::Entities(Vec::new(), Vec::new()));
}

/// The table that is shipped is one that the trainer could have written.
#[test]
fn weights_are_read_as_they_were_written() {
    let table = WEIGHTS.write();
    assert_eq!(table.trim(), include_str!("weights.tsv").trim());
    assert!(table.lines().count() > 80);
}
