//! Trace contexts survive the way out and in; what is no trace context is none.

use super::*;
use proptest::prelude::*;

#[test]
fn reads_the_example_of_the_specification() {
    let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assert_eq!(TraceContext::parse(header).map(TraceContext::to_header).as_deref(), Some(header));
}

#[test]
fn refuses_what_is_none() {
    for bad in [
        "",
        "00",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    ] {
        assert_eq!(TraceContext::parse(bad), None, "{bad}");
    }
}

proptest! {
    #[test]
    fn round_trip(trace_id in 1u128.., span_id in 1u64.., flags: u8) {
        let context = TraceContext { trace_id, span_id, flags };
        prop_assert_eq!(TraceContext::parse(&context.to_header()), Some(context));
        prop_assert_eq!(context.child().trace_id, trace_id);
    }

    #[test]
    fn any_header_is_answered(header in any::<String>()) {
        let _ = TraceContext::parse(&header);
    }
}
