//! How long each extractor takes for an article, and how often it asks for memory.
//!
//! `cargo bench --bench reading -- FILE.jsonl`: one `{"text": ...}` a line; without a file, the articles of tests/goldens.
//! Figures are for 840 words, a typical article of news. Time is that of the thread on its processor: others may share it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

use copydesk::extract::EXTRACTORS;
use copydesk::extract::clean::clean;
use copydesk::knowledge::Knowledge;
use copydesk::record::{Article, Body, Document};
use std::hint::black_box;
use std::time::Duration;

/// Words of a typical article: figures are for so many.
const WORDS: f64 = 840.0;
/// Processor time of each extractor's rounds at least.
const TIME_MIN: Duration = Duration::from_secs(1);

fn main() {
    let file = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let texts =
        file.map_or_else(goldens, |file| articles(&std::fs::read_to_string(&file).expect("the file can be read")));
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    println!("{} articles, {} words in the mean; for {WORDS} words:", texts.len(), words / texts.len().max(1));
    println!("{:12} {:>9} {:>12}", "", "µs", "allocations");
    let scale = WORDS / words.max(1) as f64;
    let documents: Vec<Document> = texts.iter().map(|text| open(text)).collect();
    let mut sums = (0.0, 0.0);
    let mut row = |name: &str, work: &dyn Fn()| {
        let (micros, allocations) =
            (microseconds(work) * scale, allocation_counter::measure(work).count_total as f64 * scale);
        sums = (sums.0 + micros, sums.1 + allocations);
        println!("{name:12} {micros:9.1} {allocations:12.0}");
    };
    row("clean", &|| texts.iter().for_each(|text| drop(black_box(open(text)))));
    let mut documents = documents;
    for extractor in EXTRACTORS {
        let knowledge = Knowledge::core();
        row(extractor.name, &|| documents.iter().for_each(|d| drop(black_box((extractor.extract)(d, &knowledge)))));
        for document in &mut documents {
            let layer = (extractor.extract)(document, &knowledge);
            document.fill(layer);
        }
    }
    println!("{:12} {:9.1} {:12.0}", "together", sums.0, sums.1);
}

/// The document of a plain text.
fn open(text: &str) -> Document {
    let article = Article { body: Body::Text(text.to_owned()), ..Article::default() };
    clean(article).expect("an article")
}

fn articles(lines: &str) -> Vec<String> {
    let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON");
    lines.lines().map(line).filter_map(|a| a.get("text").and_then(|t| t.as_str()).map(str::to_owned)).collect()
}

fn goldens() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/goldens");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the goldens").map(|e| e.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect()
}

/// Microseconds of processor time of one round.
fn microseconds(work: &dyn Fn()) -> f64 {
    work();
    let begun = processor_time();
    let mut rounds = 0;
    while processor_time() - begun < TIME_MIN {
        work();
        rounds += 1;
    }
    (processor_time() - begun).as_secs_f64() * 1e6 / f64::from(rounds)
}

/// Time that this thread has had on a processor, as Linux counts it.
fn processor_time() -> Duration {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts processor time");
    Duration::from_nanos(counts.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}
