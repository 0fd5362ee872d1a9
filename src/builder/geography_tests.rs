//! Tests of what cities show together.

use super::*;
use crate::builder::draft::{Draft, Join};
use crate::knowledge::country_code;
use crate::record::EntityType;

fn place(id: &str, name: &str, subtype: &str) -> Entry {
    let mut entry = Entry::new(id, name, EntityType::Place, 100);
    entry.subtype = Some(subtype.into());
    entry.country = country_code("XA");
    entry
}

fn city(id: u32, name: &str, people: u64, (lat, lon): (f64, f64)) -> Populated {
    let mut entry = place(&format!("geonames/{id}"), name, "City");
    entry.geonames_id = Some(id);
    entry.geo = Some(Geo { lat, lon });
    entry.admin1 = Some("admin1/XA.07".into());
    Populated { draft: Draft::new(entry, Join::Ids), people }
}

fn world() -> (Merger, Geography) {
    let mut merger = Merger::default();
    let mut state = place("country/XA", "Arcadia", "Country");
    state.qid = Some(9);
    merger.add(Draft::new(state, Join::Ids));
    merger.add(Draft::new(place("admin1/XA.07", "Nord", "AdministrativeArea"), Join::Division));
    let cities = [city(1, "Hill Town", 3_000_000, (10.0, 179.0)), city(2, "Dale", 1_000_000, (20.0, -177.0))];
    let geography = Geography::of(&cities, BTreeMap::from([("XA".to_owned(), 77)]), &merger);
    cities.into_iter().for_each(|city| {
        merger.add(city.draft);
    });
    (merger, geography)
}

fn row(geonames_id: u32, name: &str, qid: u32) -> CityRow {
    let problem_at = Problem {
        file: "city.tsv".into(),
        line: 2,
        column: "geonameid".into(),
        what: "GeoNames has no such city".into(),
    };
    CityRow { problem_at, geonames_id, qid: Some(qid), name: name.into(), aliases: vec!["HT".into()], country: None }
}

#[test]
fn divisions_lie_where_their_people_live_also_across_the_date_line() {
    let (mut merger, geography) = world();
    geography.place(&mut merger);
    let division = merger.entry_mut("admin1/XA.07").unwrap();
    let geo = division.geo.unwrap();
    assert!((geo.lat - 12.5).abs() < 0.1 && (geo.lon - 180.0).abs() < 0.1, "{geo:?}");
    assert!(division.prior > 120);
    assert_eq!(merger.entry_mut("country/XA").unwrap().geonames_id, Some(77));
}

#[test]
fn rows_of_cities_are_checked_against_the_name() {
    let (mut merger, geography) = world();
    assert_eq!(geography.news_city(&row(1, "Hill Town City", 5), &mut merger), None);
    let hill = merger.entry_mut("geonames/1").unwrap();
    assert_eq!((hill.qid, hill.aliases.len()), (Some(5), 2));
    let wrong = geography.news_city(&row(2, "Quill", 6), &mut merger).unwrap();
    assert_eq!(wrong.to_string(), "city.tsv:2: geonameid: geonames/2 is Dale and not Quill");
    assert!(geography.news_city(&row(3, "Dale", 6), &mut merger).is_some());
    assert_eq!(geography.news_city(&row(2, "Dale", 9), &mut merger), None);
    assert_eq!(merger.entry_mut("geonames/2").unwrap().id, "country/XA", "a city that is its country");
}
