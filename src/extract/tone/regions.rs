//! Where the words of a sentence stand as seen from a mention: each region's words are averaged, each average weighed.

use super::features::{MENTIONS_MAX, Place, REACH, bucket, head_of};
use super::scene::Scene;
use crate::record::Dependency;
use std::ops::Range;

/// Regions: all; left and right by distance (4 each); three levels above; children of the mention; five kinds of words
/// beside it under its verb; its verb by what the mention is to it (7); what hangs on that verb (3); what hangs on the
/// mention; quoted words around the mention, and quoted words elsewhere.
pub const REGIONS: usize = 32;
const ALL: usize = 0;
const LEFT: usize = 1;
const RIGHT: usize = 5;
const ABOVE: usize = 9;
const CHILD: usize = 12;
const SIBLING: usize = 13;
const VERB: usize = 18;
const CLAUSE: usize = 25;
const UNDER: usize = 28;
const QUOTED_WITH: usize = 29;
const QUOTED_ELSEWHERE: usize = 30;
const NEAR: u64 = 4;

/// Emits (region, token) for every word with a meaning of its own; a word may be in several regions.
pub fn of(scene: &Scene<'_>, place: &Place, mut emit: impl FnMut(usize, usize)) {
    let content = |i: usize| scene.seen(i).is_content && !place.is_target(i);
    let mut emit = |region: usize, i: usize| {
        if content(i) {
            emit(region, i);
        }
    };
    for (n, mention) in place.mentions.iter().take(MENTIONS_MAX).enumerate() {
        let window =
            mention.start.saturating_sub(REACH).max(place.sentence.start)..(mention.end + REACH).min(place.sentence.end);
        let head = head_of(scene, mention);
        let quoted = scene.seen(head).is_quoted;
        for i in window.clone() {
            if n == 0 {
                emit(ALL, i);
            }
            let (side, distance) =
                if i < mention.start { (LEFT, mention.start - i) } else { (RIGHT, i + 1 - mention.end.min(i)) };
            let near = bucket(distance);
            if near <= NEAR {
                emit(side + near as usize - 1, i);
            }
            if scene.seen(i).is_quoted {
                emit(if quoted { QUOTED_WITH } else { QUOTED_ELSEWHERE }, i);
            }
        }
        above(scene, head, &window, &mut emit);
    }
}

fn above(scene: &Scene<'_>, head: usize, window: &Range<usize>, emit: &mut impl FnMut(usize, usize)) {
    let trees = &scene.layers.trees;
    scene.children(head).for_each(|child| emit(CHILD, child));
    within(trees.subtree(head), window).for_each(|i| emit(UNDER, i));
    let Some(verb) = trees.head(head) else { return };
    let mut at = Some(verb);
    for level in 0..3 {
        let Some(i) = at else { break };
        emit(ABOVE + level, i);
        at = trees.head(i);
    }
    let role = role(trees.relation(head));
    emit(VERB + role, verb);
    for child in scene.children(verb).filter(|&child| child != head) {
        emit(SIBLING + kind(trees.relation(child)), child);
    }
    within(trees.subtree(verb), window).filter(|&i| i != verb).for_each(|i| emit(CLAUSE + role.min(2), i));
}

fn within(range: Range<usize>, window: &Range<usize>) -> Range<usize> {
    range.start.max(window.start)..range.end.min(window.end)
}

/// What a mention is to the word it hangs on.
fn role(relation: Dependency) -> usize {
    match relation {
        Dependency::Nsubj | Dependency::NsubjOuter => 0,
        Dependency::Obj | Dependency::Iobj => 1,
        Dependency::NsubjPass => 2,
        Dependency::Obl | Dependency::OblAgent => 3,
        Dependency::NmodPoss => 4,
        Dependency::Nmod => 5,
        _ => 6,
    }
}

/// What a neighbour in the tree is to the word that both hang on.
fn kind(relation: Dependency) -> usize {
    match relation {
        Dependency::Obj => 0,
        Dependency::Obl => 1,
        Dependency::Ccomp | Dependency::Xcomp => 2,
        Dependency::Advmod | Dependency::Advcl => 3,
        _ => 4,
    }
}
