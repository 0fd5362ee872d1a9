//! Deterministic identities: the ids and subjects of everything that is published for one article.

use crate::pipeline::{Reading, Route};
use crate::record::RECORD_VERSION;
use crate::telemetry::trace::TraceContext;
use crate::transport::subject::token;
use crate::transport::{Headers, Origin, Outgoing};
use sha2::{Digest, Sha256};

/// Names where an article stands in the input stream, for ever: on records, dead letters and replayed articles.
pub const SOURCE_HEADER: &str = "Copydesk-Source";

/// `stream:sequence` of the original article. A dead letter that is replayed carries it, and keeps its identity.
pub fn source(origin: &Origin, headers: &Headers) -> String {
    match headers.get(SOURCE_HEADER).filter(|s| is_source(s, &origin.stream)) {
        Some(source) => source.to_owned(),
        None => own_source(origin),
    }
}

/// Where this very message stands.
pub fn own_source(origin: &Origin) -> String {
    format!("{}:{}", origin.stream, origin.sequence)
}

/// Only what names an article of this very stream is believed.
fn is_source(value: &str, stream: &str) -> bool {
    value.strip_prefix(stream).and_then(|rest| rest.strip_prefix(':')).is_some_and(|n| n.parse::<u64>().is_ok())
}

/// The `Nats-Msg-Id` of the record of `source` as pipeline `revision` reads it.
pub fn record_id(source: &str, revision: &str) -> String {
    format!("{source}:record:{revision}")
}

/// The record itself.
pub fn record(prefix: &str, source: &str, revision: &str, reading: &Reading, trace: Option<&TraceContext>) -> Outgoing {
    let Route { language, topic } = &reading.route;
    Outgoing {
        id: record_id(source, revision),
        subject: format!("{prefix}.enriched.{}.{}", token(language), token(topic)),
        headers: headers(source, &reading.record, trace),
        payload: reading.record.clone(),
    }
}

/// The messages besides the record.
pub fn fan_out<'a>(
    prefix: &'a str,
    source: &'a str,
    revision: &'a str,
    reading: &'a Reading,
    trace: Option<&'a TraceContext>,
) -> impl Iterator<Item = Outgoing> + 'a {
    reading.fan_out.iter().map(move |part| {
        let tokens: Vec<String> = part.tokens.iter().map(|t| token(t)).collect();
        Outgoing {
            id: format!("{source}:{}:{}:{revision}", part.kind, part.id),
            subject: format!("{prefix}.{}.{}", part.kind, tokens.join(".")),
            headers: headers(source, &part.payload, trace),
            payload: part.payload.clone(),
        }
    })
}

fn headers(source: &str, payload: &[u8], trace: Option<&TraceContext>) -> Headers {
    let mut headers = Headers::new();
    headers.push("Content-Type", "application/json");
    headers.push("Copydesk-Record-Version", RECORD_VERSION.to_string());
    headers.push(SOURCE_HEADER, source);
    headers.push("Copydesk-Digest", crate::record::hex(&Sha256::digest(payload)));
    if let Some(trace) = trace {
        headers.push("traceparent", trace.to_header());
        if let Some(state) = trace.state() {
            headers.push("tracestate", state);
        }
    }
    headers
}
