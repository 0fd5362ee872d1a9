//! What is offered for a name that does not exist.

use super::*;

#[test]
fn nearest_names() {
    let known = ["threads", "attempts_max", "drain_s", "retry_wait_ms", "retry_wait_max_s"];
    for (typed, expected) in [
        ("thread", Some("threads")),
        ("Threads", Some("threads")),
        ("max_attempts", Some("attempts_max")),
        ("drain", Some("drain_s")),
        ("drian_s", Some("drain_s")),
        ("colour", None),
        ("", None),
    ] {
        assert_eq!(nearest(typed, known), expected, "{typed}");
    }
}
