//! Tests of brands and operators.

use super::*;
use crate::knowledge::Alias;
use crate::knowledge::country_code;

#[test]
fn brands_and_operators_are_two_things() {
    let labels = br#"{"_meta": {}, "wikidata": {"Q5": {"label": "Quill Bank"}, "Q6": {"label": "Quill Group"},
        "Q7": {"label": "QQ"}, "Q8": {"label": "Arcadia"}}}"#;
    let items = br#"{"_meta": {}, "nsi": {
        "brands/amenity/bank": {"properties": {}, "items": [{"displayName": "Quill", "id": "quill-1",
            "locationSet": {"include": ["ad"]}, "tags": {"brand": "The Quill", "brand:wikidata": "Q5", "name": "Quill",
            "operator": "Quill Group Ltd", "operator:wikidata": "Q6", "short_name": "QB"}}]},
        "brands/shop/toys": {"properties": {}, "items": [{"displayName": "QQ", "id": "qq-1", "locationSet": {"include":
            ["001"]}, "tags": {"brand": "QQ", "brand:wikidata": "Q7"}}]},
        "flags/man_made/flagpole": {"properties": {}, "items": [{"tags": {"brand:wikidata": "Q8"}}]}}}"#;
    let drafts = read(&Archive::of(&[(LABELS, labels), (ITEMS, items)])).unwrap();
    let [bank, group] = &drafts[..] else { panic!("{drafts:?}") };
    assert_eq!((bank.entry.id.as_str(), bank.entry.subtype.as_deref()), ("wikidata/Q5", Some("BankOrCreditUnion")));
    assert_eq!(bank.entry.country, country_code("AD"));
    assert_eq!(bank.entry.aliases, [Alias::name("The Quill"), Alias::name("Quill")]);
    assert_eq!((group.entry.name.as_str(), &group.entry.aliases[0].text[..]), ("Quill Group", "Quill Group Ltd"));
}
