//! Who acts in a sentence: common nouns with their sectors and countries, and the sectors of names.

use super::*;
use crate::extract::{entities, names, sentences, tags, tokens, tree};
use crate::text::Span;

fn read(text: &str) -> Document {
    let knowledge = Knowledge::core();
    let mut document =
        Document { text: text.to_owned(), paragraphs: vec![Span::new(0, text.len())], ..Document::default() };
    let steps: [crate::extract::Extract; 7] = [
        sentences::EXTRACTOR.extract,
        tokens::EXTRACTOR.extract,
        tags::EXTRACTOR.extract,
        tree::EXTRACTOR.extract,
        names::EXTRACTOR.extract,
        entities::EXTRACTOR.extract,
        EXTRACTOR.extract,
    ];
    for step in steps {
        let layer = step(&document, &knowledge);
        document.fill(layer);
    }
    document
}

/// The entity of the mention with these words, as "country sector".
fn check(text: &str, words: &str, expected: &str) {
    let document = read(text);
    let mention = document.layers.mentions.iter().find(|m| m.span.of(text) == words);
    let entity = mention.and_then(|m| document.layers.entities.iter().find(|e| Some(&e.id) == m.entity.as_ref()));
    let shown = |value: Option<&String>| value.map_or("-", String::as_str).to_owned();
    let found = entity.map(|e| format!("{} {}", shown(e.country.as_ref()), shown(e.sector.as_ref())));
    assert_eq!(found.as_deref(), Some(expected), "{words} in {text}");
}

#[test]
fn common_nouns_that_act() {
    check("Police arrested a man.", "Police", "- COP");
    check("The French paper workers blocked a bridge.", "French paper workers", "FR LAB");
    check("Soldiers from Chad crossed the river.", "Soldiers from Chad", "TD MIL");
    check("The Kenyan government rejected the plan.", "Kenyan government", "KE GOV");
    check("Two Russian diplomats left.", "Russian diplomats", "RU GOV");
    check("Students marched against the government.", "Students", "- EDU");
}

#[test]
fn names_with_posts_and_bodies() {
    check("Norwegian Foreign Minister Joan Fenwick met the press.", "Joan Fenwick", "NO GOV");
    check("Former President Jimmy Carter spoke.", "Jimmy Carter", "US ELI");
    check("Hezbollah rejected the plan.", "Hezbollah", "LB REB");
}

#[test]
fn what_names_nobody_gets_no_mention() {
    let text = "The police station in the street is old.";
    assert!(!read(text).layers.mentions.iter().any(|m| m.span.of(text).contains("police")));
}

#[test]
fn one_body_is_one_entity() {
    let text = "Police came at noon. Later the police left.";
    let document = read(text);
    let of = document.layers.mentions.iter().filter(|m| m.span.of(text).eq_ignore_ascii_case("police"));
    let entities: Vec<_> = of.map(|m| m.entity.clone()).collect();
    assert!(entities.len() == 2 && entities[0] == entities[1]);
}

#[test]
fn ids_hold_together() {
    let document = read("Police arrested two Russian diplomats and a student from Chad.");
    for entity in &document.layers.entities {
        for id in &entity.mentions {
            let mention = document.layers.mentions.iter().find(|m| &m.id == id);
            assert_eq!(mention.and_then(|m| m.entity.as_ref()), Some(&entity.id));
        }
    }
}

#[test]
fn documents_without_layers_stay_as_they_are() {
    assert_eq!(extract(&Document::default(), &Knowledge::none()), Layer::Entities(Vec::new(), Vec::new()));
}
