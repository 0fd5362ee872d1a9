//! The words that carry tone: lexicon.txt, read once.

use crate::text::{rows, words::HashedMap, words::lower_hash};
use std::sync::LazyLock;

/// What a word of the lexicon does; the numbers are part of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    Good = 1,
    Bad,
    Praise,
    Blame,
    Merit,
    Vice,
    Harm,
    War,
    Relief,
    Vow,
    Claim,
    Standing,
    Taint,
    More,
    Less,
    Not,
}

/// The classes by their headings, and whether verbs are looked up in them first.
const CLASSES: [(&str, Class, bool); 16] = [
    ("good", Class::Good, false),
    ("bad", Class::Bad, false),
    ("praise", Class::Praise, true),
    ("blame", Class::Blame, true),
    ("merit", Class::Merit, true),
    ("vice", Class::Vice, true),
    ("harm", Class::Harm, false),
    ("war", Class::War, false),
    ("relief", Class::Relief, false),
    ("vow", Class::Vow, true),
    ("claim", Class::Claim, true),
    ("standing", Class::Standing, false),
    ("taint", Class::Taint, false),
    ("more", Class::More, false),
    ("less", Class::Less, false),
    ("not", Class::Not, false),
];

/// The class of a word and its strength, 1 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    pub class: Class,
    pub strength: u8,
}

/// Strength of a class whose heading gives none.
const STRENGTH: u8 = 2;

#[derive(Default)]
struct Lexicon {
    verbs: HashedMap<Charge>,
    others: HashedMap<Charge>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    let mut open = None;
    for line in rows(include_str!("lexicon.txt")) {
        if let Some(heading) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            let (name, strength) = heading.split_once(' ').unwrap_or((heading, ""));
            let row = CLASSES.iter().find(|row| row.0 == name);
            open = row.map(|row| (Charge { class: row.1, strength: strength.parse().unwrap_or(STRENGTH) }, row.2));
            continue;
        }
        let Some((charge, of_verbs)) = open else { continue };
        let table = if of_verbs { &mut lexicon.verbs } else { &mut lexicon.others };
        table.extend(line.split(' ').map(|word| (lower_hash(word), charge)));
    }
    lexicon
});

/// The charge of a lemma, given as its [`lower_hash`]. "Fire" the verb and "fire" the noun are two words.
pub fn charge(lemma: u64, is_verb: bool) -> Option<Charge> {
    let Lexicon { verbs, others } = &*LEXICON;
    let (first, then) = if is_verb { (verbs, others) } else { (others, verbs) };
    first.get(&lemma).or_else(|| then.get(&lemma)).copied()
}

/// Words that two classes of one table claim, for the test that keeps the file clean.
#[cfg(test)]
pub fn doubles() -> Vec<String> {
    let (mut seen, mut doubles, mut of_verbs) = (crate::text::maps::HashSet::default(), Vec::new(), false);
    for line in rows(include_str!("lexicon.txt")) {
        if let Some(heading) = line.strip_prefix('[') {
            let name = heading.trim_end_matches(']').split(' ').next().unwrap_or("");
            of_verbs = CLASSES.iter().any(|row| row.0 == name && row.2);
            continue;
        }
        doubles.extend(line.split(' ').filter(|w| !seen.insert((of_verbs, *w))).map(str::to_owned));
    }
    doubles
}
