//! How long each extractor takes for an article, and how often it asks for memory.
//!
//! `cargo bench --bench reading -- FILE.jsonl`: one `{"text": ...}` a line; without a file, the articles of tests/goldens.
//! Figures are for 840 words, a typical article of news. Time is that of the thread on its processor: others may share it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

#[path = "support/articles.rs"]
mod articles;
#[path = "support/clock.rs"]
mod clock;

use articles::{WORDS, goldens, of_file};
use clock::processor_time;
use copydesk::extract::EXTRACTORS;
use copydesk::extract::clean::clean;
use copydesk::knowledge::Knowledge;
use copydesk::record::{Article, Body, Document};
use std::hint::black_box;
use std::time::Duration;

/// Processor time of each extractor's rounds at least.
const TIME_MIN: Duration = Duration::from_secs(1);

fn main() {
    let file = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let texts = file.map_or_else(goldens, |file| of_file(&file));
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
