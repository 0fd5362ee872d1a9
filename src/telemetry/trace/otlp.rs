//! Spans as OTLP's JSON encoding (<https://opentelemetry.io/docs/specs/otlp/>): ids in hex, 64-bit numbers as strings.

use super::span::{Finished, Value};
use super::{Resource, TraceContext};
use serde_json::{Value as Json, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// `STATUS_CODE_ERROR`.
const ERROR: u8 = 2;

/// The body of one `POST /v1/traces`.
pub(super) fn request(resource: &Resource, spans: &[Finished]) -> Vec<u8> {
    let attributes = attributes(&[
        ("service.name", resource.service.as_str().into()),
        ("service.version", resource.version.as_str().into()),
        ("service.instance.id", resource.instance.as_str().into()),
    ]);
    let spans: Vec<Json> = spans.iter().map(span).collect();
    let scope = json!({"name": "copydesk", "version": resource.version});
    json!({"resourceSpans": [{
        "resource": {"attributes": attributes},
        "scopeSpans": [{"scope": scope, "spans": spans}],
    }]})
    .to_string()
    .into_bytes()
}

fn span(span: &Finished) -> Json {
    let status = span.error.as_ref().map_or(json!({}), |problem| json!({"code": ERROR, "message": problem}));
    json!({
        "traceId": span.context.trace_id(),
        "spanId": span.context.span_id(),
        "traceState": span.context.state().unwrap_or_default(),
        "parentSpanId": span.parent.as_ref().map(TraceContext::span_id).unwrap_or_default(),
        "name": span.name,
        "kind": span.kind as u8,
        "startTimeUnixNano": nanoseconds(span.begin),
        "endTimeUnixNano": nanoseconds(span.end),
        "attributes": attributes(&span.attributes),
        "status": status,
    })
}

fn attributes(pairs: &[(&'static str, Value)]) -> Vec<Json> {
    let value = |value: &Value| match value {
        Value::Text(text) => json!({"stringValue": text}),
        Value::Number(number) => json!({"intValue": number.to_string()}),
    };
    pairs.iter().map(|(name, v)| json!({"key": name, "value": value(v)})).collect()
}

fn nanoseconds(at: SystemTime) -> String {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos().to_string()
}
