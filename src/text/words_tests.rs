//! Words that should look alike do, and others do not.

use super::*;

#[test]
fn case_and_digits_are_seen() {
    let case = |text| Word::of(text).case;
    assert_eq!(
        [case("the"), case("The"), case("A"), case("NATO"), case("U.S."), case("iPhone"), case("McCain"), case("12")],
        [Case::Lower, Case::Title, Case::Title, Case::Upper, Case::Upper, Case::Mixed, Case::Mixed, Case::None]
    );
    assert_eq!(Word::of("1987"), Word::of("2024"));
    assert_eq!(Word::of("Élan").lower, Word::of("élan").lower);
    assert_eq!(Word::of("Jua\u{301}rez"), Word::of("Juárez"));
    assert_eq!(Word::of("It’s").lower, lower_hash("it's"));
}

#[test]
fn shapes_cut_runs() {
    assert_eq!(Word::of("Harbin").shape, Word::of("Moscow").shape);
    assert_ne!(Word::of("Al").shape, Word::of("Harbin").shape);
    assert_eq!(Word::of("Al").squeezed, Word::of("Harbin").squeezed);
}

#[test]
fn ends_are_those_of_the_word() {
    assert_eq!(Word::of("Putin").suffixes, Word::of("PUTIN").suffixes);
    assert_eq!(Word::of("Putin").prefixes[1], Word::of("Pumpe").prefixes[1]);
    assert_eq!(Word::of("Xi").prefixes[2..], [0, 0], "the word has two letters");
}
