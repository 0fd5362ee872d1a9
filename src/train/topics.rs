//! Trains the classifier of subjects, and measures it on articles that it did not learn from.

use crate::corpus::{self, TrainError};
use crate::linear::pack;
use crate::svm::{self, Case};
use crate::topics_calibration::{calibrate, report};
use copydesk::extract::topics::features;
use copydesk::extract::topics::model::{Calibration, ENLARGED, Each, KIND, SUBJECTS, TopicsModel, VERSION};
use copydesk::extract::topics::vocabulary::subject;
use copydesk::extract::{clean, sentences, tokens};
use copydesk::knowledge::Knowledge;
use copydesk::model;
use copydesk::record::{Article, Body, Document};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

const CORPUS: &str = "eval/topics/news-dev.jsonl.xz";
/// More articles, mostly of politics, with labels of their own; not measured on.
const MORE: &str = "train/raw-news.jsonl.xz";
const MAPPING: &str = "eval/topics/label-mapping.tsv";
/// Labels that the mapping leaves out: the world, told as politics.
const FOREIGN: [&str; 10] = [
    "asia",
    "china",
    "europe",
    "great_britain",
    "israel",
    "mexico",
    "middle_east",
    "north_korea",
    "palestine",
    "russia",
];
const FOREIGN_ALLOWED: [&str; 4] = ["02000000", "04000000", "14000000", "16000000"];
/// Articles of one such label at most, and what one counts.
const MORE_OF_LABEL_MAX: usize = 40;
const MORE_WEIGHT: f32 = 0.3;
/// Rows of the table, as a power of two: an eighth of 40,000 words share one.
const BITS: u8 = 18;
/// Articles that a word must stand in to be learned from.
const LEAST: usize = 2;
/// Rows whose weights are all smaller are left out.
const THRESHOLD: f32 = 0.02;
/// Parts that take turns in being measured.
const FOLDS: usize = 5;

#[derive(Deserialize)]
struct Line {
    title: Option<String>,
    text: String,
    topics: Vec<String>,
    #[serde(default)]
    allowed: Vec<String>,
}

#[derive(Deserialize)]
struct Labelled {
    title: Option<String>,
    text: String,
    topic: String,
}

/// One article: its words, its subject, and which other subjects it may have without being said to (as bits).
pub struct Example {
    words: Vec<(u32, f32)>,
    pub subject: usize,
    pub allowed: u32,
    weight: f32,
}

impl Example {
    /// Whether this article says something for or against a subject.
    pub fn judges(&self, subject: usize) -> bool {
        self.subject == subject || self.allowed >> subject & 1 == 0
    }
}

/// Trains the model file; prints figures of five trainings on four fifths each.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let lines: Vec<Line> = corpus::read(data, CORPUS)?;
    let examples: Vec<Example> = lines.into_iter().filter_map(|line| example(line, 1.0)).collect();
    let more = more(data)?;
    eprintln!("topics: {} articles, and {} more of other labels", examples.len(), more.len());
    let scores = scores_by_others(&examples, &more);
    report(&examples, &scores, &folds(examples.len()), FOLDS);
    let all: Vec<usize> = (0..examples.len()).collect();
    let calibration = calibrate(&examples, &scores, &all);
    let everything: Vec<&Example> = examples.iter().chain(&more).collect();
    let file = model::write(KIND, VERSION, &payload(calibration, &learn(&everything)));
    TopicsModel::read(&file)?;
    Ok(file)
}

/// Some articles of each label that can be mapped to a subject.
fn more(data: &Path) -> Result<Vec<Example>, TrainError> {
    let path = data.join(MAPPING);
    let table = std::fs::read_to_string(&path).map_err(|why| TrainError::Read { path, why })?;
    let mut of_label: HashMap<String, (String, Vec<String>)> = HashMap::new();
    let codes = |cell: &str| cell.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for cells in table.lines().map(|line| line.split('\t').collect::<Vec<_>>()) {
        if let ["allsides", label, code, allowed] = cells[..] {
            of_label.insert(label.to_owned(), (code.to_owned(), codes(allowed)));
        }
    }
    for label in FOREIGN {
        of_label.insert(label.to_owned(), ("11000000".to_owned(), FOREIGN_ALLOWED.map(str::to_owned).to_vec()));
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut out = Vec::new();
    for Labelled { title, text, topic } in corpus::read::<Labelled>(data, MORE)? {
        let Some((code, allowed)) = of_label.get(&topic) else { continue };
        let n = taken.entry(topic).or_default();
        *n += 1;
        if *n <= MORE_OF_LABEL_MAX {
            let line = Line { title, text, topics: vec![code.clone()], allowed: allowed.clone() };
            out.extend(example(line, MORE_WEIGHT));
        }
    }
    Ok(out)
}

fn example(line: Line, weight: f32) -> Option<Example> {
    let bit = |code: &String| subject(code).map_or(0, |s| 1u32 << s);
    let wanted = subject(line.topics.first()?)?;
    let article = Article { title: line.title, body: Body::Text(line.text), ..Article::default() };
    let mut document: Document = clean::clean(article).ok()?;
    document.fill(sentences::extract(&document, &Knowledge::none()));
    document.fill(tokens::extract(&document, &Knowledge::none()));
    let mask = (1u64 << BITS) - 1;
    let words = features::words(&document).into_iter().map(|(key, x)| ((key & mask) as u32, x));
    Some(Example {
        words: words.collect(),
        subject: wanted,
        allowed: line.allowed.iter().map(bit).fold(0, |a, b| a | b),
        weight,
    })
}

/// The fold of each example.
fn folds(n: usize) -> Vec<usize> {
    let mut folds: Vec<usize> = (0..n).map(|i| i % FOLDS).collect();
    fastrand::Rng::with_seed(5).shuffle(&mut folds);
    folds
}

/// What each example scores with weights that the examples of the other folds taught.
fn scores_by_others(examples: &[Example], more: &[Example]) -> Vec<Each<f32>> {
    let folds = folds(examples.len());
    let mut scores = vec![[0.0; SUBJECTS]; examples.len()];
    for fold in 0..FOLDS {
        let others = (0..examples.len()).filter(|&i| folds[i] != fold).map(|i| &examples[i]);
        let learned = learn(&others.chain(more).collect::<Vec<_>>());
        for i in (0..examples.len()).filter(|&i| folds[i] == fold) {
            scores[i] = std::array::from_fn(|s| svm::dot(&examples[i].words, &learned[s].0) + learned[s].1);
        }
    }
    scores
}

/// Weights and offset of each subject.
fn learn(examples: &[&Example]) -> Vec<(Vec<f32>, f32)> {
    use rayon::prelude::*;
    let mut seen = vec![0usize; 1 << BITS];
    examples.iter().flat_map(|e| &e.words).for_each(|&(row, _)| seen[row as usize] += 1);
    let kept = |e: &Example| e.words.iter().copied().filter(|&(row, _)| seen[row as usize] >= LEAST).collect();
    let words: Vec<Vec<(u32, f32)>> = examples.iter().map(|e| kept(e)).collect();
    let of = |subject: usize| {
        let judges = examples.iter().zip(&words).filter(|(e, _)| e.judges(subject));
        let cases: Vec<Case<'_>> =
            judges.map(|(e, features)| Case { features, positive: e.subject == subject, weight: e.weight }).collect();
        svm::learn(&cases, 1 << BITS)
    };
    (0..SUBJECTS).into_par_iter().map(of).collect()
}

/// The payload of the model; the offsets of the weights become part of the calibration.
fn payload(mut calibration: Calibration, learned: &[(Vec<f32>, f32)]) -> Vec<u8> {
    let mut table = vec![0f32; SUBJECTS << BITS];
    for (subject, (weights, offset)) in learned.iter().enumerate() {
        calibration.offset[subject] += calibration.slope[subject] * offset;
        weights.iter().enumerate().for_each(|(row, w)| table[row * SUBJECTS + subject] = w * ENLARGED);
    }
    let mut payload = Vec::new();
    let first = [calibration.first_slope, calibration.first_offset];
    calibration.slope.iter().chain(&calibration.offset).for_each(|x| payload.extend_from_slice(&x.to_le_bytes()));
    calibration.companions.iter().for_each(|bits| payload.extend_from_slice(&bits.to_le_bytes()));
    first.iter().for_each(|x| payload.extend_from_slice(&x.to_le_bytes()));
    let (rows, kept) = pack(&table, BITS, SUBJECTS, THRESHOLD * ENLARGED);
    eprintln!("topics: {kept} rows kept");
    payload.extend(rows);
    payload
}
