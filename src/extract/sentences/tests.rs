//! Sentences of our own: what ends one and what does not.

use super::*;
use proptest::prelude::*;

fn document(text: &str) -> Document {
    let begins = text.split('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len() + 1), line)));
    let paragraphs = begins.filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| {
        let begin = at + line.len() - line.trim_start().len();
        Span::new(begin, begin + line.trim().len())
    });
    Document { text: text.to_owned(), paragraphs: paragraphs.collect(), ..Document::default() }
}

fn sentences(document: &Document) -> Vec<Span> {
    match extract(document, &Knowledge::none()) {
        Layer::Sentences(spans) => spans,
        other => panic!("{other:?}"),
    }
}

/// `expected` is the text with a bar where one sentence ends and the next begins.
fn check(expected: &str) {
    let text = expected.replace(" | ", " ").replace('|', "");
    let document = document(&text);
    let found: Vec<&str> = sentences(&document).iter().map(|s| s.of(&document.text)).collect();
    let wanted: Vec<&str> = expected.split(['|', '\n']).map(str::trim).filter(|s| !s.is_empty()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_shipped_weights_are_whole() {
    assert_eq!(WEIGHTS.as_ref().unwrap().version, MODEL_VERSION);
}

#[test]
fn cuts_where_a_sentence_ends() {
    check("The ferry left at dawn. | It never arrived.");
    check("Who knew? | Nobody! | The ship sank.");
    check("“We saw the lights go out,” she said. | “Then it was quiet.” | The inquiry opens on Monday.");
}

#[test]
fn keeps_abbreviations_whole() {
    check("The captain told Mr. Lind to wait. | He did.");
    check("Dr. Voss and Gov. Marek met on Tuesday. | They agreed.");
    check("A letter from U.S. President Ada Holm arrived. | She wrote it herself.");
    check("Ship No. 5 was the last to leave. | Four had gone.");
    check("The talks ended at 11 p.m. Friday. | Nobody spoke.");
    check("The novel by J. R. Stone sold well. | A film followed.");
    check("It costs $3.50 at example.org today. | Prices rise in May.");
}

#[test]
fn lines_are_sentences_of_their_own() {
    check("Harbour closed after storm\nThe harbour was closed on Monday. | It opens today.");
    check("What we know\n- two ships are missing\n- no one was hurt\nThe search goes on.");
    check("HELSINKI (News) - Two ships were lost on Monday. | No one was hurt.");
    check("We waited... and nothing came. | So we left.");
}

#[test]
fn other_scripts_have_marks_of_their_own() {
    check("嵐の後、港は閉鎖された。|船は一隻も出なかった。");
    check("暴风雨过后港口关闭了。|谁知道？|没有人。");
    check("बंदरगाह बंद था। | कोई जहाज नहीं निकला।");
    check("هل أغلق الميناء؟ | نعم.");
    check("¿Quién lo sabía? | ¡Nadie! | El barco se hundió.");
}

#[test]
fn the_headline_is_not_a_sentence_of_the_body() {
    let mut document = document("Ferry lost\n\nThe ferry was lost.");
    document.headline = document.paragraphs.first().copied();
    assert_eq!(sentences(&document), [Span::new(12, 31)]);
}

#[test]
fn hostile_text_takes_linear_time() {
    for text in [".".repeat(1_000_000), "a".repeat(2_000_000), "\" . ".repeat(250_000), "( \"".repeat(300_000)] {
        let begun = std::time::Instant::now();
        sentences(&document(&text));
        assert!(begun.elapsed().as_secs() < 10, "{:?} …", &text[..4]);
    }
}

proptest! {
    #[test]
    fn spans_are_trimmed_in_order_and_inside_paragraphs(text in "(\\PC|[a-zA-Z]{1,6}|[.!?…:;\"”)( \n-]|。|।){0,80}") {
        let document = document(&text);
        let found = sentences(&document);
        let mut last = 0;
        for span in &found {
            let exact = document.text.get(span.range());
            prop_assert!(exact.is_some_and(|s| !s.is_empty() && s.trim() == s && !s.contains('\n')));
            prop_assert!(span.begin >= last);
            prop_assert!(document.paragraphs.iter().any(|p| p.contains(*span)));
            last = span.end;
        }
        let ink = |s: &str| s.chars().filter(|c| !c.is_whitespace()).count();
        let covered: usize = found.iter().map(|s| ink(s.of(&document.text))).sum();
        prop_assert_eq!(covered, ink(&document.text), "every character belongs to a sentence");
        prop_assert_eq!(sentences(&document), found);
    }
}
