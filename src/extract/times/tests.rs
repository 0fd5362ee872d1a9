//! Sentences of our own, from examples.tsv and below: what is found, and how dear texts are that were made to hurt.

use super::*;
use crate::extract::{sentences, tags, tokens, tree};
use crate::record::{Language, Published, PublishedSource};
use crate::text::rows;

/// A document of one or more paragraphs, read up to its trees.
fn document(published: &str, text: &str) -> Document {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    document.layers.language = Some(Language { tag: "en-US".to_owned(), confidence: 1.0 });
    if published != "-" {
        document.published = Published { value: Some(published.to_owned()), source: PublishedSource::Input };
    }
    let mut begin = 0;
    for line in text.split('\n') {
        document.paragraphs.push(Span::new(begin, begin + line.len()));
        begin += line.len() + 1;
    }
    document.paragraphs.retain(|p| !p.is_empty());
    for extractor in [&sentences::EXTRACTOR, &tokens::EXTRACTOR, &tags::EXTRACTOR, &tree::EXTRACTOR] {
        let layer = (extractor.extract)(&document, &Knowledge::none());
        document.fill(layer);
    }
    document
}

fn times(document: &Document) -> Vec<Time> {
    let Layer::Times(times) = extract(document, &Knowledge::none()) else { panic!("times") };
    times
}

/// A time as an example writes it, with its rule and interval where the example names them.
fn written(time: &Time, text: &str, like: Option<&str>) -> String {
    let mut out = format!("{} = {}", time.span.of(text), time.value);
    if like.is_some_and(|l| l.contains('(')) {
        out += &format!(" ({})", time.rule);
    }
    if like.is_some_and(|l| l.contains('@')) {
        out += &format!(" @ {}", time.interval.as_deref().unwrap_or("-"));
    }
    out
}

#[test]
fn examples_are_read_as_they_say() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("examples.tsv")) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [published, text, expected] = cells[..] else { panic!("three cells: {row}") };
        let expected: Vec<&str> = if expected == "nothing" { Vec::new() } else { expected.split("; ").collect() };
        let document = document(published, text);
        let found = times(&document);
        let found: Vec<String> =
            found.iter().enumerate().map(|(n, t)| written(t, text, expected.get(n).copied())).collect();
        if found != expected {
            wrong.push(format!("{published} {text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_dateline_stands_for_the_publication() {
    let text = "PORT VELA, May 17, 2024 (Northern Wire) - The mill burned down on Wednesday.\nIt was built last year.";
    let document = document("-", text);
    let found: Vec<_> = times(&document).iter().map(|t| (t.value.clone(), t.anchor.clone())).collect();
    let expected = [("2024-05-17", None), ("2024-05-15", Some("dateline")), ("2023", Some("dateline"))];
    assert_eq!(found, expected.map(|(value, anchor)| (value.to_owned(), anchor.map(str::to_owned))));
}

#[test]
fn a_history_counts_from_what_it_tells() {
    let text = "The war began in June 1861. In August the town fell, and the army left on 3 September 1861.\n\
                The siege of Port Vela began in March 1862. On 12 April the walls were taken. The next day the king fled.\n\
                Peace was signed in 1863. The bridge was built again in 1864, the mill in 1865, the school in 1866.\n\
                In December a flood came. In January the town was empty. By 1870 the people were back, and in 1871 the \
                railway came. The station opened in May 1872. It burned down in 1873 and in 1874. On 4 July 1875 the \
                king came back. Two years later he died.";
    let found = times(&document("2009-12-19", text));
    let value = |words: &str| found.iter().find(|t| t.span.of(text) == words).map(|t| t.value.clone());
    for (words, expected) in [
        ("August", "1861-08"),
        ("12 April", "1862-04-12"),
        ("next day", "1862-04-13"),
        ("December", "1866-12"),
        ("January", "1867-01"),
        ("Two years later", "1877"),
    ] {
        assert_eq!(value(words).as_deref(), Some(expected), "{words}");
    }
}

#[test]
fn a_document_without_layers_has_no_times() {
    let document = Document { text: "On Friday.".to_owned(), ..Document::default() };
    assert_eq!(times(&document), []);
}

#[test]
fn spans_lie_in_the_text_and_apart() {
    let long =
        "the first last next week of the the 99/99/9999 May may May 31 31 32 twenty twenty and and a half of of "
            .repeat(300);
    let document = document("2024-05-17", &long);
    let found = times(&document);
    assert!(found.iter().all(|t| !t.span.of(&document.text).is_empty()));
    assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.begin));
}

#[test]
fn times_within_times_end_somewhere() {
    for words in
        ["the end of ", "the first week of ", "later in the ", "two days before ", "the last 3 days of ", "at 10 on "]
    {
        times(&document("2024-05-17", &words.repeat(3000)));
    }
}

#[test]
fn numbers_out_of_every_calendar_are_no_times_that_panic() {
    for text in
        ["in 99999999 years", "9999999999999 weeks ago", "9999 BC and 30000 days before 9998 BC", "in 999999 decades"]
    {
        times(&document("2024-05-17", text));
        times(&document("9999-12-31", &format!("It will come {text} or next century, tomorrow at 11:59 p.m.")));
    }
}
