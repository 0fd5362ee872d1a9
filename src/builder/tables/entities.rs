//! Rows that describe persons, bodies, places and the like.

use super::sheet::{Row, Sheet};
use super::{Problem, Tables, cities};
use crate::builder::draft::{Draft, Join, add_alias, is_city, qid};
use crate::builder::priors;
use crate::knowledge::{Alias, AliasKind, CountryCode, Entry, Gender, country_code};
use crate::record::{EntityType, Geo};
use std::sync::LazyLock;

/// Name of the table → class, and the schema.org class of rows that name none.
const KINDS: &[(&str, EntityType, Option<&str>)] = &[
    ("person", EntityType::Person, None),
    ("org", EntityType::Organization, None),
    ("team", EntityType::Organization, Some("SportsTeam")),
    ("group", EntityType::Group, None),
    ("event", EntityType::Event, None),
    ("work", EntityType::Work, None),
    ("product", EntityType::Product, None),
    ("place", EntityType::Place, None),
    ("facility", EntityType::Facility, None),
];

/// Tier of tables that have no such column.
const TIER: u8 = 3;
/// The first year of anybody in the tables, and the last.
const BORN: std::ops::RangeInclusive<i16> = -1000..=2020;

static COUNTRIES: LazyLock<Vec<CountryCode>> =
    LazyLock::new(|| crate::text::rows(include_str!("countries.txt")).filter_map(country_code).collect());

pub fn read(sheet: &Sheet, tables: &mut Tables) {
    let Some((_, class, subtype)) = KINDS.iter().find(|kind| kind.0 == sheet.kind()) else {
        let what = format!("no table is called `{}`", sheet.kind());
        let first = sheet.rows().next();
        tables.problems.extend(first.map(|row| row.problem("", what)));
        return;
    };
    for row in sheet.rows() {
        let mut entry = entry(&row, *class, &mut tables.problems);
        entry.subtype = row.some("subtype").or_else(|| subtype.map(str::to_owned));
        let join = if is_city(&entry) && entry.geonames_id.is_none() { Join::City } else { Join::Ids };
        tables.drafts.push(Draft { entry, join, by_hand: true });
    }
}

fn entry(row: &Row, class: EntityType, problems: &mut Vec<Problem>) -> Entry {
    let id = row.required("id", problems);
    if !is_id(&id) {
        problems.push(row.problem("id", format!("`{id}` is not of the form kind/name-of-it")));
    }
    let tier = row.read("tier", "a tier from 0 to 3", problems, |t| t.parse().ok().filter(|&t: &u8| t <= 3));
    let prior = priors::of_tier(tier.unwrap_or(TIER), class == EntityType::Person);
    let mut entry = Entry::new(id, row.required("name", problems), class, prior);
    entry.country = country(row, problems);
    entry.qid = row.read("qid", "a Wikidata id", problems, qid);
    entry.geonames_id = cities::geonames_id(row, problems);
    entry.geo = geo(row, problems);
    entry.admin1 = row.some("admin1");
    entry.parent = ["parent_id", "place_id"].iter().find_map(|column| row.some(column));
    entry.born = row.read("born", "a year or date of birth", problems, born);
    entry.gender = row.read("gender", "f, m or x", problems, gender);
    entry.sport = row.some("sport");
    row.read("checked", "a date", problems, |text| text.parse::<jiff::civil::Date>().ok());
    for alias in row.list("aliases") {
        add_alias(&mut entry, Alias::name(alias));
    }
    for form in row.list("demonyms") {
        add_alias(&mut entry, Alias { text: form.to_owned(), kind: AliasKind::Demonym, share: 0 });
    }
    entry
}

/// A country's code in the column `country`.
pub fn country(row: &Row, problems: &mut Vec<Problem>) -> Option<CountryCode> {
    row.read("country", "a code of ISO 3166-1", problems, listed_country)
}

/// The code that a text spells, if it is one of the list: islands that some sources give codes of their own have none.
pub fn listed_country(text: &str) -> Option<CountryCode> {
    country_code(text).filter(|code| COUNTRIES.contains(code))
}

pub fn geo(row: &Row, problems: &mut Vec<Problem>) -> Option<Geo> {
    let lat = row.read("lat", "a latitude", problems, |t| t.parse().ok().filter(|d: &f64| d.abs() <= 90.0))?;
    let lon = row.read("lon", "a longitude", problems, |t| t.parse().ok().filter(|d: &f64| d.abs() <= 180.0))?;
    Some(Geo { lat, lon })
}

/// The year of "1942", "1942-11" or "1942-11-20".
fn born(text: &str) -> Option<i16> {
    let year = match text.strip_prefix('-') {
        Some(before) => -before.parse::<i16>().ok()?,
        None => text.split('-').next()?.parse().ok()?,
    };
    let is_date = text.len() != 10 || text.parse::<jiff::civil::Date>().is_ok();
    (BORN.contains(&year) && is_date).then_some(year)
}

fn gender(text: &str) -> Option<Gender> {
    match text {
        "f" | "female" => Some(Gender::Female),
        "m" | "male" => Some(Gender::Male),
        "x" | "other" => Some(Gender::Other),
        _ => None,
    }
}

/// Whether a text has the form of an id: `kind/name-of-it`, small letters and digits.
pub fn is_id(id: &str) -> bool {
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    id.split_once('/').is_some_and(|(kind, name)| !kind.is_empty() && !name.is_empty() && plain(kind) && plain(name))
}
