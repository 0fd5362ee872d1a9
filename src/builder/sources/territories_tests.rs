//! Tests of countries and their parts.

use super::*;
use crate::knowledge::Alias;
use crate::knowledge::country_code;

#[test]
fn countries_have_codes_and_parts_have_countries() {
    let lines = r#"{"code":"ad","name":"Arcadia","full_name":"Republic of Arcadia","qid":"Q11","is_country":true,"names_strong":["Arcady","arcadian","Аркадия"],"names_weak":["Arcadian","arc","arkadya"]}
{"code":"ad-no","name":"Northmark","full_name":"Northmark (Arcadia)","qid":"Q12","parent":"ad","is_country":false,"names_strong":["Hill Town, Northmark","NMK"],"names_weak":[]}
{"code":"xold","name":"Old Arcadia","full_name":"Old Arcadia","qid":"Q13","is_country":true,"is_historical":true,"names_strong":[],"names_weak":[]}
{"code":"xx","name":"Union","full_name":"Union","qid":"Q14","region":"Supranational","is_country":false,"names_strong":[],"names_weak":[]}"#;
    let names = BTreeMap::from([("adno".to_owned(), "North Mark".to_owned())]);
    let archive = Archive::of(&[(PATH, lines.as_bytes())]);
    let drafts = read(&archive, &names).unwrap();
    let [country, part, old] = &drafts[..] else { panic!("{drafts:?}") };
    assert_eq!((country.entry.id.as_str(), country.entry.prior), ("country/AD", priors::COUNTRY));
    assert_eq!(country.entry.country, country_code("AD"));
    let weak = Alias { text: "Arcadian".into(), kind: AliasKind::Weak, share: 0 };
    assert_eq!(country.entry.aliases, [Alias::name("Republic of Arcadia"), Alias::name("Arcady"), weak]);
    assert_eq!((part.entry.id.as_str(), part.join), ("wikidata/Q12", Join::Division));
    assert_eq!(part.entry.parent.as_deref(), Some("country/AD"));
    assert_eq!(part.entry.aliases, [Alias::name("North Mark")]);
    assert_eq!((old.entry.id.as_str(), old.entry.country), ("wikidata/Q13", None));
}
