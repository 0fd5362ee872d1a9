//! The one table that says what an error means for the article that met it.

use crate::record::{Reason, Rejection};
use crate::transport::PublishError;

/// What happens next to an article after an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// The broker's trouble: keep the article in progress and publish again under the same id until it works. It costs
    /// no attempt: an outage must not make dead letters, however long it is.
    Hold,
    /// Our trouble, perhaps passing: give it back with a pause; it costs an attempt.
    Retry,
    /// No attempt can help: a dead letter.
    Dead(Rejection),
}

/// | error                              | class         | fate |
/// |------------------------------------|---------------|------|
/// | no answer, not connected, busy     | broker        | hold |
/// | stream full                        | broker        | hold |
/// | no stream on the subject, refused  | configuration | hold: whoever mends it finds nothing lost |
/// | larger than the broker takes       | permanent     | dead |
pub fn of_publish(error: &PublishError) -> Fate {
    match error {
        PublishError::TimedOut(_)
        | PublishError::Disconnected(_)
        | PublishError::Unavailable(_)
        | PublishError::Full(_)
        | PublishError::NoStream(_)
        | PublishError::Refused(_) => Fate::Hold,
        PublishError::TooLarge { .. } => Fate::Dead(Rejection::new(
            "output",
            Reason::RecordTooLarge,
            format!("{error}; raise max_payload of the server"),
        )),
    }
}

/// Whether an error is for people who run the worker, not for time to heal.
pub fn wants_attention(error: &PublishError) -> bool {
    matches!(error, PublishError::NoStream(_) | PublishError::Refused(_) | PublishError::Full(_))
}

/// What a failure of our own means: `Retry` until the last attempt, then a dead letter.
pub fn of_broken(why: &str, delivered: u64, attempts_max: u64) -> Fate {
    if delivered < attempts_max {
        return Fate::Retry;
    }
    Fate::Dead(Rejection::new(
        "worker",
        Reason::AttemptsExhausted,
        format!("{why}; attempt {delivered} of {attempts_max}"),
    ))
}

/// What a delivery means before anything is tried: one that came back more often than any failure of ours would send
/// it was in hand each time its worker died.
pub fn of_delivery(delivered: u64, attempts_max: u64) -> Option<Rejection> {
    (delivered > attempts_max).then(|| {
        let detail =
            format!("delivered {delivered} times, {attempts_max} attempts are allowed, and no attempt came to an end");
        Rejection::new("worker", Reason::CrashLoop, detail)
    })
}
