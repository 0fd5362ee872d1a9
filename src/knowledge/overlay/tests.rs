//! What an overlay adds, changes, hides and takes away, over a small pack.

use super::*;
use crate::knowledge::{Alias, Collection, Entry, Gender, Office, pack};
use crate::record::EntityType;
use bytes::Bytes;
use std::sync::Arc;

fn base() -> Knowledge {
    let mut france = Entry::new("country/FR", "France", EntityType::Place, 250);
    france.subtype = Some("Country".into());
    france.country = Some(*b"FR");
    france.aliases = vec![Alias { text: "French".into(), kind: crate::knowledge::AliasKind::Demonym, share: 0 }];
    let mut division = Entry::new("admin1/FR.11", "Île-de-France", EntityType::Place, 120);
    division.country = Some(*b"FR");
    let mut paris = Entry::new("geonames/2988507", "Paris", EntityType::Place, 200);
    (paris.geonames_id, paris.qid, paris.country) = (Some(2988507), Some(90), Some(*b"FR"));
    paris.admin1 = Some("admin1/FR.11".into());
    paris.aliases = vec![Alias::name("City of Light")];
    let mut morel = Entry::new("person/jeanne-morel", "Jeanne Morel", EntityType::Person, 160);
    morel.gender = Some(Gender::Female);
    morel.parent = Some("country/FR".into());
    let of = Some("country/FR".to_owned());
    morel.offices = vec![Office { title: "Foreign Minister".into(), of, since: Some(-10), until: None }];
    let collection = Collection { entries: vec![france, division, paris, morel], ..Collection::default() };
    let bytes = pack::pack("test", &collection).unwrap();
    Knowledge::of(Arc::new(Pack::open(Bytes::from(bytes)).unwrap()))
}

fn over(rows: &str) -> Knowledge {
    base().overlaid(&parse("own.jsonl", rows).unwrap()).unwrap_or_else(|p| panic!("{p:?}"))
}

fn problems(rows: &str) -> Vec<String> {
    let found = parse("own.jsonl", rows).and_then(|changes| base().overlaid(&changes).map(|_| ()));
    found.err().unwrap_or_default().iter().map(Problem::to_string).collect()
}

/// The names of all that a name may mean.
fn look(knowledge: &Knowledge, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    knowledge.pointers(key, &mut found);
    found.iter().map(|p| knowledge.row(p.entity).unwrap().name.to_owned()).collect()
}

fn row<'k>(knowledge: &'k Knowledge, key: &str) -> Row<'k> {
    let mut found = Vec::new();
    knowledge.pointers(key, &mut found);
    assert_eq!(found.len(), 1, "{key}");
    knowledge.row(found[0].entity).unwrap()
}

const NEW: &str = r#"{"id":"acme/bureau-7","name":"Harbour Bureau","type":"Organization","aliases":["Bureau 7"],"country":"FR","parent":"geonames/2988507","qid":"Q7","geo":{"lat":1.5,"lon":-2.5}}"#;

#[test]
fn a_new_entity_is_found_by_all_its_names() {
    let knowledge = over(NEW);
    assert_eq!(look(&knowledge, "bureau 7"), ["Harbour Bureau"]);
    let bureau = row(&knowledge, "harbour bureau");
    assert_eq!((bureau.class, bureau.prior, bureau.qid), (EntityType::Organization, 200, Some(7)));
    assert_eq!((bureau.id, bureau.country), (Some("acme/bureau-7"), Some(*b"FR")));
    assert_eq!(knowledge.row(bureau.parent.unwrap()).unwrap().name, "Paris");
    assert_eq!(look(&knowledge, "paris"), ["Paris"], "what is below stays");
    assert_eq!(knowledge.country(*b"FR"), base().country(*b"FR"));
}

#[test]
fn a_changed_entity_keeps_what_is_not_said() {
    let knowledge =
        over(r#"{"id":"person/jeanne-morel","name":"Jeanne Morel-Blanc","born":1961,"aliases":["Madame Morel"]}"#);
    for key in ["jeanne morel", "jeanne morel blanc", "madame morel", "morel"] {
        let person = row(&knowledge, key);
        assert_eq!((person.name, person.born, person.gender), ("Jeanne Morel-Blanc", Some(1961), Some(Gender::Female)));
        assert_eq!(knowledge.row(person.parent.unwrap()).unwrap().name, "France");
        let offices: Vec<_> = knowledge.offices(&person).map(|o| (o.title, o.of, o.since)).collect();
        assert_eq!(offices, [("Foreign Minister", person.parent, Some(-10))]);
    }
    let paris = over(r#"{"id":"Q90","prior":7}"#);
    let paris = row(&paris, "city of light");
    assert_eq!((paris.prior, paris.geonames_id, paris.admin1), (7, Some(2988507), Some(1)));
}

#[test]
fn posts_are_replaced_and_may_be_of_new_bodies() {
    let rows = [
        r#"{"id":"person/jeanne-morel","offices":[{"title":"Chair","of":"acme/bureau-7","since":"2021","until":"2022-02"}]}"#,
        NEW,
    ];
    let knowledge = over(&rows.join("\n"));
    let person = row(&knowledge, "jeanne morel");
    let posts: Vec<_> = knowledge.offices(&person).collect();
    assert_eq!((posts.len(), posts[0].title), (1, "Chair"));
    assert_eq!(knowledge.row(posts[0].of.unwrap()).unwrap().name, "Harbour Bureau");
    assert_eq!((posts[0].since, posts[0].until), (Some(18_628), Some(19_051)), "2021-01-01 to 2022-02-28");
}

#[test]
fn hidden_entities_and_taken_names_are_not_found() {
    let knowledge = over(r#"{"id":"country/FR","block":true}"#);
    assert_eq!(look(&knowledge, "french"), [""; 0]);
    assert_eq!((knowledge.country(*b"FR"), knowledge.row(0)), (None, None));
    let knowledge = over(r#"{"id":"geonames/2988507","block":["The City of Light"]}"#);
    assert_eq!((look(&knowledge, "city of light"), look(&knowledge, "paris")), (vec![], vec!["Paris".to_owned()]));
    assert_eq!(look(&over(&format!("{NEW}\n{}", r#"{"id":"acme/bureau-7","block":true}"#)), "bureau 7"), [""; 0]);
}

#[test]
fn later_rows_win() {
    let knowledge = over(
        &[
            NEW,
            r#"{"id":"acme/bureau-7","name":"Port Bureau","block":["Bureau 7"]}"#,
            r#"{"id":"country/FR","block":true}"#,
            r#"{"id":"country/FR","block":false}"#,
            r#"{"id":"wikidata/Q90","block":["City of Light"]}"#,
            r#"{"id":"Q90","aliases":["City of Light"]}"#,
        ]
        .join("\n"),
    );
    assert_eq!(look(&knowledge, "port bureau"), ["Port Bureau"]);
    assert_eq!(look(&knowledge, "bureau 7"), [""; 0]);
    assert_eq!(look(&knowledge, "french"), ["France"]);
    assert_eq!(look(&knowledge, "city of light"), ["Paris"]);
}

#[test]
fn digests_name_what_is_known_however_it_is_written() {
    let (plain, one) = (base(), over(NEW));
    let pack = plain.digest().unwrap();
    let (below, above) = one.digest().unwrap().split_once('+').unwrap();
    assert_eq!((below, above.len()), (pack, 16));
    let other = r#"{"id":"country/FR","prior":240}"#;
    assert_eq!(over(&format!("{NEW}\n\n{other}")).digest(), over(&format!("{other}\r\n{NEW}\n")).digest());
    assert_ne!(one.digest(), over(other).digest());
    assert_eq!(over("").digest(), Some(pack));
    assert_eq!(over(NEW).overlaid(&[]).unwrap().digest(), Some(pack), "in place of those before");
    let alone =
        Knowledge::none().overlaid(&parse("x", r#"{"id":"a/b","name":"A B","type":"Other"}"#).unwrap()).unwrap();
    assert!(alone.digest().unwrap().starts_with("none+"));
    assert_eq!(look(&alone, "a b"), ["A B"]);
}

#[test]
fn rows_about_nobody_are_told_all_at_once() {
    let rows = [
        r#"{"id":"person/gone","prior":9}"#,
        r#"{"id":"Q91","block":true}"#,
        r#"{"id":"acme/x","name":"X Corp","type":"Organization","parent":"acme/y","qid":"Q90"}"#,
        r#"{"id":"country/FR","block":["Gaul"]}"#,
    ];
    let told = problems(&rows.join("\n"));
    let expected = [
        "error: own.jsonl:3: qid: `wikidata/Q90` is another entity of the pack; write it as `id`",
        "error: own.jsonl:4: block[0]: `Gaul` is no name of `country/FR`;",
        "error: own.jsonl:1: name: is missing, and `person/gone` is no entity of the pack;",
        "error: own.jsonl:1: type: is missing",
        "error: own.jsonl:2: name: is missing, and `wikidata/Q91` is no entity",
        "error: own.jsonl:2: type: is missing",
        "error: own.jsonl:3: parent: `acme/y` is no entity of the pack or of an overlay;",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\nbegins not with\n{expected}");
    }
}

#[test]
fn a_team_is_found_by_the_name_of_its_place() {
    let rows =
        r#"{"id":"team/paris-rovers","name":"Paris Rovers","type":"Organization","sport":"football","parent":"Q90"}"#;
    assert_eq!(look(&over(rows), "paris"), ["Paris Rovers", "Paris"]);
}
