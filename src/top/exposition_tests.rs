//! What the worker exposes is read back; any other text is read without harm.

use super::*;
use crate::telemetry::{BuildLabels, DeadLabels, Metrics};
use proptest::prelude::*;

#[test]
fn samples_are_read_and_everything_else_is_passed_over() {
    let text = "# HELP a b\n# TYPE a counter\na_total 3\nb{x=\"1\",y=\"q\\\"\\\\\\n}\"} 4.5 1700000000\nc{le=\"+Inf\"} +Inf\n\
                broken{x=\"1 4\nnumberless\nd{} 1 # {trace=\"x\"} 2\n# EOF";
    let samples = Samples::parse(text);
    let read: Vec<_> = samples.iter().map(|s| (s.name.as_str(), s.value)).collect();
    assert_eq!(read, [("a_total", 3.0), ("b", 4.5), ("c", f64::INFINITY), ("d", 1.0)]);
    let b = samples.named("b").next().unwrap();
    assert_eq!((b.label("x"), b.label("y"), b.label("z")), (Some("1"), Some("q\"\\\n}"), None));
}

proptest! {
    #[test]
    fn whatever_the_worker_counts_is_read_back(stage in any::<String>(), times in 1u64..1000, version in any::<String>()) {
        let metrics = Metrics::new(BuildLabels { version: version.clone(), knowledge: "k".into(), pipeline: "p".into() });
        metrics.dead.get_or_create(&DeadLabels { stage: stage.clone(), reason: "not-text" }).inc_by(times);
        let text = metrics.exposition();
        // The encoder does not escape carriage returns, and `lines` is at liberty to cut there.
        prop_assume!(!stage.contains('\r') && !version.contains('\r'));
        let samples = Samples::parse(&text);
        let dead = samples.named("copydesk_dead_total").next().unwrap();
        prop_assert_eq!((dead.label("stage"), dead.value), (Some(stage.as_str()), times as f64));
        prop_assert_eq!(samples.named("copydesk_build_info").next().unwrap().label("version"), Some(version.as_str()));
    }

    #[test]
    fn any_text_is_read_without_harm(text in "[a-z{}=\"\\\\ 0-9,\n#.ä]{0,200}") {
        prop_assert!(Samples::parse(&text).iter().all(|s| !s.name.is_empty()));
    }
}
