//! Which record has which story.

use super::*;
use crate::transport::Headers;

fn story(n: u64) -> StoryRef {
    StoryRef { id: n.to_string(), duplicate_of: None, similarity: 0.0, novelty: 1.0 }
}

/// The story of a record, as the stream holds it behind the record.
fn page(record: u64) -> Page {
    let message = StoryMessage { id: "r".into(), source_id: None, story: story(record) };
    let headers: Headers = [(RECORD_HEADER, format!("NEWS:{record}"))].into_iter().collect();
    let payload = serde_json::to_vec(&message).unwrap().into();
    Page { sequence: record + 1, headers, payload, stored_at: Default::default(), pending: 0 }
}

#[test]
fn records_have_the_stories_that_were_told_of_them() {
    let mut told = Told::new("NEWS");
    assert_eq!(told.of(2), Word::None);
    for record in [2, 4, 8] {
        told.take(&page(record));
    }
    assert_eq!(told.of(2), Word::Said(story(2)));
    assert_eq!(told.of(3), Word::Passed);
    assert_eq!(told.of(8), Word::Said(story(8)));
    assert_eq!(told.of(9), Word::None);
    told.take(&page(9));
    assert_eq!(told.of(9), Word::Said(story(9)));
    assert!(told.ahead.is_empty());
}

#[test]
fn what_is_none_of_ours_is_passed_over() {
    let mut told = Told::new("OTHER");
    told.take(&page(5));
    assert_eq!((told.of(5), told.read), (Word::None, 6));
}
