//! Tests of world regions.

use super::*;
use crate::knowledge::Alias;

#[test]
fn regions_without_codes_as_names() {
    let text = r#"{"features": [
        {"properties": {"wikidata": "Q21", "nameEn": "Low Isles", "country": "AD", "aliases": ["AD-LI", "Lowlands"]}},
        {"properties": {"wikidata": "Q22", "nameEn": "Europe", "level": "region"}},
        {"properties": {"wikidata": "Q23", "nameEn": "Arcadia", "iso1A2": "AD"}},
        {"properties": {"wikidata": "Q24", "nameEn": "Everything", "level": "world"}}]}"#;
    let drafts = read(&Archive::of(&[(PATH, text.as_bytes())])).unwrap();
    let ids: Vec<_> = drafts.iter().map(|d| (d.entry.id.as_str(), d.entry.subtype.as_deref())).collect();
    assert_eq!(ids, [("wikidata/Q21", None), ("wikidata/Q22", Some("Continent")), ("country/AD", None)]);
    assert_eq!(drafts[0].entry.aliases, [Alias::name("Lowlands")]);
    assert_eq!(drafts[0].entry.parent.as_deref(), Some("country/AD"));
}
