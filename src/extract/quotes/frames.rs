//! What words that report speech, beliefs and wishes take as their content: the table `frames.txt`.

use crate::record::Upos;
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

const FRAMES: &str = include_str!("frames.txt");

/// Part of speech of a reporting word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Verb,
    Noun,
    Adjective,
}

impl Part {
    pub fn of(upos: Upos) -> Option<Self> {
        match upos {
            Upos::Verb => Some(Part::Verb),
            Upos::Noun => Some(Part::Noun),
            Upos::Adj => Some(Part::Adjective),
            _ => None,
        }
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "verb" => Some(Part::Verb),
            "noun" => Some(Part::Noun),
            "adjective" => Some(Part::Adjective),
            _ => None,
        }
    }
}

/// What the words of one section of the table share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// "say", "think", "judge" …
    pub class: &'static str,
    /// The section's number: what the learned weights know the class by.
    pub number: u64,
}

/// The frames of a lemma as verb, noun and adjective.
pub type Frames = [Option<Frame>; 3];

/// A word of the table with what it may take.
#[derive(Clone, Copy, Debug)]
struct Entry {
    word: &'static str,
    frames: Frames,
}

/// By the hash of the word, and of what it is mistaken for.
static TABLE: LazyLock<HashedMap<Entry>> = LazyLock::new(read);

fn read() -> HashedMap<Entry> {
    let mut table: HashedMap<Entry> = HashedMap::default();
    let mut section: Option<(Part, Frame)> = None;
    let mut number = 0;
    for line in rows(FRAMES) {
        if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            number += 1;
            let (part, class) = head.split_once(' ').unwrap_or((head, "say"));
            section = Part::named(part).map(|part| (part, Frame { class, number }));
            continue;
        }
        let Some((part, frame)) = section else { continue };
        for word in line.split(' ') {
            let entry = table.entry(lower_hash(word)).or_insert(Entry { word, frames: Frames::default() });
            entry.frames[part as usize].get_or_insert(frame);
        }
    }
    with_mistaken(table)
}

/// Adds what words look like whose lemma is wrong by its last "e", as guessed lemmas are ("jok", "tweete"): first those with
/// one too many.
fn with_mistaken(mut table: HashedMap<Entry>) -> HashedMap<Entry> {
    let mut words: Vec<Entry> = table.values().copied().collect();
    words.sort_by_key(|entry| entry.word);
    for entry in &words {
        table.entry(lower_hash(&format!("{}e", entry.word))).or_insert(*entry);
    }
    for entry in &words {
        if let Some(shorter) = entry.word.strip_suffix('e') {
            table.entry(lower_hash(shorter)).or_insert(*entry);
        }
    }
    table
}

/// A lemma of the table and its frames as verb, noun and adjective, from the hash of a lemma in small letters.
pub fn of(lemma: u64) -> Option<(&'static str, Frames)> {
    TABLE.get(&lemma).map(|entry| (entry.word, entry.frames))
}
