//! Trains the table of n-grams that tells languages apart.
//!
//! One multinomial logistic regression a script, over the n-grams of `extract/language/ngrams.rs`: first on all n-grams
//! that occur often enough, then again on the rows that carry most, which then become i8.

use crate::corpus::{self, TrainError};
use crate::softmax::Classifier;
use copydesk::extract::language::letters::{self, Letters};
use copydesk::extract::language::{MODEL_VERSION, ngrams, table};
use copydesk::model;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Texts of a language in one script below this are accidents (a Latin name in a Greek sentence).
const TEXTS_MIN: usize = 50;
/// N-grams of fewer training texts say nothing that holds elsewhere.
const COUNT_MIN: u32 = 3;
/// Power of the number of n-grams by which their sum is divided. A choice: other powers were not tried.
const DAMPING: f32 = 0.5;
const EPOCHS_WIDE: usize = 8;
const EPOCHS_KEPT: usize = 10;
/// One text in so many is held out while the temperature is measured.
const HELD_OUT: usize = 10;
/// Rows kept of each script's group; together with 32, 4 or 3 weights a row they stay below 1 MB.
const ROWS: [(&str, usize); 3] = [("Latin", 25_600), ("Cyrillic", 8_000), ("Arabic", 5_000)];

#[derive(Deserialize)]
struct Line {
    text: String,
    language: String,
}

struct Text {
    text: String,
    label: usize,
}

/// Trains the model file from `data/train/language-train.jsonl.xz`.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let lines: Vec<Line> = corpus::read(data, "train/language-train.jsonl.xz")?;
    let mut payload = vec![ROWS.len() as u8];
    for (script, rows) in ROWS {
        let (languages, texts) = group_texts(&lines, script);
        eprintln!("language: {script}, {} texts of {}", texts.len(), languages.join(" "));
        let (held, rest): (Vec<_>, Vec<_>) = texts.iter().enumerate().partition(|(n, _)| n % HELD_OUT == 0);
        let (held, rest) = (strip(held), strip(rest));
        let trial = Trained::fit(&rest, languages.len(), script, rows);
        let temperature = trial.temperature(&held, script);
        let everything: Vec<&Text> = texts.iter().collect();
        let last = Trained::fit(&everything, languages.len(), script, rows);
        last.write(&mut payload, script, &languages, temperature);
    }
    crate::english::train(data, &mut payload)?;
    let file = model::write(table::KIND, MODEL_VERSION, &payload);
    table::Table::read(&file)?;
    Ok(file)
}

fn strip(texts: Vec<(usize, &Text)>) -> Vec<&Text> {
    texts.into_iter().map(|(_, text)| text).collect()
}

/// The texts whose letters are mostly of one script, and their languages in alphabetical order.
fn group_texts(lines: &[Line], script: &str) -> (Vec<String>, Vec<Text>) {
    let of_script = |line: &&Line| Letters::of(&line.text).main_script().is_some_and(|r| r.script == script);
    let lines: Vec<&Line> = lines.iter().filter(of_script).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        *counts.entry(&line.language).or_default() += 1;
    }
    counts.retain(|_, n| *n >= TEXTS_MIN);
    let languages: Vec<String> = counts.keys().map(|&l| l.to_owned()).collect();
    let label = |line: &&Line| languages.iter().position(|l| *l == line.language);
    let texts =
        lines.iter().filter_map(|line| Some(Text { text: line.text.clone(), label: label(line)? })).collect::<Vec<_>>();
    (languages, texts)
}

/// N-grams with their hashes in ascending order, and the weights of each.
struct Trained {
    hashes: Vec<u64>,
    classifier: Classifier,
}

impl Trained {
    fn fit(texts: &[&Text], classes: usize, script: &str, rows: usize) -> Self {
        let counts = count(texts, script);
        let hashes: Vec<u64> = counts.iter().map(|&(hash, _)| hash).collect();
        let mut wide = Self { classifier: Classifier::new(hashes.len(), classes), hashes };
        let mut random = fastrand::Rng::with_seed(1);
        wide.run(texts, script, EPOCHS_WIDE, &mut random);
        let mut kept = wide.keep(&counts, rows);
        kept.run(texts, script, EPOCHS_KEPT, &mut random);
        kept
    }

    fn run(&mut self, texts: &[&Text], script: &str, epochs: usize, random: &mut fastrand::Rng) {
        let mut order: Vec<&Text> = texts.to_vec();
        for epoch in 0..epochs {
            random.shuffle(&mut order);
            let mut loss = 0.0;
            for text in &order {
                let symbols = letters::symbols(crop(&text.text, random), script);
                let (rows, seen) = self.rows(&symbols);
                loss += self.classifier.learn(&rows, text.label, 1.0 / table::damped(seen, DAMPING));
            }
            eprintln!("  epoch {epoch}: loss {:.4}, {} n-grams", loss / order.len() as f32, self.hashes.len());
        }
    }

    fn rows(&self, symbols: &[u32]) -> (Vec<u32>, u32) {
        let (mut rows, mut seen) = (Vec::new(), 0);
        ngrams::for_each(symbols, |hash| {
            seen += 1;
            rows.extend(self.hashes.binary_search(&hash).ok().map(|at| at as u32));
        });
        (rows, seen)
    }

    /// The rows that move texts most: the spread of their weights times how often they occur.
    fn keep(&self, counts: &[(u64, u32)], rows: usize) -> Self {
        let gain = |at: usize| self.classifier.spread(at) * (counts[at].1 as f32).sqrt();
        let mut best: Vec<usize> = (0..self.hashes.len()).collect();
        best.sort_by(|&a, &b| gain(b).total_cmp(&gain(a)).then(a.cmp(&b)));
        best.truncate(rows);
        best.sort_unstable();
        Self { hashes: best.iter().map(|&at| self.hashes[at]).collect(), classifier: self.classifier.subset(&best) }
    }

    /// The factor on all logits that makes held-out texts most probable.
    fn temperature(&self, held: &[&Text], script: &str) -> f32 {
        let mut random = fastrand::Rng::with_seed(2);
        let mut texts = Vec::new();
        for text in held {
            for _ in 0..4 {
                let symbols = letters::symbols(crop(&text.text, &mut random), script);
                let (rows, seen) = self.rows(&symbols);
                texts.push((self.classifier.logits(&rows, 1.0 / table::damped(seen, DAMPING)), text.label));
            }
        }
        let right = texts.iter().filter(|(logits, label)| argmax(logits) == *label).count();
        let steps = (4..=40).map(|n| n as f32 / 20.0);
        let best = steps.min_by(|&a, &b| loss(&texts, a).total_cmp(&loss(&texts, b))).unwrap_or(1.0);
        eprintln!(
            "  held out: {:.4} of {} right, loss {:.4}, temperature {best}: {:.4}",
            right as f32 / texts.len() as f32,
            texts.len(),
            loss(&texts, 1.0),
            loss(&texts, best)
        );
        best
    }

    fn write(&self, out: &mut Vec<u8>, script: &str, languages: &[String], temperature: f32) {
        let text = |s: &str, out: &mut Vec<u8>| {
            out.push(s.len() as u8);
            out.extend_from_slice(s.as_bytes());
        };
        text(script, out);
        out.push(languages.len() as u8);
        languages.iter().for_each(|language| text(language, out));
        for class in 0..languages.len() {
            out.extend_from_slice(&(self.classifier.bias(class) * temperature).to_le_bytes());
        }
        let scale = self.classifier.largest() / 127.0;
        out.extend_from_slice(&(scale * temperature).to_le_bytes());
        out.extend_from_slice(&DAMPING.to_le_bytes());
        let stride = if languages.len() > 8 { table::LANGUAGES_MAX } else { languages.len() };
        let bits = (self.hashes.len().max(2) as u32).ilog2();
        out.push(stride as u8);
        out.push(bits as u8);
        out.extend_from_slice(&(self.hashes.len() as u32).to_le_bytes());
        let places: Vec<(usize, u16)> = self.hashes.iter().map(|&hash| table::place(hash, 64 - bits)).collect();
        for bucket in 0..=1usize << bits {
            let first = places.partition_point(|&(b, _)| b < bucket);
            out.extend_from_slice(&(first as u16).to_le_bytes());
        }
        places.iter().for_each(|(_, key)| out.extend_from_slice(&key.to_le_bytes()));
        for row in 0..self.hashes.len() {
            let mut weights = self.classifier.row(row).iter().map(|w| (w / scale).round() as i8 as u8);
            out.extend((0..stride).map(|_| weights.next().unwrap_or(0)));
        }
    }
}

/// How many texts hold each n-gram, for those in enough of them; ascending by hash.
fn count(texts: &[&Text], script: &str) -> Vec<(u64, u32)> {
    let mut all = Vec::new();
    for text in texts {
        let mut mine = Vec::new();
        ngrams::for_each(&letters::symbols(&text.text, script), |hash| mine.push(hash));
        mine.sort_unstable();
        mine.dedup();
        all.append(&mut mine);
    }
    all.sort_unstable();
    let counts = all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32));
    counts.filter(|&(_, n)| n >= COUNT_MIN).collect()
}

/// The whole text, or more often a headline's worth of it: 20 to 60 characters, as a rule from the start of a word.
fn crop<'a>(text: &'a str, random: &mut fastrand::Rng) -> &'a str {
    if random.f32() < 0.4 {
        return text;
    }
    let wanted = random.usize(20..=60);
    let chars: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if chars.len() <= wanted {
        return text;
    }
    let begin = chars[random.usize(0..=chars.len() - wanted)];
    let begin = text[begin..].find(' ').map_or(begin, |at| begin + at + 1);
    let end = text[begin..].char_indices().nth(wanted).map_or(text.len(), |(at, _)| begin + at);
    if end > begin { &text[begin..end] } else { text }
}

fn argmax(logits: &[f32]) -> usize {
    logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at)
}

/// Mean negative log-probability of the right language.
fn loss(texts: &[(Vec<f32>, usize)], temperature: f32) -> f32 {
    let one = |(logits, label): &(Vec<f32>, usize)| {
        let top = logits.iter().fold(f32::MIN, |a, &b| a.max(b * temperature));
        let total: f32 = logits.iter().map(|l| (l * temperature - top).exp()).sum();
        total.ln() + top - logits[*label] * temperature
    };
    texts.iter().map(one).sum::<f32>() / texts.len().max(1) as f32
}
