//! Tests of the names of peoples.

use super::*;

fn check(text: &str, expect: &[&str]) {
    assert_eq!(forms(text).iter().map(String::as_str).collect::<Vec<_>>(), expect, "{text}");
}

#[test]
fn singular_and_plural_forms() {
    check("Arcadian(s)", &["Arcadian", "Arcadians"]);
    check("Arcman(men), Arcwoman(women)", &["Arcman", "Arcmen", "Arcwoman", "Arcwomen"]);
    check("Arcese (singular and plural)", &["Arcese"]);
    check("Moarc (singular), Baarc (plural)", &["Baarc", "Moarc"]);
    check("Arc(s) or <em>Arc</em>&uuml;n(s); note - former term, Archer(s)", &["Arc", "Arcs", "Arcün", "Arcüns"]);
    check("Arcadian/South Arcadian (US citizens)", &["Arcadian", "South Arcadian"]);
    check("none", &[]);
}

#[test]
fn forms_come_with_all_names_of_their_country() {
    let text = r#"{"People and Society": {"Nationality": {"noun": {"text": "Arcadian(s)"}, "adjective": {"text": "Arcadic"}}},
        "Government": {"Country name": {"conventional short form": {"text": "Arcadia"}, "conventional long form": {"text": "none"}}}}"#;
    let all = factbook(&Archive::of(&[("data/x/ar.json", text.as_bytes())])).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].0, ["arcadia"]);
    assert_eq!(all[0].1.iter().map(String::as_str).collect::<Vec<_>>(), ["Arcadian", "Arcadians", "Arcadic"]);
    let list = Archive::of(&[(LIST, br#"{"locale": "en", "nationalities": {"AD": "Arcadian"}}"#)]);
    assert_eq!(by_code(&list).unwrap()["AD"].iter().collect::<Vec<_>>(), ["Arcadian"]);
}
