//! Tests of people that were taken for bodies or things.

use super::*;
use crate::text::Span;

/// Names of `text` with the class that the tagger gave them; afterwards those that are people.
fn check(text: &str, names: &[(&str, EntityType)], people: &[&str]) {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let (mut from, mut mentions) = (0, Vec::new());
    for (name, class) in names {
        let begin = from + text[from..].find(name).unwrap();
        from = begin + name.len();
        mentions.push(Mention {
            id: format!("m{begin}"),
            span: Span::new(begin, from),
            exact: String::new(),
            kind: MentionKind::Name,
            class: *class,
            entity: None,
            alternative: None,
            confidence: 1.0,
        });
    }
    recognise(&document, &mut mentions, &Knowledge::core());
    let found: Vec<&str> = mentions
        .iter()
        .filter(|mention| mention.class == EntityType::Person)
        .map(|mention| mention.span.of(&document.text))
        .collect();
    assert_eq!(found, people, "{text}");
}

#[test]
fn who_is_known_by_the_whole_name_is_a_person() {
    check("A new Angela Merkel video", &[("Angela Merkel", EntityType::Other)], &["Angela Merkel"]);
    check("A new Acme Tooling video", &[("Acme Tooling", EntityType::Other)], &[]);
}

#[test]
fn a_surname_alone_is_its_person() {
    let names = [("Ann Tillery", EntityType::Person), ("Tillery", EntityType::Organization)];
    check("Ann Tillery left. The Tillery letters stay.", &names, &["Ann Tillery", "Tillery"]);
    let place = [("Ann Tillery", EntityType::Person), ("Tillery", EntityType::Place)];
    check("Ann Tillery left. In Tillery it rains.", &place, &["Ann Tillery"]);
    let body = [
        ("Ann Tillery", EntityType::Person),
        ("Tillery Motors", EntityType::Organization),
        ("Tillery", EntityType::Organization),
    ];
    check("Ann Tillery left Tillery Motors. Tillery builds cars.", &body, &["Ann Tillery"]);
}
