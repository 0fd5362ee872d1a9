//! Where the words of a sentence stand as seen from a mention: each region's words are averaged, each average weighed.

use super::features::{MENTIONS_MAX, Place, REACH, head_of};
use super::scene::Scene;
use crate::record::Dependency;
use std::ops::Range;

/// Regions: all; left and right by distance (4 each); three levels above; children of the mention; five kinds of words
/// beside it under its verb; its verb by what the mention is to it (7); what hangs on that verb (3); what hangs on the
/// mention; quoted words around the mention, and quoted words elsewhere. One is spare.
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

/// Tokens at the same distance from a mention, as the nearest and the one behind the farthest.
const RINGS: [(usize, usize); 4] = [(0, 1), (1, 3), (3, 6), (6, 12)];

/// Tokens of a region: words with a meaning of their own among them are meant, those of the target left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub region: usize,
    pub tokens: Range<usize>,
    /// Only what stands between quotation marks.
    pub is_quoted: bool,
}

impl Part {
    fn of(region: usize, tokens: Range<usize>) -> Self {
        Self { region, tokens, is_quoted: false }
    }

    /// The words that are meant, one by one.
    pub fn words<'a>(&self, scene: &'a Scene<'_>, place: &'a Place) -> impl Iterator<Item = usize> + use<'a> {
        let quoted = self.is_quoted;
        self.tokens.clone().filter(move |&i| {
            let seen = scene.seen(i);
            seen.is_content && (seen.is_quoted || !quoted) && !place.is_target(i)
        })
    }
}

/// Emits the parts of all regions; a token may be in several, and a region may have several parts.
pub fn of(scene: &Scene<'_>, place: &Place, mut emit: impl FnMut(Part)) {
    for (n, mention) in place.mentions.iter().take(MENTIONS_MAX).enumerate() {
        let window = mention.start.saturating_sub(REACH).max(place.sentence.start)
            ..(mention.end + REACH).min(place.sentence.end);
        if n == 0 {
            emit(Part::of(ALL, window.clone()));
        }
        for (ring, (near, far)) in RINGS.iter().enumerate() {
            let left = mention.start.saturating_sub(*far)..mention.start.saturating_sub(*near);
            emit(Part::of(LEFT + ring, within(left, &window)));
            emit(Part::of(RIGHT + ring, within(mention.end + near..mention.end + far, &window)));
        }
        let head = head_of(scene, mention);
        let region = if scene.seen(head).is_quoted { QUOTED_WITH } else { QUOTED_ELSEWHERE };
        emit(Part { region, tokens: window.clone(), is_quoted: true });
        above(scene, head, &window, &mut emit);
    }
}

fn above(scene: &Scene<'_>, head: usize, window: &Range<usize>, emit: &mut impl FnMut(Part)) {
    let trees = &scene.layers.trees;
    scene.children(head).for_each(|child| emit(Part::of(CHILD, child..child + 1)));
    emit(Part::of(UNDER, within(trees.subtree(head), window)));
    let Some(verb) = trees.head(head) else { return };
    let mut at = Some(verb);
    for level in 0..3 {
        let Some(i) = at else { break };
        emit(Part::of(ABOVE + level, i..i + 1));
        at = trees.head(i);
    }
    let role = role(trees.relation(head));
    emit(Part::of(VERB + role, verb..verb + 1));
    for child in scene.children(verb).filter(|&child| child != head) {
        emit(Part::of(SIBLING + kind(trees.relation(child)), child..child + 1));
    }
    let clause = within(trees.subtree(verb), window);
    emit(Part::of(CLAUSE + role.min(2), clause.start..clause.end.min(verb)));
    emit(Part::of(CLAUSE + role.min(2), clause.start.max(verb + 1)..clause.end));
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
