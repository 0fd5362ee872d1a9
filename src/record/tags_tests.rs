//! Parts of speech by number and by name.

use super::*;

#[test]
fn numbers_and_names_agree() {
    for (i, (upos, name)) in Upos::ALL.iter().enumerate() {
        assert_eq!(*upos as usize, i);
        assert_eq!(Upos::of_index(i), *upos);
        assert_eq!(Upos::named(name), Some(*upos));
        assert_eq!(upos.to_string(), *name);
    }
    assert_eq!(Upos::named("VB"), None);
    assert_eq!(Upos::of_index(17), Upos::X);
}

#[test]
fn past_the_end_is_nothing() {
    let tags = Tags::new(vec![Upos::Verb], vec![0], vec!["Say".to_owned()]);
    assert_eq!((tags.upos(0), tags.lemma(0), tags.key(0)), (Upos::Verb, "Say", lower_hash("say")));
    assert_eq!((tags.upos(1), tags.lemma(1), tags.key(1)), (Upos::X, "", 0));
}
