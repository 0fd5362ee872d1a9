//! Any message, with any headers, becomes a sound document or a refusal; and a record, the same each time.
//!
//! Form of an input: header lines `Name: value`, a NUL, the payload; without a NUL all is payload.
#![no_main]

use copydesk::extract::clean::clean;
use copydesk::intake::{self, Limits};
use copydesk::knowledge::Knowledge;
use copydesk::pipeline::{ExtractSettings, FanOuts, Parts, Pipeline};
use copydesk::telemetry::{BuildLabels, Metrics};
use copydesk::transport::Headers;
use copydesk_fuzz::{rules, target};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// The reasons that each stage may give.
const REASONS: &[(&str, &[&str])] = &[
    ("intake", &["too-large", "too-deep", "not-text", "not-json", "bad-envelope", "no-words"]),
    ("clean", &["too-deep", "no-words"]),
];

static PIPELINE: LazyLock<Arc<Pipeline>> = LazyLock::new(|| {
    let build = BuildLabels { version: "fuzz".into(), knowledge: "none".into(), pipeline: "fuzz".into() };
    Pipeline::new(Parts {
        settings: ExtractSettings::default(),
        limits: Limits::default(),
        // Never reached: work that takes long is a finding of its own.
        budget: Duration::from_secs(3600),
        fan_outs: FanOuts { entities: true, quotes: true, events: true },
        knowledge: Arc::new(Knowledge::none()),
        metrics: Arc::new(Metrics::new(build)),
        asker: None,
        threads: 1,
    })
});

fn split(data: &[u8]) -> (Headers, &[u8]) {
    let Some(at) = data.iter().position(|&b| b == 0) else { return (Headers::new(), data) };
    let lines = String::from_utf8_lossy(&data[..at]);
    let headers = lines.lines().filter_map(|l| l.split_once(':')).map(|(n, v)| (n.trim(), v.trim())).collect();
    (headers, &data[at + 1..])
}

target!(|data| {
    let (headers, payload) = split(data);
    let cleaned = intake::read(payload, |name| headers.get(name), &Limits::default()).and_then(clean);
    let read = PIPELINE.read_now(payload, &headers);
    match (cleaned, read) {
        (Ok(document), Ok(record)) => {
            rules::document(&document);
            assert_eq!(record.text.value, document.text, "a record of another text");
            rules::record(&record);
        }
        (Err(rejection), Err(again)) => {
            rules::rejection(&rejection, REASONS);
            assert_eq!((rejection.reason, &rejection.stage), (again.reason, &again.stage), "refused differently");
        }
        (cleaned, read) => panic!("accepted once, refused once: {:?} {:?}", cleaned.err(), read.err()),
    }
});
