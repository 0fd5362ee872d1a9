//! What words that report speech, beliefs and wishes take as their content: the table `frames.txt`.

use crate::record::Upos;
use crate::text::rows;
use std::collections::HashMap;
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

static TABLE: LazyLock<HashMap<&str, Frames>> = LazyLock::new(read);

fn read() -> HashMap<&'static str, Frames> {
    let mut table: HashMap<&str, Frames> = HashMap::new();
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
            table.entry(word).or_default()[part as usize].get_or_insert(frame);
        }
    }
    table
}

/// Bytes of the longest lemma that is looked up with another ending; longer ones are no words of the table.
const LEMMA_BYTES_MAX: usize = 24;

/// A lemma of the table and its frames as verb, noun and adjective. A lemma may be wrong by its last "e", as guessed lemmas
/// are ("jok", "tweete").
pub fn of(lemma: &str) -> Option<(&'static str, Frames)> {
    let found = TABLE.get_key_value(lemma).or_else(|| TABLE.get_key_value(lemma.strip_suffix('e')?)).or_else(|| {
        let mut longer = [b'e'; LEMMA_BYTES_MAX];
        longer.get_mut(..lemma.len())?.copy_from_slice(lemma.as_bytes());
        TABLE.get_key_value(std::str::from_utf8(longer.get(..lemma.len() + 1)?).ok()?)
    });
    found.map(|(&word, &frames)| (word, frames))
}
