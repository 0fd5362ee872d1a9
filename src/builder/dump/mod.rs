//! Builds the full pack from the public dumps, streamed as they are.
//!
//! # What it reads
//! - Wikidata's JSON dump, one entity a line, plain or packed with bzip2, gzip or zstd (seen by the first bytes).
//! - GeoNames' `allCountries.zip` or `.txt`, if given: divisions, and towns that no item is about.
//! - Links of Wikipedia, if given: a table of `anchor TAB title TAB count`, or the SQL dumps of page, redirect, linktarget and
//!   pagelinks. They tell how often a name means what.
//!
//! # How
//! One pass over the items (`scan`) keeps what may be needed: candidates, names of posts and sports, what is a kind of what, titles.
//! Rows go into sorted runs below the work folder (`sort`). When all kinds are known, candidates become entities or not
//! (`classes`, `choose`), places and links are joined by merging (`places`, `anchors`), and the pack is written section by
//! section (`entities`, `names`, `assemble`).
//!
//! # Memory
//! Buffers: `DumpOptions::memory_bytes` for rows that are not yet in a file (at most twice that, as they grow by doubling), and
//! some 100 MB of lines and blocks in flight. What stays grows with the dump: 4 bytes for an entity, 8 more for one with a
//! place of GeoNames (12 while they are gathered), 4 more where links are counted, 12 for a team, 8 for each statement that a
//! class is a kind of another, about 100 for each post that is named, 4 for each id of a link target while SQL dumps are read.
//! For 115 million items, of which ten million become entities, that is some 500 MB with given names beside the buffers, 1.3 GB while the
//! links of the English encyclopedia are counted; with the buffers below 2.5 GB. `cargo bench --bench dumps` measures speed and memory.
//!
//! # Going on after an interruption
//! Whenever a buffer is full it is written down, and after it `checkpoint.json`, which names the lines that were read and the
//! files that hold them. The same command goes on from there: a plain dump is entered at that byte, a packed one is unpacked up
//! to it without being parsed. What comes after the items is done again from its begin. The order of rows depends on the rows
//! alone, so the pack has the same bytes as one of an uninterrupted build.

mod anchors;
mod assemble;
mod bz2;
mod checkpoint;
mod choose;
mod classes;
mod entities;
mod error;
mod facts;
mod given_names;
mod index;
mod item;
mod lines;
mod names;
mod open;
mod places;
mod prior;
mod progress;
mod scan;
mod sides;
mod sort;
mod sources;
mod sql;
mod statements;
mod times;
mod wiki_tables;
mod zstd;

pub use anchors::Source as LinkSource;
pub use checkpoint::Counts;
pub use error::DumpError;
pub use progress::{Progress, Stage};

use anchors::Links;
use choose::Choice;
use classes::Classes;
use item::Languages;
use names::NameRows;
use places::Places;
use std::path::{Path, PathBuf};

/// Rows that wait for their file, all kinds together: a checkpoint about every million items.
pub const MEMORY_BYTES: usize = 512 << 20;

/// What to build from what.
#[derive(Clone, Debug)]
pub struct DumpOptions {
    pub wikidata: PathBuf,
    pub links: Option<LinkSource>,
    pub geonames: Option<PathBuf>,
    /// Codes of languages whose names are kept, the first one first; "mul" is always read.
    pub languages: Vec<String>,
    /// Encyclopedias that must have an article about a thing.
    pub sitelinks_min: u32,
    /// Another table of classes than the one inside the program.
    pub classes: Option<PathBuf>,
    pub out: PathBuf,
    /// Folder for rows; `None` = beside the pack.
    pub work: Option<PathBuf>,
    pub memory_bytes: usize,
    /// Stops as an interruption would; for trying out.
    pub stop_after_items: Option<u64>,
}

impl DumpOptions {
    pub fn new(wikidata: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            wikidata: wikidata.into(),
            links: None,
            geonames: None,
            languages: vec!["en".into()],
            sitelinks_min: 1,
            classes: None,
            out: out.into(),
            work: None,
            memory_bytes: MEMORY_BYTES,
            stop_after_items: None,
        }
    }

    fn folder(&self) -> PathBuf {
        self.work.clone().unwrap_or_else(|| PathBuf::from(format!("{}.work", self.out.display())))
    }

    /// Tells builds apart whose rows differ.
    fn fingerprint(&self, classes: &Classes) -> Result<String, DumpError> {
        let size = std::fs::metadata(&self.wikidata).map_err(DumpError::reading(&self.wikidata))?.len();
        let name = self.wikidata.file_name().unwrap_or_default().to_string_lossy();
        let languages = self.languages.join(",");
        let Self { sitelinks_min, .. } = self;
        Ok(format!(
            "{name} of {size} bytes, languages {languages}, sitelinks {sitelinks_min}, classes {}",
            classes.digest
        ))
    }
}

/// What a build found and wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub counts: Counts,
    pub entities: u64,
    /// Of them, those that only GeoNames has.
    pub places: u64,
    /// Keys of names.
    pub names: u64,
    pub given_names: u64,
    /// Rows of links that were taken.
    pub links: u64,
    /// Rows of GeoNames and of links that could not be read.
    pub unreadable_rows: u64,
    pub bytes: u64,
}

/// Builds a pack, from the last checkpoint on where there is one.
///
/// # Errors
/// Files that cannot be read or written, and files that are not what they should be. Lines of a dump that cannot be read are
/// no errors: they are passed over and counted.
pub fn build(options: &DumpOptions, progress: &mut dyn FnMut(&Progress)) -> Result<Report, DumpError> {
    let folder = options.folder();
    std::fs::create_dir_all(&folder).map_err(DumpError::writing(&folder))?;
    let classes = Classes::load(options.classes.as_deref())?;
    let languages = Languages::new(&options.languages);
    let (mut rows, counts) = scan::scan(options, &classes, &languages, &folder, progress)?;
    let titles = std::mem::replace(&mut rows.titles, sort::Sorter::new(&folder, "no-titles", 0));
    let mut choice = choose::choose(options, &classes, rows, &folder, progress)?;
    let memory = options.memory_bytes / 2;
    let mut places = match &options.geonames {
        Some(path) => Some(places::places(path, &folder, memory, &mut choice.index, progress)?),
        None => None,
    };
    let mut names = NameRows::new(&folder, memory);
    let mut report = Report { counts, ..Report::default() };
    if let Some(source) = &options.links {
        let mut links = Links::new(&folder, memory);
        match source {
            LinkSource::Table(path) => links.read_table(path, progress)?,
            LinkSource::Sql(dumps) => wiki_tables::read_tables(dumps, &folder, memory, &mut links, progress)?,
        }
        (report.links, report.unreadable_rows) = (links.count, links.unreadable);
        links.resolve(titles, &mut choice.index, |text, entity, count| names.link(text, entity, count))?;
    }
    write(options, &folder, &choice, places.as_mut(), names, &mut report, progress)?;
    checkpoint::clean(&folder)?;
    Ok(report)
}

fn write(
    options: &DumpOptions,
    folder: &Path,
    choice: &Choice,
    places: Option<&mut Places>,
    mut names: NameRows,
    report: &mut Report,
    progress: &mut dyn FnMut(&Progress),
) -> Result<(), DumpError> {
    let name = format!("full {}", report.counts.newest);
    let mut writer = entities::writer(name.trim_end(), folder)?;
    let mut given = given_names::GivenNames::default();
    report.places = places.as_ref().map_or(0, |places| places.own_count);
    report.unreadable_rows += places.as_ref().map_or(0, |places| places.unreadable);
    let sources = sources::sources(options, report, places.as_ref().map(|places| places.newest.as_str()));
    let job = entities::Job::new(choice, folder);
    report.entities = job.write(places, &mut writer, &mut names, &mut given, progress)?;
    report.names = names.write(&mut writer, folder, progress)?;
    let given = given.shares();
    report.given_names = given.len() as u64;
    progress(&Progress::rows(Stage::Assembling, report.entities, report.entities));
    report.bytes = assemble::assemble(writer, &choice.index, given, sources, folder, &options.out)?;
    Ok(())
}

#[cfg(test)]
mod tests;
