//! Counts in how many articles each English word stands, for the story desk.

use crate::corpus::{self, TrainError};
use copydesk::extract::fingerprint::words::folded;
use copydesk::model;
use copydesk::stories::desk::keys;
use copydesk::stories::desk::prior::{KIND, LEVELS_PER_HALVING, Prior, VERSION};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Words in fewer articles are left out: what is unknown is rare.
const ARTICLES_MIN: u32 = 10;

#[derive(Deserialize)]
struct Article {
    title: Option<String>,
    text: String,
}

/// Makes the table from the raw articles.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let articles: Vec<Article> = corpus::read(data, "train/raw-news.jsonl.xz")?;
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for article in &articles {
        let words = folded(&format!("{}\n{}", article.title.as_deref().unwrap_or_default(), article.text));
        let different: HashSet<u32> = keys::of_words(&words, 1).collect();
        different.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    counts.retain(|_, count| *count >= ARTICLES_MIN);
    eprintln!("rarity: {} words of {} articles", counts.len(), articles.len());
    let level = |count: u32| (articles.len() as f32 / count as f32).log2() * LEVELS_PER_HALVING;
    let mut payload = (counts.len() as u32).to_le_bytes().to_vec();
    payload.extend(counts.keys().flat_map(|key| key.to_le_bytes()));
    payload.extend(counts.values().map(|&count| level(count).round() as u8));
    let file = model::write(KIND, VERSION, &payload);
    Prior::read(&file)?;
    Ok(file)
}
