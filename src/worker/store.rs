//! Storing a message until the broker has it, and never a second time.

use super::desk::Desk;
use super::fate::{self, Fate};
use super::once::{self, Guard};
use super::{dead, outgoing};
use crate::pipeline::Reader;
use crate::record::Rejection;
use crate::transport::{Delivery, Outbox, Outgoing, PublishError, Receipt};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// What `Outbox::holds` may miss: publishes of the last moments. Whoever needs to know waits that long first.
const HOLDS_LAG: Duration = Duration::from_secs(2);

/// Longest pause while a message is held. A worker that holds all it may takes nothing new: this is how late it notices
/// that the broker takes messages again. Short, for held messages are few (`in_flight_max`), and well below the 5 s in
/// which articles must flow after an outage.
const HOLD_MAX: Duration = Duration::from_secs(2);

/// Publishes until the broker has it: `Ok(true)` where it had it before. Only a message that no attempt can store is an
/// error. Each round asks anew what protects from a second copy, since rounds can be far apart.
pub async fn store<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    message: &Outgoing,
) -> Result<bool, Rejection> {
    let mut late = false;
    for attempt in 1.. {
        let (begun, decided) = (Instant::now(), desk.now());
        let stored = store_once(desk, delivery, message).await;
        late |= once::is_late(decided, desk.now(), desk.settings.duplicate_window);
        let error = match stored {
            Ok(duplicate) => {
                if late {
                    keep_oldest(desk, delivery, message).await;
                }
                desk.metrics.publish_seconds.observe(begun.elapsed().as_secs_f64());
                desk.window.observe(begun.elapsed());
                return Ok(duplicate);
            }
            Err(error) => error,
        };
        if let Fate::Dead(rejection) = fate::of_publish(&error) {
            return Err(rejection);
        }
        desk.window.observe(begun.elapsed());
        let pause = desk.settings.retry.pause(attempt).min(HOLD_MAX);
        log_hold(delivery, message, &error, attempt, pause);
        tokio::time::sleep(pause).await;
    }
    unreachable!("the loop above has no end but a return")
}

async fn store_once<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    message: &Outgoing,
) -> Result<bool, PublishError> {
    let (window, origin) = (desk.settings.duplicate_window, &delivery.origin);
    let since = since(delivery);
    if once::guard(since, desk.now(), window) == Guard::Output {
        // Either fate, decided by whoever had the article while we stood still, is a fate.
        for id in [&message.id, &dead::id(origin)] {
            if desk.outbox.holds(id, origin, since).await? {
                return Ok(true);
            }
        }
    }
    desk.outbox.publish(message).await.map(|stored| stored.duplicate)
}

/// After a publish that may have reached the broker when it no longer knew the id.
async fn keep_oldest<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>, message: &Outgoing) {
    for attempt in 1.. {
        match desk.outbox.keep_oldest(&message.id, since(delivery)).await {
            Ok(()) => return,
            Err(why @ PublishError::Refused(_)) => {
                return tracing::error!(id = message.id, %why, "a second copy may remain");
            }
            Err(why) => tracing::debug!(id = message.id, %why, "cannot look for a second copy; looking again"),
        }
        tokio::time::sleep(desk.settings.retry.pause(attempt).min(HOLD_MAX)).await;
    }
}

/// From when on a record of this article can exist: since it was stored. One that was sent back stands for an older one,
/// whose record can be as old as the output.
fn since<C>(delivery: &Delivery<C>) -> Timestamp {
    let origin = &delivery.origin;
    let sent_back = outgoing::source(origin, &delivery.headers) != outgoing::own_source(origin);
    if sent_back { Timestamp::UNIX_EPOCH } else { origin.stored_at }
}

/// Whether the record of this article is in the output. Waits until the answer covers all that was published before the
/// question, and until the broker can answer.
pub async fn is_done<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>) -> bool {
    let mut revisions = desk.reader.earlier_revisions();
    revisions.insert(0, desk.reader.revision());
    went_out(desk, delivery, &revisions).await
}

/// Whether an attempt before this one published the record, and the knowledge was replaced since: its id is another, so
/// the broker would not recognise it.
pub async fn is_done_earlier<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>) -> bool {
    let revisions = desk.reader.earlier_revisions();
    !revisions.is_empty() && went_out(desk, delivery, &revisions).await
}

async fn went_out<O: Outbox, R: Reader, C: Receipt>(
    desk: &Desk<O, R>,
    delivery: &Delivery<C>,
    revisions: &[Arc<str>],
) -> bool {
    tokio::time::sleep(HOLDS_LAG).await;
    let source = outgoing::source(&delivery.origin, &delivery.headers);
    for revision in revisions {
        if held(desk, delivery, &outgoing::record_id(&source, revision)).await {
            return true;
        }
    }
    false
}

async fn held<O: Outbox, R: Reader, C: Receipt>(desk: &Desk<O, R>, delivery: &Delivery<C>, id: &str) -> bool {
    let origin = &delivery.origin;
    for attempt in 1.. {
        match desk.outbox.holds(id, origin, since(delivery)).await {
            Ok(held) => return held,
            Err(why) => tracing::debug!(sequence = origin.sequence, %why, "cannot ask the output; asking again"),
        }
        tokio::time::sleep(desk.settings.retry.pause(attempt)).await;
    }
    false
}

fn log_hold<C>(delivery: &Delivery<C>, message: &Outgoing, why: &PublishError, attempt: u64, pause: Duration) {
    let (sequence, subject, pause_ms) = (delivery.origin.sequence, &message.subject, pause.as_millis() as u64);
    if fate::wants_attention(why) {
        tracing::warn!(sequence, subject, attempt, pause_ms, %why, "cannot publish; the article is held and tried again");
    } else {
        tracing::debug!(sequence, subject, attempt, pause_ms, %why, "publish not confirmed; tried again under the same id");
    }
}
