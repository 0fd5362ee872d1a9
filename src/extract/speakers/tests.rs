//! Quotes that are given their speakers.

use super::*;
use crate::record::{EntityType, MentionKind};

const TEXT: &str =
    "\"Rain is due,\" said Ann Lee. \"It will pass.\"\n\"Take a coat.\"\nShe left.\n\"No,\" said Bob Ray.";

fn span(words: &str) -> Span {
    let begin = TEXT.find(words).unwrap();
    Span::new(begin, begin + words.len())
}

fn mention(id: &str, words: &str, entity: &str) -> Mention {
    Mention {
        id: id.to_owned(),
        span: span(words),
        exact: String::new(),
        kind: MentionKind::Name,
        class: EntityType::Person,
        entity: Some(entity.to_owned()),
        alternative: None,
        confidence: 1.0,
    }
}

fn quote(id: &str, words: &str, speaker: Option<&str>, continues: Option<&str>) -> Quote {
    let named = |words: &str| Speaker { mention: None, entity: None, words: Some(span(words)) };
    Quote {
        id: id.to_owned(),
        span: span(words),
        exact: String::new(),
        class: QuoteType::Direct,
        cue: None,
        speaker: speaker.map(named),
        addressee: None,
        continues: continues.map(str::to_owned),
        confidence: 1.0,
    }
}

/// The entities that speak, in the order of the quotes; `-` for nobody.
fn check(quotes: Vec<Quote>, expected: &str) {
    let mut begin = 0;
    let paragraph = |line: &str| {
        begin += line.len() + 1;
        Span::new(begin - line.len() - 1, begin - 1)
    };
    let paragraphs = TEXT.split('\n').map(paragraph).collect();
    let mut document = Document { text: TEXT.to_owned(), paragraphs, ..Document::default() };
    document.layers.mentions =
        vec![mention("m1", "Ann", "e3"), mention("m2", "Ann Lee", "e1"), mention("m3", "Bob Ray", "e2")];
    document.layers.quotes = quotes;
    let Layer::Quotes(quotes) = extract(&document, &Knowledge::none()) else { panic!("not quotes") };
    let entity = |q: &Quote| q.speaker.as_ref().and_then(|s| s.entity.clone()).unwrap_or("-".to_owned());
    assert_eq!(quotes.iter().map(entity).collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn the_mention_at_the_head_of_the_words_speaks() {
    check(vec![quote("q1", "Rain is due,", Some("said Ann Lee"), None)], "e1");
    check(vec![quote("q1", "Rain is due,", Some("Lee"), None)], "e1");
    check(vec![quote("q1", "Rain is due,", Some("said"), None)], "-");
}

#[test]
fn a_quotation_without_a_speaker_has_its_neighbours() {
    let first = || quote("q1", "Rain is due,", Some("Ann Lee"), None);
    check(vec![first(), quote("q2", "It will pass.", None, None)], "e1 e1");
    check(vec![first(), quote("q2", "Take a coat.", None, None)], "e1 e1");
    check(vec![first(), quote("q2", "No,", None, None)], "e1 -");
    check(vec![first(), quote("q2", "No,", None, Some("q1"))], "e1 e1");
    check(vec![first(), quote("q2", "No,", Some("Bob Ray"), Some("q1"))], "e1 e2");
}

#[test]
fn without_mentions_the_words_stay() {
    check(vec![quote("q1", "No,", Some("She"), None), quote("q2", "Rain is due,", None, None)], "- -");
}
