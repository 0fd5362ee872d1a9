//! Tests of places that share names.

use super::*;
use crate::builder::draft::{Draft, Join};
use crate::knowledge::{Alias, country_code};
use crate::record::EntityType;

fn place(id: &str, name: &str, subtype: &str, country: &str, prior: u8) -> Entry {
    let mut entry = Entry::new(id, name, EntityType::Place, prior);
    entry.subtype = Some(subtype.into());
    entry.country = country_code(country);
    entry
}

#[test]
fn former_names_do_not_echo_larger_cities() {
    let city = |id: &str, name: &str, country: &str, prior, aliases: &[&str]| {
        let mut entry = place(id, name, "City", country, prior);
        entry.aliases = aliases.iter().map(|alias| Alias::name(*alias)).collect();
        Populated { draft: Draft::new(entry, Join::Ids), people: 1 }
    };
    let mut cities = [
        city("geonames/1", "Quillton", "US", 150, &["Dale", "Hill Town", "Quill"]),
        city("geonames/2", "Hill Town", "US", 120, &[]),
        city("geonames/3", "Dale", "FR", 200, &["Val"]),
    ];
    without_echoes(&mut cities);
    let weak = Alias { text: "Dale".into(), kind: AliasKind::Weak, share: 0 };
    assert_eq!(cities[0].draft.entry.aliases, [weak, Alias::name("Quill")]);
    assert_eq!(cities[2].draft.entry.aliases, [Alias::name("Val")]);
}

#[test]
fn countries_keep_their_names_and_only_theirs() {
    let mut merger = Merger::default();
    let mut country = place("country/FR", "Francia", "Country", "FR", 230);
    let weak = |text: &str| Alias { text: text.into(), kind: AliasKind::Weak, share: 0 };
    country.aliases = vec![weak("Dale"), weak("Frankland"), Alias::name("Hill Town")];
    for entry in [
        country,
        place("geonames/1", "Dale", "City", "FR", 150),
        place("geonames/2", "Francia", "City", "FR", 220),
        place("country/SG", "Lionville", "Country", "SG", 230),
        place("geonames/3", "Lionville", "City", "SG", 220),
    ] {
        merger.add(Draft::new(entry, Join::Ids));
    }
    settle(&mut merger);
    let (all, _) = merger.finish(Vec::new());
    let ids: Vec<_> = all.iter().map(|e| (e.id.as_str(), e.prior)).collect();
    assert_eq!(ids, [("country/FR", 230), ("country/SG", 230), ("geonames/1", 150), ("geonames/2", 180)]);
    assert_eq!(all[0].aliases, [weak("Frankland"), Alias::name("Hill Town")]);
}
