//! Seeded schedules of faults on the in-process broker: every article has one fate, whatever goes wrong.
//!
//! `COPYDESK_SCHEDULES=10000` runs more; `COPYDESK_SEED=17` runs one and shows its script.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

#[path = "model/oracle.rs"]
mod oracle;
#[path = "model/schedule.rs"]
mod schedule;
#[path = "model/stories.rs"]
mod stories;
#[path = "model/workers.rs"]
mod workers;

use schedule::Schedule;

/// Schedules in every run of the tests.
const SCHEDULES: u64 = 2_000;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|value| value.parse().ok())
}

fn play(seed: u64, scene: Scene) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let schedule = Schedule::of(seed);
    let problems = match scene {
        Scene::Workers => runtime.block_on(workers::play(&schedule)),
        Scene::Stories => runtime.block_on(stories::play(&schedule)),
    };
    match problems.is_empty() {
        true => Ok(()),
        false => Err(format!("COPYDESK_SEED={seed}\n{schedule:#?}\n{}", problems.join("\n"))),
    }
}

/// What is played.
#[derive(Clone, Copy)]
enum Scene {
    Workers,
    Stories,
}

#[test]
fn every_article_has_one_fate_on_every_schedule() {
    play_all(Scene::Workers);
}

#[test]
fn every_record_has_one_story_on_every_schedule() {
    play_all(Scene::Stories);
}

fn play_all(scene: Scene) {
    let seeds = match number("COPYDESK_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("COPYDESK_SCHEDULES").unwrap_or(SCHEDULES),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let failures: Vec<String> = std::thread::scope(|scope| {
        let share = |n: u64| {
            seeds.clone().filter(move |seed| seed % threads == n).filter_map(move |seed| play(seed, scene).err())
        };
        let running: Vec<_> = (0..threads).map(|n| scope.spawn(move || share(n).take(3).collect::<Vec<_>>())).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "{} schedules fail, among them:\n{}", failures.len(), failures.join("\n\n"));
}
