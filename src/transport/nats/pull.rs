//! One pull request and what the broker says to it.
//!
//! Spoken directly (`$JS.API.CONSUMER.MSG.NEXT`) over a subscription of our own: a pull asks for no more than there
//! are permits, so no message waits in a client's buffer without anybody saying that it is in work.

use async_nats::StatusCode;
use bytes::Bytes;
use serde::Serialize;
use std::time::Duration;

/// A pull lives this long on the server; then it is asked anew.
pub const EXPIRES: Duration = Duration::from_secs(30);

#[derive(Serialize)]
struct Request {
    batch: usize,
    max_bytes: usize,
    expires: u64,
    idle_heartbeat: u64,
}

/// Subject and body of a pull. Durations go in nanoseconds.
pub fn request(stream: &str, consumer: &str, batch: usize, max_bytes: usize, heartbeat: Duration) -> (String, Bytes) {
    let heartbeat = heartbeat.min(EXPIRES / 3); // the server wants at least two in a pull's life
    let body =
        Request { batch, max_bytes, expires: EXPIRES.as_nanos() as u64, idle_heartbeat: heartbeat.as_nanos() as u64 };
    let body = serde_json::to_vec(&body).unwrap_or_default();
    (format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"), body.into())
}

/// What a message on the pull's subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A delivery.
    Message,
    /// The pull is alive.
    Heartbeat,
    /// The pull has ended as it should; ask anew.
    Over,
    /// Consumer or stream do not exist.
    Gone(String),
    /// The pull was refused; ask anew after a pause.
    Refused(String),
}

/// Reads status and description as the server's `consumer.go` writes them.
pub fn word(status: Option<StatusCode>, description: Option<&str>) -> Word {
    let said = description.unwrap_or_default();
    match status {
        None | Some(StatusCode::OK) => Word::Message,
        Some(StatusCode::IDLE_HEARTBEAT) => Word::Heartbeat,
        Some(StatusCode::NOT_FOUND | StatusCode::TIMEOUT) => Word::Over,
        Some(StatusCode::NO_RESPONDERS) => Word::Gone("no consumer answers".into()),
        Some(StatusCode::REQUEST_TERMINATED) if said.starts_with("Consumer Deleted") => Word::Gone(said.into()),
        Some(StatusCode::REQUEST_TERMINATED) if ends(said) => Word::Over,
        Some(status) => Word::Refused(format!("{status} {said}")),
    }
}

/// Conflicts that end a pull without fault: its bytes are used up, or another server leads now.
fn ends(said: &str) -> bool {
    ["Message Size Exceeds MaxBytes", "Leadership Change", "Batch Completed", "Server Shutdown"]
        .iter()
        .any(|s| said.starts_with(s))
}
