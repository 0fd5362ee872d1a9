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

/// Each word's hash and frames, by its hash and by those of what it is mistaken for.
static TABLE: LazyLock<HashedMap<(u64, Frames)>> = LazyLock::new(read);

fn read() -> HashedMap<(u64, Frames)> {
    let mut table: HashedMap<(u64, Frames)> = HashedMap::default();
    let mut words = Vec::new();
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
            words.push(word);
            let key = lower_hash(word);
            table.entry(key).or_insert((key, Frames::default())).1[part as usize].get_or_insert(frame);
        }
    }
    add_mistaken(&mut table, &words);
    table
}

/// Adds what words look like whose lemma is wrong by its last "e", as guessed lemmas are ("jok", "tweete"): first those with
/// one too many.
fn add_mistaken(table: &mut HashedMap<(u64, Frames)>, words: &[&str]) {
    let longer = words.iter().map(|word| (*word, lower_hash(&format!("{word}e"))));
    let shorter = words.iter().filter_map(|word| Some((*word, lower_hash(word.strip_suffix('e')?))));
    for (word, mistaken) in longer.chain(shorter) {
        if let Some(&entry) = table.get(&lower_hash(word)) {
            table.entry(mistaken).or_insert(entry);
        }
    }
}

/// The hash of a word of the table and its frames as verb, noun and adjective, by the hash of a lemma.
pub fn of(lemma: u64) -> Option<(u64, Frames)> {
    TABLE.get(&lemma).copied()
}
