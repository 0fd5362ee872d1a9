//! Countries, territories and their parts (package rigour).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all, is_capitalised, qid};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::builder::tables::listed_country;
use crate::knowledge::{AliasKind, Entry};
use crate::record::EntityType;
use serde::Deserialize;
use std::collections::BTreeMap;

const PATH: &str = "rust/data/territories/data.jsonl";
/// Bodies and the world stand in the list too; they are no places.
const NO_PLACE: &str = "Supranational";
/// Shorter ones are codes.
const WEAK_CHARS_MIN: usize = 4;

#[derive(Deserialize)]
struct Territory {
    code: String,
    name: String,
    full_name: String,
    qid: String,
    parent: Option<String>,
    region: Option<String>,
    is_country: bool,
    #[serde(default)]
    is_historical: bool,
    names_strong: Vec<String>,
    names_weak: Vec<String>,
    /// Who also says that this is theirs.
    #[serde(default)]
    claims: Vec<String>,
}

/// `divisions` are names by the code of ISO 3166-2 in small letters without its hyphen.
pub fn read(archive: &Archive, divisions: &BTreeMap<String, String>) -> Result<Vec<Draft>, BuildError> {
    let mut drafts = Vec::new();
    for line in archive.text(PATH)?.lines() {
        let row: Territory = serde_json::from_str(line).map_err(|why| archive.wrong(PATH, why))?;
        if row.region.as_deref() != Some(NO_PLACE) {
            drafts.push(draft(&row, divisions));
        }
    }
    Ok(drafts)
}

fn draft(row: &Territory, divisions: &BTreeMap<String, String>) -> Draft {
    let code = row.code.to_uppercase();
    let own = listed_country(&code).filter(|_| !row.is_historical);
    let id = if own.is_some() { format!("country/{code}") } else { format!("wikidata/{}", row.qid) };
    let is_state = row.is_country && !row.is_historical;
    let prior = if is_state { priors::COUNTRY } else { priors::TERRITORY };
    let mut entry = Entry::new(id, &row.name, EntityType::Place, prior);
    let subtype = if row.is_country { "Country" } else { "AdministrativeArea" };
    entry.subtype = Some(subtype.into());
    let parent = row.parent.as_deref().map(str::to_uppercase);
    entry.country = own.or_else(|| parent.as_deref().and_then(listed_country)).filter(|_| !row.is_historical);
    entry.parent = parent.filter(|parent| listed_country(parent).is_some()).map(|parent| format!("country/{parent}"));
    entry.qid = qid(&row.qid);
    let is_part = !row.is_country && own.is_none();
    // The list says of parts where they lie: "Albany, New York", and gives them the codes and names of their cities.
    let is_name = |name: &&str| !is_part || !(name.contains(',') || name.chars().all(char::is_uppercase));
    if !row.full_name.contains('(') {
        add_all(&mut entry, [row.full_name.as_str()], AliasKind::Name);
    }
    add_all(
        &mut entry,
        row.names_strong.iter().map(String::as_str).filter(is_name).filter(|name| is_capitalised(name)),
        AliasKind::Name,
    );
    let weak = row.names_weak.iter().map(String::as_str).filter(is_name);
    let weak = weak.filter(|name| name.chars().count() >= WEAK_CHARS_MIN && is_capitalised(name));
    add_all(&mut entry, weak, AliasKind::Weak);
    let written = divisions.get(&row.code.replace('-', ""));
    add_all(&mut entry, written.map(String::as_str), AliasKind::Name);
    // What occupiers call a region is another thing than the region.
    let join = if is_part && row.claims.is_empty() { Join::Division } else { Join::Ids };
    Draft::new(entry, join)
}

#[cfg(test)]
#[path = "territories_tests.rs"]
mod tests;
