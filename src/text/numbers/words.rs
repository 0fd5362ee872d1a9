//! What words mean in a number, from words.tsv.

use super::Ratio;
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// The part that a word plays in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// 0 to 19.
    Small(u32),
    /// 20 to 90.
    Tens(u32),
    Hundred,
    /// A power of ten behind a number.
    Scale(u32),
    /// A power of ten behind digits only.
    Short(u32),
    /// The same, which may as well be a unit: "3m".
    Letter(u32),
    Dozen,
    Ordinal(u32),
    /// The name of a part: halves and quarters, and "thirds", "fifths" in the plural.
    Part(u32),
    Vulgar(u32, u32),
    /// A plural that names no number: "millions".
    Vague(u32),
    Minus,
}

impl Meaning {
    /// Whether a number may begin with it.
    pub fn begins(self) -> bool {
        !matches!(self, Meaning::Short(_) | Meaning::Letter(_))
    }

    fn of(kind: &str, value: &str) -> Option<Self> {
        if let Some((over, under)) = value.split_once('/') {
            return Some(Meaning::Vulgar(over.parse().ok()?, under.parse().ok()?));
        }
        let n: u32 = value.parse().ok()?;
        Some(match kind {
            "small" => Meaning::Small(n),
            "tens" => Meaning::Tens(n),
            "hundred" => Meaning::Hundred,
            "scale" => Meaning::Scale(n),
            "short" => Meaning::Short(n),
            "letter" => Meaning::Letter(n),
            "dozen" => Meaning::Dozen,
            "ordinal" => Meaning::Ordinal(n),
            "part" => Meaning::Part(n),
            "vague" => Meaning::Vague(n),
            "sign" => Meaning::Minus,
            _ => return None,
        })
    }
}

static WORDS: LazyLock<HashedMap<Meaning>> = LazyLock::new(|| {
    let mut all = HashedMap::default();
    for (kind, words) in rows(include_str!("words.tsv")).filter_map(|row| row.split_once('\t')) {
        for (word, value) in words.split(' ').filter_map(|pair| pair.split_once('=')) {
            let Some(meaning) = Meaning::of(kind, value) else { continue };
            all.insert(lower_hash(word), meaning);
            if let Meaning::Ordinal(n @ 3..) = meaning {
                all.insert(lower_hash(&format!("{word}s")), Meaning::Part(n));
            }
        }
    }
    all
});

/// What a word means in a number; `None` for all others.
pub fn meaning(word: &str) -> Option<Meaning> {
    meaning_of(lower_hash(word))
}

/// The same by [`lower_hash`].
pub fn meaning_of(lower: u64) -> Option<Meaning> {
    WORDS.get(&lower).copied()
}

/// Ten to the power that a word names.
pub fn power(exponent: u32) -> Option<Ratio> {
    Ratio::power_of_ten(exponent)
}
