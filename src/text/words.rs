//! What taggers see of a word by itself: hashes of its letters, its shape and its ends.

use super::is_layout;
use std::borrow::Cow;
use std::hash::{BuildHasherDefault, Hasher};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest prefix and suffix, in characters.
pub const AFFIX_MAX: usize = 4;

/// One word as it is written, seen as features. Digits count as 0 everywhere: "1987" is "0000".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Hash of the word as it is written.
    pub cased: u64,
    /// Hash of the word in lower case.
    pub lower: u64,
    /// Hash of the shape: X, x, 0 and marks, runs cut at three ("Xxx", "XX", "0,000").
    pub shape: u64,
    /// The shape with each run written once ("Xx", "X", "0,0").
    pub squeezed: u64,
    /// Hashes of the first 1 to 4 characters as they are written; 0 where the word is shorter.
    pub prefixes: [u64; AFFIX_MAX],
    /// Hashes of the last 1 to 4 characters in lower case; 0 where the word is shorter.
    pub suffixes: [u64; AFFIX_MAX],
    pub case: Case,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// No letter at all.
    #[default]
    None,
    Lower,
    /// First letter only, or one capital alone.
    Title,
    /// At least two capitals and no small letter.
    Upper,
    /// Capitals elsewhere: "iPhone", "McCain".
    Mixed,
}

impl Case {
    pub fn is_capitalised(self) -> bool {
        matches!(self, Case::Title | Case::Upper | Case::Mixed)
    }
}

/// Characters of a word that are looked at; longer ones are no words of a language.
const CHARS_MAX: usize = 48;

/// The characters of a word that count: a soft hyphen is none of them.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| !is_layout(c)).take(CHARS_MAX)
}

/// The word with its accents composed, as word lists have it.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

impl Word {
    /// No word: what stands before a sentence and behind it.
    pub const NONE: Word = Word {
        cased: 0,
        lower: 0,
        shape: 0,
        squeezed: 0,
        prefixes: [0; AFFIX_MAX],
        suffixes: [0; AFFIX_MAX],
        case: Case::None,
    };

    pub fn of(text: &str) -> Self {
        let text = &*composed(text);
        let mut seen = Seen::default();
        let mut lower = [0u32; CHARS_MAX];
        let mut n = 0;
        for c in letters(text) {
            seen.see(c);
            lower[n] = lowered(c);
            n += 1;
        }
        let mut word = Word { case: seen.case(), shape: seen.shape.0, squeezed: seen.squeezed.0, ..Word::default() };
        let mut prefix = Letters::default();
        for (i, c) in letters(text).enumerate() {
            prefix.push(if c.is_ascii_digit() { u32::from(b'0') } else { c as u32 });
            if let Some(slot) = word.prefixes.get_mut(i) {
                *slot = prefix.0;
            }
        }
        word.cased = prefix.0;
        let lower = lower.get(..n).unwrap_or_default();
        word.lower = hash(lower.iter().copied());
        let mut suffix = Letters::default();
        for (slot, &c) in word.suffixes.iter_mut().zip(lower.iter().rev()) {
            *slot = suffix.push(c).0;
        }
        word
    }
}

/// Hash of a word in lower case with digits as 0: the key of word lists. The same as [`Word::lower`].
pub fn lower_hash(text: &str) -> u64 {
    hash(letters(&composed(text)).map(lowered))
}

fn hash(letters: impl Iterator<Item = u32>) -> u64 {
    let mut hash = Letters::default();
    letters.for_each(|c| _ = hash.push(c));
    hash.0
}

fn lowered(c: char) -> u32 {
    match c {
        '0'..='9' => u32::from(b'0'),
        _ if c.is_ascii() => c.to_ascii_lowercase() as u32,
        '’' => '\'' as u32,
        _ => c.to_lowercase().next().unwrap_or(c) as u32,
    }
}

/// A hash that letters are added to one by one.
#[derive(Clone, Copy)]
struct Letters(u64);

impl Default for Letters {
    fn default() -> Self {
        Self(0x243f_6a88_85a3_08d3)
    }
}

impl Letters {
    fn push(&mut self, c: u32) -> &mut Self {
        self.0 = (self.0.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self
    }
}

#[derive(Default)]
struct Seen {
    shape: Letters,
    squeezed: Letters,
    last: u32,
    run: u32,
    letters: u32,
    capitals: u32,
    begins_with_capital: bool,
}

/// Length at which runs of a shape are cut.
const RUN_MAX: u32 = 3;

impl Seen {
    fn see(&mut self, c: char) {
        let class = match c {
            '0'..='9' => u32::from(b'0'),
            _ if c.is_uppercase() => u32::from(b'X'),
            _ if c.is_alphabetic() => u32::from(b'x'),
            _ => c as u32,
        };
        if class == u32::from(b'X') {
            self.begins_with_capital |= self.letters == 0;
            self.capitals += 1;
        }
        self.letters += u32::from(class == u32::from(b'X') || class == u32::from(b'x'));
        self.run = if class == self.last { self.run + 1 } else { 1 };
        self.last = class;
        if self.run == 1 {
            self.squeezed.push(class);
        }
        if self.run <= RUN_MAX {
            self.shape.push(class);
        }
    }

    fn case(&self) -> Case {
        match (self.letters, self.capitals) {
            (0, _) => Case::None,
            (_, 0) => Case::Lower,
            (_, 1) if self.begins_with_capital => Case::Title,
            (letters, capitals) if letters == capitals => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// Mixes what a feature is made of into one number of 64 well-spread bits.
#[inline]
pub fn mix(template: u64, a: u64, b: u64) -> u64 {
    let x = (a ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let y = (x ^ (x >> 32) ^ b.wrapping_mul(0xa076_1d64_78bd_642f)).wrapping_mul(0xe703_7ed1_a0b4_28db);
    y ^ (y >> 29)
}

/// For tables whose keys are hashes already, or small numbers.
#[derive(Default)]
pub struct Hashed(u64);

impl Hasher for Hashed {
    /// The lowest bits choose the place in a table, the highest tell keys apart there: small numbers have none of those.
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&b| self.write_u64(u64::from(b)));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = self.0.rotate_left(5) ^ n;
    }
}

/// The words of a list, one or more a line, by [`lower_hash`].
pub fn hashes(list: &'static str) -> HashedMap<()> {
    super::rows(list).flat_map(str::split_whitespace).map(|word| (lower_hash(word), ())).collect()
}

pub type HashedMap<V> = std::collections::HashMap<u64, V, BuildHasherDefault<Hashed>>;

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
