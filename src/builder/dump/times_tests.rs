//! Points in time of Wikidata.

use super::*;

#[test]
fn times_are_read_to_their_precision() {
    assert_eq!(year("+1952-03-11T00:00:00Z", 11), Some(1952));
    assert_eq!(year("-0044-03-15T00:00:00Z", 11), Some(-44));
    assert_eq!(year("+1900-00-00T00:00:00Z", 7), None);
    assert_eq!(first_day("+1970-01-11T00:00:00Z", 11), Some(10));
    assert_eq!(last_day("+1970-01-11T00:00:00Z", 11), Some(10));
    assert_eq!((first_day("+1970-02-00T00:00:00Z", 10), last_day("+1970-02-00T00:00:00Z", 10)), (Some(31), Some(58)));
    assert_eq!((first_day("+1970-00-00T00:00:00Z", 9), last_day("+1970-00-00T00:00:00Z", 9)), (Some(0), Some(364)));
}

#[test]
fn what_is_no_time_is_none() {
    for time in ["", "+", "yesterday", "+1952", "+99999999-01-01T00:00:00Z", "+1952-13-41T00:00:00Z"] {
        assert_eq!((first_day(time, 11), last_day(time, 11)), (None, None), "{time}");
    }
}
