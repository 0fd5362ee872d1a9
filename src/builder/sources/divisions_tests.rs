//! Tests of first-level divisions.

use super::*;
use crate::knowledge::Alias;
use crate::knowledge::country_code;

#[test]
fn divisions_have_codes_countries_and_both_spellings() {
    let read = |text: &str| super::read(&Archive::of(&[(DIVISIONS, text.as_bytes())]));
    let drafts = read("AD.07\tNörd\tNord\t700\n").unwrap();
    let entry = &drafts[0].entry;
    assert_eq!((entry.id.as_str(), entry.geonames_id), ("admin1/AD.07", Some(700)));
    assert_eq!((entry.country, entry.parent.as_deref()), (country_code("AD"), Some("country/AD")));
    assert_eq!(entry.aliases, [Alias::name("Nord")]);
    assert!(read("AD.07\tNord\n").is_err());
}

#[test]
fn english_names_by_code() {
    let text = r#"{"subdivisions": {"localeDisplayNames": {"subdivisions": {"adno": "Northmark"}}}}"#;
    assert_eq!(names(&Archive::of(&[(NAMES, text.as_bytes())])).unwrap()["adno"], "Northmark");
}
