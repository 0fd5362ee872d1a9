//! Which names of bodies are short for which.

use super::*;

#[test]
fn legal_forms_are_left_out() {
    assert_eq!(without_legal_form("kestrel foods inc"), "kestrel foods");
    assert_eq!(without_legal_form("harzmotor gmbh and co kg"), "harzmotor gmbh and");
    assert_eq!(without_legal_form("inc"), "inc");
}

#[test]
fn acronyms_and_beginnings() {
    assert!(is_acronym_of("who", "world health organization"));
    assert!(is_acronym_of("fbi", "federal bureau of investigation"));
    assert!(is_acronym_of("cia", "central intelligence agency"));
    assert!(!is_acronym_of("nhs", "north harbour school board"));
    assert!(is_beginning_of("kestrel", "kestrel foods"));
    assert!(!is_beginning_of("national", "national bank of harn"));
    assert!(!is_beginning_of("kest", "kestrel foods"));
}
