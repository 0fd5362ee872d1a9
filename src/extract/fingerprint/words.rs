//! Words as the fingerprint sees them: case, accents, punctuation and spacing folded away.

use crate::extract::quotes::is_unspaced;
use crate::text::is_layout;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folded words, joined by single spaces, and the 64-bit hash of each.
pub struct Folded {
    pub text: String,
    pub hashes: Vec<u64>,
}

impl Folded {
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

/// Lower case, compatibility forms resolved, accents and apostrophes dropped, anything else that is no letter or digit a
/// break. Scripts without spaces are cut into single characters, so that a shingle is a run of characters there.
pub fn folded(text: &str) -> Folded {
    let mut out = Folded { text: String::with_capacity(text.len()), hashes: Vec::with_capacity(text.len() / 5) };
    let mut word = 0;
    if text.is_ascii() {
        text.bytes().for_each(|b| take(&mut out, &mut word, char::from(b.to_ascii_lowercase())));
    } else {
        for c in text.chars() {
            if c.is_ascii() {
                take(&mut out, &mut word, c.to_ascii_lowercase());
            } else {
                std::iter::once(c).nfkd().flat_map(char::to_lowercase).for_each(|c| take(&mut out, &mut word, c));
            }
        }
    }
    close(&mut out, &mut word);
    out.text.truncate(out.text.trim_end().len());
    out
}

/// Adds one folded character; `word` is where the open word begins in the text.
fn take(out: &mut Folded, word: &mut usize, c: char) {
    // Nearly all characters are one or the other of these.
    if c.is_ascii_alphanumeric() {
        out.text.push(c);
    } else if c == ' ' {
        close(out, word);
    } else if c.is_alphanumeric() {
        let alone = is_unspaced(c);
        if alone {
            close(out, word);
        }
        out.text.push(c);
        if alone {
            close(out, word);
        }
    } else if !(is_combining_mark(c) || matches!(c, '\'' | '’' | '‘') || is_layout(c)) {
        close(out, word);
    }
}

fn close(out: &mut Folded, word: &mut usize) {
    if out.text.len() > *word {
        out.hashes.push(hash(&out.text.as_bytes()[*word..]));
        out.text.push(' ');
    }
    *word = out.text.len();
}

/// FNV-1a, finished by [`mix`]: the same number on every machine and in every release.
pub fn hash(bytes: &[u8]) -> u64 {
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)))
}

/// The finisher of MurmurHash3: every bit of the input reaches every bit of the output.
pub fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}
