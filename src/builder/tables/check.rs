//! What only all tables together show: ids twice, references to nothing.

use super::Problem;
use super::entities::listed_country;
use super::sheet::{Row, Sheet};
use std::collections::{HashMap, HashSet};

/// Columns that hold ids of something else.
const REFERENCES: &[&str] = &["parent_id", "place_id", "of_id", "stands_for_id"];

pub fn check(sheets: &[Sheet], problems: &mut Vec<Problem>) {
    let entities = || sheets.iter().filter(|s| s.has("id")).flat_map(Sheet::rows);
    twice(entities(), "id", problems);
    twice(sheets.iter().flat_map(Sheet::rows), "qid", problems);
    twice(sheets.iter().filter(|s| s.kind() == "city").flat_map(Sheet::rows), "geonameid", problems);
    let ids: HashSet<&str> = entities().map(|row| row.text("id")).collect();
    for row in sheets.iter().flat_map(Sheet::rows) {
        for column in REFERENCES {
            let id = row.text(column);
            if !id.is_empty() && !ids.contains(id) && !is_of_a_package(id) {
                problems.push(row.problem(column, format!("nothing has the id `{id}`")));
            }
        }
    }
}

fn twice<'a>(rows: impl Iterator<Item = Row<'a>>, column: &str, problems: &mut Vec<Problem>) {
    let mut first: HashMap<&str, Row> = HashMap::new();
    for row in rows.filter(|row| !row.text(column).is_empty()) {
        let text = row.text(column);
        match first.get(text) {
            Some(other) => {
                let at = other.problem(column, "");
                problems.push(row.problem(column, format!("`{text}` stands in {}:{} already", at.file, at.line)));
            }
            None => {
                first.insert(text, row);
            }
        }
    }
}

/// Whether an id is of the form that packages give: `country/RU`, `geonames/2037013`, `admin1/US.AL`, `wikidata/Q42`.
fn is_of_a_package(id: &str) -> bool {
    let Some((kind, name)) = id.split_once('/') else { return false };
    let code = |text: &str| listed_country(text).is_some();
    match kind {
        "country" => code(name),
        "geonames" => name.parse::<u32>().is_ok_and(|n| n > 0),
        "admin1" => name.split_once('.').is_some_and(|(country, division)| code(country) && !division.is_empty()),
        "wikidata" => crate::builder::draft::qid(name).is_some(),
        _ => false,
    }
}
