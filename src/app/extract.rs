//! `copydesk extract`: articles from files, records to standard output, no broker.

use super::exit::{Exit, Failure};
use super::view::view;
use crate::pipeline::{Pipeline, abreast};
use crate::record::{Record, Rejection};
use crate::stories::{self, Sighting};
use crate::transport::Headers;
use base64::Engine;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Articles that are read at a time, times the jobs: enough to keep all busy, few enough to keep memory flat.
const BATCH_PER_JOB: usize = 32;
/// Longest line in bytes: base64 of the largest article, and its headers.
const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// A progress line for people every so many articles.
const PROGRESS_EVERY: usize = 1000;

/// How input is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Input {
    /// By the file's name: .jsonl/.ndjson one article a line, .json one or an array, .html, else one text.
    #[default]
    Auto,
    Json,
    Jsonl,
    Text,
    Html,
    /// One `{"index", "headers", "payload": base64}` a line.
    Messages,
}

/// How records are to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Output {
    /// One record a line.
    Jsonl,
    /// Pretty.
    Json,
    /// Annotated text for people.
    View,
}

/// What to do with what is read.
pub struct Job {
    pub pipeline: Arc<Pipeline>,
    pub files: Vec<PathBuf>,
    pub input: Input,
    pub output: Option<Output>,
    /// Publication date of articles that bring none.
    pub published: Option<String>,
    pub dead: Option<PathBuf>,
    pub jobs: usize,
    pub colour: bool,
    /// Puts the records to their stories, in the order of the articles.
    pub stories: Option<stories::desk::Limits>,
}

/// One article before it is read.
struct Raw {
    index: u64,
    headers: Headers,
    payload: Vec<u8>,
}

/// Where records and dead letters go.
struct Writer {
    output: Output,
    colour: bool,
    out: std::io::BufWriter<std::io::Stdout>,
    dead: Option<std::fs::File>,
    stories: Option<stories::Desk>,
    read: usize,
    dead_count: usize,
    talk: bool,
}

/// Reads everything, in order.
pub fn extract(job: &Job) -> Result<Exit, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(job.jobs.max(1)).build().map_err(Failure::failed)?;
    let mut writer = Writer::new(job)?;
    let mut batch = Vec::new();
    let mut index = 0;
    let stdin = [PathBuf::from("-")];
    let files = if job.files.is_empty() { &stdin[..] } else { &job.files[..] };
    for file in files {
        each_article(file, job.input, &mut index, &mut |raw| {
            batch.push(raw);
            if batch.len() >= BATCH_PER_JOB * job.jobs.max(1) {
                writer.write_all(&pool, job, std::mem::take(&mut batch))?;
            }
            Ok(())
        })?;
    }
    writer.write_all(&pool, job, batch)?;
    writer.out.flush().map_err(Failure::failed)?;
    Ok(if writer.dead_count > 0 { Exit::SomeDead } else { Exit::Done })
}

/// Takes a source apart into articles.
fn each_article(
    file: &Path,
    input: Input,
    index: &mut u64,
    take: &mut dyn FnMut(Raw) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let problem = |why: std::io::Error| Failure::failed(format!("{}: {why}", file.display()));
    let mut source: Box<dyn BufRead> = match file.to_str() {
        Some("-") => Box::new(std::io::stdin().lock()),
        _ => Box::new(std::io::BufReader::new(std::fs::File::open(file).map_err(problem)?)),
    };
    let input = if input == Input::Auto { by_name(file) } else { input };
    if matches!(input, Input::Jsonl | Input::Messages) {
        return each_line(source.as_mut(), input, index, take, &problem);
    }
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(problem)?;
    match input {
        Input::Json => each_element(bytes, index, take),
        Input::Html => take(next(index, "text/html", bytes)),
        _ => take(next(index, "text/plain", bytes)),
    }
}

fn by_name(file: &Path) -> Input {
    match file.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("jsonl" | "ndjson") => Input::Jsonl,
        Some("json") => Input::Json,
        Some("html" | "htm") => Input::Html,
        _ => Input::Text,
    }
}

fn next(index: &mut u64, content_type: &str, payload: Vec<u8>) -> Raw {
    *index += 1;
    Raw { index: *index - 1, headers: [("Content-Type", content_type)].into_iter().collect(), payload }
}

/// An array's elements are articles; anything else is one.
fn each_element(
    bytes: Vec<u8>,
    index: &mut u64,
    take: &mut dyn FnMut(Raw) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match serde_json::from_slice::<Vec<Value>>(&bytes) {
        Ok(elements) => {
            for element in elements {
                take(next(index, "application/json", element.to_string().into_bytes()))?;
            }
            Ok(())
        }
        Err(_) => take(next(index, "application/json", bytes)),
    }
}

fn each_line(
    source: &mut dyn BufRead,
    input: Input,
    index: &mut u64,
    take: &mut dyn FnMut(Raw) -> Result<(), Failure>,
    problem: &dyn Fn(std::io::Error) -> Failure,
) -> Result<(), Failure> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = std::io::Read::take(&mut *source, LINE_BYTES_MAX).read_until(b'\n', &mut line).map_err(problem)?;
        if read == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let raw = match input {
            Input::Messages => message(&line, index)?,
            _ => next(index, "application/json", line.clone()),
        };
        take(raw)?;
    }
}

/// A message as the broker would have delivered it.
fn message(line: &[u8], index: &mut u64) -> Result<Raw, Failure> {
    let place = *index;
    *index += 1;
    let wrong = |why: String| Failure::new(Exit::Failed, format!("message {place}: {why}"));
    let value: Value = serde_json::from_slice(line).map_err(|why| wrong(why.to_string()))?;
    let payload = value["payload"].as_str().ok_or_else(|| wrong("`payload` must be base64".into()))?;
    let payload = base64::engine::general_purpose::STANDARD.decode(payload).map_err(|why| wrong(why.to_string()))?;
    let headers = value["headers"].as_object().into_iter().flatten();
    let headers = headers.filter_map(|(name, v)| Some((name.clone(), v.as_str()?.to_owned()))).collect();
    Ok(Raw { index: value["index"].as_u64().unwrap_or(place), headers, payload })
}

impl Writer {
    fn new(job: &Job) -> Result<Self, Failure> {
        use std::io::IsTerminal;
        let dead = job.dead.as_ref().map(|path| {
            std::fs::File::create(path).map_err(|why| Failure::failed(format!("{}: {why}", path.display())))
        });
        Ok(Self {
            output: job.output.unwrap_or(Output::Jsonl),
            colour: job.colour,
            out: std::io::BufWriter::new(std::io::stdout()),
            dead: dead.transpose()?,
            stories: job.stories.map(stories::Desk::new),
            read: 0,
            dead_count: 0,
            talk: std::io::stderr().is_terminal(),
        })
    }

    fn write_all(&mut self, pool: &rayon::ThreadPool, job: &Job, batch: Vec<Raw>) -> Result<(), Failure> {
        let groups = groups(&batch);
        let results: Vec<_> = pool.install(|| groups.par_iter().flat_map_iter(|group| read(job, group)).collect());
        for (index, result) in results {
            match result {
                Ok((record, sighting)) => self.record(record, sighting)?,
                Err((source_id, why)) => self.dead(index, source_id, &why)?,
            }
            self.read += 1;
            if self.talk && self.read.is_multiple_of(PROGRESS_EVERY) {
                eprint!("\r{} articles", self.read);
            }
        }
        Ok(())
    }

    fn record(&mut self, mut record: Record, sighting: Option<Sighting>) -> Result<(), Failure> {
        record.story = self.stories.as_mut().zip(sighting).map(|(desk, sighting)| desk.place(sighting, None));
        let record = &record;
        let text = match self.output {
            Output::Jsonl => serde_json::to_string(record),
            Output::Json => serde_json::to_string_pretty(record),
            Output::View => Ok(view(record, self.colour)),
        };
        writeln!(self.out, "{}", text.map_err(Failure::failed)?).map_err(Failure::failed)
    }

    fn dead(&mut self, index: u64, source_id: Option<String>, why: &Rejection) -> Result<(), Failure> {
        self.dead_count += 1;
        let dead = json!({"stage": why.stage, "reason": why.reason, "detail": why.detail});
        let line = json!({"index": index, "sourceId": source_id, "dead": dead});
        match &mut self.dead {
            Some(file) => writeln!(file, "{line}").map_err(Failure::failed),
            None => {
                eprintln!("{line}");
                Ok(())
            }
        }
    }
}

/// Articles that are read abreast.
fn groups(mut batch: &[Raw]) -> Vec<&[Raw]> {
    let mut groups = Vec::new();
    while !batch.is_empty() {
        let (group, rest) = batch.split_at(abreast::count(batch.iter().map(|raw| raw.payload.len())));
        groups.push(group);
        batch = rest;
    }
    groups
}

/// What came of an article, with its number: its record and what the story desk looks at of it, or the id it came with,
/// where that can be told, and why it is dead.
type Outcome = (u64, Result<(Record, Option<Sighting>), (Option<String>, Rejection)>);

fn read(job: &Job, group: &[Raw]) -> Vec<Outcome> {
    let messages: Vec<_> = group.iter().map(|raw| (&*raw.payload, &raw.headers)).collect();
    let records = job.pipeline.read_all(&messages, job.published.as_deref());
    let outcome = |(raw, record): (&Raw, Result<Record, Rejection>)| {
        let seen = |record: Record| {
            let sighting = job.stories.map(|_| Sighting::of(&record));
            (record, sighting)
        };
        (raw.index, record.map(seen).map_err(|why| (source_id(&raw.payload), why)))
    };
    group.iter().zip(records).map(outcome).collect()
}

fn source_id(payload: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(payload).ok()?;
    match &value["id"] {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}
