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
    #[serde(skip_serializing_if = "Option::is_none")]
    max_bytes: Option<usize>,
    expires: u64,
    idle_heartbeat: u64,
}

/// Subject and body of a pull. Durations go in nanoseconds.
pub fn request(
    stream: &str,
    consumer: &str,
    batch: usize,
    max_bytes: Option<usize>,
    heartbeat: Duration,
) -> (String, Bytes) {
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
    /// The next message has more bytes than the pull has left.
    TooBig,
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
        Some(StatusCode::REQUEST_TERMINATED) if said.starts_with("Message Size Exceeds MaxBytes") => Word::TooBig,
        Some(StatusCode::REQUEST_TERMINATED) if ends(said) => Word::Over,
        Some(status) => Word::Refused(format!("{status} {said}")),
    }
}

/// Conflicts that end a pull without fault: it was filled, or another server leads now.
fn ends(said: &str) -> bool {
    ["Leadership Change", "Batch Completed", "Server Shutdown"].iter().any(|s| said.starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_broker() {
        let check = |code: u16, said: &str, expected: Word| {
            let status = StatusCode::from_u16(code).expect("a status code");
            assert_eq!(word(Some(status), Some(said)), expected, "{code} {said}");
        };
        assert_eq!(word(None, None), Word::Message);
        check(100, "Idle Heartbeat", Word::Heartbeat);
        check(404, "No Messages", Word::Over);
        check(408, "Request Timeout", Word::Over);
        check(409, "Batch Completed", Word::Over);
        check(409, "Leadership Change", Word::Over);
        check(409, "Server Shutdown", Word::Over);
        check(409, "Message Size Exceeds MaxBytes", Word::TooBig);
        check(409, "Consumer Deleted", Word::Gone("Consumer Deleted".into()));
        check(503, "", Word::Gone("no consumer answers".into()));
        check(409, "Exceeded MaxWaiting", Word::Refused("409 Exceeded MaxWaiting".into()));
        check(400, "Bad Request", Word::Refused("400 Bad Request".into()));
    }

    #[test]
    fn a_pull_without_a_limit_of_bytes_names_none() {
        let body = |bytes| request("S", "C", 1, bytes, Duration::from_secs(5)).1;
        let expected = r#"{"batch":1,"expires":30000000000,"idle_heartbeat":5000000000}"#;
        assert_eq!(body(None), expected);
        assert_eq!(body(Some(7)), expected.replace("1,", r#"1,"max_bytes":7,"#));
    }
}
