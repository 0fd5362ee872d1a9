//! Rows that say more of places which packages bring: countries, cities, divisions, and places that stand for a body.

use super::Problem;
use super::sheet::Row;
use crate::builder::draft::qid;
use crate::knowledge::{CountryCode, Metonym};
use crate::record::Geo;

/// A city of GeoNames with its Wikidata id and more names.
#[derive(Clone, Debug, PartialEq)]
pub struct CityRow {
    pub problem_at: Problem,
    pub geonames_id: u32,
    pub qid: Option<u32>,
    pub name: String,
    pub aliases: Vec<String>,
    pub country: Option<CountryCode>,
}

/// What packages say of a country otherwise than news means it.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryRow {
    pub code: String,
    pub qid: Option<u32>,
    pub geo: Option<Geo>,
    pub aliases: Vec<String>,
}

/// Abbreviations of a division, found by its name and country.
#[derive(Clone, Debug, PartialEq)]
pub struct StateRow {
    pub problem_at: Problem,
    pub country: Option<CountryCode>,
    pub name: String,
    pub aliases: Vec<String>,
}

pub fn city(row: &Row, problems: &mut Vec<Problem>) -> Option<CityRow> {
    row.required("geonameid", problems);
    Some(CityRow {
        problem_at: row.problem("geonameid", "GeoNames has no such city"),
        geonames_id: geonames_id(row, problems)?,
        qid: row.read("qid", "a Wikidata id", problems, qid),
        name: row.text("name").to_owned(),
        aliases: row.list("extra_aliases").map(str::to_owned).collect(),
        country: super::entities::country(row, problems),
    })
}

pub fn country(row: &Row, problems: &mut Vec<Problem>) -> CountryRow {
    CountryRow {
        code: row.required("code", problems),
        qid: row.read("qid", "a Wikidata id", problems, qid),
        geo: super::entities::geo(row, problems),
        aliases: row.list("aliases").map(str::to_owned).collect(),
    }
}

pub fn state(row: &Row, problems: &mut Vec<Problem>) -> StateRow {
    StateRow {
        problem_at: row.problem("name", "this country has no such division"),
        country: super::entities::country(row, problems),
        name: row.required("name", problems),
        aliases: row.list("aliases").map(str::to_owned).collect(),
    }
}

pub fn metonym(row: &Row, problems: &mut Vec<Problem>) -> Metonym {
    Metonym {
        surface: row.required("surface", problems),
        stands_for: row.required("stands_for_id", problems),
        unless: row.list("unless").map(str::to_owned).collect(),
    }
}

pub fn geonames_id(row: &Row, problems: &mut Vec<Problem>) -> Option<u32> {
    row.read("geonameid", "a GeoNames id", problems, |text| text.parse().ok().filter(|&id: &u32| id > 0))
}
