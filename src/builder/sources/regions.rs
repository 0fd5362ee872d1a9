//! World regions, islands and parts of countries (package country-coder).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all, qid};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::builder::tables::listed_country;
use crate::knowledge::{AliasKind, Entry};
use crate::record::EntityType;
use serde::Deserialize;

const PATH: &str = "src/data/borders.json";
/// Groupings that nobody names, and bodies.
const NOT_TAKEN: &[&str] = &["subcountryGroup", "subunion", "union", "unitedNations", "world"];
const CONTINENTS: &[&str] = &["Africa", "Antarctica", "Asia", "Europe", "North America", "Oceania", "South America"];
/// Shorter ones are codes.
const ALIAS_CHARS_MIN: usize = 4;

#[derive(Deserialize)]
struct Borders {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Area,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Area {
    wikidata: String,
    name_en: String,
    #[serde(default)]
    aliases: Vec<String>,
    country: Option<String>,
    #[serde(rename = "iso1A2")]
    code: Option<String>,
    level: Option<String>,
}

pub fn read(archive: &Archive) -> Result<Vec<Draft>, BuildError> {
    let borders: Borders = archive.json(PATH)?;
    let areas = borders.features.into_iter().map(|feature| feature.properties);
    let taken = areas.filter(|area| !area.level.as_deref().is_some_and(|level| NOT_TAKEN.contains(&level)));
    Ok(taken.map(|area| draft(&area)).collect())
}

fn draft(area: &Area) -> Draft {
    let own = area.code.as_deref().and_then(listed_country);
    let id = match (&area.code, own) {
        (Some(code), Some(_)) => format!("country/{code}"),
        _ => format!("wikidata/{}", area.wikidata),
    };
    let mut entry = Entry::new(id, &area.name_en, EntityType::Place, priors::REGION);
    entry.qid = qid(&area.wikidata);
    entry.country = own.or_else(|| area.country.as_deref().and_then(listed_country));
    entry.parent = area.country.as_ref().map(|code| format!("country/{code}"));
    let is_continent = CONTINENTS.contains(&area.name_en.as_str());
    entry.subtype = is_continent.then(|| "Continent".to_owned());
    let is_name = |alias: &&str| alias.len() >= ALIAS_CHARS_MIN && alias.contains(|c: char| c.is_lowercase());
    add_all(&mut entry, area.aliases.iter().map(String::as_str).filter(is_name), AliasKind::Name);
    Draft::new(entry, Join::Name)
}

#[cfg(test)]
#[path = "regions_tests.rs"]
mod tests;
