//! Sentences of examples.tsv, read from their letters to their relations.

use super::*;
use crate::extract::{actors, entities, names, sentences, tags, tokens, tree};
use crate::text::rows;

fn read(text: &str) -> Document {
    let knowledge = Knowledge::core();
    let mut document =
        Document { text: text.to_owned(), paragraphs: vec![Span::new(0, text.len())], ..Document::default() };
    let steps: [crate::extract::Extract; 8] = [
        sentences::EXTRACTOR.extract,
        tokens::EXTRACTOR.extract,
        tags::EXTRACTOR.extract,
        tree::EXTRACTOR.extract,
        names::EXTRACTOR.extract,
        entities::EXTRACTOR.extract,
        actors::EXTRACTOR.extract,
        EXTRACTOR.extract,
    ];
    for step in steps {
        let layer = step(&document, &knowledge);
        document.fill(layer);
    }
    document
}

fn shown(document: &Document) -> Vec<String> {
    let name = |id: &String| document.layers.entities.iter().find(|e| &e.id == id).map_or("", |e| e.name.as_str());
    let show = |r: &Relation| {
        let object = r.value.as_deref().or(r.object.as_ref().map(name)).unwrap_or("");
        format!("{} {} > {object}", r.predicate, name(&r.subject))
    };
    document.layers.relations.iter().map(show).collect()
}

fn holds(found: &[String], wanted: &str) -> bool {
    let parts = |row: &str| {
        let (predicate, rest) = row.split_once(' ').unwrap_or((row, ""));
        let (subject, object) = rest.split_once(" > ").unwrap_or((rest, ""));
        (predicate.to_owned(), subject.to_owned(), object.to_owned())
    };
    let has = |name: &str, wanted: &str| wanted == "*" || name.contains(wanted);
    let (predicate, subject, object) = parts(wanted.trim_start_matches('!'));
    let is_there =
        found.iter().map(|row| parts(row)).any(|(p, s, o)| p == predicate && has(&s, &subject) && has(&o, &object));
    is_there != wanted.starts_with('!')
}

#[test]
fn examples_are_read_as_they_say() {
    let mut wrong = Vec::new();
    for (wanted, sentence) in rows(include_str!("examples.tsv")).filter_map(|row| row.split_once('\t')) {
        let found = shown(&read(sentence));
        if !wanted.split("; ").all(|one| holds(&found, one)) {
            wrong.push(format!("{sentence}\n    wanted {wanted}\n    found  {}", found.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_of_the_table_is_a_pattern() {
    let read: usize = [patterns::Form::Noun, patterns::Form::Verb, patterns::Form::Preposition]
        .into_iter()
        .chain([patterns::Form::Possessive, patterns::Form::Beside, patterns::Form::Based])
        .map(patterns::count)
        .sum();
    assert_eq!(read, rows(include_str!("patterns.tsv")).count());
}

#[test]
fn documents_without_layers_have_no_relations() {
    assert_eq!(extract(&Document::default(), &Knowledge::none()), Layer::Relations(Vec::new()));
}
