//! Quotations of many styles, shown with their kind and links.

use super::*;
use crate::text::Span;
use crate::text::words::lower_hash;

/// A document of one paragraph a line, without headline.
fn document(text: &str) -> Document {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            paragraphs.push(Span::new(at, at + line.len()));
        }
        at += line.len() + 1;
    }
    Document { text: text.to_owned(), paragraphs, ..Document::default() }
}

fn quotes(text: &str) -> Vec<Quote> {
    match extract(&document(text), &Knowledge::none()) {
        Layer::Quotes(quotes) => quotes,
        other => panic!("not quotes: {other:?}"),
    }
}

/// The words of each quotation, separated by ` | `; a continuation is shown as `id→words`.
fn check(text: &str, expected: &str) {
    let shown = |q: &Quote| match &q.continues {
        Some(id) => format!("{id}→{}", q.span.of(text)),
        None => q.span.of(text).to_owned(),
    };
    let found: Vec<String> = quotes(text).iter().map(shown).collect();
    assert_eq!(found.join(" | "), expected, "{text}");
}

#[test]
fn marks_of_many_languages() {
    check("\"We won,\" she said.", "We won,");
    check("“We won,” she said.", "We won,");
    check("‘We won,’ she said.", "We won,");
    check("'We won,' she said.", "We won,");
    check("„Wir haben gewonnen“, sagte sie.", "Wir haben gewonnen");
    check("»Wir haben gewonnen«, sagte sie.", "Wir haben gewonnen");
    check("« Nous avons gagné », a-t-elle dit.", "Nous avons gagné");
    check("”Vi vann”, sade hon.", "Vi vann");
    check("„Wygraliśmy” – powiedziała.", "Wygraliśmy");
    check("她说：“我们赢了。”", "我们赢了。");
    check("她说\"我们赢了\"。", "我们赢了");
    check("彼女は「父は『勝て』と言った」と話した。", "父は『勝て』と言った | 勝て");
}

#[test]
fn nested_quotations_come_out_too() {
    check("“He told me, ‘Go home,’ and I went,” she said.", "He told me, ‘Go home,’ and I went, | Go home,");
    check("\"He told me, 'Go home,'\" she said.", "He told me, 'Go home,' | Go home,");
    check("\"He said \"hello\" to me,\" she said.", "He said \"hello\" to me, | hello");
}

#[test]
fn apostrophes_and_units_are_no_marks() {
    check("The Jones' house has rock 'n' roll of the '90s, and 'tis O'Neill's.", "");
    check("He is 6'2\" tall and carried a 5\" pipe of 3' length.", "");
    check("\"I carried a 5\" pipe,\" he said.", "I carried a 5\" pipe,");
    check("'The Jones' house is old,' he said.", "The Jones' house is old,");
    check("‘It’s the workers’ money,’ she said.", "It’s the workers’ money,");
    check("\"We began in 2015\" and \"ended in 2016\", he said.", "We began in 2015 | ended in 2016");
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    check("“First day.\n“Second day.\n“Third day,” she said.", "First day. | q1→Second day. | q2→Third day,");
    check("\"First day.\n\"Second day,\" she said.", "First day. | q1→Second day,");
    check("“First day.\nSecond day,” she said.", "First day. | q1→Second day,");
    check("“First day.”\n“Second day,” she said.", "First day. | Second day,");
}

#[test]
fn a_lost_mark_ends_at_the_paragraph_or_the_next_quotation() {
    check("“We won, she said.\nIt rained.", "We won, she said.");
    check("“We won. Then she said, “It rained.”", "We won. Then she said, | It rained.");
    check("We won,” she said.", "We won,");
    check("A stray ” mark.", "");
    check("“” \"\" «»", "");
}

#[test]
fn kinds_and_cues() {
    let kind = |text: &str| {
        let found = quotes(text);
        let quote = &found[0];
        let cue = quote.cue.as_ref().map_or("-", |c| c.span.of(text)).to_owned();
        (quote.class, cue)
    };
    assert_eq!(kind("“We have won the match at last,” said the captain."), (QuoteType::Direct, "said".into()));
    assert_eq!(kind("The captain said: “We have won the match at last.”"), (QuoteType::Direct, "said".into()));
    assert_eq!(kind("The captain said the match had been “the hardest of all” for the team.").0, QuoteType::Mixed);
    assert_eq!(kind("They played a song called “Homeward Bound” at the end.").0, QuoteType::Scare);
}

/// A document of one paragraph that was tokenized, tagged and parsed, and whose names were found.
fn parsed(text: &str) -> Document {
    let mut document = document(text);
    document.layers.language = Some(crate::record::Language { tag: "en".to_owned(), confidence: 1.0 });
    for extractor in [super::super::sentences::EXTRACTOR, super::super::tokens::EXTRACTOR] {
        document.fill((extractor.extract)(&document, &Knowledge::none()));
    }
    for extractor in [super::super::tags::EXTRACTOR, super::super::tree::EXTRACTOR, super::super::names::EXTRACTOR] {
        document.fill((extractor.extract)(&document, &Knowledge::none()));
    }
    document
}

/// A quote as a cell of the examples shows it.
fn cell(text: &str, quote: &Quote) -> String {
    let words = |s: &Option<Speaker>| s.as_ref().and_then(|s| s.words).map(|w| w.of(text).to_owned());
    let kind = format!("{:?}", quote.class).to_lowercase();
    let cue = quote.cue.as_ref().map_or("-", |c| c.span.of(text));
    let addressee = words(&quote.addressee).map(|a| format!(" : {a}")).unwrap_or_default();
    format!("{kind} {cue} > {}{addressee} > {}", words(&quote.speaker).unwrap_or("-".to_owned()), quote.span.of(text))
}

#[test]
fn examples() {
    let mut wrong = Vec::new();
    for line in crate::text::rows(include_str!("examples.tsv")) {
        let mut cells = line.split('\t');
        let text = cells.next().unwrap();
        let Layer::Quotes(quotes) = extract(&parsed(text), &Knowledge::none()) else { panic!("not quotes") };
        let found: Vec<String> = quotes.iter().map(|q| cell(text, q)).collect();
        let expected: Vec<&str> = cells.collect();
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_paragraph_of_speech_without_a_cue_goes_on() {
    let text = "“The ice was thin,” said Ann Lee.\n“We had to turn back.”";
    let mut document = parsed(text);
    document.paragraphs = self::document(text).paragraphs;
    let Layer::Quotes(quotes) = extract(&document, &Knowledge::none()) else { panic!("not quotes") };
    let last = quotes.last().unwrap();
    assert_eq!((last.continues.as_deref(), last.span.of(text)), (Some("q1"), "We had to turn back."));
}

#[test]
fn the_model_is_whole() {
    assert!(WEIGHTS.is_some());
    let total: f32 = weights::shares(&[0.0, 1.0]).iter().sum();
    assert!(total < 1.0, "some is left for none of them");
}

#[test]
fn tables_have_no_word_without_a_section() {
    let (word, frames) = frames::of(lower_hash("tweete")).unwrap();
    assert_eq!((word, frames[0].unwrap().class), (lower_hash("tweete"), "say"));
    assert_eq!(frames::of(lower_hash("jok")).unwrap().0, lower_hash("joke"));
    assert!(frames::of(lower_hash("xylophone")).is_none());
}
