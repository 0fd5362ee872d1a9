//! The memory stays within its bounds, whatever comes, and keeps the newest.

use super::*;
use proptest::prelude::*;

fn record(bytes: usize) -> Bytes {
    Bytes::from(vec![b'x'; bytes])
}

#[test]
fn the_newest_come_first_and_only_those_after_a_number() {
    let recent = Recent::new();
    recent.article(Bytes::from_static(b"{\"a\":1}"));
    recent.dead("news.raw.x", "intake", "not-json", "a comma is missing");
    recent.article(Bytes::from_static(b"{\"a\":2}"));
    let numbers = |after, limit| recent.articles(after, limit).iter().map(|a| a.number).collect::<Vec<_>>();
    assert_eq!(numbers(0, 10), [3, 1]);
    assert_eq!(numbers(1, 10), [3]);
    assert_eq!(numbers(0, 1), [3]);
    assert_eq!(numbers(3, 10), [0; 0]);
    let dead = recent.dead_letters(0, 10);
    assert_eq!((dead[0].number, dead[0].reason.as_str(), dead.len()), (2, "not-json", 1));
}

#[test]
fn long_details_of_dead_letters_are_cut() {
    let recent = Recent::new();
    recent.dead("s", "intake", "not-text", &"ü".repeat(10_000));
    assert_eq!(recent.dead_letters(0, 1)[0].detail.chars().count(), DEAD_TEXT_CHARS_MAX);
}

#[test]
fn a_record_too_long_to_keep_does_not_push_out_the_others() {
    let recent = Recent::new();
    recent.article(record(10));
    recent.article(record(RECORD_BYTES_MAX + 1));
    assert_eq!(recent.articles(0, 9).len(), 1);
}

proptest! {
    #[test]
    fn count_and_bytes_stay_bounded(sizes in prop::collection::vec(0..RECORD_BYTES_MAX + 10, 0..120)) {
        let recent = Recent::new();
        for size in &sizes {
            recent.article(record(*size));
            recent.dead("s", "intake", "not-text", "d");
        }
        let articles = recent.articles(0, usize::MAX);
        let kept: usize = articles.iter().map(|a| a.record.len()).sum();
        prop_assert!(articles.len() <= ARTICLES_MAX && kept <= ARTICLE_BYTES_MAX);
        prop_assert_eq!(recent.dead_letters(0, usize::MAX).len(), sizes.len().min(DEAD_MAX));
        let newest = sizes.iter().rev().find(|size| **size <= RECORD_BYTES_MAX);
        prop_assert_eq!(articles.first().map(|a| a.record.len()), newest.copied());
        prop_assert_eq!(recent.lock().bytes, kept);
    }
}
