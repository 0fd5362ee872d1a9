//! Spellings of countries (package countrynames): with mistakes and adjectives, so weak evidence.

use crate::builder::archive::Archive;
use crate::builder::draft::is_capitalised;
use crate::builder::error::BuildError;
use std::collections::BTreeMap;

const PATH: &str = "countrynames/data.yaml";
/// Shorter ones are codes.
const CHARS_MIN: usize = 4;

/// Spellings by ISO 3166-1 code. The file has codes that end in a colon, and below each a list.
pub fn read(archive: &Archive) -> Result<BTreeMap<String, Vec<String>>, BuildError> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut code = String::new();
    for line in archive.text(PATH)?.lines() {
        if let Some(name) = line.trim_start().strip_prefix("- ") {
            let name = name.trim().trim_matches(['"', '\'']);
            let is_plain = !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | '[' | ',' | '\\'));
            if is_plain && is_capitalised(name) && name.chars().count() >= CHARS_MIN {
                all.entry(code.clone()).or_default().push(name.to_owned());
            }
        } else if let Some(key) = line.strip_suffix(':') {
            code = key.trim().trim_matches(['"', '\'']).to_owned();
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_below_their_code() {
        let text = "XA:\n  - Arcadia\n  - \"Arkadia\"\n  - arc\n  - ARCADIA, X.\n'NO':\n  - Norge\n";
        let all = read(&Archive::of(&[(PATH, text.as_bytes())])).unwrap();
        assert_eq!(all["XA"], ["Arcadia", "Arkadia"]);
        assert_eq!(all["NO"], ["Norge"]);
    }
}
