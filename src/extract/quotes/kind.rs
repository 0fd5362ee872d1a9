//! Speech, words woven into a report, or marks that are not speech: features, weights, probabilities.

use super::cues::{Beside, Lexicon};
use super::pairs::Quoted;
use crate::extract::hundredths;
use crate::record::QuoteType;
use crate::text::{Span, rows};
use std::sync::LazyLock;

const WEIGHTS: &str = include_str!("weights.txt");
/// Columns of the table of weights.
const KINDS: [QuoteType; 3] = [QuoteType::Direct, QuoteType::Mixed, QuoteType::Scare];
/// Longest quotation (in bytes) whose words are counted one by one: beyond it, length says all.
const COUNTED_BYTES_MAX: usize = 600;

/// Name and value of what is known of one quotation.
pub type Features = Vec<(&'static str, f64)>;

static TABLE: LazyLock<Vec<(&str, [f64; 3])>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split_whitespace();
        let name = cells.next()?;
        let mut weights = [0.0; 3];
        weights.iter_mut().zip(cells).for_each(|(w, cell)| *w = cell.parse().unwrap_or(0.0));
        Some((name, weights))
    };
    rows(WEIGHTS).filter_map(row).collect()
});

/// The most probable kind, and its probability.
pub fn classify(features: &Features) -> (QuoteType, f64) {
    let mut scores = [0.0f64; 3];
    for (name, value) in features {
        if let Some((_, weights)) = TABLE.iter().find(|(row, _)| row == name) {
            scores.iter_mut().zip(weights).for_each(|(s, w)| *s += w * value);
        }
    }
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let total: f64 = scores.iter().map(|s| (s - top).exp()).sum();
    let best = (0..KINDS.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
    (KINDS[best], hundredths((scores[best] - top).exp() / total))
}

/// A verb that reports a quotation, and how near it stands.
pub struct Cue {
    pub span: Span,
    pub sure: bool,
}

/// What is known of a quotation, and the verb that reports it.
pub fn read(text: &str, quoted: &Quoted, lexicon: &Lexicon) -> (Features, Option<Cue>) {
    let words = quoted.inner.of(text);
    let paragraph = quoted.paragraph;
    let before = Beside::before(text, paragraph.begin as usize, quoted.outer.begin as usize);
    let after = Beside::after(text, quoted.outer.end as usize, paragraph.end as usize);
    let left =
        text.get(paragraph.begin as usize..quoted.outer.begin as usize).unwrap_or("").trim_end().chars().next_back();
    let right = after.str().trim_start().chars().next();
    let last = words.chars().next_back();
    let verb_after = after.verb_after(lexicon);
    let verb_before = before.verb_before(lexicon);
    let leads = matches!(left, Some(',' | ':' | '：' | '，'));
    let trails = matches!(last, Some(',' | '?' | '!' | '，' | '—' | '-')) || matches!(right, Some(',' | '，'));
    let shape = Shape::of(words);
    // American style puts the comma and the stop inside the marks, the rest of the world outside: both mean the same.
    let comma_follows = matches!(right, Some(',' | '，'));
    let stop_follows = matches!(right, Some('.' | '!' | '?' | '。'));
    let whole = leads && shape.capital;
    let flag = f64::from;
    let features = vec![
        ("bias", 1.0),
        ("log_words", (1.0 + shape.words as f64).ln()),
        ("one_word", flag(shape.words <= 1)),
        ("few_words", flag(shape.words <= 3)),
        ("some_words", flag((4..=7).contains(&shape.words))),
        ("capital", flag(shape.capital)),
        ("uncased", flag(shape.uncased)),
        ("title_case", flag(shape.title_case && shape.words > 1)),
        ("ends_comma", flag(matches!(last, Some(',' | '，' | '、')) || (comma_follows && verb_after.is_some()))),
        ("ends_stop", flag(matches!(last, Some('.' | '。' | '…')) || (stop_follows && whole))),
        ("ends_call", flag(matches!(last, Some('!' | '?' | '！' | '？')))),
        ("stop_follows", flag(stop_follows && !whole)),
        ("comma_follows", flag(comma_follows && verb_after.is_none())),
        ("word_follows", flag(right.is_some_and(char::is_lowercase))),
        ("leads", flag(leads)),
        ("stop_before", flag(matches!(left, Some('.' | '!' | '?' | '。' | '"' | '”' | '»' | '」')))),
        ("word_before", flag(left.is_some_and(char::is_alphanumeric))),
        ("begins", flag(left.is_none())),
        ("begins_capital", flag(left.is_none() && shape.capital)),
        ("fills", flag(left.is_none() && quoted.outer.end >= paragraph.end)),
        ("ends_paragraph", flag(quoted.outer.end >= paragraph.end)),
        ("says_after", flag(verb_after.is_some())),
        ("says_after_trail", flag(verb_after.is_some() && trails)),
        ("says_before", flag(verb_before.is_some())),
        ("says_at_once", flag(verb_before.is_some_and(|v| v.0 == 0))),
        ("says_leads", flag(verb_before.is_some() && leads)),
        ("capital_leads", flag(shape.capital && leads)),
        ("capital_woven", flag(shape.capital && left.is_some_and(char::is_alphanumeric))),
        ("woven_long", flag(shape.words > 5 && left.is_some_and(char::is_alphanumeric))),
        ("capital_long", flag(shape.words > 5 && shape.capital)),
        ("name_before", flag(before.words().next_back().is_some_and(|w| lexicon.names(w.1)))),
        ("nested", flag(quoted.depth > 0)),
        ("recovered", flag(quoted.recovered)),
        ("chained", flag(quoted.continues.is_some() || quoted.goes_on)),
        ("headline", flag(quoted.headline)),
    ];
    let trailing = verb_after.filter(|_| trails).map(|v| Cue { span: v.1, sure: v.0 <= 4 });
    let leading = verb_before.map(|v| Cue { span: v.1, sure: v.0 == 0 || leads });
    (features, trailing.filter(|c| c.sure).or(leading.filter(|c| c.sure)))
}

struct Shape {
    words: usize,
    capital: bool,
    uncased: bool,
    title_case: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let mut cut = text.len().min(COUNTED_BYTES_MAX);
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let (mut words, mut low, mut unspaced) = (0, 0, 0);
        for word in text[..cut].split_whitespace() {
            words += 1;
            let first = word.chars().find(|c| c.is_alphanumeric());
            low += usize::from(first.is_some_and(char::is_lowercase) && word.len() > 3);
            unspaced += word.chars().filter(|&c| super::is_unspaced(c)).count();
        }
        let first = text.chars().find(|c| c.is_alphanumeric());
        Self {
            words: words + unspaced / 2 + (text.len() - cut) / 6, // two characters, or six bytes, are about a word
            capital: first.is_some_and(|c| !c.is_lowercase()),
            uncased: first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()),
            title_case: low == 0,
        }
    }
}
