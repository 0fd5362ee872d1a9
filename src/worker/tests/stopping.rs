//! How the worker ends: finished, or given back, never left hanging.

use super::bench::*;
use crate::worker::Drained;
use std::time::Duration;
use tokio::time::Instant;

async fn until(what: impl Fn() -> bool) {
    while !what() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn work_is_finished_when_there_is_time() {
    let broker = broker();
    feed(&broker, "slow one");
    let settings = crate::worker::DeskSettings { drain: 4 * ACK_WAIT, ..settings() };
    let running = start(&broker, settings);
    until(|| running.gate.in_flight() == 1 && !running.desk.reader.attempts.lock().unwrap().is_empty()).await;
    running.stop.drain.cancel();
    assert_eq!(running.task.await.unwrap(), Drained::Clean);
    assert_eq!(output(&broker).len(), 1);
    assert!(!running.desk.health.ready());
}

#[tokio::test(start_paused = true)]
async fn what_does_not_end_in_time_goes_to_the_next_worker_soon() {
    let broker = broker();
    feed(&broker, "stuck here");
    let running = start(&broker, settings());
    until(|| !running.desk.reader.attempts.lock().unwrap().is_empty()).await;
    running.stop.drain.cancel();
    assert_eq!(running.task.await.unwrap(), Drained::Forced { given_back: 1 });
    let given_back = Instant::now();
    let next = start(&broker, settings());
    until(|| !next.desk.reader.attempts.lock().unwrap().is_empty()).await;
    assert!(given_back.elapsed() <= Duration::from_secs(2), "redelivered after {:?}", given_back.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_second_signal_ends_it_at_once() {
    let broker = broker();
    feed(&broker, "stuck here");
    let running = start(&broker, settings());
    until(|| !running.desk.reader.attempts.lock().unwrap().is_empty()).await;
    let begun = Instant::now();
    running.stop.drain.cancel();
    running.stop.now.cancel();
    assert_eq!(running.task.await.unwrap(), Drained::Forced { given_back: 1 });
    assert!(begun.elapsed() < Duration::from_secs(1));
}
