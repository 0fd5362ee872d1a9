//! Dead letters: the original bytes and headers, and everything that helps whoever looks at them.

use super::outgoing::SOURCE_HEADER;
use crate::record::Rejection;
use crate::transport::subject::token;
use crate::transport::{DEAD_ID_END, Delivery, Headers, Origin, Outgoing};
use jiff::Timestamp;

/// The header that names the reason.
pub const REASON: &str = "Copydesk-Dead-Reason";
/// How the headers begin that say where the article stood: without them it could not be sent back.
pub const SOURCE: &str = "Copydesk-Source";

/// Headers are one line each in the protocol: a detail is cut to this many bytes.
const DETAIL_BYTES_MAX: usize = 512;

/// The dead letter of a delivery. Its id is the article's, so that one article has one dead letter.
pub fn letter<R>(
    prefix: &str,
    worker: &str,
    source: &str,
    delivery: &Delivery<R>,
    why: &Rejection,
    now: Timestamp,
) -> Outgoing {
    let origin = &delivery.origin;
    let mut headers: Headers = delivery.headers.iter().filter(|(name, _)| !is_ours(name)).collect();
    headers.set("Copydesk-Dead-Stage", &*why.stage);
    headers.set(REASON, why.reason.as_str());
    headers.set("Copydesk-Dead-Detail", one_line(&why.detail));
    headers.set("Copydesk-Dead-Attempts", origin.delivered.to_string());
    headers.set("Copydesk-Source-Stream", &*origin.stream);
    headers.set("Copydesk-Source-Sequence", origin.sequence.to_string());
    headers.set("Copydesk-Source-Subject", &*origin.subject);
    headers.set("Copydesk-Dead-At", now.to_string());
    headers.set("Copydesk-Worker", worker);
    headers.set(SOURCE_HEADER, source);
    Outgoing {
        id: id(origin),
        subject: format!("{prefix}.dead.{}.{}", token(&why.stage), why.reason),
        headers,
        payload: delivery.payload.clone(),
    }
}

/// The id of an article's dead letter.
pub fn id(origin: &Origin) -> String {
    format!("{}:{}{DEAD_ID_END}", origin.stream, origin.sequence)
}

/// Headers that the broker acts on when they are published again: they belonged to the original.
fn is_ours(name: &str) -> bool {
    name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("nats-"))
}

/// No control characters, no more than the limit.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(DETAIL_BYTES_MAX));
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if line.len() + c.len_utf8() > DETAIL_BYTES_MAX {
            break;
        }
        line.push(c);
    }
    line
}
