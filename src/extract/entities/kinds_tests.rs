//! Tests of what the text calls a place.

use super::*;
use crate::record::{EntityType, MentionKind};
use crate::text::Span;

/// `text` with the mention between brackets, and the subtype that its neighbours state.
fn check(text: &str, expected: Option<&str>) {
    let (begin, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
    let document = Document { text: text.replace(['[', ']'], ""), ..Document::default() };
    let mention = Mention {
        id: "m1".into(),
        span: Span::new(begin, end),
        exact: String::new(),
        kind: MentionKind::Name,
        class: EntityType::Place,
        entity: None,
        alternative: None,
        confidence: 1.0,
    };
    assert_eq!(said(&document, &mention), expected, "{text}");
}

#[test]
fn the_kind_stands_beside_the_name() {
    check("Fires in [Washington] state went out.", Some("AdministrativeArea"));
    check("The province of [Cordoba] votes.", Some("AdministrativeArea"));
    check("Troops left the city of [Kharkiv].", Some("City"));
    check("The [Niger] river rose.", Some("BodyOfWater"));
}

#[test]
fn other_words_state_nothing() {
    check("Fires in [Washington] went out.", None);
    check("The [Washington] statement was short.", None);
    check("Ferocity of [Cordoba] bulls", None);
    check("In [Paris] city-wide strikes began.", None);
    check("[Rome]", None);
}
