//! Reporting verbs beside a quotation.

use crate::record::Language;
use crate::text::maps::{HashMap, HashSet};
use crate::text::{Span, rows};
use std::sync::LazyLock;

const REPORTING: &str = include_str!("reporting.txt");
/// Bytes looked at on either side of a quotation: a long clause; keeps the work linear.
const WINDOW_BYTES: usize = 160;
/// Words between a quotation and its verb where the verb is taken for its cue ("…," the minister of health told).
const CUE_WORDS_MAX: usize = 6;

#[derive(Default)]
pub struct Lexicon {
    say: HashSet<&'static str>,
    name: HashSet<&'static str>,
}

static LEXICONS: LazyLock<HashMap<&str, Lexicon>> = LazyLock::new(read);
static NOTHING: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

fn read() -> HashMap<&'static str, Lexicon> {
    let mut all: HashMap<&str, Lexicon> = HashMap::default();
    let (mut language, mut kind) = ("", "");
    for line in rows(REPORTING) {
        if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            (language, kind) = head.split_once(' ').unwrap_or((head, "say"));
            continue;
        }
        for language in [language, Language::UNKNOWN] {
            let lexicon = all.entry(language).or_default();
            let words = if kind == "name" { &mut lexicon.name } else { &mut lexicon.say };
            words.extend(line.split(' '));
        }
    }
    all
}

impl Lexicon {
    /// The words of a language; of all where it is not known, none where the language has no section.
    pub fn of(language: &str) -> &'static Lexicon {
        LEXICONS.get(language).unwrap_or(&NOTHING)
    }

    pub fn says(&self, word: &str) -> bool {
        self.say.contains(word.to_lowercase().as_str())
    }

    pub fn names(&self, word: &str) -> bool {
        self.name.contains(word.to_lowercase().as_str())
    }
}

/// The clause on one side of a quotation: from the mark to the end of the sentence or to the next quotation mark.
pub struct Beside<'a> {
    text: &'a str,
    pub clause: Span,
}

impl<'a> Beside<'a> {
    pub fn before(text: &'a str, from: usize, to: usize) -> Self {
        let from = boundary_up(text, from.max(to.saturating_sub(WINDOW_BYTES)));
        let clause = text.get(from..to).unwrap_or("");
        let cut = clause.trim_end().trim_end_matches(['.', ',', ':', '!', '?']).rfind(is_stop).map_or(0, |n| n + 1);
        let begin = boundary_up(text, (from + cut).min(to));
        Self { text, clause: Span::new(begin, to.max(begin)) }
    }

    pub fn after(text: &'a str, from: usize, to: usize) -> Self {
        let to = boundary_down(text, to.min(from + WINDOW_BYTES)).max(from);
        let clause = text.get(from..to).unwrap_or("");
        Self { text, clause: Span::new(from, from + clause.find(is_stop).unwrap_or(clause.len())) }
    }

    pub fn str(&self) -> &'a str {
        self.clause.of(self.text)
    }

    /// Words with their places, in order.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = (Span, &'a str)> {
        let clause = self.str();
        let base = clause.as_ptr() as usize;
        clause
            .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '’' || c == '\''))
            .filter(|w| !w.is_empty())
            .map(move |w| {
                let at = self.clause.begin as usize + (w.as_ptr() as usize - base);
                (Span::new(at, at + w.len()), w)
            })
    }

    /// The first reporting verb within reach, walking away from the quotation.
    pub fn verb_after(&self, lexicon: &Lexicon) -> Option<(usize, Span)> {
        reach(self.words(), lexicon)
    }

    pub fn verb_before(&self, lexicon: &Lexicon) -> Option<(usize, Span)> {
        reach(self.words().rev(), lexicon)
    }
}

fn reach<'a>(words: impl Iterator<Item = (Span, &'a str)>, lexicon: &Lexicon) -> Option<(usize, Span)> {
    words.take(CUE_WORDS_MAX).enumerate().find(|(_, (_, w))| lexicon.says(w)).map(|(n, (span, _))| (n, span))
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '。' | '！' | '？' | '"' | '“' | '”' | '«' | '»' | '„' | '「' | '」' | '『' | '』' | '\n'
    )
}

fn boundary_up(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn boundary_down(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
