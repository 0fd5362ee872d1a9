//! The tokens of sentences and headline, and the words among them.

use super::*;

#[test]
fn the_headline_and_each_sentence_are_cut() {
    let text = "Putin visits Harbin\n\nHe met Putin there. He left.".to_owned();
    let mut document = Document { headline: Some(Span::new(0, 19)), text, ..Document::default() };
    document.layers.sentences = vec![Span::new(21, 40), Span::new(41, 49)];
    let Layer::Tokens(tokens) = extract(&document, &Knowledge::none()) else { panic!("tokens") };
    let words: Vec<Vec<&str>> = tokens
        .sentences
        .iter()
        .map(|s| tokens.spans[s.clone()].iter().map(|t| t.of(&document.text)).collect())
        .collect();
    assert_eq!(
        words,
        [vec!["Putin", "visits", "Harbin"], vec!["He", "met", "Putin", "there", "."], vec!["He", "left", "."]]
    );
    assert_eq!(tokens.word_of[0], tokens.word_of[5], "both are Putin");
    assert_eq!(tokens.words.len(), 8);
}
