//! Reads the places of GeoNames: some complete an item of Wikidata, some are entities of their own.

use super::choose::not_ours;
use super::error::DumpError;
use super::index::Index;
use super::lines::{Lines, Place};
use super::progress::{Progress, Stage};
use super::sort::{Merge, RunWriter, Sorter, split_u32};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FEATURES: &str = include_str!("features.tsv");
const COLUMNS: usize = 19;
/// Places with fewer people are in English news by their plain name only.
const OTHER_NAMES_POPULATION_MIN: u64 = 100_000;
const OTHER_NAMES_MAX: usize = 30;
/// Rows of the section of divisions: two bytes, less "none".
const DIVISIONS_MAX: usize = 65_534;
/// The code of "no division".
const NO_DIVISION: &str = "00";

/// One place as GeoNames has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub id: u32,
    pub name: String,
    pub names: Vec<String>,
    pub lat: f64,
    pub lon: f64,
    pub feature: String,
    pub country: String,
    /// "US.AL".
    pub division: Option<String>,
    pub population: u64,
    pub subtype: Option<String>,
    #[serde(skip)]
    modified: String,
}

/// The places, in files.
pub struct Places {
    /// Entity, then [`Row`]: completes it.
    pub more: Merge,
    /// Number of the place, then [`Row`]: an entity of its own.
    pub own: PathBuf,
    pub own_count: u64,
    pub unreadable: u64,
    /// Day of the newest row.
    pub newest: String,
}

/// Reads the dump, and gives every place of its own a number behind those of the items.
pub fn places(
    path: &Path,
    folder: &Path,
    memory: usize,
    index: &mut Index,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Places, DumpError> {
    let mut reading = Reading {
        more: Sorter::new(folder, "more-places", memory / 2),
        own: Sorter::new(folder, "places", memory / 2),
        divisions: BTreeMap::new(),
        countries: BTreeMap::new(),
        features: features(),
        rows: 0,
        unreadable: 0,
        newest: String::new(),
    };
    let mut lines = Lines::open(path, Place::default())?;
    while let Some(batch) = lines.next_batch()? {
        for (_, line) in batch.lines() {
            reading.take(line, index)?;
        }
        if reading.rows == 0 {
            return Err(no_places(path));
        }
        progress(&lines.progress(Stage::Places, &batch, reading.rows, 0));
    }
    if reading.rows == 0 {
        return Err(no_places(path));
    }
    reading.conclude(folder, index)
}

fn no_places(path: &Path) -> DumpError {
    DumpError::Content {
        path: path.to_owned(),
        line: 1,
        what: format!("no row of GeoNames with {COLUMNS} columns"),
        advice: "--geonames wants allCountries.zip or allCountries.txt of the export/dump folder",
    }
}

struct Reading {
    more: Sorter,
    own: Sorter,
    /// Code of a first-level division, and its place.
    divisions: BTreeMap<String, u32>,
    /// Countries that no item has, and their places.
    countries: BTreeMap<String, u32>,
    features: Vec<(&'static str, &'static str, u64)>,
    rows: u64,
    unreadable: u64,
    newest: String,
}

impl Reading {
    fn take(&mut self, line: &[u8], index: &Index) -> Result<(), DumpError> {
        let Some(mut row) = std::str::from_utf8(line).ok().and_then(read) else {
            self.unreadable += u64::from(!line.is_empty());
            return Ok(());
        };
        self.rows += 1;
        if row.modified > self.newest {
            self.newest.clone_from(&row.modified);
        }
        if row.feature == "ADM1" && self.divisions.len() < DIVISIONS_MAX {
            let code = row.division.take();
            self.divisions.extend(code.map(|code| (code, row.id)));
        }
        let country = row.feature.starts_with("PCL").then(|| index.known_code(&row.country)).flatten();
        let entity = index.place(row.id).or_else(|| index.countries.get(&country?).copied());
        let json = |row: &Row| serde_json::to_vec(row).map_err(not_ours(Path::new("places")));
        if let Some(entity) = entity {
            return self.more.add(&[&entity.to_be_bytes(), &json(&row)?]);
        }
        let Some(subtype) = self.subtype(&row) else { return Ok(()) };
        row.subtype = Some(subtype.to_owned());
        if subtype == "Country" {
            self.countries.insert(row.country.clone(), row.id);
        }
        self.own.add(&[&row.id.to_be_bytes(), &json(&row)?])
    }

    /// The subtype of a place that is an entity of its own.
    fn subtype(&self, row: &Row) -> Option<&'static str> {
        let is = |code: &str| match code.strip_suffix('*') {
            Some(prefix) => row.feature.starts_with(prefix),
            None => row.feature == code,
        };
        let found = self.features.iter().find(|feature| is(feature.0))?;
        // Historical, abandoned and destroyed ones end in H, Q and W.
        let of_today = !row.feature.ends_with(['H', 'Q', 'W']);
        (row.population >= found.2 && of_today).then_some(found.1)
    }

    fn conclude(self, folder: &Path, index: &mut Index) -> Result<Places, DumpError> {
        let own = folder.join("own-places.run");
        let mut out = RunWriter::create(&own)?;
        let mut rows = self.own.merge()?;
        let first = index.items.len() as u32;
        let (mut count, mut last) = (0, None);
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            let id = split_u32(row).0;
            if last.replace(id) == Some(id) {
                continue;
            }
            numbers.push((id, first + count));
            count += 1;
            out.row(row)?;
        }
        out.close()?;
        index.places.extend(numbers);
        index.places.sort_unstable();
        for (code, place) in &self.countries {
            let code = crate::knowledge::country_code(code);
            let Some((code, entity)) = code.zip(index.place(*place)) else { continue };
            if index.countries.len() < super::index::COUNTRIES_MAX {
                index.countries.entry(code).or_insert(entity);
            }
        }
        let divisions = self.divisions.iter().filter_map(|(code, &place)| Some((code.clone(), index.place(place)?)));
        index.divisions = divisions.zip(0..).map(|((code, entity), row)| (code, (row, entity))).collect();
        Ok(Places {
            more: self.more.merge()?,
            own,
            own_count: u64::from(count),
            unreadable: self.unreadable,
            newest: self.newest,
        })
    }
}

fn features() -> Vec<(&'static str, &'static str, u64)> {
    let columns = crate::text::rows(FEATURES).map(|line| line.split('\t').collect::<Vec<_>>());
    let row = |columns: Vec<&'static str>| match columns[..] {
        [code, subtype, population] => Some((code, subtype, population.parse().ok()?)),
        _ => None,
    };
    columns.filter_map(row).collect()
}

/// Reads a row; `None` where it is none.
fn read(line: &str) -> Option<Row> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, name, ascii, others, lat, lon, _, feature, country, _, admin1, _, _, _, population, _, _, _, modified] =
        columns[..]
    else {
        return None;
    };
    if name.is_empty() {
        return None;
    }
    let population = population.parse().unwrap_or(0);
    let mut names = Vec::new();
    if ascii != name && !ascii.is_empty() {
        names.push(ascii.to_owned());
    }
    if population >= OTHER_NAMES_POPULATION_MIN {
        let latin = |text: &&str| text.chars().all(|c| !c.is_alphabetic() || c < '\u{250}') && text.len() > 3;
        names.extend(others.split(',').filter(latin).take(OTHER_NAMES_MAX).map(str::to_owned));
    }
    Some(Row {
        id: id.parse().ok()?,
        name: name.to_owned(),
        names,
        lat: lat.parse().ok().filter(|lat: &f64| lat.abs() <= 90.0)?,
        lon: lon.parse().ok().filter(|lon: &f64| lon.abs() <= 180.0)?,
        feature: feature.to_owned(),
        country: country.to_owned(),
        division: Some(format!("{country}.{admin1}")).filter(|_| !admin1.is_empty() && admin1 != NO_DIVISION),
        population,
        subtype: None,
        modified: modified.get(..10).unwrap_or_default().to_owned(),
    })
}
