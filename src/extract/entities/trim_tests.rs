//! Tests of what belongs to the name of a place.

use super::*;

/// `text` with the mention between brackets, and the words that are left of it.
fn check(text: &str, expected: &str) {
    let (begin, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
    let text = text.replace(['[', ']'], "");
    assert_eq!(name(&text, Span::new(begin, end)).of(&text), expected, "{text}");
}

#[test]
fn words_beside_a_name_are_taken_off() {
    check("Rain fell on [northern Angola] today.", "Angola");
    check("Rain fell on [the central Nyanza province].", "Nyanza");
    check("A port in [south-western Norway,] it said.", "Norway");
    check("Rain in [southern and central Chad].", "Chad");
}

#[test]
fn words_of_a_name_stay() {
    check("Rain in [South Africa] today.", "South Africa");
    check("Rain in [Port-au-Prince] today.", "Port-au-Prince");
    check("Rain on the [northern province] today.", "northern province");
    check("The [West Midlands region].", "West Midlands");
}

#[test]
fn an_abbreviation_has_its_full_stop() {
    check("Flint, [W.Va]., has a mill.", "W.Va.");
    check("He left [Boston]. She stayed.", "Boston");
}
