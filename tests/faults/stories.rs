//! The story desk while the one who speaks dies, freezes, and while the broker does.

use crate::lab::{Lab, size};
use crate::oracle::{self, Came};
use crate::waits::{fault_lasts, until};
use crate::worker::{Config, DUPLICATE_WINDOW, Worker};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Another speaks within this after the one who did is gone.
const TAKEN_OVER_WITHIN: Duration = Duration::from_secs(10);
/// Longer than the lease is waited for, and than the broker remembers ids.
const OUT_OF_MIND: Duration = TAKEN_OVER_WITHIN.saturating_add(DUPLICATE_WINDOW);

/// A configuration with the story desk.
fn with_stories(config: &Config) -> &Config {
    let text = std::fs::read_to_string(&config.file).expect("the configuration");
    std::fs::write(&config.file, text.replace("[output]\n", "[output]\nstories = true\n")).expect("the configuration");
    config
}

fn worker(lab: &Lab, name: &str) -> Worker {
    Worker::start(with_stories(&lab.config(name)))
}

fn speaks(worker: &Worker) -> bool {
    worker.counted("copydesk_story_desk_active") == Some(1)
}

async fn until_one_speaks<'a>(workers: &[&'a Worker]) -> &'a Worker {
    until("a story desk speaks", TAKEN_OVER_WITHIN, async || workers.iter().copied().find(|w| speaks(w))).await
}

/// Messages of both kinds: records, stories.
async fn counts(lab: &Lab) -> Option<(u64, u64)> {
    let stream = lab.jetstream.get_stream_no_info("NEWS").await.ok()?;
    let mut counts = (0, 0);
    let mut subjects = stream.info_with_subjects("news.>").await.ok()?;
    while let Some(Ok((subject, count))) = futures::StreamExt::next(&mut subjects).await {
        match subject.starts_with("news.story.") {
            true => counts.1 += count as u64,
            false => counts.0 += count as u64,
        }
    }
    Some(counts)
}

/// Waits until as many stories are told.
async fn until_told(lab: &Lab, at_least: u64, within: Duration) {
    let what = format!("{at_least} stories are told; logs in {}", lab.dir.path().display());
    until(&what, within, async || counts(lab).await.filter(|(_, told)| *told >= at_least)).await;
}

/// Every record has its story, once, in words that agree with it.
async fn verdict(lab: Lab, fed: usize) {
    let what = format!("all {fed} are told; logs in {}", lab.dir.path().display());
    let patience = Duration::from_secs(60 + fed as u64 / 40);
    until(&what, patience, async || counts(&lab).await.filter(|counts| *counts == (fed as u64, fed as u64))).await;
    let begun = Instant::now();
    loop {
        let faults = faults(&oracle::read(&lab.jetstream, "NEWS").await);
        if faults.is_empty() {
            return;
        }
        // A copy that was stored while a worker woke up may be there for a moment longer.
        assert!(begun.elapsed() < Duration::from_secs(5), "{}", oracle::told(&faults));
    }
}

fn faults(came: &[Came]) -> Vec<String> {
    let mut stories: BTreeMap<String, usize> = BTreeMap::new();
    let mut records = Vec::new();
    for message in came {
        let value: serde_json::Value = serde_json::from_slice(&message.payload).expect("JSON");
        let id = value["id"].as_str().unwrap_or_default().to_owned();
        match message.message_id.ends_with(":story") {
            true => *stories.entry(id).or_default() += 1,
            false => records.push(id),
        }
    }
    let told = |id: &String| stories.get(id).copied().unwrap_or(0);
    let wrong = records.iter().filter(|id| told(id) != 1).map(|id| format!("{id} has {} stories", told(id)));
    wrong.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_speaks_is_killed_and_another_goes_on() {
    let mut lab = Lab::open("stories-killed").await;
    let mut workers = vec![worker(&lab, "a"), worker(&lab, "b")];
    let mut fed = 0;
    for round in 0..3 {
        lab.feed(size() / 4).await;
        fed += size() / 4;
        let speaker = until_one_speaks(&workers.iter().collect::<Vec<_>>()).await;
        let at = workers.iter().position(|w| std::ptr::eq(w, speaker)).expect("one of them");
        until_told(&lab, (fed - size() / 8) as u64, Duration::from_secs(60)).await;
        workers.remove(at).kill();
        let killed = Instant::now();
        until_one_speaks(&[&workers[0]]).await;
        println!("stories-killed: another speaks after {:.1?}", killed.elapsed());
        workers.push(worker(&lab, ["c", "d", "e"][round]));
    }
    verdict(lab, fed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_speaks_freezes_and_wakes_up_to_another() {
    let mut lab = Lab::open("stories-frozen").await;
    let (a, b) = (worker(&lab, "a"), worker(&lab, "b"));
    let (first, second) = match std::ptr::eq(until_one_speaks(&[&a, &b]).await, &raw const a) {
        true => (&a, &b),
        false => (&b, &a),
    };
    lab.feed(size() / 2).await;
    until_told(&lab, size() as u64 / 8, Duration::from_secs(60)).await;
    first.freeze();
    until_one_speaks(&[second]).await;
    fault_lasts(OUT_OF_MIND).await;
    lab.feed(size() / 4).await;
    first.thaw();
    verdict(lab, size() / 2 + size() / 4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_is_killed_while_stories_are_told() {
    let mut lab = Lab::open("stories-broker").await;
    let (_a, _b) = (worker(&lab, "a"), worker(&lab, "b"));
    lab.feed(size() / 2).await;
    until_told(&lab, size() as u64 / 8, Duration::from_secs(60)).await;
    lab.broker.kill();
    fault_lasts(Duration::from_secs(3)).await;
    lab.broker.restart().await;
    lab.feed(size() / 4).await;
    verdict(lab, size() / 2 + size() / 4).await;
}
