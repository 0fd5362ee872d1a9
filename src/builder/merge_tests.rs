//! Tests of joining: by ids, by names where that is safe, and never across classes.

use super::*;
use crate::knowledge::country_code;

fn place(id: &str, name: &str, subtype: &str, country: &str) -> Entry {
    let mut entry = Entry::new(id, name, EntityType::Place, 20);
    entry.subtype = Some(subtype.into());
    entry.country = country_code(country);
    entry
}

fn merged(drafts: Vec<(Entry, Join)>) -> Vec<Entry> {
    let mut merger = Merger::default();
    drafts.into_iter().for_each(|(entry, join)| {
        merger.add(Draft::new(entry, join));
    });
    merger.finish(Vec::new()).0
}

#[test]
fn who_comes_first_gives_the_label_and_codes_give_the_id() {
    let mut by_hand = place("place/holland", "Holland", "Country", "");
    by_hand.qid = Some(55);
    let mut listed = place("country/NL", "Netherlands", "Country", "NL");
    listed.qid = Some(55);
    let mut city = place("geonames/1", "Leiden", "City", "NL");
    city.parent = Some("place/holland".into());
    let all = merged(vec![(by_hand, Join::Ids), (listed, Join::Ids), (city, Join::Ids)]);
    assert_eq!(
        (all[0].id.as_str(), all[0].name.as_str(), all[0].country),
        ("country/NL", "Holland", country_code("NL"))
    );
    assert_eq!(all[0].aliases, [Alias::name("Netherlands")]);
    assert_eq!(all[1].parent.as_deref(), Some("country/NL"), "references follow");
}

#[test]
fn a_state_and_a_city_of_one_name_stay_two() {
    let all = merged(vec![
        (place("place/new-york", "New York", "State", "US"), Join::Division),
        (place("admin1/US.NY", "New York", "AdministrativeArea", "US"), Join::Division),
        (place("geonames/1", "New York", "City", "US"), Join::Ids),
        (place("geonames/2", "New York", "City", "US"), Join::Ids),
    ]);
    assert_eq!(all.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["admin1/US.NY", "geonames/1", "geonames/2"]);
    let mut large = place("geonames/2", "Springfield", "City", "US");
    large.prior = 150;
    let small = place("geonames/1", "Springfield", "City", "US");
    let by_hand = place("place/springfield", "Springfield", "City", "US");
    let all = merged(vec![(small, Join::Ids), (large, Join::Ids), (by_hand, Join::City)]);
    assert_eq!(all.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["geonames/1", "place/springfield"]);
}

#[test]
fn divisions_meet_whatever_word_stands_beside_their_name() {
    let all = merged(vec![
        (place("admin1/UA.07", "Kharkiv", "AdministrativeArea", "UA"), Join::Division),
        (place("wikidata/Q170666", "Kharkiv Oblast", "State", "UA"), Join::Division),
    ]);
    assert_eq!(all.len(), 1);
}

#[test]
fn nothing_is_joined_across_classes_or_against_ids() {
    let mut body = Entry::new("org/eu", "European Union", EntityType::Organization, 240);
    body.qid = Some(458);
    let mut region = place("country/EU", "European Union", "Country", "EU");
    region.qid = Some(458);
    let mut brand = Entry::new("wikidata/Q1", "European Union", EntityType::Organization, 20);
    brand.qid = Some(1);
    let all = merged(vec![(body, Join::Ids), (region, Join::Ids), (brand, Join::Name)]);
    assert_eq!(all.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["org/eu", "wikidata/Q1"]);
}

#[test]
fn what_only_adds_names_is_left_out_where_they_are_taken() {
    let person = |id: &str, name: &str| Entry::new(id, name, EntityType::Person, 20);
    let all = merged(vec![
        (person("person/ada-quill", "Ada Quill"), Join::Ids),
        (person("wordnet/ada-quill", "Ada Quill"), Join::OnlyIfNew),
        (person("wordnet/tom-orr", "Tom Orr"), Join::OnlyIfNew),
    ]);
    assert_eq!(all.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["person/ada-quill", "wordnet/tom-orr"]);
}
