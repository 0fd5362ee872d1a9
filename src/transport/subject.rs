//! Subject tokens that are safe whatever the data says.

use unicode_normalization::UnicodeNormalization;

/// Longest token, as SURFACE.md promises.
const TOKEN_BYTES_MAX: usize = 64;

/// What stands for a value that is not known, or of which nothing is left.
pub const UNKNOWN: &str = "unknown";

/// One token: lower-case ASCII letters, digits, `-` and `_`; accents folded, everything else a single `-`; 1 to 64 bytes.
pub fn token(value: &str) -> String {
    let mut token = String::with_capacity(value.len().min(TOKEN_BYTES_MAX));
    for c in value.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if token.len() == TOKEN_BYTES_MAX {
            break;
        }
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() || c == '_' => token.push(c),
            _ if !token.is_empty() && !token.ends_with('-') => token.push('-'),
            _ => {}
        }
    }
    token.truncate(token.trim_end_matches('-').len());
    if token.is_empty() { UNKNOWN.to_owned() } else { token }
}

#[cfg(test)]
#[path = "subject_tests.rs"]
mod tests;
