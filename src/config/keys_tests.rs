//! The keys as read from the schema.

use super::*;

#[test]
fn kinds() {
    let kind = |path: &str| Keys::all().find(path).unwrap_or_else(|| panic!("{path}")).kind.expected();
    assert_eq!(kind("nats.url"), "a string");
    assert_eq!(kind("worker.threads"), "a whole number, zero or more");
    assert_eq!(kind("worker.confirm_acks"), "true or false");
    assert_eq!(kind("input.manage"), "one of ensure, bind, apply");
    assert_eq!(kind("telemetry.log_format"), "one of text, json, auto");
    assert_eq!(kind("input.subjects"), "a list of strings");
    assert_eq!(kind("extract.remote"), "a list of tables");
    assert_eq!(kind("extract.remote[3].timeout_ms"), "a whole number, zero or more");
    assert!(matches!(Keys::all().find("nats.password").expect("a key").kind, Kind::Secret));
}

#[test]
fn optional_and_required() {
    let key = |path: &str| Keys::all().find(path).unwrap_or_else(|| panic!("{path}"));
    assert!(key("worker.threads").optional && !key("worker.drain_s").optional);
    assert!(key("nats.token").optional && key("knowledge.pack").optional);
    assert!(key("extract.remote[].name").required && !key("extract.remote[].version").required);
}

#[test]
fn paths_lead_back_to_keys() {
    let paths = Keys::all().paths();
    assert!(paths.iter().any(|p| p == "extract.remote[].subject") && paths.len() > 40);
    assert!(paths.iter().all(|p| Keys::all().find(p).is_some()));
}
