//! Tests of names and ids of drafts.

use super::*;

#[test]
fn names_that_can_be_looked_up() {
    for name in ["Łódź", "U.S.", "Côte d’Ivoire", "3M", "Hawaiʻi"] {
        assert!(is_usable(name), "{name}");
    }
    for name in ["Москва", "A", "1984", " Rome", "東京", &"long ".repeat(30)] {
        assert!(!is_usable(name), "{name}");
    }
}

#[test]
fn a_plain_name_wins_over_a_weak_one() {
    let mut entry = Entry::new("place/a", "Avalon", EntityType::Place, 20);
    add_all(&mut entry, ["Isle of Apples", "Avalon", "X"], AliasKind::Weak);
    add_all(&mut entry, ["Isle of Apples"], AliasKind::Name);
    assert_eq!(entry.aliases, [Alias::name("Isle of Apples")]);
}

#[test]
fn ids() {
    assert_eq!((qid("Q42"), qid("42"), qid("Q0"), qid("Qx")), (Some(42), None, None, None));
    assert_eq!(slug("Notre-Dame de Paris"), "notre-dame-de-paris");
}
