//! What a pack of a small world holds.

use super::world::{item, lines, world};
use super::*;
use crate::knowledge::pack::NameCase;
use crate::knowledge::{Gender, country_code};
use crate::record::{EntityType, Geo};
use serde_json::json;

/// Rows of GeoNames: a country, two divisions, two towns, a hill.
pub const GEONAMES: &str = "3017382\tRepublic of France\tRepublic of France\tFrankreich\t46\t2\tA\tPCLI\tFR\t\t00\t\t\t\t66987244\t\t\tEurope/Paris\t2026-09-01
3012874\tÎle-de-France\tIle-de-France\t\t48.5\t2.5\tA\tADM1\tFR\t\t11\t\t\t\t11852851\t\t\tEurope/Paris\t2026-09-02
2988507\tParis\tParis\tParigi,Lutetia,Париж,PAR\t48.85341\t2.3488\tP\tPPLC\tFR\t\t11\t75\t\t\t2138551\t\t\tEurope/Paris\t2026-09-03
9000001\tNieder-Moos\tNieder-Moos\t\t50.1\t9.1\tP\tPPL\tDE\t\t05\t\t\t\t5000\t\t\tEurope/Berlin\t2026-09-04
9000002\tMoosweiler\tMoosweiler\t\t50.2\t9.2\tP\tPPL\tDE\t\t05\t\t\t\t10\t\t\tEurope/Berlin\t2026-09-04
9000003\tHessen\tHesse\t\t50.5\t9\tA\tADM1\tDE\t\t05\t\t\t\t6000000\t\t\tEurope/Berlin\t2026-09-04
9000004\tOld Moos\tOld Moos\t\t50.5\t9\tP\tPPLH\tDE\t\t05\t\t\t\t60000\t\t\tEurope/Berlin\t2026-09-04
broken row
";

#[test]
fn people_places_and_clubs_are_linked() {
    let desk = Desk::new();
    let (report, pack) = desk.build(&desk.options(lines(&world())));
    assert_eq!((report.entities, pack.len()), (7, 7));
    let person = only(&pack, "jeanne morel");
    assert_eq!((person.class, person.subtype, person.qid), (EntityType::Person, Some("Person"), Some(900_101)));
    assert_eq!((person.gender, person.born, person.country), (Some(Gender::Female), Some(1961), country_code("FR")));
    let (rovers, paris) = (only(&pack, "Paris Rovers"), only(&pack, "Paris"));
    assert_eq!(person.parent.and_then(|n| pack.row(n)), Some(rovers));
    assert_eq!((rovers.class, rovers.subtype), (EntityType::Organization, Some("SportsTeam")));
    assert_eq!((rovers.sport, rovers.parent.and_then(|n| pack.row(n))), (Some("football"), Some(paris)));
    assert_eq!((paris.class, paris.subtype, paris.country), (EntityType::Place, Some("City"), country_code("FR")));
    let france = only(&pack, "French Republic");
    assert_eq!((france.id, pack.country(*b"FR").and_then(|n| pack.row(n))), (Some("country/FR"), Some(france)));
    assert_eq!(only(&pack, "East Germany").id, None, "a country of yesterday is an item");
    assert_eq!(meanings(&pack, "French"), ["France Demonym 0"]);
    assert_eq!(meanings(&pack, "Français"), Vec::<String>::new());
    assert_eq!(meanings(&pack, "City of Paris"), ["Paris Name 0", "Paris Rovers Side 0"]);
}

#[test]
fn offices_have_title_body_and_days() {
    let desk = Desk::new();
    let (_, pack) = desk.build(&desk.options(lines(&world())));
    let person = only(&pack, "jeanne morel");
    let offices = pack.offices(&person);
    let offices: Vec<_> =
        offices.map(|o| (o.title, o.of.and_then(|n| pack.row(n)).map(|r| r.name), o.since, o.until)).collect();
    assert_eq!(
        offices,
        [
            ("Mayor", Some("Paris"), Some(3652), None),
            ("Minister for Foreign Affairs", Some("France"), Some(10), Some(20))
        ]
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let desk = Desk::new();
    let (report, pack) = desk.build(&desk.options(lines(&world())));
    let counts = &report.counts;
    assert_eq!((counts.items, counts.nameless, counts.redirects, counts.other_kinds), (15, 1, 1, 1));
    assert_eq!((counts.unreadable, counts.newest.as_str()), (0, "2026-10-05"));
    for name in ["Paris (disambiguation)", "On the Growth of Moss", "Unknown Person", "mayor", "ein anderer Name"] {
        assert_eq!(meanings(&pack, name), Vec::<String>::new(), "{name}");
    }
    let anders = only(&pack, "kofi anders");
    assert_eq!((anders.class, anders.born, anders.gender), (EntityType::Person, None, None));
    assert_eq!(pack.tables().name, "full 2026-10-05");
    assert_eq!(pack.tables().sources[0].licence, "CC0-1.0");
}

#[test]
fn names_keep_their_case() {
    let desk = Desk::new();
    let (_, pack) = desk.build(&desk.options(lines(&world())));
    let mut found = Vec::new();
    pack.pointers("morel", &mut found);
    assert_eq!(found.iter().map(|p| p.case).collect::<Vec<_>>(), [NameCase::Capitals]);
}

#[test]
fn geonames_completes_items_and_adds_towns() {
    let desk = Desk::new();
    let mut options = desk.options(lines(&world()));
    options.geonames = Some(desk.file("allCountries.txt", GEONAMES));
    let (report, pack) = desk.build(&options);
    assert_eq!((report.places, report.unreadable_rows, report.entities), (3, 1, 10));
    let paris = only(&pack, "Paris");
    assert_eq!((paris.geonames_id, paris.geo), (Some(2_988_507), Some(Geo { lat: 48.8567, lon: 2.3522 })));
    let division = paris.admin1.and_then(|n| pack.row(n)).unwrap();
    assert_eq!(
        (division.name, division.id, division.country),
        ("Île-de-France", Some("admin1/FR.11"), country_code("FR"))
    );
    assert_eq!(pack.number("admin1/FR.11").and_then(|n| pack.row(n)), Some(division));
    assert_eq!(meanings(&pack, "Lutetia"), ["Paris Weak 0"]);
    assert_eq!(meanings(&pack, "Париж"), Vec::<String>::new());
    let town = only(&pack, "nieder moos");
    assert_eq!((town.id, town.qid, town.geonames_id), (None, None, Some(9_000_001)));
    assert_eq!((town.country, town.parent), (country_code("DE"), pack.number("admin1/DE.05")));
    assert_eq!(meanings(&pack, "Moosweiler"), Vec::<String>::new());
    assert_eq!(only(&pack, "Republic of France").id, Some("country/FR"));
    assert!(pack.tables().sources.iter().any(|s| s.name == "GeoNames" && s.version == "2026-09-04"));
}

#[test]
fn the_operator_chooses_classes_languages_and_how_known() {
    let desk = Desk::new();
    let mut options = desk.options(lines(&world()));
    options.classes = Some(desk.file("own.tsv", "Q515\tOther\tThing\n"));
    options.languages = vec!["fr".into(), "en".into()];
    let (_, pack) = desk.build(&options);
    assert_eq!(only(&pack, "Paris (fr)").class, EntityType::Other);
    assert_eq!(only(&pack, "Paris").class, EntityType::Other, "labels of the other languages are names");
    assert_eq!(meanings(&pack, "Jeanne Morel"), Vec::<String>::new());
    let mut strict = desk.options(lines(&world()));
    strict.sitelinks_min = 4;
    let (report, _) = desk.build(&strict);
    assert_eq!(report.entities, 5);
}

#[test]
fn the_better_known_item_is_the_country_and_the_place() {
    let desk = Desk::new();
    let mut items = world();
    items.push(item(
        50,
        "French Kingdom",
        &[6256],
        5,
        json!({
        "P297": [super::world::statement(super::world::text("FR"))],
        "P1566": [super::world::statement(super::world::text("2988507"))] }),
    ));
    let (_, pack) = desk.build(&desk.options(lines(&items)));
    assert_eq!(only(&pack, "France").id, Some("country/FR"));
    assert_eq!((only(&pack, "French Kingdom").id, only(&pack, "French Kingdom").geonames_id), (None, None));
}

#[test]
fn given_names_are_counted() {
    let desk = Desk::new();
    let person = |n: u32| {
        let gender = if n.is_multiple_of(4) { 6_581_097 } else { 6_581_072 };
        let claims = json!({ "P21": [super::world::statement(super::world::to_item(gender))] });
        item(1000 + n, &format!("Robin Person{n}"), &[5], 1, claims)
    };
    let (report, pack) = desk.build(&desk.options(lines(&(0..40).map(person).collect::<Vec<_>>())));
    assert_eq!((report.given_names, pack.women_share("robin")), (1, Some(191.0 / 255.0)));
}
