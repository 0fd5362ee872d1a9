//! The sentences of a document that may be told, and what is known of each.

use crate::extract::tokens::rarity::{self, rarity};
use crate::record::{Document, Upos};
use crate::text::Span;
use crate::text::maps::HashMap;
use crate::text::words::{Case, HashedMap};

/// Words of a sentence of prose at least; shorter ones are headings, datelines, captions.
const WORDS_MIN: usize = 6;
/// Words of a sentence at most: the longest of 100 articles with summaries has 164 tokens; what is longer is a list or a lost break.
const WORDS_MAX: usize = 200;
/// Marks that end a sentence of prose, and those that may stand behind them.
const ENDS: [char; 4] = ['.', '!', '?', '…'];
const BEHIND: [char; 5] = ['"', '\'', '”', '’', ')'];

/// One sentence of prose.
pub struct Sentence {
    pub span: Span,
    /// Its content words by hash of their lemmas, each once.
    pub words: Vec<u64>,
    /// Words that it has.
    pub length: usize,
    /// How many sentences of prose stand before it.
    pub place: usize,
    /// The sum over the things that it names.
    pub salience: f32,
    /// Begins with a pronoun: it says little without the one before it.
    pub leans: bool,
    /// Is speech as a whole.
    pub quoted: bool,
}

/// How much each content word of the text says.
pub struct Words {
    /// The content word that each token is, as the hash of its lemma; 0 for others.
    of_token: Vec<u64>,
    weights: HashedMap<f32>,
}

/// What a word counts that stands in the text once; often ones count by the logarithm.
const ONCE: f32 = 0.3;
/// Rarity (nats) beyond which a word says no more, and what a word of the headline says more.
const RARE: f32 = 6.0;
const HEADLINE: f32 = 0.5;

impl Words {
    pub fn of(document: &Document) -> Self {
        let (tokens, tags) = (&document.layers.tokens, &document.layers.tags);
        let is_content =
            |i: usize| matches!(tags.upos(i), Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num);
        let of_token: Vec<u64> = (0..tokens.len()).map(|i| if is_content(i) { tags.key(i) } else { 0 }).collect();
        let headline = document.headline.map_or(0, |h| tokens.from_byte(h.end));
        let mut seen: HashedMap<(u32, bool)> = HashedMap::default();
        seen.reserve(tags.lemmas.len());
        for (i, &word) in of_token.iter().enumerate().filter(|(_, word)| **word != 0) {
            let entry = seen.entry(word).or_default();
            *entry = (entry.0 + 1, entry.1 || i < headline);
        }
        let weight = |(word, (n, headline)): (u64, (u32, bool))| {
            let often = if n > 1 { (1.0 + n as f32).ln() } else { ONCE };
            let rare = rarity(word).unwrap_or(rarity::UNKNOWN).min(RARE);
            (word, often * rare * if headline { 1.0 + HEADLINE } else { 1.0 })
        };
        Self { of_token, weights: seen.into_iter().map(weight).collect() }
    }

    pub fn weight(&self, word: u64) -> f32 {
        self.weights.get(&word).copied().unwrap_or(0.0)
    }
}

/// The sentences of prose of a document, in order; all that are short enough where none is prose.
pub fn prose(document: &Document, words: &Words) -> Vec<Sentence> {
    let each = document.layers.sentences.iter().map(|s| sentence(document, *s, words));
    let mut all: Vec<Sentence> = each.filter(|s| s.length <= WORDS_MAX).collect();
    let is_prose = |s: &Sentence| {
        let text = s.span.of(&document.text).trim_end_matches(BEHIND).trim_end();
        s.length >= WORDS_MIN && text.ends_with(ENDS)
    };
    if all.iter().any(is_prose) {
        all.retain(is_prose);
    }
    all.iter_mut().enumerate().for_each(|(place, s)| s.place = place);
    name(document, &mut all);
    all
}

fn sentence(document: &Document, span: Span, words: &Words) -> Sentence {
    let tokens = &document.layers.tokens;
    let range = tokens.from_byte(span.begin)..tokens.from_byte(span.end);
    let mut content: Vec<u64> = words.of_token.get(range.clone()).unwrap_or_default().to_vec();
    content.sort_unstable();
    content.dedup();
    content.retain(|word| *word != 0);
    let length = range.clone().filter(|&i| tokens.word(i).case != Case::None).count();
    let leans = !range.is_empty() && document.layers.tags.upos(range.start) == Upos::Pron;
    Sentence { span, words: content, length, place: 0, salience: 0.0, leans, quoted: false }
}

/// Adds whom each sentence names, and which of them are speech.
fn name(document: &Document, sentences: &mut [Sentence]) {
    let layers = &document.layers;
    let salience: HashMap<&str, f64> = layers.entities.iter().map(|e| (e.id.as_str(), e.salience)).collect();
    let mut named: Vec<(usize, &str)> = Vec::new();
    for mention in &layers.mentions {
        let n = sentences.partition_point(|s| s.span.end <= mention.span.begin);
        let inside = sentences.get(n).is_some_and(|s| s.span.contains(mention.span));
        named.extend(mention.entity.as_deref().filter(|_| inside).map(|id| (n, id)));
    }
    named.sort_unstable();
    named.dedup();
    for (n, id) in named {
        if let (Some(sentence), Some(salience)) = (sentences.get_mut(n), salience.get(id)) {
            sentence.salience += *salience as f32;
        }
    }
    for quote in &layers.quotes {
        let n = sentences.partition_point(|s| s.span.end <= quote.span.begin);
        // The marks stand outside of the words said: two characters of three bytes each, and a stop.
        let whole = |s: &&mut Sentence| quote.span.len() + MARKS_BYTES >= s.span.len();
        if let Some(sentence) = sentences.get_mut(n).filter(whole) {
            sentence.quoted = true;
        }
    }
}

/// Bytes of a pair of quotation marks and a stop.
const MARKS_BYTES: usize = 7;
