//! The tables that people write by hand: one file a kind, checked to the cell.

mod check;
mod cities;
mod counties;
mod entities;
mod offices;
mod problem;
mod sheet;

use super::draft::Draft;
use crate::knowledge::{Entry, Metonym};
use std::path::Path;

pub use cities::{CityRow, CountryRow, StateRow};
pub use counties::CountyRow;
pub use entities::listed_country;
pub use problem::Problem;
pub use sheet::Sheet;

/// All tables of a folder.
#[derive(Debug, Default)]
pub struct Tables {
    pub drafts: Vec<Draft>,
    pub metonyms: Vec<Metonym>,
    pub cities: Vec<CityRow>,
    pub states: Vec<StateRow>,
    pub countries: Vec<CountryRow>,
    pub counties: Vec<CountyRow>,
    /// What is wrong with them; the cells named here were left out.
    pub problems: Vec<Problem>,
    /// Rows that were read.
    pub rows: u64,
}

/// Reads the `.tsv` files of a folder in the order of their names; a folder that is not there holds none.
pub fn read(folder: &Path) -> std::io::Result<Tables> {
    let mut sheets = Vec::new();
    let mut problems = Vec::new();
    let listing = if folder.is_dir() { std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()? } else { Vec::new() };
    let mut paths: Vec<_> = listing.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "tsv")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        sheets.push(Sheet::parse(&name, &std::fs::read_to_string(path)?, &mut problems));
    }
    Ok(of_sheets(&sheets, problems))
}

/// What sheets say together.
pub fn of_sheets(sheets: &[Sheet], problems: Vec<Problem>) -> Tables {
    let mut tables = Tables { problems, ..Tables::default() };
    for sheet in sheets {
        tables.rows += sheet.rows().count() as u64;
        match sheet.kind() {
            "office" => {}
            "metonym" => tables.metonyms.extend(sheet.rows().map(|row| cities::metonym(&row, &mut tables.problems))),
            "city" => tables.cities.extend(sheet.rows().filter_map(|row| cities::city(&row, &mut tables.problems))),
            "country" => tables.countries.extend(sheet.rows().map(|row| cities::country(&row, &mut tables.problems))),
            "state" => tables.states.extend(sheet.rows().map(|row| cities::state(&row, &mut tables.problems))),
            "county" => tables.counties.extend(sheet.rows().map(|row| counties::county(&row, &mut tables.problems))),
            _ => entities::read(sheet, &mut tables),
        }
    }
    for sheet in sheets.iter().filter(|s| s.kind() == "office") {
        let mut people: Vec<&mut Entry> = tables.drafts.iter_mut().map(|d| &mut d.entry).collect();
        offices::read(sheet, &mut people, &mut tables.problems);
    }
    check::check(sheets, &mut tables.problems);
    tables.problems.sort();
    tables
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
