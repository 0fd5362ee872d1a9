//! Tests of populated places.

use super::*;
use crate::knowledge::Alias;

#[test]
fn cities_lie_in_divisions_and_only_large_ones_have_alternate_names() {
    let text = r#"{"20": {"geonameid": 20, "name": "Hill Town", "latitude": 1.5, "longitude": 2.5, "countrycode": "AD",
            "population": 900000, "admin1code": "07", "alternatenames": ["Bergstadt", "HTN", "HILLTOWN", "berg", "Хилл"]},
        "3": {"geonameid": 3, "name": "Dale", "latitude": 0, "longitude": 0, "countrycode": "AD",
            "population": 1200, "admin1code": "00", "alternatenames": ["Dalen"]}}"#;
    let archive = Archive::of(&[(CITIES, text.as_bytes())]);
    let known = HashSet::from(["admin1/AD.07".to_owned()]);
    let all = read(&archive, &HashSet::from([20]), &known).unwrap();
    let [dale, hill] = &all[..] else { panic!("two cities") };
    assert_eq!((dale.draft.entry.admin1.as_deref(), dale.draft.entry.aliases.len()), (None, 0));
    assert_eq!(hill.draft.entry.admin1.as_deref(), Some("admin1/AD.07"));
    assert_eq!(hill.draft.entry.aliases, [Alias::name("Bergstadt")]);
    assert_eq!(hill.draft.entry.prior, priors::city(900_000, true));
}

#[test]
fn countries_have_geonames_ids() {
    let archive = Archive::of(&[(COUNTRIES, br#"{"AD": {"geonameid": 9, "name": "Arcadia"}}"#)]);
    assert_eq!(countries(&archive).unwrap(), BTreeMap::from([("AD".to_owned(), 9)]));
}
