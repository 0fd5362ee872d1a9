//! The worker's loop, from the first pull to the last answer.

use super::desk::Desk;
use super::handle::{give_back, handle};
use super::lanes::Lanes;
use super::retry::Backoff;
use crate::pipeline::Reader;
use crate::transport::{Delivery, Inbox, InboxError, Outbox, Receipt};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Pauses of the loop while the input is interrupted or gone. Short: deliveries that come again wait for their end.
const INPUT_BACKOFF: Backoff = Backoff { first: Duration::from_millis(100), longest: Duration::from_secs(1) };

/// The loop shows this often that it turns, even when there is nothing to do.
const BEAT: Duration = Duration::from_secs(1);
/// A loop that is silent for this long is stuck: ten beats missed.
const SILENCE_MAX: Duration = Duration::from_secs(10);

/// What articles get to answer after they were given back: one round trip, or the broker's timeout.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

/// Asks the loop to end.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    /// Stop taking articles, finish those in work.
    pub drain: CancellationToken,
    /// Give back those in work, too.
    pub now: CancellationToken,
}

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drained {
    /// Every article in work was finished.
    Clean,
    /// Time ran out: some were given back.
    Forced { given_back: usize },
}

/// Runs until it is stopped. Errors of the input are waited out, whatever they are.
pub async fn run<I, O, R>(mut inbox: I, desk: Arc<Desk<O, R>>, stop: Stop) -> Drained
where
    I: Inbox,
    O: Outbox,
    R: Reader,
{
    let mut tasks = JoinSet::new();
    take_until_stopped(&mut inbox, &desk, &stop, &mut tasks).await;
    desk.health.set_draining();
    tracing::info!(in_work = tasks.len(), "draining: no more articles are taken");
    for delivery in inbox.close().await {
        give_back(&delivery).await;
    }
    let drained = finish(&desk, &stop, &mut tasks).await;
    desk.health.finish("worker");
    drained
}

async fn take_until_stopped<I, O, R>(inbox: &mut I, desk: &Arc<Desk<O, R>>, stop: &Stop, tasks: &mut JoinSet<()>)
where
    I: Inbox,
    O: Outbox,
    R: Reader,
{
    desk.health.watch("worker", SILENCE_MAX);
    let mut lanes = Lanes::default();
    let mut failures = 0;
    let mut beat = tokio::time::interval(BEAT);
    loop {
        while let Some(ended) = tasks.try_join_next() {
            log_panic(ended);
        }
        tokio::select! {
            biased;
            () = stop.drain.cancelled() => return,
            () = stop.now.cancelled() => return,
            _ = beat.tick() => desk.health.beat("worker"),
            next = inbox.next() => match next {
                Ok(delivery) => {
                    failures = 0;
                    desk.health.set_bound(true);
                    start(desk, delivery, &mut lanes, tasks);
                }
                Err(InboxError::Closed) => return,
                Err(why) => {
                    failures += 1;
                    wait_out(desk, &why, failures, stop).await;
                }
            },
        }
    }
}

fn start<O: Outbox, R: Reader, C: Receipt>(
    desk: &Arc<Desk<O, R>>,
    delivery: Delivery<C>,
    lanes: &mut Lanes,
    tasks: &mut JoinSet<()>,
) {
    let place = desk.settings.ordered.then(|| lanes.place(&delivery.origin.subject));
    let desk = desk.clone();
    tasks.spawn(async move {
        let mut place = place;
        if let Some(place) = &mut place {
            tokio::select! {
                () = place.turn() => {}
                never = super::keep::in_progress(&delivery, desk.settings.ack_wait) => match never {},
                () = desk.give_back.cancelled() => {}
            }
        }
        handle(&desk, delivery).await;
    });
}

async fn wait_out<O: Outbox, R: Reader>(desk: &Desk<O, R>, why: &InboxError, failures: u64, stop: &Stop) {
    let pause = INPUT_BACKOFF.pause(failures);
    if matches!(why, InboxError::Gone(_)) {
        desk.health.set_bound(false);
        tracing::error!(%why, failures, "cannot take articles; asking again in {pause:?}");
    } else {
        tracing::info!(%why, failures, "taking articles is interrupted; asking again in {pause:?}");
    }
    tokio::select! {
        () = tokio::time::sleep(pause) => {}
        () = stop.drain.cancelled() => {}
        () = stop.now.cancelled() => {}
    }
}

/// Waits for the articles in work; when time is up, gives them back.
async fn finish<O: Outbox, R: Reader>(desk: &Desk<O, R>, stop: &Stop, tasks: &mut JoinSet<()>) -> Drained {
    tokio::select! {
        () = join_all(tasks) => return Drained::Clean,
        () = tokio::time::sleep(desk.settings.drain) => {}
        () = stop.now.cancelled() => {}
    }
    let given_back = tasks.len();
    tracing::warn!(given_back, "drain time is up; {given_back} articles are given back");
    desk.give_back.cancel();
    if tokio::time::timeout(LAST_ANSWERS, join_all(tasks)).await.is_err() {
        tracing::warn!(
            unanswered = tasks.len(),
            "the broker did not confirm; it will deliver these after the ack wait"
        );
    }
    Drained::Forced { given_back }
}

async fn join_all(tasks: &mut JoinSet<()>) {
    while let Some(ended) = tasks.join_next().await {
        log_panic(ended);
    }
}

fn log_panic(ended: Result<(), tokio::task::JoinError>) {
    if let Err(why) = ended {
        tracing::error!(%why, "a handler died; the broker will deliver its article again");
    }
}
