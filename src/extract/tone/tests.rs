//! Tone on sentences and texts that were written for it.

use super::*;
use crate::extract::EXTRACTORS;
use crate::text::{Span, rows};

/// What the pipeline hands over, with the tone of it.
fn read(text: &str) -> (Document, Sentiment) {
    let knowledge = Knowledge::core();
    let paragraphs = vec![Span::new(0, text.len())];
    let mut document = Document { text: text.to_owned(), paragraphs, ..Document::default() };
    for extractor in EXTRACTORS.iter().filter(|e| e.name != EXTRACTOR.name) {
        let layer = (extractor.extract)(&document, &knowledge);
        document.fill(layer);
    }
    let Layer::Sentiment(sentiment) = extract(&document, &knowledge) else { panic!("another layer") };
    (document, sentiment)
}

/// The tone towards `name` in a sentence; `None` where the name was not found.
fn tone_of(sentence: &str, name: &str) -> Option<(ToneLabel, f64)> {
    let (document, sentiment) = read(sentence);
    let mention = document.layers.mentions.iter().find(|m| m.span.of(sentence).contains(name))?;
    let tone = sentiment.entities.into_iter().find(|tone| Some(&tone.entity) == mention.entity.as_ref())?;
    Some((tone.label, tone.score))
}

fn label(name: &str) -> ToneLabel {
    serde_json::from_value(name.into()).unwrap()
}

#[test]
fn names_in_sentences() {
    let mut wrong = Vec::new();
    for line in rows(include_str!("examples.tsv")) {
        let [wanted, name, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(sentence.contains(name), "{line}");
        let said = tone_of(sentence, name);
        if !wanted.starts_with('?') && said.map(|tone| tone.0) != Some(label(wanted)) {
            wrong.push(format!("{line}: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn whole_texts() {
    for line in rows(include_str!("documents.tsv")) {
        let (wanted, text) = line.split_once('\t').unwrap();
        let said = read(text).1.document;
        assert_eq!(said.label, label(wanted), "{line}: {}", said.score);
    }
}

#[test]
fn who_is_named_does_not_matter() {
    let score = |name: &str| tone_of(&format!("{name} said on Tuesday that the talks would go on."), name);
    assert_eq!(score("Donald Trump"), score("Jane Miller"));
    assert_eq!(score("Vladimir Putin"), score("Jane Miller"));
}

#[test]
fn documents_without_layers_are_neutral() {
    let document = Document { text: "A terrible day.".to_owned(), ..Document::default() };
    let Layer::Sentiment(sentiment) = extract(&document, &Knowledge::none()) else { panic!("another layer") };
    assert_eq!((sentiment.document.label, sentiment.entities.len()), (ToneLabel::Neutral, 0));
}

#[test]
fn the_model_of_the_build_is_whole() {
    assert!(model::own().is_some());
}

#[test]
fn no_word_stands_in_two_classes() {
    assert_eq!(lexicon::doubles(), Vec::<String>::new());
}

#[test]
fn one_endless_sentence_is_read_in_linear_time() {
    let text = "Marvin Okafor, a liar, met ".repeat(4_000);
    assert!(read(&text).1.entities.len() < 20);
}
