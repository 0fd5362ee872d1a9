//! Places that bear the names of other places: which of them the name is left to.

use super::draft::{is_city, is_division};
use super::merge::Merger;
use super::priors;
use super::sources::cities::Populated;
use crate::knowledge::{AliasKind, CountryCode, Entry, country_id};
use crate::text::fold;
use std::collections::{HashMap, HashSet};

/// Countries and territories that are one city.
const CITY_STATES: &[&[u8; 2]] = &[b"GI", b"HK", b"MC", b"MO", b"SG", b"VA"];

/// Takes alternate names from cities that are the names of others: "Berlin" was once the name of North Canton, Ohio. In
/// the same country the name is lost, and a name of a larger city elsewhere becomes weak.
pub fn without_echoes(cities: &mut [Populated]) {
    let mut largest: HashMap<String, u8> = HashMap::new();
    let mut at_home: HashSet<(Option<CountryCode>, String)> = HashSet::new();
    for entry in cities.iter().map(|city| &city.draft.entry) {
        let key = fold(&entry.name);
        let prior = largest.entry(key.clone()).or_default();
        *prior = entry.prior.max(*prior);
        at_home.insert((entry.country, key));
    }
    for entry in cities.iter_mut().map(|city| &mut city.draft.entry) {
        let (own, country, prior) = (fold(&entry.name), entry.country, entry.prior);
        entry.aliases.retain_mut(|alias| {
            let key = fold(&alias.text);
            if largest.get(&key).is_some_and(|&other| other > prior) {
                alias.kind = AliasKind::Weak;
            }
            key != own && !at_home.contains(&(country, key))
        });
    }
}

/// Joins city states with their city, leaves the names of countries to countries, and takes from countries the names of
/// their own cities and divisions, which lists of spellings hold ("Washington", "Paris").
pub fn settle(merger: &mut Merger) {
    let countries: HashMap<CountryCode, String> =
        merger.countries().into_iter().map(|(code, entry)| (code, fold(&entry.name))).collect();
    let is_part = |entry: &&Entry| is_city(entry) || (is_division(entry) && !entry.id.starts_with("country/"));
    let parts: HashSet<(CountryCode, String)> =
        merger.all().filter(is_part).filter_map(|entry| Some((entry.country?, fold(&entry.name)))).collect();
    let mut cities: Vec<(String, String)> = Vec::new();
    for entry in merger.all_mut() {
        let Some(code) = entry.country else { continue };
        if entry.id.starts_with("country/") {
            let is_own = |text: &str| parts.contains(&(code, fold(text)));
            entry.aliases.retain(|alias| alias.kind != AliasKind::Weak || !is_own(&alias.text));
        } else if is_part(&&*entry) && bears(entry, countries.get(&code)) {
            if CITY_STATES.contains(&&code) {
                cities.push((country_id(code), entry.id.clone()));
            } else {
                entry.prior = entry.prior.min(priors::NAMESAKE_MAX);
            }
        }
    }
    cities.iter().for_each(|(country, city)| merger.join(country, city));
}

/// Whether an entry has this key, or that of "Hong Kong SAR".
fn bears(entry: &Entry, country: Option<&String>) -> bool {
    let key = fold(&entry.name);
    country.is_some_and(|country| *country == key || country.strip_suffix(" sar") == Some(&key))
}

#[cfg(test)]
#[path = "namesakes_tests.rs"]
mod tests;
