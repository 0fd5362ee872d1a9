//! `copydesk knowledge build` from dumps: what can be typed.

use crate::app::exit::{Exit, Failure};
use crate::app::knowledge_build;
use crate::builder::dump::{DumpOptions, LinkSource, MEMORY_BYTES};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Build {
    /// Wikidata's JSON dump as it is: latest-all.json.bz2, .gz, .zst or plain
    #[arg(long, value_name = "FILE")]
    pub wikidata: PathBuf,
    /// Links of Wikipedia, one `anchor TAB title TAB count` a line, packed or plain
    #[arg(long, value_name = "FILE", conflicts_with = "wikipedia_sql")]
    pub wikipedia: Option<PathBuf>,
    /// Folder with Wikipedia's SQL dumps of page, redirect, linktarget and pagelinks
    #[arg(long, value_name = "DIR")]
    pub wikipedia_sql: Option<PathBuf>,
    /// GeoNames' allCountries.zip or .txt
    #[arg(long, value_name = "FILE")]
    pub geonames: Option<PathBuf>,
    /// Languages whose names are kept, comma-separated, the one of the articles first
    #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "en")]
    pub languages: Vec<String>,
    /// Encyclopedias that must have an article about a thing
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub sitelinks_min: u32,
    /// Table of classes (Q-number, class, subtype, least sitelinks; tabs) in place of the built-in one
    #[arg(long, value_name = "FILE")]
    pub classes: Option<PathBuf>,
    /// The pack to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Folder for sorted rows; an interrupted build goes on from there [default: beside the pack]
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
}

pub fn build(typed: Build) -> Result<Exit, Failure> {
    knowledge_build::build(&DumpOptions {
        wikidata: typed.wikidata,
        links: typed.wikipedia.map(LinkSource::Table).or(typed.wikipedia_sql.map(LinkSource::Sql)),
        geonames: typed.geonames,
        languages: typed.languages,
        sitelinks_min: typed.sitelinks_min,
        classes: typed.classes,
        out: typed.out,
        work: typed.work,
        memory_bytes: MEMORY_BYTES,
        stop_after_items: None,
    })
}
