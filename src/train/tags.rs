//! Trains the tagger of parts of speech and the lemmas, and measures both.

use crate::corpus::TrainError;
use crate::crf::{Crf, Sequence};
use crate::treebank::{self, DEV, Document, TRAIN};
use crate::{lemmas, linear};
use copydesk::extract::tags::features::{self, Seen};
use copydesk::extract::tags::{KIND, MODEL_VERSION, Tagger};
use copydesk::extract::tokens;
use copydesk::model;
use copydesk::record::{Tokens, Upos};
use copydesk::text::words::HashedMap;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Bits of a row number.
const BITS: u8 = 20;
const EPOCHS: usize = 8;
/// First step of AdaGrad; it falls to nothing.
const RATE: f32 = 0.1;
/// Share of a token's features that are left out at each step.
const DROPOUT: f32 = 0.3;
/// Features seen less often are left out: they would crowd the table.
const COUNT_MIN: u32 = 2;
/// Rows that are packed: 1.8 MB.
const ROWS: usize = 90_000;
/// Epochs after which is learned without the rows that will not be packed.
const PRUNED_EPOCHS: usize = 3;
/// Parts into which training is cut so that each is tagged by what was learned from the others.
const FOLDS: usize = 8;

/// Trains the model file.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let documents = treebank::read(data, &TRAIN)?;
    let all: Vec<&Document> = documents.iter().collect();
    let file = file(&learn(&all, EPOCHS), &lemmas::train(&documents));
    Tagger::read(&file)?;
    eprintln!("tags: {} bytes", file.len());
    Ok(file)
}

/// Prints how many parts of speech and lemmas are right on the developer sets.
pub fn report(data: &Path, tagger: &Tagger<'_>) -> Result<(), TrainError> {
    for name in DEV {
        measure(tagger, name, &treebank::read(data, &[name])?);
    }
    Ok(())
}

/// Documents by their number, with their parts of speech.
type Fold = Vec<(usize, Vec<Upos>)>;

/// Parts of speech of each training document by a tagger that has not seen it.
pub fn jackknife(documents: &[Document]) -> Result<Vec<Vec<Upos>>, TrainError> {
    let folds: Vec<Result<Fold, TrainError>> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            let others: Vec<&Document> =
                documents.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|d| d.1).collect();
            let file = file(&learn(&others, EPOCHS), &lemmas::train(&[]));
            let tagger = Tagger::read(&file)?;
            let own = documents.iter().enumerate().filter(|(i, _)| i % FOLDS == fold);
            Ok(own.map(|(i, document)| (i, tagger.upos(&document.tokens))).collect())
        })
        .collect();
    let mut out = vec![Vec::new(); documents.len()];
    for fold in folds {
        fold?.into_iter().for_each(|(i, upos)| out[i] = upos);
    }
    Ok(out)
}

fn file((crf, kept): &(Crf, Vec<bool>), lemmas: &[u8]) -> Vec<u8> {
    let mut weights = crf.weights();
    let rows = weights.chunks_exact_mut(Upos::COUNT).zip(kept);
    rows.filter(|(_, kept)| !**kept).for_each(|(row, _)| row.fill(0.0));
    let (weights, kept) = linear::pack(&weights, BITS, Upos::COUNT, f32::MIN_POSITIVE);
    eprintln!("tags: {kept} rows");
    let mut payload: Vec<u8> = crf.transitions.iter().flat_map(|t| t.to_le_bytes()).collect();
    payload.extend(weights);
    payload.extend_from_slice(lemmas);
    model::write(KIND, MODEL_VERSION, &payload)
}

fn learn(documents: &[&Document], epochs: usize) -> (Crf, Vec<bool>) {
    let mut counts: HashedMap<u32> = HashedMap::default();
    for document in documents {
        each_feature(&document.tokens, |feature| *counts.entry(feature).or_default() += 1);
    }
    let mut sequences = Vec::new();
    for document in documents {
        sequences_of(document, &counts, &mut sequences);
    }
    let labels = Upos::COUNT;
    let mut crf = Crf::new(BITS, labels, vec![true; (labels + 1) * labels]);
    crf.dropout = DROPOUT;
    let mut random = fastrand::Rng::with_seed(3);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut kept = Vec::new();
    for epoch in 0..epochs {
        if epoch + PRUNED_EPOCHS == epochs {
            kept = most_used(&crf, &sequences);
            // What will not be packed goes, so that the others learn to do without it.
            sequences.iter_mut().for_each(|s| s.retain(|row| kept[row as usize]));
        }
        random.shuffle(&mut order);
        crf.rate = RATE * (1.0 - epoch as f32 / epochs as f32);
        let loss: f32 = order.iter().map(|&i| crf.learn(&sequences[i])).sum();
        eprintln!("tags: epoch {epoch}, loss {:.4} a sentence", loss / sequences.len() as f32);
    }
    (crf, kept)
}

/// Which rows are worth their bytes: those with large weights, and the more so the more often they are used.
fn most_used(crf: &Crf, sequences: &[Sequence]) -> Vec<bool> {
    let mut counts = vec![0f32; 1 << BITS];
    sequences.iter().flat_map(|s| &s.rows).for_each(|&row| counts[row as usize] += 1.0);
    let worth = |row: usize| crf.row(row).iter().fold(0f32, |a, w| a.max(w.abs())) * counts[row].powf(0.75);
    let worth: Vec<f32> = (0..1 << BITS).map(worth).collect();
    let mut order = worth.clone();
    order.sort_by(|a, b| b.total_cmp(a));
    let least = order[ROWS].max(f32::MIN_POSITIVE);
    worth.iter().map(|&w| w > least).collect()
}

fn features_of(
    tokens: &Tokens,
    words: &[Seen<'_>],
    sentence: &std::ops::Range<usize>,
    i: usize,
    mut emit: impl FnMut(u64),
) {
    let at = |offset| tokens.word_at(sentence, i, offset).map_or(Seen::NONE, |word| words[word]);
    let around = [at(-2), at(-1), at(0), at(1), at(2)];
    features::of_word(&around[2], &mut emit);
    for (offset, seen) in [(-2, 0), (-1, 1), (1, 3), (2, 4)] {
        features::of_neighbour(&around[seen], offset, &mut emit);
    }
    features::of_place(&[around[1], around[2], around[3]], &mut emit);
}

fn each_feature(tokens: &Tokens, mut emit: impl FnMut(u64)) {
    let words = features::words(tokens);
    for sentence in &tokens.sentences {
        sentence.clone().for_each(|i| features_of(tokens, &words, sentence, i, &mut emit));
    }
}

fn sequences_of(document: &Document, counts: &HashedMap<u32>, out: &mut Vec<Sequence>) {
    let words = features::words(&document.tokens);
    for sentence in &document.tokens.sentences {
        let mut sequence = Sequence::new(1.0);
        for i in sentence.clone() {
            features_of(&document.tokens, &words, sentence, i, |feature| {
                if counts.get(&feature).is_some_and(|&n| n >= COUNT_MIN) {
                    sequence.rows.push((feature & ((1 << BITS) - 1)) as u32);
                }
            });
            sequence.close(1 << document.upos[i] as u64);
        }
        out.push(sequence);
    }
}

/// Prints accuracy with gold tokens and sentences, then with our own tokens, aligned by their spans.
fn measure(tagger: &Tagger<'_>, name: &str, documents: &[Document]) {
    let (mut n, mut right, mut lemmas, mut own, mut aligned) = (0, 0, 0, 0, 0);
    let mut mistakes: BTreeMap<(Upos, Upos), usize> = BTreeMap::new();
    for document in documents {
        let tags = tagger.tags(&document.text, &document.tokens);
        for (i, &gold) in document.upos.iter().enumerate() {
            n += 1;
            right += usize::from(tags.upos[i] == gold);
            lemmas += usize::from(tags.lemma(i) == document.lemmas[i]);
            if tags.upos[i] != gold {
                *mistakes.entry((gold, tags.upos[i])).or_default() += 1;
            }
        }
        let gold: HashMap<_, _> = document.tokens.spans.iter().zip(&document.upos).collect();
        let sentences = document.tokens.sentences.iter().map(|s| {
            let (first, last) = (document.tokens.spans[s.start], document.tokens.spans[s.end - 1]);
            copydesk::text::Span { begin: first.begin, end: last.end }
        });
        let tokens = tokens::read(&document.text, sentences);
        for (span, upos) in tokens.spans.iter().zip(tagger.upos(&tokens)) {
            if let Some(&&gold) = gold.get(span) {
                aligned += 1;
                own += usize::from(gold == upos);
            }
        }
    }
    let share = |x: usize, n: usize| x as f64 / n.max(1) as f64;
    println!("{name}: UPOS {:.4}, lemmas {:.4} of {n} tokens", share(right, n), share(lemmas, n));
    println!("  own tokens: {:.4} of {aligned} with the same span", share(own, aligned));
    let mut mistakes: Vec<_> = mistakes.into_iter().collect();
    mistakes.sort_by_key(|m| std::cmp::Reverse(m.1));
    let worst: Vec<String> = mistakes.iter().take(8).map(|((a, b), n)| format!("{a} as {b} {n}")).collect();
    println!("  mistakes: {}", worst.join(", "));
}
