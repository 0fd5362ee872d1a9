//! One frame of the dashboard, as text.

use super::line::one_line;
use super::quantile::Buckets;
use super::{Sample, Samples};
use serde_json::Value;
use std::fmt::Write as _;

/// Rows of extractors: more than the plan has, and a screen still holds them.
const EXTRACTORS_MAX: usize = 24;
/// Rows of dead letters and faults each.
const TROUBLES_MAX: usize = 8;
const NAME_WIDTH: usize = 24;
/// What one article spends its time on: the metric, and its name for people.
const LATENCIES: [(&str, &str); 4] = [
    ("copydesk_article_seconds", "article, taken to settled"),
    ("copydesk_behind_seconds", "behind the stream"),
    ("copydesk_publish_seconds", "publish"),
    ("copydesk_ack_seconds", "ack"),
];

/// What the worker said at one moment.
pub(super) struct View {
    pub samples: Samples,
    /// `/api/status`.
    pub status: Value,
}

/// The frame of `now`. Latencies are of what happened since `before`; where that is nothing, since the worker's start.
pub(super) fn frame(address: &str, now: &View, before: Option<&View>) -> String {
    let mut out = String::new();
    head(&mut out, address, &now.status);
    latencies(&mut out, now, before);
    let troubles = [("dead letters", "copydesk_dead_total", "stage"), ("faults", "copydesk_faults_total", "extractor")];
    for (title, metric, label) in troubles {
        let rows = now.samples.named(metric).filter(|s| s.value > 0.0).take(TROUBLES_MAX);
        let rows: Vec<String> = rows.map(|s| trouble(s, label)).collect();
        if !rows.is_empty() {
            let _ = writeln!(out, "\n{title}\n{}", rows.join("\n"));
        }
    }
    out
}

fn head(out: &mut String, address: &str, status: &Value) {
    let text = |path: &str| one_line(status.pointer(path).and_then(Value::as_str).unwrap_or("?"), 40);
    let number = |path: &str| status.pointer(path).and_then(Value::as_f64).unwrap_or(0.0);
    let ready = status.pointer("/ready").and_then(Value::as_bool).unwrap_or(false);
    let missing = status.pointer("/missing").and_then(Value::as_array).into_iter().flatten();
    let missing: Vec<String> = missing.filter_map(Value::as_str).map(|m| one_line(m, 60)).collect();
    let state = if ready { "ready".to_owned() } else { format!("not ready: {}", missing.join(", ")) };
    let version = text("/version");
    let _ = writeln!(
        out,
        "copydesk {version} at {} · {state} · up {}",
        one_line(address, 60),
        age(number("/uptimeSeconds"))
    );
    let rate = |window: &str| number(&format!("/rates/{window}"));
    let (ten, one, five) = (rate("10s"), rate("1m"), rate("5m"));
    let _ = writeln!(out, "\narticles/s    {ten:.1} in 10 s · {one:.1} in 1 min · {five:.1} in 5 min");
    let (pending, unanswered) = (number("/consumer/pending"), number("/consumer/ackPending"));
    let _ = writeln!(out, "lag           {pending} waiting · {unanswered} handed out and not answered");
    let (articles, kib) = (number("/inFlight/articles"), number("/inFlight/bytes") / 1024.0);
    let _ = writeln!(out, "in flight     {articles} articles · {kib:.0} KiB");
    let outcomes = ["published", "duplicate", "retried", "dead", "abandoned"];
    let outcomes = outcomes.map(|o| format!("{} {o}", number(&format!("/outcomes/{o}"))));
    let _ = writeln!(out, "outcomes      {}", outcomes.join(" · "));
}

fn latencies(out: &mut String, now: &View, before: Option<&View>) {
    let _ = writeln!(out, "\n{:<26} {:>10} {:>10} {:>10}", "time of", "p50", "p99", "count");
    for (metric, name) in LATENCIES {
        latency(out, name, metric, now, before, |_| true);
    }
    let metric = "copydesk_extractor_seconds";
    let counts = format!("{metric}_count");
    for series in now.samples.named(&counts).take(EXTRACTORS_MAX) {
        let extractor = series.label("extractor").unwrap_or("?");
        latency(out, &one_line(extractor, NAME_WIDTH), metric, now, before, |s| {
            s.label("extractor") == Some(extractor)
        });
    }
}

fn latency(
    out: &mut String,
    name: &str,
    metric: &str,
    now: &View,
    before: Option<&View>,
    wanted: impl Fn(&Sample) -> bool,
) {
    let all = Buckets::of(&now.samples, metric, &wanted);
    let lately = before.map(|b| all.since(&Buckets::of(&b.samples, metric, &wanted))).filter(|b| b.count() > 0.0);
    let lately = lately.as_ref().unwrap_or(&all);
    let [p50, p99] = [0.5, 0.99].map(|q| lately.quantile(q).map_or("–".to_owned(), seconds));
    let _ = writeln!(out, "{name:<26} {p50:>10} {p99:>10} {:>10}", all.count());
}

fn trouble(sample: &Sample, label: &str) -> String {
    let part = |name| one_line(sample.label(name).unwrap_or_default(), NAME_WIDTH);
    format!("{:>10}  {} {}", sample.value, part("reason"), part(label)).trim_end().to_owned()
}

fn seconds(s: f64) -> String {
    match s {
        s if s < 0.001 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{:.1} ms", s * 1e3),
        s => format!("{s:.1} s"),
    }
}

fn age(s: f64) -> String {
    match s as u64 {
        s @ 0..60 => format!("{s} s"),
        s @ 60..3600 => format!("{} min", s / 60),
        s => format!("{} h {} min", s / 3600, s % 3600 / 60),
    }
}
