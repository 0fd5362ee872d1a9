//! How long the story desk takes for an article, and that its memory stays where it is.
//!
//! `cargo bench --bench stories -- 1000000`: so many made-up articles (default 200,000), the window as configured. Time is that
//! of the thread on its processor; making the articles is not counted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

#[path = "support/clock.rs"]
mod clock;

use clock::{processor_time, resident_mib};
use copydesk::extract::fingerprint::words::{hash, mix};
use copydesk::stories::{Desk, Sighting, StoriesSettings};
use std::collections::BTreeMap;
use std::time::Duration;

/// Words and names that there are; they are as frequent as those of a language (Zipf).
const WORDS: f64 = 200_000.0;
const NAMES: f64 = 50_000.0;
/// Words of a body and of a beginning, and names; of the body as many runs of five words.
const BODY: usize = 480;
const LEAD: usize = 80;
const NAMED: usize = 10;
/// Words that belong to the story, and their share of a text in percent.
const TOPIC: usize = 40;
const TOPIC_PERCENT: u64 = 15;
/// Of a hundred articles so many begin a story, and so many repeat the text that began theirs.
const NEW_PERCENT: u64 = 30;
const COPIES_PERCENT: u64 = 20;
/// Articles that come in a second: three days of them fill the window.
const PER_SECOND: u64 = 1;
/// Articles between two looks at the clock.
const BATCH: usize = 1_000;
/// Lines that are printed.
const LINES: u64 = 10;

fn main() {
    let articles = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(200_000u64);
    let limits = StoriesSettings::default().limits().expect("the desk is on by default");
    let mut desk = Desk::new(limits);
    let mut batch = Vec::with_capacity(BATCH);
    let (mut spent, mut told) = (Duration::ZERO, Duration::ZERO);
    for n in 1..=articles {
        batch.push(article(n));
        if batch.len() == BATCH || n == articles {
            let begun = processor_time();
            batch.drain(..).for_each(|article| drop(desk.place(article, Some((n / PER_SECOND) as i64))));
            spent += processor_time() - begun;
        }
        if n.is_multiple_of((articles / LINES).max(1)) {
            let micros = (spent - told).as_secs_f64() * 1e6 / (articles / LINES) as f64;
            let (held, bytes) = (desk.articles(), desk.bytes());
            println!(
                "{n:9} articles: {micros:5.1} µs each; {held} in the window, {} stories, {} MiB ({} bytes an article), {:.0} MiB resident",
                desk.stories(),
                bytes >> 20,
                bytes / held.max(1),
                resident_mib(),
            );
            told = spent;
        }
    }
    println!("{:.0} articles a second", articles as f64 / spent.as_secs_f64());
}

/// Numbers that look drawn, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// The more frequent the smaller.
    fn zipf(&mut self, count: f64) -> u32 {
        (count.powf(self.next() as f64 / u64::MAX as f64) - 1.0) as u32
    }
}

fn article(n: u64) -> Sighting {
    let mut dice = Dice(n);
    let story = if dice.percent(NEW_PERCENT) { n } else { n - dice.next() % n.min(50) };
    let mut of_story = Dice(story << 32);
    let topic: Vec<u32> = (0..TOPIC).map(|_| of_story.zipf(WORDS) + 200).collect();
    let word = |dice: &mut Dice| match dice.percent(TOPIC_PERCENT) {
        true => topic[dice.next() as usize % TOPIC],
        false => dice.zipf(WORDS),
    };
    let words = counted((0..BODY).map(|_| word(&mut dice)).collect());
    let lead = counted((0..LEAD).map(|_| word(&mut dice)).collect());
    let entities = counted((0..NAMED).map(|i| if i < 6 { topic[i] } else { dice.zipf(NAMES) }).collect());
    let text = if dice.percent(COPIES_PERCENT) { story } else { n };
    let mut shingles: Vec<u64> = (0..BODY as u64).map(|i| mix(text * 1_000 + i + 1)).collect();
    shingles.sort_unstable();
    Sighting {
        id: format!("urn:copydesk:{n:032x}"),
        language: hash(b"en"),
        day: Some((n / 86_400) as i32),
        exact: Some(mix(n)),
        shingles,
        words,
        lead,
        entities,
    }
}

fn counted(words: Vec<u32>) -> Vec<(u32, u32)> {
    let mut counts = BTreeMap::new();
    words.into_iter().for_each(|word| *counts.entry(mix(u64::from(word) + 1) as u32).or_insert(0) += 1);
    counts.into_iter().collect()
}
