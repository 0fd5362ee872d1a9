//! Dates as senders write them.

use super::*;

fn check(written: &str, expected: Option<&str>) {
    assert_eq!(date(written).as_deref(), expected, "{written}");
}

#[test]
fn moments_keep_their_offset() {
    check("2024-03-05T10:15:00Z", Some("2024-03-05T10:15:00Z"));
    check("2024-03-04T23:30:00-05:00", Some("2024-03-04T23:30:00-05:00"));
    check("2024-03-05T10:15:00+0000", Some("2024-03-05T10:15:00Z"));
    check("Mon, 04 Mar 2024 06:12:00 GMT", Some("2024-03-04T06:12:00Z"));
    check("Sun, 04 Mar 2024 06:12:00 +0100", Some("2024-03-04T06:12:00+01:00"));
}

#[test]
fn days_stay_days() {
    check(" 2024-03-07 ", Some("2024-03-07"));
    check("2024-03-07 18:40", Some("2024-03-07"));
    check("March 5, 2024", Some("2024-03-05"));
    check("5 Sept. 2024", Some("2024-09-05"));
    check("2024/03/05", Some("2024-03-05"));
}

#[test]
fn what_is_no_date_is_none() {
    for none in [
        "",
        "last Tuesday",
        "2024-02-31",
        "February 31, 2024",
        "03/05/2024",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
    ] {
        check(none, None);
    }
}

#[test]
fn numbers_are_seconds_or_milliseconds() {
    assert_eq!(epoch(1_709_633_700).as_deref(), Some("2024-03-05T10:15:00Z"));
    assert_eq!(epoch(1_709_633_700_000).as_deref(), Some("2024-03-05T10:15:00Z"));
    assert_eq!(epoch(0), None);
}
