//! Trains the parser, and measures it.
//!
//! Several teachers learn from the treebanks; what they find together in articles that nobody annotated teaches the parser
//! that is shipped, beside the treebanks (as in Kuncoro et al. 2016, with hard labels).

use crate::corpus::TrainError;
use crate::learner::{BITS, Plan, Sentence, learn};
use crate::teachers::Teachers;
use crate::treebank::{self, DEV, Document, TRAIN};
use crate::{linear, tags};
use copydesk::extract::tags::Tagger;
use copydesk::extract::tree::features::Form;
use copydesk::extract::tree::machine::NONE;
use copydesk::extract::tree::{KIND, MODEL_VERSION, Parser, Possible, UNITS};
use copydesk::model;
use copydesk::record::{Tags, Trees, Upos};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows that are packed: 2.9 MB.
const ROWS: usize = 45_000;
/// How often the sentences of the treebanks are seen in an epoch, beside those of the teachers once.
const GOLD: usize = 3;

/// Trains the model file; the tagger is the one that will work before the parser.
pub fn train(data: &Path, tagger: &Tagger<'_>) -> Result<Vec<u8>, TrainError> {
    let documents = treebank::read(data, &TRAIN)?;
    let mut gold = Vec::new();
    for (document, upos) in documents.iter().zip(tags::jackknife(&documents)?) {
        sentences_of(document, &upos, &mut gold);
    }
    let mut sentences = Teachers::learn(&gold).annotate(data, tagger)?;
    let possible = possible(&gold);
    (0..GOLD).for_each(|_| sentences.extend(gold.iter().cloned()));
    let file = file(&sentences, &possible);
    eprintln!("trees: {} bytes", file.len());
    Parser::read(&file)?;
    Ok(file)
}

/// Prints how many heads and relations are right on the developer sets, with the tagger's parts of speech.
pub fn report(data: &Path, parser: &Parser, tagger: &Tagger<'_>) -> Result<(), TrainError> {
    for name in DEV {
        measure(parser, tagger, name, &treebank::read(data, &[name])?);
    }
    Ok(())
}

fn sentences_of(document: &Document, upos: &[Upos], out: &mut Vec<Sentence>) {
    for sentence in &document.tokens.sentences {
        let begin = sentence.start as u32;
        let head = |head: u32| if head == Trees::ROOT { NONE } else { head.wrapping_sub(begin) };
        out.push(Sentence {
            forms: sentence.clone().map(|i| Form::of(&document.tokens, upos[i], i)).collect(),
            heads: document.heads[sentence.clone()].iter().map(|&h| head(h)).collect(),
            relations: document.relations[sentence.clone()].to_vec(),
        });
    }
}

/// The relations that the treebanks know of children of each part of speech.
fn possible(gold: &[Sentence]) -> Possible {
    let mut possible = Possible::default();
    for sentence in gold {
        for (child, (form, &head)) in
            (0..).zip(sentence.forms.iter().zip(&sentence.heads)).filter(|(_, (_, h))| **h != NONE)
        {
            let side = usize::from(head < child);
            possible[side][form.upos as usize - 1] |= 1 << sentence.relations[child as usize] as u64;
        }
    }
    possible
}

fn file(sentences: &[Sentence], possible: &Possible) -> Vec<u8> {
    let (network, kept) = learn::<UNITS>(sentences, &Plan { rows: ROWS, epochs: 6, pruned_epochs: 4, seed: 5 });
    let mut payload: Vec<u8> = network.bias.iter().flat_map(|b| b.to_le_bytes()).collect();
    for (weights, bias) in &network.outputs {
        payload.extend_from_slice(&bias.to_le_bytes());
        weights.iter().for_each(|w| payload.extend_from_slice(&w.to_le_bytes()));
    }
    payload.extend(possible.iter().flatten().flat_map(|relations| relations.to_le_bytes()));
    let mut rows = vec![0.0; UNITS * kept.len()];
    for (row, weights) in rows.chunks_exact_mut(UNITS).enumerate().filter(|(row, _)| kept[*row]) {
        weights.copy_from_slice(network.row(row));
    }
    payload.extend(linear::pack(&rows, BITS, UNITS, 1e-6).0);
    model::write(KIND, MODEL_VERSION, &payload)
}

/// Prints the shares of right heads, and of right heads with their relation, with and without subtypes.
fn measure(parser: &Parser, tagger: &Tagger<'_>, name: &str, documents: &[Document]) {
    let (mut n, mut heads, mut labelled, mut exact) = (0, 0, 0, 0);
    let mut missed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for document in documents {
        let tags: Tags = tagger.tags(&document.text, &document.tokens);
        let trees = parser.trees(&document.tokens, &tags);
        for (i, (&head, &relation)) in document.heads.iter().zip(&document.relations).enumerate() {
            n += 1;
            let right = trees.heads[i] == head;
            let alike = right && trees.relations[i].universal() == relation.universal();
            heads += usize::from(right);
            labelled += usize::from(alike);
            exact += usize::from(right && trees.relations[i] == relation);
            let row = missed.entry(relation.universal()).or_default();
            *row = (row.0 + usize::from(!alike), row.1 + 1);
        }
    }
    let share = |x: usize| x as f64 / n.max(1) as f64;
    println!("{name}: UAS {:.4} LAS {:.4} (with subtypes {:.4}) of {n}", share(heads), share(labelled), share(exact));
    let mut missed: Vec<_> = missed.into_iter().collect();
    missed.sort_by_key(|m| std::cmp::Reverse(m.1.0));
    let worst = missed.iter().take(10).map(|(r, (m, n))| format!("{r} {m}/{n}"));
    println!("  missed: {}", worst.collect::<Vec<_>>().join(", "));
}
