//! Commands that need no broker.

use super::commands::{self, Config};
use crate::app::exit::{Exit, Failure};
use crate::app::explain::{self, Question};
use crate::app::extract::{self, Job, Output};
use crate::app::{desk, lookup, print, shelf};
use crate::config::{Loaded, Sources, load};
use crate::pipeline::plan::{self, Row};
use crate::schema;
use std::io::IsTerminal;

/// The configuration of this process, or all its problems; warnings go to standard error.
pub fn loaded(config: &Config) -> Result<Loaded, Failure> {
    let sources = Sources::of_process(config.config.clone(), plan::names());
    let loaded = load(sources).map_err(|problems| Failure::new(Exit::Configuration, problems))?;
    loaded.warnings.iter().for_each(|warning| eprintln!("{warning}"));
    Ok(loaded)
}

pub fn extract(options: commands::Extract) -> Result<Exit, Failure> {
    let loaded = loaded(&options.config)?;
    let knowledge = shelf::without_broker(&loaded.settings.knowledge)?;
    let metrics = desk::metrics(&loaded, &knowledge);
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let job = Job {
        pipeline: desk::pipeline(&loaded, knowledge, &metrics, None),
        files: options.files,
        input: options.input,
        output: options.output,
        published: options.published,
        dead: options.dead,
        jobs: options.jobs.unwrap_or(loaded.resolved.threads),
        colour: colour && options.output == Some(Output::View),
        stories: loaded.settings.stories.limits(),
    };
    extract::extract(&job)
}

pub fn explain(options: commands::Explain) -> Result<Exit, Failure> {
    let loaded = loaded(&options.config)?;
    let knowledge = shelf::without_broker(&loaded.settings.knowledge)?;
    let metrics = desk::metrics(&loaded, &knowledge);
    explain::explain(&Question {
        pipeline: desk::pipeline(&loaded, knowledge, &metrics, None),
        file: options.file,
        published: options.published,
        at: options.at,
        entity: options.entity,
    })
}

/// What a name may mean to the configured knowledge base.
pub fn lookup(config: &Config, name: &str) -> Result<Exit, Failure> {
    let knowledge = shelf::without_broker(&loaded(config)?.settings.knowledge)?;
    lookup::lookup(&knowledge, name)
}

pub fn plan(options: commands::Plan) -> Result<Exit, Failure> {
    let rows = plan::rows(&loaded(&options.config)?.settings.extract);
    if options.json {
        print::line(serde_json::to_string_pretty(&rows).map_err(Failure::failed)?)?;
    } else {
        rows.iter().map(line).try_for_each(print::line)?;
    }
    Ok(Exit::Done)
}

fn line(row: &Row) -> String {
    let names = |kinds: &[crate::record::LayerKind]| kinds.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(", ");
    let models: Vec<_> = row.models.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let mut line = format!("{:<10} {:<14} {:<7} {:<13}", row.stage, row.name, row.version, row.reads);
    line += &format!(" needs [{}] fills [{}]", names(&row.needs), names(&row.fills));
    if !models.is_empty() {
        line += &format!(" models [{}]", models.join(", "));
    }
    if row.disabled {
        line += " (disabled)";
    }
    line
}

pub fn schema(which: commands::Schema) -> Result<Exit, Failure> {
    let schema = match which {
        commands::Schema::Record => schema::record(),
        commands::Schema::Config => schema::config(),
        commands::Schema::Asyncapi => schema::asyncapi(),
        commands::Schema::DeadLetter => schema::dead_letter(),
        commands::Schema::Overlay => schema::overlay(),
    };
    print::line(serde_json::to_string_pretty(&schema).map_err(Failure::failed)?)?;
    Ok(Exit::Done)
}
