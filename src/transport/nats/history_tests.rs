//! What is known of the output's ids stays right however the reading went.

use super::*;

const ID: &str = "NEWS_RAW:7:record:r1";

#[test]
fn a_message_that_is_read_twice_is_one_message() {
    let mut known = Known::default();
    known.insert(ID, 1);
    known.insert(ID, 1);
    assert!(known.contains(ID) && known.copied.is_empty());
}

#[test]
fn a_second_message_of_an_id_is_a_copy() {
    let mut known = Known::default();
    known.insert(ID, 1);
    known.insert("NEWS_RAW:8:record:r1", 2);
    known.insert(ID, 3);
    assert_eq!(known.copied.iter().collect::<Vec<_>>(), [ID]);
}

#[test]
fn ids_of_every_form_are_known() {
    let mut known = Known::default();
    for (n, id) in [ID, "NEWS_RAW:7:dead", "NEWS_RAW:7:quote:q1:r1", "somebody else's"].iter().enumerate() {
        assert!(!known.contains(id), "{id}");
        known.insert(id, n as u64 + 1);
        assert!(known.contains(id), "{id}");
    }
    assert!(known.copied.is_empty());
}
