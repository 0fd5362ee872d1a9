//! Annotated text: plain with the classes written behind the names, painted with them in colour.

use super::*;
use crate::record::{Document, Entity, EntityType, Mention, MentionKind, Provenance, Quote, Speaker, Time, TimeType};
use crate::text::Span;

fn record() -> Record {
    let text = "Ann Lee said \u{201c}Oslo waits\u{201d}.".to_owned();
    let mut document = Document { text, ..Document::default() };
    let name = |begin, end, class| Mention {
        id: format!("m{begin}"),
        span: Span::new(begin, end),
        exact: String::new(),
        kind: MentionKind::Name,
        class,
        entity: None,
        alternative: None,
        confidence: 0.9,
    };
    document.layers.mentions = vec![name(0, 7, EntityType::Person), name(16, 20, EntityType::Place)];
    document.layers.mentions.push(Mention { kind: MentionKind::Pronoun, ..name(8, 12, EntityType::Other) });
    document.layers.entities = vec![Entity::unknown("e1".into(), EntityType::Person, "Ann Lee", 0.9)];
    document.layers.times = vec![Time {
        id: "t1".into(),
        span: Span::new(21, 26),
        exact: String::new(),
        class: TimeType::Date,
        value: "2024".into(),
        interval: None,
        anchor: None,
        rule: "year".into(),
        confidence: 0.9,
    }];
    document.layers.quotes = vec![Quote {
        id: "q1".into(),
        span: Span::new(16, 26),
        exact: String::new(),
        class: QuoteType::Direct,
        cue: None,
        speaker: Some(Speaker { mention: None, entity: Some("e1".into()), words: None }),
        addressee: None,
        continues: None,
        confidence: 0.9,
    }];
    Record::seal(document, &Provenance::default())
}

#[test]
fn without_colour_the_class_stands_behind_the_name() {
    let shown = view(&record(), false);
    assert!(shown.starts_with("Ann Lee[Person] said “Oslo[Place] waits[q1 direct: Ann Lee][2024]”."), "{shown}");
    assert!(shown.contains("2 names") && !shown.contains('\u{1b}'));
}

#[test]
fn with_colour_a_name_inside_a_quote_keeps_its_own() {
    let shown = view(&record(), true);
    let name = colour_of(EntityType::Place);
    assert!(shown.contains(&format!("{name}Oslo{name:#}{DIRECT} {DIRECT:#}{VALUE}waits{VALUE:#}")), "{shown:?}");
    assert!(!shown.contains("[Person]"), "colours say it");
}
