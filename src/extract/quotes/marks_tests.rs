//! Which characters are quotation marks where they stand.

use super::*;
use proptest::prelude::*;

/// The signs that may open (`<`), close (`>`) or do both (`=`); weak ones have a question mark.
fn check(text: &str, expected: &str) {
    let shown = |m: &Mark| match (m.opens, m.closes, m.weak) {
        (true, false, _) => "<",
        (false, true, false) => ">",
        (false, true, true) => ">?",
        (true, true, _) => "=",
        (false, false, _) => "",
    };
    let found: Vec<&str> = marks(text, 0, text.len()).iter().map(shown).collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

#[test]
fn straight_marks_lean_by_their_neighbours() {
    check("\"Yes,\" he said.", "< >");
    check("They're Jones' and it's O'Neill’s", ">?");
    check("rock 'n' roll in the '90s, ’tis", ">?");
    check("He is 6'2\", with a 5\" pipe", ">? >?");
    check("'Yes,' he said", "< >");
    check("``Yes,'' he said", "< >");
}

proptest! {
    #[test]
    fn marks_stand_on_character_boundaries(text in "[\"'“”‘’«»„a-z5 é中。\n]{0,80}") {
        let mut last = 0;
        for mark in marks(&text, 0, text.len()) {
            prop_assert!(mark.begin >= last && mark.end > mark.begin);
            prop_assert!(text.get(mark.begin..mark.end).is_some());
            last = mark.end;
        }
    }
}
