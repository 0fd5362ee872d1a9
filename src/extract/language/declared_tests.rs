//! Declared tags in all the spellings that senders use.

use super::*;

#[test]
fn reads_tags_as_they_are_written() {
    let check = |tag: &str, expected: Option<(&str, &str)>| {
        let read = Declared::read(tag);
        assert_eq!(read.as_ref().map(|d| (&*d.primary, &*d.tag)), expected, "{tag:?}");
    };
    check("en", Some(("en", "en")));
    check(" EN_gb ", Some(("en", "en-GB")));
    check("zh-hant-tw", Some(("zh", "zh-Hant-TW")));
    check("es-419", Some(("es", "es-419")));
    check("no", Some(("nb", "nb")));
    check("iw-IL", Some(("he", "he-IL")));
    check("en-US-x-copy", Some(("en", "en-US")));
    check("sl-rozaj", Some(("sl", "sl")));
    check("", None);
    check("und", None);
    check("English", None);
    check("e1", None);
    check("日本語", None);
}
