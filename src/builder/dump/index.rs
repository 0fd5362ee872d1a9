//! What stays in memory of all chosen entities: their numbers by item, place and country.

use crate::builder::dump::statements::item_number;
use crate::knowledge::pack::Numbers;
use crate::knowledge::{CountryCode, country_id};
use std::collections::{BTreeMap, HashMap};

/// Countries that a pack can hold, less some that only GeoNames knows.
pub const COUNTRIES_MAX: usize = 254;

/// Finds entities. Items come first, in the order of their numbers, then places that only GeoNames has, in the order of theirs.
///
/// In memory: 4 bytes for an item, 8 more for one with a place of GeoNames, 4 more where links are counted.
#[derive(Debug, Default)]
pub struct Index {
    /// Items of entities, sorted; the place of one is its entity's number.
    pub items: Vec<u32>,
    /// Place of GeoNames and entity, sorted.
    pub places: Vec<(u32, u32)>,
    /// Countries by their items, also those of yesterday.
    pub codes: HashMap<u32, CountryCode>,
    /// The entity of each country.
    pub countries: BTreeMap<CountryCode, u32>,
    /// First-level divisions by "US.AL": their row, and their entity.
    pub divisions: BTreeMap<String, (u16, u32)>,
    /// Links that lead to each item's entity; empty where none were counted.
    pub links: Vec<u32>,
}

impl Index {
    pub fn item(&self, qid: u32) -> Option<u32> {
        self.items.binary_search(&qid).ok().map(|n| n as u32)
    }

    pub fn place(&self, geonames_id: u32) -> Option<u32> {
        let at = self.places.binary_search_by_key(&geonames_id, |row| row.0).ok()?;
        self.places.get(at).map(|row| row.1)
    }

    /// The code of the country that an item is.
    pub fn code(&self, qid: u32) -> Option<CountryCode> {
        self.codes.get(&qid).copied()
    }

    /// The country of a code of GeoNames, if the pack has it.
    pub fn known_code(&self, code: &str) -> Option<CountryCode> {
        crate::knowledge::country_code(code).filter(|code| self.countries.contains_key(code))
    }

    pub fn links_to(&self, entity: u32) -> u32 {
        self.links.get(entity as usize).copied().unwrap_or(0)
    }

    /// Ids in words, sorted, for looking up.
    pub fn own_ids(&self) -> BTreeMap<String, u32> {
        let countries = self.countries.iter().map(|(code, &entity)| (country_id(*code), entity));
        let divisions = self.divisions.iter().map(|(code, row)| (format!("admin1/{code}"), row.1));
        countries.chain(divisions).collect()
    }
}

impl Numbers for Index {
    fn number(&self, id: &str) -> Option<u32> {
        let (kind, rest) = id.split_once('/')?;
        match kind {
            "wikidata" => self.item(item_number(rest)?),
            "geonames" => self.place(rest.parse().ok()?),
            "country" => self.countries.get(&crate::knowledge::country_code(rest)?).copied(),
            "admin1" => self.divisions.get(rest).map(|row| row.1),
            _ => None,
        }
    }
}
