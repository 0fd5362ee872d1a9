//! Languages of short texts of our own, hints, and what cannot be known.

use super::*;
use proptest::prelude::*;

fn check(text: &str, declared: Option<&str>, expected: &str) {
    let found = identify(text, declared);
    assert_eq!(found.tag, expected, "{text:?} declared {declared:?}: {}", found.confidence);
}

#[test]
fn the_shipped_table_is_whole() {
    let table = TABLE.as_ref().unwrap();
    assert_eq!(table.version, MODEL_VERSION);
    assert_eq!(table.groups.iter().map(|g| g.script).collect::<Vec<_>>(), ["Latin", "Cyrillic", "Arabic"]);
}

#[test]
fn reads_many_languages() {
    check("The harbour was closed for two days after the storm.", None, "en-GB");
    check("The ferry stayed in port while engineers looked for the leak.", None, "en");
    check("Der Hafen blieb nach dem Sturm zwei Tage lang geschlossen.", None, "de");
    check("Le port est resté fermé pendant deux jours après la tempête.", None, "fr");
    check("El puerto permaneció cerrado dos días después de la tormenta.", None, "es");
    check("Port był zamknięty przez dwa dni po burzy.", None, "pl");
    check("Hamnen var stängd i två dagar efter stormen.", None, "sv");
    check("Порт был закрыт два дня после бури.", None, "ru");
    check("Порт був закритий два дні після бурі.", None, "uk");
    check("ظل الميناء مغلقا لمدة يومين بعد العاصفة.", None, "ar");
    check("嵐の後、港は二日間閉鎖された。", None, "ja");
    check("暴风雨过后，港口关闭了两天。", None, "zh");
    check("Το λιμάνι έμεινε κλειστό για δύο ημέρες.", None, "el");
    check("폭풍이 지나간 뒤 항구는 이틀 동안 닫혔다.", None, "ko");
}

#[test]
fn says_nothing_where_nothing_can_be_known() {
    check("", None, "und");
    check("12:30 – 14,5 % … !!! 🚢", None, "und");
    check("ab", None, "und");
    check("", Some("en"), "und");
    let english =
        "The ferry stayed in port while engineers looked for the leak, and nobody knew for how long it would be. ";
    let german =
        "Die Fähre blieb im Hafen, während die Ingenieure nach dem Leck suchten, und niemand wusste, wie lange. ";
    check(&[english.repeat(8), german.repeat(8)].concat(), None, "und");
}

#[test]
fn a_declaration_decides_close_calls_and_adds_its_region() {
    check("Der Hafen blieb zwei Tage lang geschlossen.", Some("de-AT"), "de-AT");
    check("Der Hafen blieb nach dem Sturm zwei Tage lang geschlossen.", Some("en-US"), "de");
    check("The ferry stayed in port while engineers looked for the leak.", Some("en-CA"), "en-CA");
    check("Oslo", Some("nb"), "nb");
    check("वादळानंतर बंदर दोन दिवस बंद होते.", Some("mr"), "mr");
    check("暴风雨过后，港口关闭了两天。", Some("zh-Hans-CN"), "zh-Hans-CN");
}

#[test]
fn the_same_letters_in_capitals_are_the_same_language() {
    check("DER HAFEN BLIEB NACH DEM STURM ZWEI TAGE LANG GESCHLOSSEN", None, "de");
}

proptest! {
    #[test]
    fn any_text_gets_a_tag_and_a_probability(text in "\\PC{0,900}", declared in proptest::option::of("\\PC{0,12}")) {
        let found = identify(&text, declared.as_deref());
        prop_assert!(!found.tag.is_empty());
        prop_assert!((0.0..=1.0).contains(&found.confidence));
        prop_assert_eq!(identify(&text, declared.as_deref()), found);
    }
}
