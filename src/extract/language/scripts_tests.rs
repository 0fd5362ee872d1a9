//! The table of scripts is whole, sorted, and finds letters.

use super::*;

#[test]
fn every_line_is_read_and_sorted() {
    let rows = include_str!("scripts.tsv").lines().filter(|l| !l.starts_with('#')).count();
    assert_eq!(TABLE.len(), rows);
    assert!(TABLE.iter().all(|r| r.first <= r.last));
    assert!(TABLE.is_sorted_by(|a, b| a.last < b.first));
}

#[test]
fn finds_the_script_of_a_letter() {
    let check = |c, expected: Option<&str>| assert_eq!(range_of(c).map(|r| r.script), expected, "{c:?}");
    check('a', Some("Latin"));
    check('Ż', Some("Latin"));
    check('ạ', Some("Latin"));
    check('7', None);
    check('“', None);
    check('×', None);
    check('ж', Some("Cyrillic"));
    check('ש', Some("Hebrew"));
    check('あ', Some("Kana"));
    check('語', Some("Han"));
    check('한', Some("Hangul"));
    check('🚢', None);
    assert_eq!(range_of('ก').and_then(|r| r.owner()), Some("th"));
    assert_eq!(range_of('a').and_then(|r| r.owner()), None);
}
