//! What can be typed.

use super::dates;
use crate::app::extract::{Input, Output};
use crate::record::Reason;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use std::path::PathBuf;

/// Reads news articles beside NATS JetStream and publishes what they say.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The worker: JetStream in, staged extraction, JetStream out, until SIGTERM
    Run(Config),
    /// Articles from files or standard input, records to standard output; no broker
    Extract(Extract),
    /// The main job with nothing installed, on the sample articles
    Demo(Demo),
    /// Every problem of the configuration at once; with --connect also of the broker
    Check(Check),
    /// Creates or updates the streams and the consumer; prints the difference first
    Setup(Setup),
    /// The stages in order: what each extractor needs and fills
    Plan(Plan),
    /// Why an entity is what it is: candidates, and what spoke for each
    Explain(Explain),
    /// Dead letters: list, show, send back, throw away
    Dlq(Dlq),
    /// Runs old input again through a consumer of its own
    Replay(Replay),
    /// Live events, one line each
    Tap(Tap),
    /// The dashboard of a running worker
    Top(Top),
    /// JSON Schemas and the AsyncAPI document
    Schema { which: Schema },
    /// What the knowledge base holds and from where; build it from its sources
    Knowledge {
        #[command(subcommand)]
        command: super::knowledge::Knowledge,
    },
    /// Publishes files as raw articles
    Feed(Feed),
    /// Asks a running worker whether it is ready; exit code 0 or 1
    Healthcheck {
        /// Address of its HTTP side
        #[arg(long, default_value = "http://127.0.0.1:8640")]
        url: String,
    },
}

#[derive(Debug, Args, Clone, Default)]
pub struct Config {
    /// Configuration file [default: $COPYDESK_CONFIG, else ./config/copydesk.toml if it exists]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Extract {
    /// Files to read; `-` or none is standard input
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    pub input: Input,
    /// Date (RFC 3339 or YYYY-MM-DD) of articles that bring none
    #[arg(long, value_name = "DATE", value_parser = dates::published)]
    pub published: Option<String>,
    /// [default: jsonl]
    #[arg(long, value_enum)]
    pub output: Option<Output>,
    /// Where what cannot be an article goes, as JSONL [default: standard error]
    #[arg(long, value_name = "FILE")]
    pub dead: Option<PathBuf>,
    /// Articles at the same time [default: one for each core]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// One article: text, JSON or HTML
    pub file: PathBuf,
    /// What is named at this code point of the record's text [default: everything]
    #[arg(long, value_name = "OFFSET", conflicts_with = "entity")]
    pub at: Option<u32>,
    /// The entity with this id in the record
    #[arg(long, value_name = "ID")]
    pub entity: Option<String>,
    /// Date (RFC 3339 or YYYY-MM-DD) of an article that brings none
    #[arg(long, value_name = "DATE", value_parser = dates::published)]
    pub published: Option<String>,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Stay, with the live page, until Ctrl-C
    #[arg(long)]
    pub keep: bool,
    /// Open the live page in the browser (with --keep)
    #[arg(long, requires = "keep")]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Also look at the broker: sign-in, streams, consumer, windows, versions
    #[arg(long)]
    pub connect: bool,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Setup {
    /// Only print the difference
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Plan {
    /// As JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Dlq {
    #[command(subcommand)]
    pub command: DlqCommand,
}

#[derive(Debug, Subcommand)]
pub enum DlqCommand {
    /// One line a dead letter: sequence, time, stage, reason, source, detail
    Ls {
        #[command(flatten)]
        filter: Filter,
    },
    /// One dead letter: headers, a blank line, the original bytes
    Show {
        /// Its sequence, as `ls` prints it
        sequence: u64,
        #[command(flatten)]
        config: Config,
    },
    /// Sends articles back to their subjects; they keep their identity
    Replay {
        #[command(flatten)]
        filter: Filter,
        #[command(flatten)]
        manner: Manner,
    },
    /// Throws dead letters away
    Purge {
        #[command(flatten)]
        filter: Filter,
        #[command(flatten)]
        manner: Manner,
    },
}

#[derive(Debug, Args)]
pub struct Filter {
    /// Only this reason, for instance no-words
    #[arg(long)]
    pub reason: Option<Reason>,
    /// Only this stage, for instance intake
    #[arg(long)]
    pub stage: Option<String>,
    /// Only those since this time (RFC 3339, YYYY-MM-DD, or an age such as 90m, 24h, 7d)
    #[arg(long, value_name = "T", value_parser = dates::instant)]
    pub since: Option<Timestamp>,
    /// No more than this many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Manner {
    /// No more than this many a second, for instance 10/s
    #[arg(long, value_name = "N/s", value_parser = dates::rate, default_value = "0/s")]
    pub rate: f64,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Replay {
    /// First sequence of the input stream
    #[arg(long, value_name = "N", required_unless_present = "from_time", conflicts_with = "from_time")]
    pub from_seq: Option<u64>,
    /// First time (RFC 3339, YYYY-MM-DD, or an age such as 24h)
    #[arg(long, value_name = "T", value_parser = dates::instant)]
    pub from_time: Option<Timestamp>,
    /// Last sequence [default: the end of the input as it is now]
    #[arg(long, value_name = "N")]
    pub to: Option<u64>,
    /// Only articles on this subject
    #[arg(long, value_name = "SUBJECT")]
    pub filter: Option<String>,
    /// No more than this many articles a second, for instance 50/s
    #[arg(long, value_name = "N/s", value_parser = dates::rate, default_value = "0/s")]
    pub rate: f64,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Tap {
    /// What to listen to [default: everything that the worker publishes]
    #[arg(long)]
    pub subject: Option<String>,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Debug, Args)]
pub struct Top {
    /// Address of the worker's HTTP side
    #[arg(long, default_value = "http://127.0.0.1:8640")]
    pub url: String,
    /// Print one frame and end
    #[arg(long)]
    pub once: bool,
}

#[derive(Debug, Args)]
pub struct Feed {
    /// Files, or folders of files
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Subject to publish on
    #[arg(long, default_value = "news.raw.feed")]
    pub subject: String,
    #[command(flatten)]
    pub config: Config,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    Record,
    Config,
    Asyncapi,
    DeadLetter,
    /// One row of an overlay: entities of your own
    Overlay,
}
