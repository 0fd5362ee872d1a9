//! What cities show together: where divisions and countries lie, how many live there, and what tables say of them.

use super::draft::{add_alias, slug};
use super::merge::Merger;
use super::priors;
use super::sources::cities::Populated;
use super::tables::{CityRow, Problem, StateRow};
use crate::knowledge::{Alias, Entry, country_id};
use crate::record::Geo;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap};

/// Countries of which every place is kept: their news is in English.
const ENGLISH: &[&[u8; 2]] = &[b"AU", b"CA", b"GB", b"IE", b"NZ", b"US"];

/// Spellings as near as "Fes" and "Fez" may be of one place.
const ALIKE: f64 = 0.8;

/// Sums over the cities of an area.
#[derive(Clone, Copy, Debug, Default)]
struct Area {
    people: u64,
    lat: f64,
    /// Longitudes as points on a circle: countries lie across the date line.
    east: (f64, f64),
}

impl Area {
    fn add(&mut self, people: u64, geo: Geo) {
        let weight = people.max(1) as f64;
        self.people += people.max(1);
        self.lat += geo.lat * weight;
        let (sin, cos) = geo.lon.to_radians().sin_cos();
        self.east = (self.east.0 + sin * weight, self.east.1 + cos * weight);
    }

    fn point(&self) -> Geo {
        let lat = self.lat / self.people as f64;
        let lon = self.east.0.atan2(self.east.1).to_degrees();
        let rounded = |degrees: f64| (degrees * 1e4).round() / 1e4;
        Geo { lat: rounded(lat), lon: rounded(lon) }
    }
}

pub struct Geography {
    /// By the id of the division or country.
    areas: BTreeMap<String, Area>,
    countries: BTreeMap<String, u32>,
    /// Ids of divisions by country and folded name.
    divisions: HashMap<([u8; 2], String), String>,
}

impl Geography {
    pub fn of(cities: &[Populated], countries: BTreeMap<String, u32>, merger: &Merger) -> Self {
        let mut areas: BTreeMap<String, Area> = BTreeMap::new();
        for city in cities {
            let entry = &city.draft.entry;
            let Some(geo) = entry.geo else { continue };
            let country = entry.country.map(country_id);
            for id in [entry.admin1.clone(), country].into_iter().flatten() {
                areas.entry(id).or_default().add(city.people, geo);
            }
        }
        let mut divisions = HashMap::new();
        for entry in merger.divisions() {
            let names = std::iter::once(&entry.name).chain(entry.aliases.iter().map(|a| &a.text));
            for (name, country) in names.zip(std::iter::repeat(entry.country)) {
                country.map(|country| divisions.entry((country, fold(name))).or_insert_with(|| entry.id.clone()));
            }
        }
        Self { areas, countries, divisions }
    }

    /// Whether a city is taken into a pack that leaves out small ones.
    pub fn is_kept(&self, city: &Populated, people_min: u64) -> bool {
        city.people >= people_min || city.draft.entry.country.is_some_and(|code| ENGLISH.contains(&&code))
    }

    /// Gives divisions and countries a point, and what follows from the number of their people.
    pub fn place(&self, merger: &mut Merger) {
        for (id, area) in &self.areas {
            let Some(entry) = merger.entry_mut(id) else { continue };
            entry.geo = entry.geo.or_else(|| Some(area.point()));
            if let (Some(country), true) = (entry.country, entry.id.starts_with("admin1/")) {
                entry.prior = entry.prior.max(priors::division(&country, area.people));
            }
        }
        for (code, &geonames_id) in &self.countries {
            if let Some(entry) = merger.entry_mut(&format!("country/{code}")) {
                entry.geonames_id = entry.geonames_id.or(Some(geonames_id));
            }
        }
    }

    /// Puts a row of the table of cities on its entry. A city that is a country too (Singapore) goes into the country.
    pub fn news_city(&self, row: &CityRow, merger: &mut Merger) -> Option<Problem> {
        let id = format!("geonames/{}", row.geonames_id);
        let Some(entry) = merger.entry_by_geonames(row.geonames_id) else { return Some(row.problem_at.clone()) };
        let is_it = row.country.is_none() || entry.country == row.country;
        if !is_it || !bears(entry, row) {
            let what = format!("{id} is {} and not {}", entry.name, row.name);
            return Some(Problem { what, ..row.problem_at.clone() });
        }
        entry.prior = entry.prior.saturating_add(priors::NEWS_CITY).min(priors::NEWS_CITY_MAX);
        let named = (!row.name.is_empty()).then_some(&row.name);
        named.into_iter().chain(&row.aliases).for_each(|name| add_alias(entry, Alias::name(name)));
        merger.identify(&id, row.qid);
        None
    }

    /// Adds the abbreviations of a division.
    pub fn abbreviations(&self, row: &StateRow, merger: &mut Merger) -> Option<Problem> {
        let key = row.country.map(|country| (country, fold(&row.name)));
        let entry = key.and_then(|key| self.divisions.get(&key)).and_then(|id| merger.entry_mut(id));
        let Some(entry) = entry else { return Some(row.problem_at.clone()) };
        row.aliases.iter().for_each(|name| add_alias(entry, Alias::name(name)));
        None
    }
}

/// Whether an entry bears the name of a row, a longer or shorter one, or one that is spelt a little differently.
fn bears(entry: &Entry, row: &CityRow) -> bool {
    let names = std::iter::once(entry.name.as_str()).chain(entry.aliases.iter().map(|a| a.text.as_str()));
    let wanted = slug(&row.name);
    let is_like = |name: String| {
        row.aliases.iter().any(|alias| slug(alias) == name)
            || name.contains(&wanted)
            || wanted.contains(&name)
            || strsim::jaro_winkler(&name, &wanted) >= ALIKE
    };
    wanted.is_empty() || names.map(slug).any(is_like)
}

#[cfg(test)]
#[path = "geography_tests.rs"]
mod tests;
