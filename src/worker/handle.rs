//! One delivery to its one outcome: the file to read first.

use super::desk::Desk;
use super::fate::{self, Fate};
use super::store::{self, store};
use super::{dead, keep, outgoing};
use crate::pipeline::{Failure, Reader, Reading};
use crate::record::{Reason, Rejection};
use crate::telemetry::trace::{Kind, TraceContext};
use crate::telemetry::{DeadLabels, OutcomeLabel};
use crate::transport::{Delivery, Outbox, Outgoing, Receipt, SettleError};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tracing::Instrument;

/// An ack is asked to be confirmed this often; then the broker will deliver again, and the record is recognised.
const ACK_TRIES: u32 = 3;

/// Articles that are given back at the end are wanted by the next worker at once, but not before we are gone.
pub const GIVE_BACK_AFTER: Duration = Duration::from_secs(1);

/// The one fate of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The record is stored, the ack confirmed.
    Published,
    /// The record was already there; the ack is confirmed.
    Duplicate,
    /// Given back for another attempt.
    Retried,
    /// A dead letter, and the broker knows that it must not come back.
    Dead,
    /// Not answered, or not known to be: the broker will deliver it again.
    Abandoned,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Published => "published",
            Outcome::Duplicate => "duplicate",
            Outcome::Retried => "retried",
            Outcome::Dead => "dead",
            Outcome::Abandoned => "abandoned",
        }
    }
}

/// Handles one delivery: has it read, publishes what was found, answers the broker.
///
/// While it works, the broker is told that it does. When the worker must end, the delivery is given back.
pub async fn handle<O: Outbox, R: Reader, C: Receipt>(desk: &Arc<Desk<O, R>>, delivery: Delivery<C>) -> Outcome {
    let Some(_in_hand) = desk.take_in_hand(delivery.origin.sequence, delivery.payload.len()) else {
        tracing::debug!(
            sequence = delivery.origin.sequence,
            "delivered again while in work; the first delivery answers"
        );
        return Outcome::Abandoned;
    };
    let begun = Instant::now();
    count_receipt(desk, &delivery);
    let origin = &delivery.origin;
    let mut span =
        desk.tracer.start(|| format!("process {}", origin.subject), Kind::Consumer, parent(&delivery).as_ref());
    span.set("messaging.destination.name", origin.subject.as_str());
    span.set("messaging.message.id", format!("{}:{}", origin.stream, origin.sequence));
    let log = tracing::info_span!("article", stream = %origin.stream, sequence = origin.sequence, trace = tracing::field::Empty);
    if let Some(context) = span.context() {
        log.record("trace", context.trace_id());
    }
    let outcome = settle(desk, &delivery, span.context()).instrument(log).await;
    span.set("copydesk.outcome", outcome.as_str());
    span.end();
    count_outcome(desk, &delivery, outcome, begun);
    outcome
}

fn parent<C>(delivery: &Delivery<C>) -> Option<TraceContext> {
    TraceContext::from_headers(delivery.headers.get("traceparent"), delivery.headers.get("tracestate"))
}

/// Decides, while the broker is told that the article is in work; gives it back when the worker must end.
async fn settle<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    trace: Option<&TraceContext>,
) -> Outcome {
    tokio::select! {
        outcome = decide_guarded(desk, delivery, trace) => outcome,
        never = keep::in_progress(delivery, desk.settings.ack_wait) => match never {},
        () = desk.give_back.cancelled() => give_back(delivery).await,
    }
}

/// A panic of ours is a failure like others.
async fn decide_guarded<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    trace: Option<&TraceContext>,
) -> Outcome {
    match AssertUnwindSafe(decide(desk, delivery, trace)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => broken(desk, delivery, "the worker panicked while it handled this article").await,
    }
}

async fn decide<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    trace: Option<&TraceContext>,
) -> Outcome {
    if let Some(rejection) = fate::of_delivery(delivery.origin.delivered, desk.settings.attempts_max) {
        return quarantine(desk, delivery, rejection).await;
    }
    if delivery.payload.len() > desk.settings.article_bytes_max {
        return bury(desk, delivery, too_large(delivery.payload.len(), desk.settings.article_bytes_max)).await;
    }
    if delivery.origin.delivered > 1 && store::is_done_earlier(desk, delivery).await {
        return already(desk, delivery).await;
    }
    match desk.reader.read(delivery.payload.clone(), &delivery.headers).await {
        Ok(reading) => publish(desk, delivery, reading, trace).await,
        Err(Failure::Rejected(rejection)) => bury(desk, delivery, rejection).await,
        Err(Failure::Broken(why)) => broken(desk, delivery, &why).await,
    }
}

/// Record first, then its fan-out, then the ack: whatever fails in between is repeated under the same ids.
async fn publish<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    reading: Reading,
    trace: Option<&TraceContext>,
) -> Outcome {
    let (prefix, revision) = (desk.settings.subject_prefix.as_str(), &*reading.revision);
    let source = outgoing::source(&delivery.origin, &delivery.headers);
    let span = desk.tracer.start(|| format!("send {prefix}.enriched"), Kind::Producer, trace);
    let trace = span.context();
    let record = outgoing::record(prefix, &source, revision, &reading, trace);
    if record.payload.len() > desk.record_bytes_max() {
        return bury(desk, delivery, record_too_large(record.payload.len(), desk.record_bytes_max())).await;
    }
    let duplicate = match store(desk, delivery, &record).await {
        Ok(duplicate) => duplicate,
        Err(rejection) => return bury(desk, delivery, rejection).await,
    };
    for part in outgoing::fan_out(prefix, &source, revision, &reading, trace) {
        if let Err(why) = store(desk, delivery, &part).await {
            tracing::warn!(sequence = delivery.origin.sequence, subject = part.subject, %why, "a fan-out message is left out");
        }
    }
    let settling = desk.tracer.start(|| "settle".to_owned(), Kind::Client, trace);
    let answered = ack(desk, delivery).await;
    settling.end();
    match answered {
        Ok(()) if duplicate => Outcome::Duplicate,
        Ok(()) => {
            desk.recent.article(reading.record);
            Outcome::Published
        }
        Err(why) => unanswered(delivery, &why),
    }
}

/// A dead letter for an article that was not read this time. An earlier attempt may have published its record and died
/// before the ack: then it is done.
async fn quarantine<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    why: Rejection,
) -> Outcome {
    if !store::is_done(desk, delivery).await {
        return bury(desk, delivery, why).await;
    }
    already(desk, delivery).await
}

/// Answers for an article whose record went out before.
async fn already<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>) -> Outcome {
    match ack(desk, delivery).await {
        Ok(()) => Outcome::Duplicate,
        Err(why) => unanswered(delivery, &why),
    }
}

/// The dead letter first, then the broker's word that the article will not come back.
async fn bury<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>, why: Rejection) -> Outcome {
    let settings = &desk.settings;
    let source = outgoing::source(&delivery.origin, &delivery.headers);
    let letter = dead::letter(&settings.subject_prefix, &settings.worker, &source, delivery, &why, desk.now());
    if let Err(rejection) = store(desk, delivery, &letter).await {
        // The broker took the article with its headers, but not with ours on top. Ours go, the bytes stay.
        return bury_bare(desk, delivery, letter, &why, &rejection).await;
    }
    settle_dead(desk, delivery, &letter, &why).await
}

/// A dead letter with no headers but its reason and where the article stood, for the broker that takes no byte more.
async fn bury_bare<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    mut letter: Outgoing,
    why: &Rejection,
    too_large: &Rejection,
) -> Outcome {
    let ours = |name: &str| name.starts_with(dead::SOURCE) || name == dead::REASON;
    letter.headers = letter.headers.iter().filter(|(name, _)| ours(name)).collect();
    match store(desk, delivery, &letter).await {
        Ok(_) => settle_dead(desk, delivery, &letter, why).await,
        Err(_) => {
            tracing::error!(sequence = delivery.origin.sequence, %too_large, "this article fits no dead letter; it stays in the input");
            retry(desk, delivery).await
        }
    }
}

async fn settle_dead<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    letter: &Outgoing,
    why: &Rejection,
) -> Outcome {
    let (stage, reason) = (why.stage.as_str(), why.reason.as_str());
    tracing::warn!(
        sequence = delivery.origin.sequence,
        stage,
        reason,
        detail = why.detail,
        "article {} is a dead letter",
        delivery.origin.sequence
    );
    desk.metrics.dead.get_or_create(&DeadLabels { stage: stage.to_owned(), reason }).inc();
    desk.recent.dead(&letter.subject, stage, reason, &why.detail);
    match delivery.receipt.term(&format!("{reason}: {stage}")).await {
        Ok(()) => Outcome::Dead,
        Err(why) => unanswered(delivery, &why),
    }
}

async fn broken<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>, why: &str) -> Outcome {
    match fate::of_broken(why, delivery.origin.delivered, desk.settings.attempts_max) {
        Fate::Dead(rejection) => quarantine(desk, delivery, rejection).await,
        Fate::Retry | Fate::Hold => {
            tracing::warn!(
                sequence = delivery.origin.sequence,
                attempt = delivery.origin.delivered,
                why,
                "will be tried again"
            );
            retry(desk, delivery).await
        }
    }
}

async fn retry<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>) -> Outcome {
    match delivery.receipt.nak(desk.settings.retry.pause(delivery.origin.delivered)).await {
        Ok(()) => Outcome::Retried,
        Err(why) => unanswered(delivery, &why),
    }
}

/// Gives an unfinished article to the next worker.
pub async fn give_back<C: Receipt>(delivery: &Delivery<C>) -> Outcome {
    if let Err(why) = delivery.receipt.nak(GIVE_BACK_AFTER).await {
        return unanswered(delivery, &why);
    }
    Outcome::Retried
}

async fn ack<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>) -> Result<(), SettleError> {
    let begun = Instant::now();
    let mut result = delivery.receipt.ack().await;
    for attempt in 1..ACK_TRIES {
        if !matches!(result, Err(SettleError::TimedOut(_) | SettleError::Disconnected(_))) {
            break;
        }
        tokio::time::sleep(desk.settings.retry.pause(u64::from(attempt))).await;
        result = delivery.receipt.ack().await;
    }
    desk.metrics.ack_seconds.observe(begun.elapsed().as_secs_f64());
    result
}

fn unanswered<C>(delivery: &Delivery<C>, why: &SettleError) -> Outcome {
    tracing::info!(sequence = delivery.origin.sequence, %why, "the broker does not confirm the answer; it will deliver again");
    Outcome::Abandoned
}

fn too_large(bytes: usize, max: usize) -> Rejection {
    let detail = format!("article of {bytes} bytes, worker.article_bytes_max is {max}");
    Rejection::new("intake", Reason::TooLarge, detail)
}

fn record_too_large(bytes: usize, max: usize) -> Rejection {
    let detail = format!(
        "record of {bytes} bytes, at most {max} fit; raise max_payload of the server or output.record_bytes_max"
    );
    Rejection::new("output", Reason::RecordTooLarge, detail)
}

fn count_receipt<O, R, C>(desk: &Desk<O, R>, delivery: &Delivery<C>) {
    desk.metrics.articles_received.inc();
    if delivery.origin.delivered > 1 {
        desk.metrics.redelivered.inc();
    }
}

fn count_outcome<O, R, C>(desk: &Desk<O, R>, delivery: &Delivery<C>, outcome: Outcome, begun: Instant) {
    let metrics = &desk.metrics;
    metrics.outcomes.get_or_create(&OutcomeLabel { outcome: outcome.as_str() }).inc();
    metrics.article_seconds.observe(begun.elapsed().as_secs_f64());
    let behind = (desk.clock)().duration_since(delivery.origin.stored_at).as_secs_f64();
    metrics.behind_seconds.observe(behind.max(0.0));
    desk.rates.count();
}
