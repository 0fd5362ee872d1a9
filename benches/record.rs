//! How long the whole record of an article takes, how far the slowest are from the middle, and that memory stays flat.
//!
//! `cargo bench --bench record -- [FILE.jsonl] [--articles 200000] [--threads 2]`: one `{"text": ...}` a line; without a
//! file, our own articles. A record is made as `extract` and a busy worker make it, from the bytes of a message to those
//! of the record, a few articles abreast; then each for itself, as where only one waits. Times are those of a thread on
//! its processor; the articles of the last part are made and all different.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[path = "support/articles.rs"]
mod articles;
#[path = "support/clock.rs"]
mod clock;

use articles::{Maker, TYPICAL, WORDS, goldens, of_file, samples, words};
use clock::{resident_mib, seconds};
use copydesk::app::{desk, shelf};
use copydesk::config::{Sources, load};
use copydesk::pipeline::{FanOuts, Pipeline, abreast, plan, reading};
use copydesk::record::Record;
use copydesk::transport::Headers;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is promised: milliseconds for an article of `WORDS`, where it is to get to, and p99 over p50.
const MS_MAX: f64 = 4.0;
const MS_WANTED: f64 = 1e3 / 300.0;
const SPREAD_MAX: f64 = 3.0;
/// Every article is read so often, each time counts.
const ROUNDS: usize = 3;
/// Articles of typical length; where the file has fewer, made ones take their place.
const TYPICAL_MIN: usize = 50;
const MADE: u64 = 500;
/// Articles that are read while memory is watched, and how often it is looked at.
const ARTICLES: u64 = 4_000;
const LOOKS: u64 = 20;
/// Made articles that are read abreast.
const GROUP: u64 = abreast::ARTICLES_MAX as u64;

fn main() {
    let asked = Asked::of_process();
    let texts = asked.file.as_deref().map_or_else(|| [goldens(), samples()].concat(), of_file);
    let (pipeline, maker) = (pipeline(), Maker::new(&texts));
    texts.iter().take(TYPICAL_MIN).for_each(|text| _ = record(&pipeline, text)); // reads the models
    every_article(&pipeline, &texts);
    let mut typical: Vec<String> = texts.into_iter().filter(|text| TYPICAL.contains(&words(text))).collect();
    if typical.len() < TYPICAL_MIN {
        typical = (0..MADE).map(|number| maker.article(number)).collect();
        println!("fewer than {TYPICAL_MIN} articles of {TYPICAL:?} words: {MADE} made ones instead");
    }
    typical_articles(&pipeline, &typical);
    memory(&pipeline, &maker, &asked);
}

/// What the command line asks for.
struct Asked {
    file: Option<String>,
    articles: u64,
    threads: usize,
}

impl Asked {
    fn of_process() -> Self {
        let mut asked = Self { file: None, articles: ARTICLES, threads: 1 };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().and_then(|n| n.parse().ok()).expect("a number behind the flag");
            match &*argument {
                "--articles" => asked.articles = number(),
                "--threads" => asked.threads = number() as usize,
                "--bench" => {} // said by cargo
                file => asked.file = Some(file.to_owned()),
            }
        }
        asked
    }
}

/// The pipeline of the default configuration.
fn pipeline() -> Arc<Pipeline> {
    let loaded = load(Sources { extractors: plan::names(), ..Sources::default() });
    let Ok(loaded) = loaded else { panic!("the defaults are a configuration") };
    let Ok(knowledge) = shelf::without_broker(&loaded.settings.knowledge) else { panic!("the knowledge is there") };
    let metrics = desk::metrics(&loaded, &knowledge);
    desk::pipeline(&loaded, knowledge, &metrics, None)
}

/// The message of a text.
fn message(text: &str) -> String {
    serde_json::json!({ "text": text, "published": "2024-03-12" }).to_string()
}

/// Bytes of a record as it is published.
fn bytes(record: &Record) -> usize {
    assert!(record.provenance.degraded.is_empty(), "an extractor gave up");
    reading(record, FanOuts::default()).map_or(0, |reading| black_box(reading.record).len())
}

/// The bytes of the record of a text that is read for itself, and the seconds that it took.
fn record(pipeline: &Pipeline, text: &str) -> (usize, f64) {
    let message = message(text);
    let (length, seconds) = seconds(|| {
        let Ok(record) = pipeline.read_now(message.as_bytes(), &Headers::default()) else { return 0 };
        bytes(&record)
    });
    assert!(length > 0, "a text has no record: {text:.200}");
    (length, seconds)
}

/// The bytes of the records of texts that are read abreast, and the seconds that they took.
fn records(pipeline: &Pipeline, texts: &[String]) -> (usize, f64) {
    let (messages, headers) = (texts.iter().map(|text| message(text)).collect::<Vec<_>>(), Headers::default());
    let (mut messages, mut length, mut all) = (&messages[..], 0, 0.0);
    while !messages.is_empty() {
        let (group, rest) = messages.split_at(abreast::count(messages.iter().map(String::len)));
        let group: Vec<_> = group.iter().map(|message| (message.as_bytes(), &headers)).collect();
        let (of_group, spent) = seconds(|| {
            pipeline.read_all(&group, None).into_iter().map(|record| bytes(&record.expect("a record"))).sum::<usize>()
        });
        (messages, length, all) = (rest, length + of_group, all + spent);
    }
    (length, all)
}

/// All articles, whatever their length, scaled to the typical one.
fn every_article(pipeline: &Pipeline, texts: &[String]) {
    let count: usize = texts.iter().map(|text| words(text)).sum();
    let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| records(pipeline, texts).1).collect();
    rounds.sort_by(f64::total_cmp);
    let ms = rounds[ROUNDS / 2] * 1e3 * WORDS / count as f64;
    println!("{} articles of {} words in the mean, scaled to {WORDS} words:", texts.len(), count / texts.len());
    println!("  {ms:.2} ms, {:.0} a second on one core{}", 1e3 / ms, verdict(ms));
}

fn verdict(ms: f64) -> String {
    let word = |met: bool| if met { "met" } else { "missed" };
    format!("; {MS_MAX:.1} ms {}, {MS_WANTED:.1} ms {}", word(ms <= MS_MAX), word(ms <= MS_WANTED))
}

/// Articles of typical length: abreast, all runs and the fastest; then each for itself, with the fastest of each
/// article, which others on the machine disturbed least.
fn typical_articles(pipeline: &Pipeline, texts: &[String]) {
    let count = texts.iter().map(|text| words(text)).sum::<usize>() / texts.len();
    let runs: Vec<(usize, f64)> = (0..ROUNDS).map(|_| records(pipeline, texts)).collect();
    let size = runs[0].0 / texts.len() / 1_000;
    println!("{} articles of {TYPICAL:?} words, {count} in the mean, {size} KB of record:", texts.len());
    let each = |seconds: f64| seconds * 1e3 / texts.len() as f64;
    let mean = each(runs.iter().map(|run| run.1).sum::<f64>() / ROUNDS as f64);
    let fastest = each(runs.iter().map(|run| run.1).fold(f64::MAX, f64::min));
    for (what, ms) in [("abreast, all runs", mean), ("abreast, fastest run", fastest)] {
        println!("  {what}: mean {ms:.2} ms, {:.0} a second{}", 1e3 / ms, verdict(ms * WORDS / count as f64));
    }
    let (mut all, mut fastest) = (Vec::new(), vec![f64::MAX; texts.len()]);
    for _ in 0..ROUNDS {
        for (text, least) in texts.iter().zip(&mut fastest) {
            let ms = record(pipeline, text).1 * 1e3;
            all.push(ms);
            *least = least.min(ms);
        }
    }
    let at = |share: f64, ms: &[f64]| ms[((ms.len() - 1) as f64 * share).round() as usize];
    for (what, mut ms) in [("alone, all runs", all), ("alone, fastest of three", fastest)] {
        ms.sort_by(f64::total_cmp);
        let (mean, middle, late) = (ms.iter().sum::<f64>() / ms.len() as f64, at(0.5, &ms), at(0.99, &ms));
        let (max, spread) = (at(1.0, &ms), late / middle);
        let met = if spread <= SPREAD_MAX { "met" } else { "missed" };
        println!(
            "  {what}: mean {mean:.2} ms, p50 {middle:.2}, p99 {late:.2}, max {max:.2}; p99/p50 {spread:.2}, {SPREAD_MAX:.0} {met}"
        );
    }
}

/// Memory while articles are read that nobody has seen before.
fn memory(pipeline: &Pipeline, maker: &Maker, asked: &Asked) {
    println!("{} made articles on {} threads:", asked.articles, asked.threads);
    let (next, step) = (AtomicU64::new(0), (asked.articles / LOOKS).max(1));
    let (spent_us, looks) = (AtomicU64::new(0), std::sync::Mutex::new(Vec::new()));
    let work = || {
        loop {
            let numbers = next.fetch_add(GROUP, Ordering::Relaxed)..;
            let numbers = numbers.take(GROUP as usize).take_while(|&number| number < asked.articles);
            let texts: Vec<String> = numbers.clone().map(|number| maker.article(MADE + number)).collect();
            if texts.is_empty() {
                return;
            }
            let us = (records(pipeline, &texts).1 * 1e6) as u64;
            let spent = spent_us.fetch_add(us, Ordering::Relaxed) + us;
            if let Some(done) = numbers.map(|number| number + 1).find(|done| done % step == 0) {
                let resident = resident_mib();
                println!("  {done:8}: {:.2} ms each, {resident:.1} MiB resident", spent as f64 / 1e3 / done as f64);
                looks.lock().expect("no thread died").push(resident);
            }
        }
    };
    std::thread::scope(|scope| (0..asked.threads.max(1)).for_each(|_| drop(scope.spawn(work))));
    let looks = looks.into_inner().expect("no thread died");
    // The first tenth is the warming up: each thread's memory grows to what its longest article needs.
    let after = looks.get(LOOKS as usize / 10..).unwrap_or_default();
    if let (Some(first), Some(last)) = (after.first(), after.last()) {
        let most = after.iter().copied().fold(0.0, f64::max);
        println!(
            "  after the first tenth {first:.1} MiB, at most {most:.1}, at the end {last:.1}: {:+.1} %",
            (last / first - 1.0) * 100.0
        );
    }
}
