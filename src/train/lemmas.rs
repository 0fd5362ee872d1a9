//! Learns how words become their lemmas: the shortest ending that decides, and the words that go another way.

use crate::treebank::Document;
use copydesk::extract::tags::lemmas::{Edit, keys};
use std::collections::BTreeMap;

/// An edit that fewer tokens show is a mistake of writing or a name.
const EDIT_MIN: usize = 3;
/// Edits that a byte counts.
const EDITS_MAX: usize = 255;
/// Tokens that an ending must be seen in before it decides; a whole word needs fewer.
const ENDING_MIN: usize = 2;
const WORD_MIN: usize = 1;

type Owned = (bool, u8, String);

/// The payload of `Lemmas`.
pub fn train(documents: &[Document]) -> Vec<u8> {
    let edits = edits(documents);
    let number: BTreeMap<&Owned, u8> = edits.iter().zip(0..).collect();
    let mut levels: Vec<BTreeMap<u32, BTreeMap<u8, usize>>> = Vec::new();
    let mut seen = Vec::new();
    for document in documents {
        for i in 0..document.tokens.len() {
            let Some(&edit) = edit(document, i).as_ref().and_then(|e| number.get(e)) else { continue };
            let keys = keys(document.tokens.word(i), document.upos[i]);
            levels.resize(keys.len(), BTreeMap::new());
            seen.push(keys);
            for (level, key) in levels.iter_mut().zip(keys) {
                *level.entry(key).or_default().entry(edit).or_default() += 1;
            }
        }
    }
    let rules = rules(&levels, &seen);
    eprintln!("lemmas: {} edits, {} rules", edits.len(), rules.len());
    let mut out = vec![edits.len() as u8];
    for (keeps_case, cut, ending) in &edits {
        out.extend([u8::from(*keeps_case), *cut, ending.len() as u8]);
        out.extend_from_slice(ending.as_bytes());
    }
    out.extend_from_slice(&(rules.len() as u32).to_le_bytes());
    for (key, edit) in rules {
        out.extend_from_slice(&key.to_le_bytes());
        out.push(edit);
    }
    out
}

/// The edits that are common enough, the most frequent first.
fn edits(documents: &[Document]) -> Vec<Owned> {
    let mut counts: BTreeMap<Owned, usize> = BTreeMap::new();
    for document in documents {
        for i in 0..document.tokens.len() {
            if let Some(edit) = edit(document, i) {
                *counts.entry(edit).or_default() += 1;
            }
        }
    }
    let mut edits: Vec<(Owned, usize)> = counts.into_iter().filter(|c| c.1 >= EDIT_MIN).collect();
    edits.sort_by_key(|(edit, n)| (std::cmp::Reverse(*n), edit.clone()));
    edits.into_iter().take(EDITS_MAX).map(|e| e.0).collect()
}

/// What makes the gold lemma of a token's form; `None` where the two are equal only by chance of writing ("_").
fn edit(document: &Document, i: usize) -> Option<Owned> {
    let lemma = &document.lemmas[i];
    if lemma == "_" || lemma.is_empty() {
        return None;
    }
    let form = document.tokens.spans[i].of(&document.text).replace('’', "'");
    let try_one = |keeps_case: bool| {
        let form = if keeps_case { form.clone() } else { form.to_lowercase() };
        let common = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let edit = (keeps_case, (form.chars().count() - common) as u8, lemma.chars().skip(common).collect::<String>());
        let applied = Edit { keeps_case, cut: edit.1, ending: &edit.2 }.apply(&form);
        (applied == *lemma).then_some(edit)
    };
    let (lower, kept) = (try_one(false), try_one(true));
    match (lower, kept) {
        (Some(lower), Some(kept)) if kept.1 < lower.1 => Some(kept),
        (lower, kept) => lower.or(kept),
    }
}

/// Rules from the most general to the most special, those that say what a more general one says left out.
fn rules(levels: &[BTreeMap<u32, BTreeMap<u8, usize>>], seen: &[[u32; 6]]) -> BTreeMap<u32, u8> {
    let mut rules: BTreeMap<u32, u8> = BTreeMap::new();
    for (n, level) in levels.iter().enumerate().rev() {
        let mut chosen = BTreeMap::new();
        for keys in seen {
            let key = keys[n];
            let Some(counts) = level.get(&key) else { continue };
            if chosen.contains_key(&key) || counts.values().sum::<usize>() < if n == 0 { WORD_MIN } else { ENDING_MIN }
            {
                continue;
            }
            // Ties go to what the more general rule says, then to the commoner edit.
            let general = keys[n + 1..].iter().find_map(|key| rules.get(key)).copied();
            let best = counts.iter().max_by_key(|(edit, n)| (**n, Some(**edit) == general, u8::MAX - **edit));
            if let Some((&edit, _)) = best.filter(|(edit, _)| Some(**edit) != general) {
                chosen.insert(key, edit);
            }
        }
        rules.extend(chosen);
    }
    rules
}
