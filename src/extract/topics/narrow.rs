//! Narrower topics, and subjects that too little was learned of, by the words that speak for them.

use super::vocabulary;
use crate::record::Document;
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash, mix};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Different words of a row that must stand in the article, and the percent of its tokens that they must be together: one
/// in a hundred is about four times what the words of a row are in other articles.
const NARROW: Least = Least { different: 3, percent: 1.0 };
/// For a subject on its own, which nothing else vouches for.
const ALONE: Least = Least { different: 5, percent: 4.0 };
/// Narrower topics that are told at most.
const TOPICS_MAX: usize = 3;
/// What a subject that is told on its own is worth at most: only words vouch for it.
const ALONE_MAX: f32 = 0.7;

struct Least {
    different: u32,
    percent: f32,
}

/// A row of narrow.tsv.
struct Row {
    code: &'static str,
    subject: usize,
    alone: bool,
}

struct Table {
    rows: Vec<Row>,
    /// The row of each cue.
    row_of: Vec<u32>,
    /// By the hash of a word, or of a pair of words: the cues that it is.
    cues: HashedMap<Vec<u32>>,
    /// Words that a pair begins with.
    begins: HashedMap<()>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table =
        Table { rows: Vec::new(), row_of: Vec::new(), cues: HashedMap::default(), begins: HashedMap::default() };
    for line in rows(include_str!("narrow.tsv")) {
        let mut cells = line.split('\t');
        let (Some(code), _, Some(words)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some(subject) = vocabulary::subject(code) else { continue };
        for cue in words.split(',').map(str::trim) {
            let key = match cue.split_once(' ') {
                Some((first, second)) => {
                    table.begins.insert(lower_hash(first), ());
                    pair(lower_hash(first), lower_hash(second))
                }
                None => lower_hash(cue),
            };
            table.cues.entry(key).or_default().push(table.row_of.len() as u32);
            table.row_of.push(table.rows.len() as u32);
        }
        table.rows.push(Row { code, subject, alone: vocabulary::code(subject) == code });
    }
    table
});

fn pair(first: u64, second: u64) -> u64 {
    mix(1, first, second)
}

/// The subjects with those that are told on their own, the most probable first, and then the narrower topics.
pub fn add(document: &Document, mut subjects: Vec<(String, f32)>) -> Vec<(String, f32)> {
    let tokens = document.layers.tokens.len().max(1) as f32;
    let mut narrower: Vec<(String, f32)> = Vec::new();
    for (row, seen) in TABLE.rows.iter().zip(count(document)) {
        let percent = seen.hits as f32 * 100.0 / tokens;
        let enough = |least: &Least| seen.different >= least.different && percent >= least.percent;
        if row.alone {
            if enough(&ALONE) && subjects.iter().all(|s| s.0 != row.code) {
                subjects.push((row.code.to_owned(), (1.0 - 0.5 * ALONE.percent / percent).min(ALONE_MAX)));
            }
        } else if enough(&NARROW) {
            let parent = vocabulary::code(row.subject);
            let parent = subjects.iter().find(|s| s.0 == parent).map(|s| s.1);
            narrower.extend(parent.map(|p| (row.code.to_owned(), p * percent / (percent + NARROW.percent))));
        }
    }
    let best_first = |a: &(String, f32), b: &(String, f32)| b.1.total_cmp(&a.1);
    subjects.sort_by(best_first);
    narrower.sort_by(best_first);
    narrower.truncate(TOPICS_MAX);
    subjects.extend(narrower);
    subjects
}

#[derive(Clone, Copy, Default)]
struct Seen {
    different: u32,
    hits: u32,
}

/// How many words of each row stand in the document, and how often.
fn count(document: &Document) -> Vec<Seen> {
    let mut hits = vec![0u32; TABLE.row_of.len()];
    let mut see = |key: u64, n: u32| {
        for &cue in TABLE.cues.get(&key).into_iter().flatten() {
            hits.get_mut(cue as usize).into_iter().for_each(|hits| *hits += n);
        }
    };
    let (words, word_of) = words(document);
    let mut counts = vec![0u32; words.len()];
    let begins: Vec<bool> = words.iter().map(|key| TABLE.begins.contains_key(key)).collect();
    let at = |i: usize| word_of.get(i).map_or(usize::MAX, |&word| word as usize);
    for i in 0..word_of.len() {
        counts.get_mut(at(i)).into_iter().for_each(|count| *count += 1);
        if begins.get(at(i)) == Some(&true)
            && let (Some(&first), Some(&second)) = (words.get(at(i)), words.get(at(i + 1)))
        {
            see(pair(first, second), 1);
        }
    }
    words.iter().zip(counts).for_each(|(&key, n)| see(key, n));
    let mut of_row = vec![Seen::default(); TABLE.rows.len()];
    for (&row, hits) in TABLE.row_of.iter().zip(hits).filter(|(_, hits)| *hits > 0) {
        if let Some(seen) = of_row.get_mut(row as usize) {
            *seen = Seen { different: seen.different + 1, hits: seen.hits + hits };
        }
    }
    of_row
}

/// The hash of each lemma, or of each word where lemmas are not known, and which of them each token is.
fn words(document: &Document) -> (Cow<'_, [u64]>, &[u32]) {
    let (tokens, tags) = (&document.layers.tokens, &document.layers.tags);
    if tags.lemma_of.len() == tokens.len() {
        (Cow::Borrowed(&tags.keys), &tags.lemma_of)
    } else {
        (tokens.words.iter().map(|word| word.lower).collect(), &tokens.word_of)
    }
}
