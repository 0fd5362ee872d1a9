//! What goes into a pack comes out of it, and what is broken is refused.

use super::*;
use crate::knowledge::entry::*;
use crate::record::{EntityType, Geo};
use bytes::Bytes;

fn collection() -> Collection {
    let mut france = Entry::new("country/FR", "France", EntityType::Place, 230);
    france.subtype = Some("Country".into());
    france.country = country_code("FR");
    france.qid = Some(142);
    france.aliases = vec![Alias { text: "French".into(), kind: AliasKind::Demonym, share: 0 }];
    let mut division = Entry::new("admin1/FR.11", "Île-de-France", EntityType::Place, 120);
    division.country = country_code("FR");
    let mut paris = Entry::new("geonames/2988507", "Paris", EntityType::Place, 200);
    paris.geonames_id = Some(2988507);
    paris.geo = Some(Geo { lat: 48.8534, lon: 2.3488 });
    paris.admin1 = Some("admin1/FR.11".into());
    paris.country = country_code("FR");
    let mut who = Entry::new("org/who", "World Health Organization", EntityType::Organization, 240);
    who.aliases = vec![Alias::name("WHO"), Alias::name("W.H.O.")];
    let mut person = Entry::new("person/jeanne-morel", "Jeanne Morel", EntityType::Person, 150);
    person.gender = Some(Gender::Female);
    person.born = Some(1961);
    person.parent = Some("country/FR".into());
    let office =
        |title: &str, since, until| Office { title: title.into(), of: Some("country/FR".into()), since, until };
    person.offices = vec![office("Foreign Minister", Some(-10), None), office("Senator", None, Some(19_000))];
    let mut team = Entry::new("team/paris-rovers", "Paris Rovers", EntityType::Organization, 90);
    team.sport = Some("football".into());
    team.parent = Some("geonames/2988507".into());
    Collection {
        entries: vec![france, division, paris, who, person, team],
        metonyms: vec![Metonym {
            surface: "Quai d'Orsay".into(),
            stands_for: "org/who".into(),
            unless: vec!["near".into()],
        }],
        given_names: vec![("jeanne".into(), 251)],
        sources: Vec::new(),
    }
}

fn open() -> Pack {
    Pack::open(Bytes::from(pack("test", &collection()).unwrap())).unwrap()
}

#[test]
fn names_lead_to_entities() {
    let pack = open();
    let look = |key: &str| {
        let mut found = Vec::new();
        pack.pointers(key, &mut found);
        found.iter().map(|p| (pack.row(p.entity).unwrap().name, p.kind, p.case)).collect::<Vec<_>>()
    };
    let paris = [("Paris", AliasKind::Name, NameCase::Words), ("Paris Rovers", AliasKind::Side, NameCase::Words)];
    assert_eq!(look("paris"), paris);
    assert_eq!(look("morel"), [("Jeanne Morel", AliasKind::Surname, NameCase::Words)]);
    assert_eq!(look("french"), [("France", AliasKind::Demonym, NameCase::Words)]);
    assert_eq!(look("who"), [("World Health Organization", AliasKind::Name, NameCase::Capitals)]);
    assert_eq!(look("nobody"), []);
}

#[test]
fn rows_hold_what_was_written() {
    let pack = open();
    let paris = pack.row(2).unwrap();
    assert_eq!((paris.geonames_id, paris.qid, paris.country), (Some(2988507), None, country_code("FR")));
    assert_eq!(paris.geo, Some(Geo { lat: 48.8534, lon: 2.3488 }));
    assert_eq!(paris.admin1.and_then(|n| pack.row(n)).unwrap().name, "Île-de-France");
    let person = pack.row(pack.number("person/jeanne-morel").unwrap()).unwrap();
    assert_eq!(
        (person.gender, person.born, person.id),
        (Some(Gender::Female), Some(1961), Some("person/jeanne-morel"))
    );
    let offices: Vec<_> = pack.offices(&person).map(|o| (o.title, o.of, o.since, o.until)).collect();
    assert_eq!(offices, [("Foreign Minister", Some(0), Some(-10), None), ("Senator", Some(0), None, Some(19_000))]);
    let team = pack.row(5).unwrap();
    assert_eq!((team.sport, team.parent), (Some("football"), Some(2)));
    assert_eq!(pack.country(*b"FR"), Some(0));
    assert_eq!(pack.metonym("quai dorsay").map(|m| m.entity), Some(3));
    assert_eq!(pack.women_share("jeanne"), Some(251.0 / 255.0));
    assert_eq!(pack.row(6), None);
}

#[test]
fn the_same_collection_gives_the_same_bytes() {
    assert_eq!(pack("test", &collection()).unwrap(), pack("test", &collection()).unwrap());
}

#[test]
fn broken_and_foreign_packs_are_refused() {
    let whole = pack("test", &collection()).unwrap();
    let refused = |bytes: Vec<u8>| Pack::open(Bytes::from(bytes)).unwrap_err();
    assert_eq!(refused(b"PK\x03\x04".to_vec()), PackError::NotAPack);
    assert_eq!(refused(Vec::new()), PackError::NotAPack);
    let mut newer = whole.clone();
    newer[8] = 9;
    assert_eq!(refused(newer), PackError::Format { found: 9 });
    let mut bent = whole.clone();
    *bent.last_mut().unwrap() ^= 1;
    assert_eq!(refused(bent), PackError::Digest);
    assert_eq!(refused(whole[..whole.len() - 1].to_vec()), PackError::Digest);
    assert!(matches!(refused(whole[..20].to_vec()), PackError::Short { .. }));
}
