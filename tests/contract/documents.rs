//! Documents for the contract: samples, any Unicode, bare and prepared.

use copydesk::extract::Extractor;
use copydesk::knowledge::Knowledge;
use copydesk::record::Document;
use copydesk::text::Span;
use proptest::prelude::*;

pub const SAMPLES: &[&str] = &[
    "Ferry runs aground\n\nThe ferry ran aground at noon, its owner said. “Nobody was hurt,” Ida Brandt told reporters.\n\
     “We shall be ‘back on the river’ by Friday.”",
    "Un bateau s’échoue\n\n« Personne n’est blessé », a dit l’armatrice.\nLe trafic reprend vendredi.",
    "渡轮搁浅\n\n船主说：“没有人受伤。”\n彼女は「『金曜日に戻る』と聞いた」と話した。",
    "עבורת תקועה\n\n\"אף אחד לא נפגע\", אמרה הבעלים.",
    "One line 👩‍👩‍👧‍👦 with a\u{301}ccents, 6'2\" and \u{202E}bidi\u{202C}",
    "\u{FEFF}\u{200B}…\n—\n“”",
];

/// A document as cleaning leaves it: the first paragraph is the headline where a blank line follows it.
pub fn bare(text: &str) -> Document {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let begin = at + (line.len() - line.trim_start().len());
        let words = line.trim().len();
        if words > 0 {
            paragraphs.push(Span::new(begin, begin + words));
        }
        at += line.len() + 1;
    }
    let headline = paragraphs.first().copied().filter(|p| text[p.end as usize..].starts_with("\n\n"));
    Document { text: text.to_owned(), headline, paragraphs, ..Document::default() }
}

/// The same with the layers that `before` fill.
pub fn prepared(text: &str, before: &[Extractor]) -> Document {
    let mut document = bare(text);
    for extractor in before {
        let layer = (extractor.extract)(&document, &Knowledge::core());
        document.fill(layer);
    }
    document
}

/// Pieces that break readers of text: neighbours of the surrogates, combining marks, bidi, emoji sequences, long runs.
pub fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,12}[ .,!?]?",
        3 => "[\"'“”‘’„‚«»‹›「」『』`]{1,3}",
        2 => "\\PC{1,8}",
        1 => any::<String>(),
        1 => "[\u{D7FF}\u{E000}\u{FFFD}\u{FFFE}\u{FFFF}\u{10000}\u{10FFFF}\u{0}]{1,4}",
        1 => "[aeo][\u{300}-\u{36F}]{1,20}",
        1 => "[\u{202A}-\u{202E}\u{2066}-\u{2069}א-ת]{1,6}",
        1 => Just("👩‍👩‍👧‍👦🏳️‍🌈🇩🇰👍🏽".to_owned()),
        2 => "[\n \t\u{a0}\u{2028}\r]{1,3}",
        2 => "[一-龥ぁ-んก-ฮ]{1,12}",
        1 => ("[\"“'a. é]", 500..3000usize).prop_map(|(s, n)| s.repeat(n)),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}
