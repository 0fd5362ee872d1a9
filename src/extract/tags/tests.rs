//! Parts of speech and lemmas.

use super::lemmas::{Edit, Lemmas};
use super::*;
use crate::extract::tokens;
use crate::text::Span;

/// Tags every word of `text`, one sentence a line: "word/UPOS/lemma".
fn check(text: &str, expected: &str) {
    let mut begin = 0;
    let sentences = text.split('\n').map(|line| {
        begin += line.len() + 1;
        Span::new(begin - line.len() - 1, begin - 1)
    });
    let tokens = tokens::read(text, sentences);
    let tags = TAGGER.as_ref().unwrap().tags(text, &tokens);
    let words = tokens.spans.iter().enumerate();
    let tagged: Vec<_> = words.map(|(i, s)| format!("{}/{}/{}", s.of(text), tags.upos(i), tags.lemma(i))).collect();
    assert_eq!(tagged.join(" "), expected);
}

#[test]
fn the_asset_opens() {
    Tagger::read(include_bytes!("../../../assets/tags.model")).unwrap();
}

#[test]
fn news_is_tagged() {
    check(
        "The minister said on Friday that the ferries were sinking.",
        "The/DET/the minister/NOUN/minister said/VERB/say on/ADP/on Friday/PROPN/Friday that/SCONJ/that the/DET/the \
         ferries/NOUN/ferry were/AUX/be sinking/VERB/sink ./PUNCT/.",
    );
    check(
        "She didn’t take Anna's biggest boxes to London",
        "She/PRON/she did/AUX/do n’t/PART/not take/VERB/take Anna/PROPN/Anna 's/PART/'s biggest/ADJ/big \
         boxes/NOUN/box to/ADP/to London/PROPN/London",
    );
    check(
        "Two men and a child went home.\nThey will record a record",
        "Two/NUM/two men/NOUN/man and/CCONJ/and a/DET/a child/NOUN/child went/VERB/go home/ADV/home ./PUNCT/. \
         They/PRON/they will/AUX/will record/VERB/record a/DET/a record/NOUN/record",
    );
}

#[test]
fn nothing_has_no_tags() {
    check("", "");
    assert_eq!(extract(&Document::default(), &Knowledge::none()), Layer::Tags(Tags::default()));
}

#[test]
fn an_edit_changes_the_end() {
    let check = |keeps_case, cut, ending, form: &str, lemma: &str| {
        assert_eq!(Edit { keeps_case, cut, ending }.apply(form), lemma);
    };
    check(false, 3, "y", "Ferries", "ferry");
    check(true, 1, "", "Germans", "German");
    check(false, 2, "ot", "n’t", "not");
    check(false, 9, "y", "is", "is");
    check(false, 0, "", "", "");
}

#[test]
fn the_most_special_rule_wins() {
    let rule = |word: &str, level: usize, edit: u8| {
        let key = lemmas::keys(&Word::of(word), Upos::Noun)[level];
        [&key.to_le_bytes()[..], &[edit]].concat()
    };
    let mut payload = vec![2, 0, 1, 0, 0, 2, 2, b'a', b'n'];
    payload.extend(2u32.to_le_bytes());
    payload.extend(rule("s", 4, 0));
    payload.extend(rule("menus", 0, 1));
    let mut reader = Reader::new(&payload);
    let lemmas = Lemmas::read(&mut reader).unwrap();
    reader.finish().unwrap();
    let lemma = |word: &str, upos| lemmas.lemma(word, &Word::of(word), upos);
    assert_eq!(lemma("Cars", Upos::Noun), "car");
    assert_eq!(lemma("menus", Upos::Noun), "menan");
    assert_eq!(lemma("Cars", Upos::Verb), "cars", "rules are those of one part of speech");
}
