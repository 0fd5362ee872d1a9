//! Whole sentences: which mentions are one thing, and which thing that is, with a small world of our own.

use super::*;
use crate::extract::{names, sentences, tags, tokens, tree};
use crate::knowledge::pack::{Pack, pack};
use crate::knowledge::*;
use crate::record::{Entity, Geo, Published, PublishedSource};
use crate::text::Span;
use bytes::Bytes;
use std::sync::{Arc, LazyLock};

fn country(code: &str, name: &str, demonym: &str) -> Entry {
    let mut entry = Entry::new(format!("country/{code}"), name, EntityType::Place, 230);
    entry.country = country_code(code);
    entry.subtype = Some("Country".into());
    entry.aliases = vec![Alias { text: demonym.into(), kind: AliasKind::Demonym, share: 0 }];
    entry
}

fn city(id: u32, name: &str, code: &str, division: Option<&str>, prior: u8, lat: f64, lon: f64) -> Entry {
    let mut entry = Entry::new(format!("geonames/{id}"), name, EntityType::Place, prior);
    entry.country = country_code(code);
    entry.subtype = Some("City".into());
    entry.geonames_id = Some(id);
    entry.geo = Some(Geo { lat, lon });
    entry.admin1 = division.map(str::to_owned);
    entry
}

fn division(id: &str, name: &str, abbreviation: &str, code: &str) -> Entry {
    let mut entry = Entry::new(id, name, EntityType::Place, 150);
    entry.country = country_code(code);
    entry.subtype = Some("AdministrativeArea".into());
    entry.aliases = vec![Alias::name(abbreviation)];
    entry
}

fn person(id: &str, name: &str, code: &str, prior: u8, posts: &[(&str, i32, Option<i32>)]) -> Entry {
    let mut entry = Entry::new(format!("person/{id}"), name, EntityType::Person, prior);
    entry.country = country_code(code);
    let of = Some(format!("country/{code}"));
    entry.offices = posts
        .iter()
        .map(|(title, since, until)| Office {
            title: (*title).into(),
            of: of.clone(),
            since: Some(*since),
            until: *until,
        })
        .collect();
    entry
}

fn body(id: &str, name: &str, aliases: &[&str], prior: u8) -> Entry {
    let mut entry = Entry::new(format!("org/{id}"), name, EntityType::Organization, prior);
    entry.aliases = aliases.iter().map(|a| Alias::name(*a)).collect();
    entry
}

/// A world of two ministers of one name, two towns of one name, a body, and a team.
static WORLD: LazyLock<Knowledge> = LazyLock::new(|| {
    let mut team = body("norway-football", "Norway national football team", &[], 150);
    team.sport = Some("football".into());
    team.parent = Some("country/NO".into());
    let entries = vec![
        country("FI", "Finland", "Finnish"),
        country("NO", "Norway", "Norwegian"),
        country("US", "United States", "American"),
        country("FR", "France", "French"),
        division("admin1/US.TX", "Texas", "Tex.", "US"),
        city(1, "Paris", "FR", None, 205, 48.85, 2.35),
        city(2, "Paris", "US", Some("admin1/US.TX"), 150, 33.66, -95.55),
        city(3, "Bergen", "NO", None, 165, 60.39, 5.32),
        person("anna-lind", "Anna Lind", "FI", 170, &[("Foreign Minister", 19_000, None)]),
        person("anna-lind-2", "Anna Lind", "NO", 170, &[("Foreign Minister", 15_000, Some(17_000))]),
        person("olav-berg", "Olav Berg", "NO", 200, &[("Prime Minister", 18_500, None)]),
        body("world-fish-council", "World Fish Council", &["WFC"], 190),
        team,
    ];
    let metonyms = vec![Metonym {
        surface: "Bergen".into(),
        stands_for: "org/world-fish-council".into(),
        unless: vec!["in".into(), "from".into()],
    }];
    let collection = Collection { entries, metonyms, ..Collection::default() };
    let bytes = pack("small world", &collection).expect("a pack");
    Knowledge::of(Arc::new(Pack::open(Bytes::from(bytes)).expect("whole")))
});

/// A text of one paragraph, read as far as its names.
fn document(text: &str) -> Document {
    let published = Published { value: Some("2024-05-17".into()), source: PublishedSource::Input };
    let paragraphs = vec![Span::new(0, text.len())];
    let mut document = Document { text: text.into(), paragraphs, published, ..Document::default() };
    for extractor in [&sentences::EXTRACTOR, &tokens::EXTRACTOR, &tags::EXTRACTOR, &tree::EXTRACTOR, &names::EXTRACTOR]
    {
        let layer = (extractor.extract)(&document, &WORLD);
        document.fill(layer);
    }
    document
}

fn entities(text: &str) -> Vec<Entity> {
    let document = document(text);
    let Layer::Entities(mentions, entities) = extract(&document, &WORLD) else { panic!("entities") };
    for entity in &entities {
        assert!(!entity.mentions.is_empty() && entity.mentions.iter().all(|id| mentions.iter().any(|m| m.id == *id)));
    }
    entities
}

/// Each entity as "name country mentions", known ones with their GeoNames id or a star.
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = entities(text)
        .iter()
        .map(|e| {
            let country = e.country.as_deref().map(|c| format!(" {c}")).unwrap_or_default();
            let place = e.geonames_id.map(|id| format!(" #{id}")).unwrap_or_default();
            format!("{}{country}{place} x{}", e.name, e.mentions.len())
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_text_says_what_a_town_lies_in() {
    check("A storm hit Paris, Texas, on Monday.", &["Paris US #2 x1", "Texas US x1"]);
    check("The mayor of Paris, Tex., spoke.", &["Paris US #2 x1", "Texas US x1"]);
    check("A storm hit Paris on Monday.", &["Paris FR #1 x1"]);
}

#[test]
fn a_post_on_that_day_tells_two_of_one_name_apart() {
    check("Finnish Foreign Minister Anna Lind went home. Lind was tired.", &["Finland FI x1", "Anna Lind FI x2"]);
    check("Anna Lind went home.", &["Anna Lind x1"]);
    check("Anna Lind, the former Norwegian foreign minister, went home.", &["Anna Lind NO x1", "Norway NO x1"]);
}

#[test]
fn posts_stand_beside_names() {
    let roles = |text: &str| -> Vec<String> {
        let all = entities(text);
        let name = |id: &Option<String>| {
            all.iter().find(|e| Some(&e.id) == id.as_ref()).map_or("-".to_owned(), |e| e.name.clone())
        };
        all.iter().flat_map(|e| e.roles.iter().map(|r| format!("{}: {} of {}", e.name, r.title, name(&r.of)))).collect()
    };
    assert_eq!(roles("Prime Minister Olav Berg went home."), ["Olav Berg: Prime Minister of -"]);
    assert_eq!(roles("Norway's prime minister, Olav Berg, went home."), ["Olav Berg: prime minister of Norway"]);
    assert_eq!(roles("Norway's Prime Minister Olav Berg went home."), ["Olav Berg: Prime Minister of Norway"]);
    assert_eq!(
        roles("Tom Orr, chief executive of Kestrel Foods, went home."),
        ["Tom Orr: chief executive of Kestrel Foods"]
    );
}

#[test]
fn bodies_are_found_by_name_and_acronym() {
    check(
        "The World Fish Council (WFC) met in Bergen. The WFC adjourned.",
        &["World Fish Council x3", "Bergen NO #3 x1"],
    );
    check("The Western Film Club (WFC) met in Bergen.", &["Western Film Club x2", "Bergen NO #3 x1"]);
}

#[test]
fn a_country_in_a_match_report_is_its_team() {
    let report = "Norway beat Finland 2-1 on Tuesday. Norway striker Nils Aas scored from a penalty and Norway defended. \
        The goalkeeper saved a header from the Finland midfielder, and the referee ended the match. The coach praised the team.";
    let found = entities(report);
    assert!(found.iter().any(|e| e.name == "Norway national football team" && e.mentions.len() >= 3), "{found:#?}");
}

#[test]
fn a_place_that_acts_stands_for_a_body() {
    let read = |text: &str| {
        let mut document = document(text);
        document.layers.mentions.iter_mut().for_each(|mention| mention.class = EntityType::Place);
        let Layer::Entities(mentions, entities) = extract(&document, &WORLD) else { panic!("entities") };
        (entities[0].name.clone(), mentions[0].alternative.clone())
    };
    assert_eq!(read("Bergen denied the report."), ("World Fish Council".into(), Some("geonames/3".into())));
    assert_eq!(read("Bergen lies by the sea."), ("Bergen".into(), None));
    assert_eq!(read("A ship from Bergen sank."), ("Bergen".into(), None));
}

#[test]
fn an_acronym_of_common_words_is_nobodys() {
    check("The wild fish count (WFC) fell. The WFC is done yearly.", &["WFC x2"]);
}

#[test]
fn what_the_tagger_took_for_people_lies_somewhere() {
    check("A fire burned near Bergen, Norway, on Monday.", &["Bergen NO #3 x1", "Norway NO x1"]);
}

#[test]
fn without_knowledge_names_still_become_entities() {
    let document = document("Anna Lind met Tom Orr.");
    let Layer::Entities(_, entities) = extract(&document, &Knowledge::none()) else { panic!("entities") };
    let names: Vec<(&str, &Option<String>)> = entities.iter().map(|e| (e.name.as_str(), &e.qid)).collect();
    assert_eq!(names, [("Anna Lind", &None), ("Tom Orr", &None)]);
}
