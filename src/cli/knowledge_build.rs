//! `copydesk knowledge build` from dumps: what can be typed.

use crate::app::exit::{Exit, Failure};
use crate::app::knowledge_build;
use crate::builder::dump::{DumpOptions, LinkSource, MEMORY_BYTES};
use clap::Args;
use std::path::PathBuf;

/// The dumps that a full pack is built from.
#[derive(Debug, Args)]
#[command(next_help_heading = "The full pack, from public dumps")]
pub struct Dumps {
    /// Wikidata's JSON dump as it is: latest-all.json.bz2, .gz, .zst or plain
    #[arg(long, value_name = "FILE")]
    pub wikidata: Option<PathBuf>,
    /// Links of Wikipedia, one `anchor TAB title TAB count` a line, packed or plain
    #[arg(long, value_name = "FILE", requires = "wikidata", conflicts_with = "wikipedia_sql")]
    pub wikipedia: Option<PathBuf>,
    /// Folder with Wikipedia's SQL dumps of page, redirect, linktarget and pagelinks
    #[arg(long, value_name = "DIR", requires = "wikidata")]
    pub wikipedia_sql: Option<PathBuf>,
    /// GeoNames' allCountries.zip or .txt
    #[arg(long, value_name = "FILE", requires = "wikidata")]
    pub geonames: Option<PathBuf>,
    /// Languages whose names are kept, comma-separated, the one of the articles first
    #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "en")]
    pub languages: Vec<String>,
    /// Encyclopedias that must have an article about a thing
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub sitelinks_min: u32,
    /// Table of classes (Q-number, class, subtype, least sitelinks; tabs) in place of the built-in one
    #[arg(long, value_name = "FILE", requires = "wikidata")]
    pub classes: Option<PathBuf>,
    /// Folder for sorted rows; an interrupted build goes on from there [default: beside the pack]
    #[arg(long, value_name = "DIR", requires = "wikidata")]
    pub work: Option<PathBuf>,
}

impl Dumps {
    pub fn build(self, out: PathBuf) -> Result<Exit, Failure> {
        knowledge_build::build(&DumpOptions {
            links: self.wikipedia.map(LinkSource::Table).or(self.wikipedia_sql.map(LinkSource::Sql)),
            geonames: self.geonames,
            languages: self.languages,
            sitelinks_min: self.sitelinks_min,
            classes: self.classes,
            work: self.work,
            memory_bytes: MEMORY_BYTES,
            ..DumpOptions::new(self.wikidata.unwrap_or_default(), out)
        })
    }
}
