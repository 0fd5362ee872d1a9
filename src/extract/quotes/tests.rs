//! Quotations of many styles, shown with their kind and links.

use super::*;
use crate::text::Span;

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
