//! Brands, operators and networks with their Wikidata ids (package name-suggestion-index).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all, qid};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::builder::tables::listed_country;
use crate::knowledge::{AliasKind, CountryCode, Entry};
use crate::record::EntityType;
use serde::Deserialize;
use std::collections::BTreeMap;

const LABELS: &str = "dist/wikidata/wikidata.json";
const ITEMS: &str = "dist/json/nsi.json";
/// Whose id an item gives → the fields that hold its names.
const OWNERS: &[(&str, &[&str])] = &[
    ("brand:wikidata", &["brand", "name", "short_name", "official_name"]),
    ("operator:wikidata", &["operator", "operator:short"]),
    ("network:wikidata", &["network", "network:short"]),
];
/// Part of the path of an item → its schema.org class.
const SUBTYPES: &[(&str, &str)] = &[
    ("office/political_party", "PoliticalParty"),
    ("amenity/university", "CollegeOrUniversity"),
    ("amenity/bank", "BankOrCreditUnion"),
    ("office/government", "GovernmentOrganization"),
    ("amenity/hospital", "Hospital"),
];
/// The flags of states and bodies are listed too; they are no brands.
const FLAGS: &str = "flags/";
/// Single words of so few letters are acronyms and words of other languages, which mislead ("NOS", "ETA", "DR").
const SHORT_CHARS: usize = 4;

#[derive(Deserialize)]
struct Labels {
    wikidata: BTreeMap<String, Label>,
}

#[derive(Deserialize)]
struct Label {
    label: Option<String>,
}

#[derive(Deserialize)]
struct Index {
    nsi: BTreeMap<String, Branch>,
}

#[derive(Deserialize)]
struct Branch {
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(default)]
    location_set: LocationSet,
    tags: BTreeMap<String, String>,
}

#[derive(Deserialize, Default)]
struct LocationSet {
    /// Codes of countries, names of areas, or points.
    #[serde(default)]
    include: Vec<serde_json::Value>,
}

pub fn read(archive: &Archive) -> Result<Vec<Draft>, BuildError> {
    let labels: Labels = archive.json(LABELS)?;
    let index: Index = archive.json(ITEMS)?;
    let mut entries: BTreeMap<u32, Entry> = BTreeMap::new();
    for (path, branch) in index.nsi.iter().filter(|branch| !branch.0.starts_with(FLAGS)) {
        for item in &branch.items {
            for (owner, fields) in OWNERS {
                let Some(id) = item.tags.get(*owner) else { continue };
                let label = labels.wikidata.get(id).and_then(|row| row.label.as_deref());
                if let (Some(number), Some(label)) = (qid(id), label) {
                    let entry = entries.entry(number).or_insert_with(|| entry(number, label, path, item));
                    let names = fields.iter().filter_map(|field| item.tags.get(*field)).map(String::as_str);
                    add_all(entry, names.filter(|name| !is_short(name)), AliasKind::Name);
                }
            }
        }
    }
    let usable = entries.into_values().filter(|e| crate::builder::draft::is_usable(&e.name) && !is_short(&e.name));
    Ok(usable.map(|entry| Draft::new(entry, Join::Name)).collect())
}

fn entry(number: u32, label: &str, path: &str, item: &Item) -> Entry {
    let mut entry = Entry::new(format!("wikidata/Q{number}"), label, EntityType::Organization, priors::BRAND);
    entry.qid = Some(number);
    entry.country = country(&item.location_set);
    let subtype = SUBTYPES.iter().find(|row| path.ends_with(row.0)).map(|row| row.1);
    entry.subtype = subtype.map(str::to_owned);
    entry
}

/// The country, where there is but one.
fn country(locations: &LocationSet) -> Option<CountryCode> {
    match &locations.include[..] {
        [serde_json::Value::String(code)] => listed_country(&code.to_uppercase()),
        _ => None,
    }
}

fn is_short(name: &str) -> bool {
    !name.contains(' ') && name.chars().count() <= SHORT_CHARS
}

#[cfg(test)]
#[path = "brands_tests.rs"]
mod tests;
