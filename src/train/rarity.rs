//! Counts in how many articles each word stands.

use crate::corpus::{self, TrainError};
use crate::{evaluate, retrieval};
use copydesk::extract::tokens::rarity::{KIND, Rarity, VERSION, packed};
use copydesk::extract::{sentences, tokens};
use copydesk::model;
use copydesk::record::Tokens;
use copydesk::text::words::{Case, HashedMap};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

const CORPORA: [&str; 3] = ["train/raw-news.jsonl.xz", "train/silver-ner.jsonl.xz", "train/silver-ner-2.jsonl.xz"];
/// Articles that a word must stand in.
const LEAST: u32 = 3;

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// The table of the words of the training articles.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let (mut counts, mut all): (HashedMap<u32>, u32) = (HashedMap::default(), 0);
    for name in CORPORA {
        for line in corpus::read::<Line>(data, name)? {
            all += 1;
            words(line.text).into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
        }
    }
    let mut pairs: Vec<(u64, u16)> =
        counts.into_iter().filter(|&(_, n)| n >= LEAST).map(|(key, n)| (key, packed(n, all))).collect();
    pairs.sort_unstable();
    eprintln!("rarity: {} words of {all} articles", pairs.len());
    let file = model::write(KIND, VERSION, &retrieval::build(&pairs));
    Rarity::read(&file)?;
    Ok(file)
}

/// The different words of a text, by hash.
fn words(text: String) -> BTreeSet<u64> {
    let document = evaluate::document(text);
    let each = document.paragraphs.iter().flat_map(|p| sentences::of_paragraph(&document.text, *p));
    let tokens: Tokens = tokens::read(&document.text, each);
    tokens.words.iter().filter(|word| word.case != Case::None).map(|word| word.lower).collect()
}
