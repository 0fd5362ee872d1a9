//! Headers survive the way through; what is not a traceparent is none.

use super::*;
use proptest::prelude::*;

const EXAMPLE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

#[test]
fn a_header_comes_out_as_it_went_in() {
    let context = TraceContext::parse(EXAMPLE).unwrap();
    assert_eq!(context.to_header(), EXAMPLE);
    assert_eq!(context.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
    assert!(context.sampled());
    assert!(!TraceContext::parse(&EXAMPLE.replace("-01", "-00")).unwrap().sampled());
}

#[test]
fn later_versions_may_go_on_version_0_may_not() {
    assert!(TraceContext::parse(&EXAMPLE.replacen("00", "cc", 1)).is_some());
    assert!(TraceContext::parse(&format!("{}-more", EXAMPLE.replacen("00", "cc", 1))).is_some());
    assert!(TraceContext::parse(&format!("{EXAMPLE}-more")).is_none());
}

#[test]
fn what_is_no_traceparent_is_none() {
    for bad in [
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    ] {
        assert_eq!(TraceContext::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_state_is_carried_on_unless_it_would_break_a_header() {
    let state = |text: &str| TraceContext::root().with_state(text).child().state().map(str::to_owned);
    assert_eq!(state(" rojo=1,congo=2 "), Some("rojo=1,congo=2".to_owned()));
    for bad in ["", " ", "a=1\r\nb: 2", "ä=1", &"x".repeat(STATE_BYTES_MAX + 1)] {
        assert_eq!(state(bad), None, "{bad:?}");
    }
}

proptest! {
    #[test]
    fn every_context_is_read_back(_seed in any::<u64>()) {
        let root = TraceContext::root();
        prop_assert_eq!(TraceContext::parse(&root.to_header()), Some(root.clone()));
        let child = root.child();
        prop_assert_eq!(child.trace_id(), root.trace_id());
        prop_assert_ne!(child.span_id(), root.span_id());
    }

    #[test]
    fn any_text_is_read_or_refused_and_what_is_read_is_valid(text in "\\PC{0,80}|[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}") {
        if let Some(context) = TraceContext::parse(&text) {
            prop_assert_eq!(TraceContext::parse(&context.to_header()), Some(context.clone()));
            prop_assert_eq!(context.to_header().len(), EXAMPLE.len());
        }
    }
}
