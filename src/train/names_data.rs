//! The corpora of names, and the sentences that the tagger learns from.

use crate::crf::Sequence;
use crate::{evaluate, recase};
use copydesk::extract::names::features::{self, Article, REACH};
use copydesk::extract::names::labels::{self, CLASSES, LABELS, Part, label};
use copydesk::extract::{sentences, tokens};
use copydesk::knowledge::Knowledge;
use copydesk::record::{EntityType, Tokens};
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;

/// One corpus and what may be learned from it.
pub struct Corpus {
    pub file: &'static str,
    /// How much a sentence counts.
    pub weight: f32,
    /// Whether facilities are marked apart from places; where not, a place may be one.
    pub has_facilities: bool,
    /// Gold labels of articles like those that will be read: good for calibration.
    pub is_news_gold: bool,
}

const SILVER: f32 = 0.5;

pub const CORPORA: [Corpus; 6] = [
    gold("eval/ner/worldwide-train.jsonl.xz", true, true),
    gold("eval/ner/gum-other-train.jsonl.xz", false, false),
    gold("eval/ner/wikigold-train.jsonl.xz", false, false),
    gold("eval/ner/wnut17-train.jsonl.xz", true, false),
    Corpus { file: "train/silver-ner.jsonl.xz", weight: SILVER, has_facilities: true, is_news_gold: false },
    Corpus { file: "train/silver-ner-2.jsonl.xz", weight: SILVER, has_facilities: true, is_news_gold: false },
];

const fn gold(file: &'static str, has_facilities: bool, is_news_gold: bool) -> Corpus {
    Corpus { file, weight: 1.0, has_facilities, is_news_gold }
}

/// One article with the names in it.
#[derive(Deserialize)]
pub struct Line {
    pub text: String,
    /// The classes that are marked; of the others the corpus says nothing.
    #[serde(default)]
    pub annotated: Vec<String>,
    #[serde(default)]
    pub entities: Vec<Entity>,
}

#[derive(Deserialize)]
pub struct Entity {
    /// In code points.
    pub span: Span,
    #[serde(rename = "type")]
    pub class: String,
    #[serde(default)]
    pub kind: Option<String>,
}

impl Entity {
    pub fn is_name(&self) -> bool {
        self.kind.as_deref().is_none_or(|kind| kind == "name")
    }
}

/// The number of a class by its name in a corpus.
pub fn class_of(name: &str) -> Option<usize> {
    let class = match name {
        "Person" => EntityType::Person,
        "Organization" => EntityType::Organization,
        "Place" => EntityType::Place,
        "Facility" => EntityType::Facility,
        "Group" => EntityType::Group,
        "Product" => EntityType::Product,
        "Other" | "Event" | "Work" => EntityType::Other,
        _ => return None,
    };
    labels::class_of(class)
}

/// The tokens of a text, as the pipeline would make them.
pub fn read(text: &str) -> (String, Tokens) {
    let mut document = evaluate::document(text.to_owned());
    document.fill(sentences::extract(&document, &Knowledge::none()));
    let tokens = tokens::read(&document.text, document.layers.sentences.iter().copied());
    (document.text, tokens)
}

/// Appends the sentences of article number `n`, and of its copy in other letters where it has one.
pub fn collect(n: usize, line: &Line, corpus: &Corpus, bits: u8, out: &mut Vec<Sequence>) {
    let copy = recase::of_article(n).map(|how| recase::rewrite(&line.text, how));
    for text in [Some(line.text.clone()), copy].into_iter().flatten() {
        let (text, tokens) = read(&text);
        let allowed = allowed(line, &text, corpus, &tokens);
        sequences(&tokens, &allowed, bits, corpus.weight, out);
    }
}

/// The labels that each token may have, one bit a label.
fn allowed(line: &Line, text: &str, corpus: &Corpus, tokens: &Tokens) -> Vec<u64> {
    let points = CodePoints::new(text);
    let marked = |class: usize| {
        line.annotated.iter().any(|name| class_of(name) == Some(class) && name != "Event" && name != "Work")
    };
    let unmarked = (0..CLASSES.len()).filter(|&class| !marked(class));
    let outside = unmarked.map(|class| 0b1111 << label(class, Part::Begin)).fold(1, |a, b: u64| a | b);
    let mut allowed = vec![outside; tokens.len()];
    for entity in line.entities.iter().filter(|e| e.is_name()) {
        let Some(class) = class_of(&entity.class).filter(|&class| marked(class)) else { continue };
        let Some(span) = points.bytes(entity.span) else { continue };
        let or_facility = CLASSES[class] == EntityType::Place && !corpus.has_facilities;
        let classes = [Some(class), class_of("Facility").filter(|_| or_facility)];
        for sentence in &tokens.sentences {
            let inside: Vec<usize> = sentence.clone().filter(|&i| tokens.spans[i].overlaps(span)).collect();
            for (k, &i) in inside.iter().enumerate() {
                let part = match (k, inside.len()) {
                    (_, 1) => Part::Unit,
                    (0, _) => Part::Begin,
                    (k, n) if k + 1 == n => Part::Last,
                    _ => Part::Inside,
                };
                allowed[i] = classes.iter().flatten().map(|&class| 1u64 << label(class, part)).sum();
            }
        }
    }
    debug_assert!(allowed.iter().all(|a| a >> LABELS == 0));
    allowed
}

/// Appends the sentences of a document with the features of their tokens.
fn sequences(tokens: &Tokens, allowed: &[u64], bits: u8, weight: f32, out: &mut Vec<Sequence>) {
    let article = Article::of(tokens);
    let row = |feature: u64| (feature & ((1 << bits) - 1)) as u32;
    for (n, sentence) in tokens.sentences.iter().enumerate() {
        let mut sequence = Sequence::new(weight);
        for i in sentence.clone() {
            let rows = &mut sequence.rows;
            let around = article.around(n, sentence, i);
            features::of_word(around.words[REACH as usize], |feature| rows.push(row(feature)));
            for (offset, seen) in (-REACH..=REACH).zip(around.words).filter(|(offset, _)| *offset != 0) {
                features::of_neighbour(seen, offset, |feature| rows.push(row(feature)));
            }
            features::of_place(&around, |feature| rows.push(row(feature)));
            sequence.close(allowed[i]);
        }
        out.push(sequence);
    }
}
