//! What folding makes of names.

use super::fold;
use proptest::prelude::*;

#[test]
fn spellings_of_one_name_have_one_key() {
    for (names, key) in [
        (&["the U.S.", "US", "U.S.'s"][..], "us"),
        (&["São Tomé & Príncipe", "Sao Tome and Principe"], "sao tome and principe"),
        (&["Quai d’Orsay", "Quai D'Orsay"], "quai dorsay"),
        (&["Coca-Cola", "Coca Cola"], "coca cola"),
        (&["Tromsø", "TROMSO"], "tromso"),
        (&["The Hague", "the Hague’s"], "hague"),
        (&["", " – "], ""),
    ] {
        names.iter().for_each(|name| assert_eq!(fold(name), key, "{name:?}"));
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(name in "\\PC{0,40}") {
        let key = fold(&name);
        prop_assert!(key.starts_with("the ") || key == "the" || fold(&key) == key, "{key:?}");
        prop_assert!(!key.contains("  ") && key.trim() == key);
    }
}
