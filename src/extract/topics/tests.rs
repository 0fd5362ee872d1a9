//! Invented articles and what they are about; rows of narrower topics with what speaks for and against them.

use super::*;
use crate::extract::{sentences, tags, tokens};
use crate::text::{Span, rows};
use std::collections::HashSet;

/// A text of one paragraph without headline, read up to its lemmas.
fn read(text: &str) -> Document {
    let mut document =
        Document { text: text.to_owned(), paragraphs: vec![Span::new(0, text.len())], ..Document::default() };
    for extractor in [&sentences::EXTRACTOR, &tokens::EXTRACTOR, &tags::EXTRACTOR] {
        let layer = (extractor.extract)(&document, &Knowledge::none());
        document.fill(layer);
    }
    document
}

fn topics(text: &str) -> Vec<Topic> {
    match extract(&read(text), &Knowledge::none()) {
        Layer::Topics(topics) => topics,
        other => panic!("not topics: {other:?}"),
    }
}

/// The first topic of a text is this one, with so much confidence at least.
fn check(text: &str, name: &str, least: f64) {
    let topics = topics(text);
    let first = topics.first().unwrap_or_else(|| panic!("no topic: {text}"));
    assert!(first.name == name && first.confidence >= least, "{topics:?} for {text}");
}

#[test]
fn articles_have_their_subject() {
    check(
        "The striker scored twice as Rovers beat United 3-1 in the cup final. The coach praised his players after the match; \
         the team has now won eleven games of the season and goes into the league with confidence.",
        "sport",
        0.7,
    );
    check(
        "Shares of the bank fell nine percent after it reported a loss for the quarter. Analysts had expected a profit, and \
         investors fear that the company must raise money in a weak market.",
        "economy, business and finance",
        0.7,
    );
    check(
        "The president and the opposition blamed each other as the senate put off its vote on the bill. Lawmakers of both \
         parties said that the election in November made a compromise hard.",
        "politics",
        0.7,
    );
    check(
        "Patients with the virus wait for hours, doctors said, and the hospital has no vaccine left. The health ministry \
         reported forty new cases of the disease and asked nurses to come back from leave.",
        "health",
        0.6,
    );
}

#[test]
fn nothing_is_told_of_nothing() {
    assert_eq!(topics(""), Vec::new());
    assert_eq!(topics("12 34 56"), Vec::new());
    assert_eq!(extract(&Document::default(), &Knowledge::none()), Layer::Topics(Vec::new()));
}

#[test]
fn rows_hold_for_their_examples() {
    for row in rows(include_str!("examples.tsv")) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [code, sign, text] = cells[..] else { panic!("not three cells: {row}") };
        let parent = vocabulary::code(vocabulary::subject(code).unwrap());
        let subjects = if parent == code { Vec::new() } else { vec![(parent, 0.9)] };
        let told = narrow::add(&read(text), subjects).iter().any(|topic| topic.0 == code);
        assert_eq!(told, sign == "+", "{row}");
    }
}

#[test]
fn a_narrower_topic_stands_behind_its_subject_and_is_less_sure() {
    let text =
        "The union called a strike for Monday. Workers will form a picket line; the last walkout ended the dispute.";
    assert!(narrow::add(&read(text), Vec::new()).is_empty(), "without its subject it is not told");
    let told = narrow::add(&read(text), vec![("09000000".to_owned(), 0.8)]);
    assert_eq!(told.iter().map(|t| t.0.as_str()).collect::<Vec<_>>(), ["09000000", "20000529"]);
    assert!(told[1].1 < 0.8);
}

#[test]
fn the_vocabulary_knows_its_codes() {
    assert_eq!(vocabulary::name("11000000"), Some("politics"));
    assert_eq!(vocabulary::subject("20000018"), Some(0), "music lies below the arts");
    assert_eq!((vocabulary::name("99"), vocabulary::subject("99")), (None, None));
    (0..model::SUBJECTS).for_each(|n| assert_eq!(vocabulary::subject(&vocabulary::code(n)), Some(n)));
}

#[test]
fn every_row_names_its_topic() {
    let mut seen = HashSet::new();
    for row in rows(include_str!("narrow.tsv")) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [code, name, words] = cells[..] else { panic!("not three cells: {row}") };
        assert_eq!(vocabulary::name(code), Some(name), "{code}");
        assert!(seen.insert(code), "{code} stands twice");
        assert!(words.split(',').all(|w| w.split_whitespace().count() <= 2), "words and pairs only: {code}");
    }
}

#[test]
fn first_subjects_companions_and_others_have_bars_of_their_own() {
    let mut calibration =
        model::Calibration { slope: [1.0; 17], first_slope: 0.5, first_offset: 1.0, ..Default::default() };
    calibration.companions[4] = 1 << 10;
    let mut scores = [-9.0; 17];
    let chosen = |calibration: &model::Calibration, scores| {
        choose::choose(calibration, &scores).iter().map(|c| c.0).collect::<Vec<_>>()
    };
    assert!(chosen(&calibration, scores).is_empty(), "nothing is probable");
    (scores[10], scores[4], scores[7]) = (2.0, -1.0, -1.5);
    assert_eq!(chosen(&calibration, scores), [10, 4], "politics, and what goes with it");
    scores[7] = 0.0;
    assert_eq!(chosen(&calibration, scores), [10, 7], "the other one is between them now");
}
