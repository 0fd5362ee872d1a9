//! The features of the language table: hashes of runs of letters. Training and reading share this file.

/// Longest run of symbols, counting the blank at either end of a word.
pub const LONGEST: usize = 5;

/// Stands between words, and before and after the first and last of them.
pub const BLANK: u32 = ' ' as u32;

/// Multiplier of the hash: the odd number next to 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Calls `each` with the hash of every n-gram of 1 to [`LONGEST`] symbols. An n-gram may begin and end with a blank but
/// holds none inside; a blank alone is none.
#[inline]
pub fn for_each(symbols: &[u32], mut each: impl FnMut(u64)) {
    for begin in 0..symbols.len() {
        let mut hash = 0u64;
        for (n, &symbol) in symbols.iter().skip(begin).take(LONGEST).enumerate() {
            hash = (hash.rotate_left(23) ^ u64::from(symbol).wrapping_add(1)).wrapping_mul(SPREAD);
            if symbol == BLANK {
                if n > 0 {
                    each(finish(hash));
                    break;
                }
            } else {
                each(finish(hash));
            }
        }
    }
}

/// Carries the low bits, where a product has mixed little, into the high ones that the table reads.
#[inline]
fn finish(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(SPREAD)
}

/// The symbol of a letter: its lower case. Where lower case is two characters ("İ"), the first.
#[inline]
pub fn symbol(c: char) -> u32 {
    if c.is_ascii() { c.to_ascii_lowercase() as u32 } else { c.to_lowercase().next().unwrap_or(c) as u32 }
}
