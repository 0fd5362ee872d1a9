//! The examples of the rules, and what holds for every text.

use super::*;
use crate::extract::{sentences, tags, tokens, tree};
use crate::record::{Language, Published};
use crate::text::rows;

fn document(text: &str) -> Document {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    document.fill(Layer::Language(Language { tag: "en".into(), confidence: 0.99 }));
    document.paragraphs = vec![Span::new(0, text.len())];
    for extractor in [&sentences::EXTRACTOR, &tokens::EXTRACTOR, &tags::EXTRACTOR, &tree::EXTRACTOR] {
        let layer = (extractor.extract)(&document, &Knowledge::none());
        document.fill(layer);
    }
    document
}

fn quantities(document: &Document) -> Vec<Quantity> {
    let Layer::Quantities(found) = extract(document, &Knowledge::none()) else { panic!("quantities") };
    found
}

/// What is found in a text, as the examples have it.
fn shown(document: &Document) -> String {
    let show = |q: &Quantity| {
        let kind = format!("{:?}", q.class).to_lowercase();
        let value = q.up_to.as_ref().map_or(q.value.clone(), |most| format!("{}-{most}", q.value));
        let unit = q.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
        let same = if q.equivalent_to.is_some() { "~" } else { "" };
        format!("{} = {kind} {value}{unit}{same}", q.span.of(&document.text))
    };
    let found: Vec<String> = quantities(document).iter().map(show).collect();
    if found.is_empty() { "-".to_owned() } else { found.join(" ; ") }
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(&document(text)), expected, "in {text:?}");
}

/// Were the word looked through once for each of its letters, this would take minutes.
#[test]
fn a_word_without_end_comes_to_an_end() {
    let text = "渡轮搁浅".repeat(100_000);
    let mut document = Document { text, ..Document::default() };
    document.paragraphs = vec![Span::new(0, document.text.len())];
    assert_eq!(quantities(&document), []);
}

#[test]
fn every_example_holds() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("examples.tsv")) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [rule, text, expected] = cells.as_slice() else { panic!("three cells: {row}") };
        let found = shown(&document(text));
        if found != *expected {
            wrong.push(format!("{rule}: {text}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The unit of the only quantity of a text that a publisher sent.
fn unit(text: &str, url: Option<&str>, language: Option<&str>) -> String {
    let mut document = document(text);
    document.url = url.map(str::to_owned);
    document.declared_language = language.map(str::to_owned);
    document.published = Published::default();
    quantities(&document).first().and_then(|q| q.unit.clone()).unwrap_or_default()
}

#[test]
fn whose_dollars() {
    let text = "The council paid 5 million dollars for the park.";
    assert_eq!(unit(text, None, None), "USD");
    assert_eq!(unit(text, Some("https://www.example.com.au/park"), None), "AUD");
    assert_eq!(unit(text, None, Some("en-CA")), "CAD");
    assert_eq!(unit("SYDNEY - The council paid 5 million dollars.", None, None), "AUD");
    assert_eq!(unit("SYDNEY - Oil cost $70 (A$105) on Monday.", Some("https://www.example.com.au/oil"), None), "USD");
    assert_eq!(unit("SYDNEY - America paid 5 million dollars.", None, None), "USD");
    assert_eq!(unit("The council paid 5 million pounds.", Some("https://example.co.uk/"), None), "GBP");
    assert_eq!(unit("In Cairo, Egypt paid 5 million pounds.", None, None), "EGP");
}

#[test]
fn a_currency_by_habit_is_less_sure() {
    let sure = |text: &str| quantities(&document(text)).first().map_or(0.0, |q| q.confidence);
    assert!(sure("It cost US dollars 5 million.") > sure("It cost 5 million dollars."));
    assert!(sure("It cost 5 million dollars.") > sure("In Ottawa, Canada, it cost 5 million dollars."));
}

#[test]
fn a_text_too_short_to_tell_its_language_is_read() {
    let mut guess = Document { text: "10.5 celsius".into(), ..Document::default() };
    guess.paragraphs = vec![Span::new(0, guess.text.len())];
    let layer = (sentences::EXTRACTOR.extract)(&guess, &Knowledge::none());
    guess.fill(layer);
    assert_eq!(shown(&guess), "10.5 celsius = measure 10.5 Cel");
    guess.fill(Layer::Language(Language { tag: "fr".into(), confidence: 0.99 }));
    assert_eq!(shown(&guess), "-");
}

#[test]
fn nothing_is_needed() {
    assert_eq!(shown(&Document::default()), "-");
    check("", "-");
}

#[test]
fn the_table_of_currencies_has_one_line_each() {
    let mut codes = currencies::TABLE.codes.clone();
    codes.sort_unstable();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "a code twice");
    assert!(codes.iter().all(|code| code.len() == 3));
}

/// Texts that ask much of every loop: none may take more than its share.
#[test]
fn long_and_odd_texts_take_linear_time() {
    for piece in
        ["1 ", "$1-", "one hundred ", "and a ", "- 5 ", "( ", "hundreds of ", "1/2 ", "$ ", "Six (", "9,", "5 to ", "½"]
    {
        let text = piece.repeat(20_000);
        let found = quantities(&document_without_tags(&text));
        assert!(found.iter().all(|q| !q.span.is_empty() && q.span.range().end <= text.len()), "{piece}");
    }
}

fn document_without_tags(text: &str) -> Document {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    let mut tokens = tokens::read(text, [Span::new(0, text.len())].into_iter());
    tokens.sentences = std::iter::once(0..tokens.len()).collect();
    document.fill(Layer::Tokens(tokens));
    document
}
