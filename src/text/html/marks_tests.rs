//! Words of attributes mean the same in every way of writing them.

use super::*;

fn check(attribute: &str, expected: &[Mark]) {
    let mut found = Vec::new();
    of(attribute, |mark| found.push(mark));
    assert_eq!(found, expected, "{attribute:?}");
}

#[test]
fn one_key_answers_for_every_way_of_writing_it() {
    for attribute in ["post-body", "post__body", "postBody", "PostBody", "postbody", "x-post_body--wide"] {
        let mut found = Vec::new();
        of(attribute, |mark| found.push(mark));
        assert!(found.contains(&Mark::Body(1)), "{attribute:?}: {found:?}");
    }
}

#[test]
fn words_count_and_not_letters() {
    check("loader shadow upload", &[]);
    check("c-ad", &[Mark::Around]);
    check("sc-qAdXz adYiwZ", &[]);
    check("article comments", &[Mark::Body(2), Mark::Away]);
}

#[test]
fn every_line_of_the_file_is_used() {
    assert!(MARKS.len() > 200);
    assert!(MARKS.keys().all(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())));
}
