//! Names folded for looking up: case, accents, stops and spacing do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that Unicode does not take apart, as English texts write them.
const LETTERS: &[(char, &str)] =
    &[('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('ø', "o"), ('ł', "l"), ('đ', "d"), ('ð', "d"), ('þ', "th"), ('ı', "i")];

/// The key of a name: "the U.S." → "us", "São Tomé & Príncipe" → "sao tome and principe", "Quai d’Orsay" → "quai dorsay".
///
/// Stops and apostrophes vanish, other marks and blanks part words, a leading "the" and a possessive ending are left out.
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    fold_into(name, &mut key);
    key
}

/// [`fold`] into a buffer that is emptied first.
pub fn fold_into(name: &str, key: &mut String) {
    key.clear();
    let name = name.trim();
    let name = ["'s", "’s"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    if name.is_ascii() {
        name.chars().for_each(|c| push(c, key));
    } else {
        name.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).for_each(|c| {
            match LETTERS.iter().find(|row| row.0 == c) {
                Some((_, letters)) => key.push_str(letters),
                None => push(c, key),
            }
        });
    }
    while key.ends_with(' ') {
        key.pop();
    }
    if key.starts_with("the ") {
        key.drain(..4);
    }
}

fn push(c: char, key: &mut String) {
    match c {
        '.' | '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' => {}
        '&' => {
            part(key);
            key.push_str("and ");
        }
        _ if c.is_alphanumeric() => key.push(c.to_ascii_lowercase()),
        _ => part(key),
    }
}

fn part(key: &mut String) {
    if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
