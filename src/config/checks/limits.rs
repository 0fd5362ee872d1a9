//! Ranges of numbers, and numbers that must fit each other.

use super::Findings;
use crate::config::{Resolved, Settings};
use serde_json::Value;
use std::time::Duration;

/// Least and most of each number, and why. Unset optional keys are not judged.
pub(super) const RANGES: &[(&str, u64, u64, &str)] = &[
    ("nats.connect_wait_s", 0, 86_400, "longer than a day is waiting for ever: write 0"),
    ("input.ack_wait_s", 1, 86_400, "an article in work is confirmed to the broker three times in this time"),
    ("input.pull_bytes_max", 65_536, 32 << 20, "the broker drops connections with 64 MiB of pending bytes"),
    ("input.pull_messages_max", 1, 4_096, "the measured rate stops growing at 64"),
    ("input.heartbeat_s", 1, 30, "the broker wants two heartbeats within the life of a pull"),
    ("output.duplicate_window_s", 1, 86_400, "the broker holds every message id of this time in memory"),
    ("output.record_bytes_max", 1_024, 64 << 20, "no record is smaller, and no broker takes more than 64 MiB"),
    ("worker.in_flight_max", 1, 65_536, "the broker hands out 1,000 unanswered messages unless told otherwise"),
    ("worker.in_flight_bytes_max", 65_536, 1 << 40, "each article in work takes its bytes from this"),
    ("worker.threads", 1, 1_024, "extraction runs on these threads"),
    ("worker.attempts_max", 1, 1_000, "an article is tried at least once"),
    ("worker.retry_wait_ms", 1, 3_600_000, "a pause of nothing is a hot loop"),
    ("worker.retry_wait_max_s", 1, 86_400, "past a day an article is better dead-lettered and replayed"),
    ("worker.drain_s", 0, 3_600, "whoever stops the process rarely waits longer"),
    ("worker.article_bytes_max", 1_024, 64 << 20, "no broker takes more than 64 MiB"),
    ("worker.article_budget_ms", 1, 600_000, "a stuck article holds its place for so long"),
    ("stories.window_h", 1, 8_760, "the window is rebuilt from the stream at each start"),
    ("stories.memory_bytes_max", 1 << 20, 1 << 40, "the desk's tables take 512 KiB, each article about two"),
];

pub(super) fn check(settings: &Settings, resolved: &Resolved, findings: &mut Findings<'_>) {
    let all = serde_json::to_value(settings).unwrap_or_default();
    for (path, least, most, why) in RANGES {
        let value = path.split('.').fold(&all, |value, name| value.get(name).unwrap_or(&Value::Null));
        if let Some(n) = value.as_u64().filter(|n| !(*least..=*most).contains(n)) {
            findings.error(path, format!("{n} is out of range"), format!("write {least} to {most}: {why}"));
        }
    }
    bytes(settings, findings);
    times(settings, resolved, findings);
}

fn bytes(settings: &Settings, findings: &mut Findings<'_>) {
    let article = settings.worker.article_bytes_max;
    let in_flight = settings.worker.in_flight_bytes_max;
    let pull = settings.input.pull_bytes_max;
    if in_flight < article {
        let what = format!("{in_flight} bytes in flight cannot hold one article of {article}");
        findings.error("worker.in_flight_bytes_max", what, "raise it to worker.article_bytes_max or more");
    }
    if pull < article {
        let what = format!("a pull of {pull} bytes never brings an article of {article}");
        findings.error("input.pull_bytes_max", what, "raise it above worker.article_bytes_max");
    }
    if pull > in_flight {
        let what = format!("pulls ask for at most worker.in_flight_bytes_max = {in_flight} bytes");
        findings.warning("input.pull_bytes_max", what, "lower it, or raise worker.in_flight_bytes_max");
    }
}

fn times(settings: &Settings, resolved: &Resolved, findings: &mut Findings<'_>) {
    if resolved.heartbeat * 2 > resolved.ack_wait {
        let what = format!("a silent broker is noticed after two heartbeats, {:?}", resolved.heartbeat * 2);
        let next = format!("write at most half of input.ack_wait_s, {}", settings.input.ack_wait_s / 2);
        findings.error("input.heartbeat_s", what, next);
    }
    if resolved.retry_wait > resolved.retry_wait_max {
        let what =
            format!("the first pause, {:?}, is above the longest, {:?}", resolved.retry_wait, resolved.retry_wait_max);
        findings.error("worker.retry_wait_ms", what, "lower it, or raise worker.retry_wait_max_s");
    }
    if resolved.retries_take_at_most > resolved.duplicate_window {
        let what = format!(
            "retries can take {:?}, the duplicate window is {:?}; later ones ask the output stream itself, which is slower",
            resolved.retries_take_at_most, resolved.duplicate_window
        );
        findings.warning("worker.retry_wait_max_s", what, "lower it, or raise output.duplicate_window_s");
    }
    let answers = settings.extract.remote.iter().map(|r| Duration::from_millis(r.timeout_ms)).max().unwrap_or_default();
    let article = resolved.article_budget.saturating_add(answers);
    if resolved.drain < article {
        let what = format!("an article may take {article:?}, a stop waits {:?} for it", resolved.drain);
        findings.warning("worker.drain_s", what, "raise it; articles cut off are delivered again");
    }
}
