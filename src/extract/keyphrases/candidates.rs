//! Which words of a text could be keyphrases: nouns, names, and the phrases that nouns and adjectives make.

use crate::record::{Document, EntityType, Mention, MentionKind, Upos};
use crate::text::Span;
use crate::text::maps::HashMap;
use crate::text::words::{Case, HashedMap, hashes, mix};
use std::ops::Range;
use std::sync::LazyLock;

/// Longest phrase, in tokens: of the phrases that readers choose, 98 in 100 are no longer.
pub const TOKENS_MAX: usize = 4;
/// Shortest word, in bytes; acronyms may have one less ("EU").
const WORD_BYTES_MIN: usize = 3;

static DULL: LazyLock<HashedMap<()>> = LazyLock::new(|| hashes(include_str!("dull.txt")));

/// A phrase, wherever it stands in the text.
pub struct Candidate<'k> {
    /// Hash of each of its words as lemmas.
    pub words: &'k [u64],
    /// The tokens of each place, in order.
    pub places: Vec<Range<usize>>,
    /// What it names; `None` for common words.
    pub class: Option<EntityType>,
    /// A whole name of the text, and how often what it names is named.
    pub whole_name: bool,
    pub named: usize,
    pub proper: bool,
}

/// The candidates of a document, in the order of their first places; `keys`: its lemmas as hashes.
pub fn candidates<'k>(document: &Document, keys: &'k [u64]) -> Vec<Candidate<'k>> {
    let mut found = Found { keys, at: HashedMap::default(), all: Vec::new() };
    found.at.reserve(document.layers.tags.lemmas.len());
    let names = names(document);
    let tokens = &document.layers.tokens;
    let mut class_of: Vec<Option<EntityType>> = vec![None; tokens.len()];
    for Name { tokens, class, named } in &names {
        class_of.get_mut(tokens.clone()).unwrap_or_default().fill(Some(*class));
        if (2..=TOKENS_MAX).contains(&tokens.len()) {
            found.add(tokens.clone(), Some(*class), *named, true);
        }
    }
    for sentence in &tokens.sentences {
        for i in sentence.clone().filter(|&i| stands_alone(document, i, keys)) {
            let proper = document.layers.tags.upos(i) == Upos::Propn;
            found.add(i..i + 1, class_of.get(i).copied().flatten(), 0, proper);
        }
        let dull = |i: usize| keys.get(i).is_none_or(|key| DULL.contains_key(key));
        for phrase in phrases(document, sentence.clone()).into_iter().filter(|p| !dull(p.start) && !dull(p.end - 1)) {
            let class = class_of.get(phrase.end - 1).copied().flatten();
            found.add(phrase, class, 0, class.is_some());
        }
    }
    found.all.iter_mut().for_each(|c| {
        c.places.sort_unstable_by_key(|p| p.start);
        c.places.dedup();
    });
    found.all.sort_by_key(|c| c.places.first().map(|p| (p.start, p.end)));
    found.all
}

struct Found<'k> {
    keys: &'k [u64],
    /// Where each sequence of words stands among `all`.
    at: HashedMap<usize>,
    all: Vec<Candidate<'k>>,
}

impl Found<'_> {
    fn add(&mut self, place: Range<usize>, class: Option<EntityType>, named: usize, proper: bool) {
        let words = self.keys.get(place.clone()).unwrap_or_default();
        let key = words.iter().fold(words.len() as u64, |key, word| mix(2, key, *word));
        let n = *self.at.entry(key).or_insert(self.all.len());
        if n == self.all.len() {
            self.all.push(Candidate { words, places: Vec::new(), class, whole_name: false, named: 0, proper });
        }
        if let Some(candidate) = self.all.get_mut(n) {
            candidate.places.push(place);
            candidate.class = candidate.class.or(class);
            candidate.whole_name |= named > 0;
            candidate.named = candidate.named.max(named);
        }
    }
}

/// The lemma of each token as a hash.
pub fn keys(document: &Document) -> Vec<u64> {
    let (tokens, tags) = (&document.layers.tokens, &document.layers.tags);
    let has_lemmas = tags.lemma_of.len() == tokens.len();
    (0..tokens.len()).map(|i| if has_lemmas { tags.key(i) } else { tokens.word(i).lower }).collect()
}

/// One name of the text.
struct Name {
    tokens: Range<usize>,
    class: EntityType,
    /// How often the text names this thing, under whatever name.
    named: usize,
}

fn names(document: &Document) -> Vec<Name> {
    let layers = &document.layers;
    let named: HashMap<&str, usize> = layers.entities.iter().map(|e| (e.id.as_str(), e.mentions.len())).collect();
    let names = layers.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Demonym));
    let name = |m: &Mention| Name {
        tokens: layers.tokens.from_byte(m.span.begin)..layers.tokens.from_byte(m.span.end),
        class: m.class,
        named: m.entity.as_deref().and_then(|id| named.get(id)).copied().unwrap_or(1).max(1),
    };
    names.map(name).filter(|name| !name.tokens.is_empty()).collect()
}

/// Whether a token may be a keyphrase by itself.
fn stands_alone(document: &Document, i: usize, keys: &[u64]) -> bool {
    let layers = &document.layers;
    let is_noun = matches!(layers.tags.upos(i), Upos::Noun | Upos::Propn);
    let word = layers.tokens.word(i);
    let length = layers.tokens.spans.get(i).map_or(0, |s| s.len()) + usize::from(word.case == Case::Upper);
    is_noun
        && length >= WORD_BYTES_MIN
        && begins_with_letter(document, i)
        && keys.get(i).is_some_and(|key| !DULL.contains_key(key))
}

fn begins_with_letter(document: &Document, i: usize) -> bool {
    let span = document.layers.tokens.spans.get(i).copied().unwrap_or_default();
    Span::of(span, &document.text).chars().next().is_some_and(char::is_alphabetic)
}

/// The runs of adjectives and nouns of a sentence that end in a noun and are short enough.
fn phrases(document: &Document, sentence: Range<usize>) -> Vec<Range<usize>> {
    let upos = |i: usize| document.layers.tags.upos(i);
    let mut out = Vec::new();
    let mut begin = sentence.start;
    for i in sentence.start..=sentence.end {
        let goes_on = i < sentence.end
            && matches!(upos(i), Upos::Adj | Upos::Noun | Upos::Propn)
            && begins_with_letter(document, i);
        if goes_on {
            continue;
        }
        let end = (begin..i).rev().find(|&j| upos(j) != Upos::Adj).map_or(begin, |j| j + 1);
        if (2..=TOKENS_MAX).contains(&(end - begin)) {
            out.push(begin..end);
        }
        begin = i + 1;
    }
    out
}
