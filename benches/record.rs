//! How long the whole record of an article takes, how far the slowest are from the middle, and that memory stays flat.
//!
//! `cargo bench --bench record -- [FILE.jsonl] [--articles 200000] [--threads 2]`: one `{"text": ...}` a line; without a
//! file, our own articles. A record is made as `extract` and the worker make it, from the bytes of a message to those
//! of the record. Times are those of a thread on its processor; the articles of the last part are made and all
//! different.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

#[path = "support/articles.rs"]
mod articles;
#[path = "support/clock.rs"]
mod clock;

use articles::{Maker, TYPICAL, WORDS, goldens, of_file, samples, words};
use clock::{resident_mib, seconds};
use copydesk::app::{desk, shelf};
use copydesk::config::{Sources, load};
use copydesk::pipeline::{FanOuts, Pipeline, plan, reading};
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

/// The bytes of the record of a text, and the seconds that it took from the bytes of its message.
fn record(pipeline: &Pipeline, text: &str) -> (usize, f64) {
    let message = serde_json::json!({ "text": text, "published": "2024-03-12" }).to_string();
    let (bytes, seconds) = seconds(|| {
        let Ok(record) = pipeline.read_now(message.as_bytes(), &Headers::default()) else { return 0 };
        assert!(record.provenance.degraded.is_empty(), "an extractor gave up");
        reading(&record, FanOuts::default()).map_or(0, |reading| black_box(reading.record).len())
    });
    assert!(bytes > 0, "a text has no record: {text:.200}");
    (bytes, seconds)
}

/// All articles, whatever their length, scaled to the typical one.
fn every_article(pipeline: &Pipeline, texts: &[String]) {
    let count: usize = texts.iter().map(|text| words(text)).sum();
    let mut rounds: Vec<f64> =
        (0..ROUNDS).map(|_| texts.iter().map(|text| record(pipeline, text).1).sum::<f64>()).collect();
    rounds.sort_by(f64::total_cmp);
    let ms = rounds[ROUNDS / 2] * 1e3 * WORDS / count as f64;
    println!("{} articles of {} words in the mean, scaled to {WORDS} words:", texts.len(), count / texts.len());
    println!("  {ms:.2} ms, {:.0} a second on one core{}", 1e3 / ms, verdict(ms));
}

fn verdict(ms: f64) -> String {
    let word = |met: bool| if met { "met" } else { "missed" };
    format!("; {MS_MAX:.1} ms {}, {MS_WANTED:.1} ms {}", word(ms <= MS_MAX), word(ms <= MS_WANTED))
}

/// Articles of typical length, each for itself: all runs, then the fastest of each article, which others on the machine
/// disturbed least.
fn typical_articles(pipeline: &Pipeline, texts: &[String]) {
    let (mut all, mut fastest, mut bytes) = (Vec::new(), vec![f64::MAX; texts.len()], 0);
    for _ in 0..ROUNDS {
        for (text, least) in texts.iter().zip(&mut fastest) {
            let (length, seconds) = record(pipeline, text);
            all.push(seconds * 1e3);
            *least = least.min(seconds * 1e3);
            bytes += length;
        }
    }
    let count = texts.iter().map(|text| words(text)).sum::<usize>() / texts.len();
    println!(
        "{} articles of {TYPICAL:?} words, {count} in the mean, {} KB of record:",
        texts.len(),
        bytes / all.len() / 1_000
    );
    let at = |share: f64, ms: &[f64]| ms[((ms.len() - 1) as f64 * share).round() as usize];
    for (what, mut ms) in [("all runs", all), ("fastest of three", fastest)] {
        ms.sort_by(f64::total_cmp);
        let (mean, middle, late) = (ms.iter().sum::<f64>() / ms.len() as f64, at(0.5, &ms), at(0.99, &ms));
        let met = if late <= SPREAD_MAX * middle { "met" } else { "missed" };
        println!("  {what}: mean {mean:.2} ms, {:.0} a second{}", 1e3 / mean, verdict(mean * WORDS / count as f64));
        let (max, spread) = (at(1.0, &ms), late / middle);
        println!(
            "    p50 {middle:.2} ms, p99 {late:.2} ms, max {max:.2} ms; p99/p50 {spread:.2}, {SPREAD_MAX:.0} {met}"
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
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= asked.articles {
                return;
            }
            let (_, seconds) = record(pipeline, &maker.article(MADE + number));
            let before = spent_us.fetch_add((seconds * 1e6) as u64, Ordering::Relaxed);
            if (number + 1) % step == 0 {
                let (done, resident) = (number + 1, resident_mib());
                println!("  {done:8}: {:.2} ms each, {resident:.1} MiB resident", before as f64 / 1e3 / done as f64);
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
