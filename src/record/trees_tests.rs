//! What is asked of a tree.

use super::*;
use proptest::prelude::*;

/// A tree of one sentence: for each token its head (counted from 1, 0 is the root) and its relation.
fn tree(arcs: &[(u32, &str)]) -> Trees {
    let heads = arcs.iter().map(|a| a.0.checked_sub(1).unwrap_or(Trees::ROOT)).collect();
    let relations = arcs.iter().map(|a| Dependency::named(a.1).unwrap()).collect();
    #[allow(clippy::single_range_in_vec_init)] // one sentence
    Trees::new(heads, relations, &[0..arcs.len()])
}

#[test]
fn numbers_and_names_agree() {
    for (i, (relation, name)) in Dependency::ALL.iter().enumerate() {
        assert_eq!(*relation as usize, i);
        assert_eq!(Dependency::of_index(i), *relation);
        assert_eq!(Dependency::named(name), Some(*relation));
    }
    assert_eq!(Dependency::named("csubj:outer"), Some(Dependency::Csubj));
    assert_eq!(Dependency::named("subject"), None);
    assert_eq!(Dependency::NsubjPass.universal(), "nsubj");
}

#[test]
fn a_statement_has_subject_and_complement() {
    // The minister said that the ferry had sunk and vanished .
    let tree = tree(&[
        (2, "det"),
        (3, "nsubj"),
        (0, "root"),
        (8, "mark"),
        (6, "det"),
        (8, "nsubj"),
        (8, "aux"),
        (3, "ccomp"),
        (10, "cc"),
        (8, "conj"),
        (3, "punct"),
    ]);
    assert_eq!(tree.subject(2), Some(1));
    assert_eq!(tree.complement(2), Some(7));
    assert_eq!(tree.subject(7), Some(5));
    assert_eq!(tree.subject(9), Some(5), "shared with the first verb");
    assert_eq!(tree.object(2), None);
    assert_eq!(tree.subtree(7), 3..10);
    assert_eq!(tree.children(7).collect::<Vec<_>>(), [3, 5, 6, 9]);
    assert_eq!(tree.conjuncts(7).collect::<Vec<_>>(), [7, 9]);
    assert_eq!(tree.subtree(2), 0..11);
}

#[test]
fn a_passive_is_known_by_subject_or_auxiliary() {
    // Two men were arrested by police
    let tree = tree(&[(2, "nummod"), (4, "nsubj:pass"), (4, "aux:pass"), (0, "root"), (6, "case"), (4, "obl:agent")]);
    assert!(tree.is_passive(3));
    assert!(!tree.is_passive(1));
    assert_eq!(tree.subject(3), Some(1));
    assert_eq!(tree.head(3), None);
    assert_eq!(tree.head(99), None);
    assert_eq!(tree.subtree(99).count(), 0);
}

/// A writer who never ends a sentence, word on word: were all below each word looked at, this would take minutes.
#[test]
fn what_hangs_on_a_word_is_found_without_a_look_at_all_below_it() {
    let n = 400_000;
    let heads = (0..n as u32).map(|i| i.checked_sub(1).unwrap_or(Trees::ROOT)).collect();
    #[allow(clippy::single_range_in_vec_init)] // one sentence
    let trees = Trees::new(heads, vec![Dependency::Acl; n], &[0..n]);
    assert_eq!((0..n).map(|i| trees.children(i).count()).sum::<usize>(), n - 1);
    assert!((0..n).all(|i| trees.subject(i).is_none()));
}

#[test]
fn of_a_list_without_end_the_first_are_looked_at() {
    let n = 400_000;
    let heads = (0..n as u32).map(|i| if i == 0 { Trees::ROOT } else { 0 }).collect();
    #[allow(clippy::single_range_in_vec_init)] // one sentence
    let trees = Trees::new(heads, vec![Dependency::Parataxis; n], &[0..n]);
    assert_eq!(trees.children(0).collect::<Vec<_>>(), (1..=CHILDREN_MAX).collect::<Vec<_>>());
    assert!((0..n).all(|_| trees.subject(0).is_none()));
}

proptest! {
    /// Whatever the arcs, a subtree holds its token, and the subtrees of its children where the arcs make a tree.
    #[test]
    fn subtrees_hold_their_children(heads in prop::collection::vec(0u32..20, 1..20)) {
        // A head before its token, or the root: always a tree.
        let heads: Vec<u32> = (0..).zip(&heads).map(|(i, &h)| if i == 0 { Trees::ROOT } else { h % i }).collect();
        #[allow(clippy::single_range_in_vec_init)] // one sentence
        let trees = Trees::new(heads.clone(), vec![Dependency::Dep; heads.len()], &[0..heads.len()]);
        for (i, &head) in heads.iter().enumerate() {
            prop_assert!(trees.subtree(i).contains(&i));
            if head != Trees::ROOT {
                let (inner, outer) = (trees.subtree(i), trees.subtree(head as usize));
                prop_assert!(outer.start <= inner.start && inner.end <= outer.end);
                prop_assert!(trees.children(head as usize).any(|c| c == i));
            }
        }
    }

    /// Arcs that make no tree end too.
    #[test]
    fn cycles_are_survived(heads in prop::collection::vec(0u32..30, 1..20)) {
        let n = heads.len();
        #[allow(clippy::single_range_in_vec_init)] // one sentence
        let trees = Trees::new(heads, vec![Dependency::Conj; n], &[0..n]);
        for i in 0..n {
            prop_assert!(trees.subject(i).is_none());
        }
    }
}
