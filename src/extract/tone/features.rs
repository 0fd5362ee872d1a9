//! What is seen around the mentions of a thing in one sentence. Training and reading share this file.

use super::lexicon::Charge;
use super::scene::{Scene, TARGET};
use crate::record::Dependency;
use crate::text::words::mix;
use std::ops::Range;

/// The mentions of one thing in one sentence, as tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub sentence: Range<usize>,
    pub mentions: Vec<Range<usize>>,
}

/// Mentions of one thing in a sentence that are looked at: more are lists.
pub const MENTIONS_MAX: usize = 6;
/// Tokens on either side of a mention that are looked at: nine in ten sentences of news are shorter.
pub const REACH: usize = 40;
/// Levels of the tree above a mention: its verb, the verb of that clause, and so on.
const LEVELS: usize = 4;
const LEVELS_WITH_CHILDREN: usize = 3;

impl Place {
    /// The tokens that are looked at.
    pub fn window(&self) -> Range<usize> {
        let first = self.mentions.first().map_or(0, |m| m.start);
        let last = self.mentions.iter().take(MENTIONS_MAX).next_back().map_or(0, |m| m.end);
        let last = last.min(first + REACH); // mentions far behind the first have windows of their own
        first.saturating_sub(REACH).max(self.sentence.start)..(last + REACH).min(self.sentence.end)
    }

    pub fn is_target(&self, i: usize) -> bool {
        self.mentions.iter().any(|mention| mention.contains(&i))
    }

    /// The key of a token, the thing itself being nobody in particular.
    fn key(&self, scene: &Scene<'_>, i: usize) -> u64 {
        if self.is_target(i) { TARGET } else { scene.seen(i).key }
    }
}

/// The token of a mention that hangs on one outside of it.
pub fn head_of(scene: &Scene<'_>, mention: &Range<usize>) -> usize {
    let trees = &scene.layers.trees;
    let outside = |i: &usize| trees.head(*i).is_none_or(|head| !mention.contains(&head));
    mention.clone().find(outside).unwrap_or(mention.start)
}

/// Emits the features of a place, each a hash, but for those of the words around: see [`of_token`].
pub fn of_place(scene: &Scene<'_>, place: &Place, mut emit: impl FnMut(u64)) {
    let begin = place.mentions.first().map_or(0, |m| m.start.saturating_sub(place.sentence.start));
    emit(mix(3, bucket(begin), 0));
    emit(mix(4, (place.sentence.len() / 8).min(6) as u64, 0));
    emit(mix(5, place.mentions.len().min(3) as u64, 0));
    for mention in place.mentions.iter().take(MENTIONS_MAX) {
        beside(scene, place, mention, &mut emit);
        above(scene, place, mention, &mut emit);
    }
}

/// Emits what a token says wherever it stands: to be taken of every token in the window that is not the target itself.
/// It depends on nothing else, so that a reader can sum it up once for a whole document.
pub fn of_token(scene: &Scene<'_>, i: usize, mut emit: impl FnMut(u64)) {
    let seen = scene.seen(i);
    if seen.is_word {
        emit(mix(1, seen.key, 0));
    }
    if let Some(charge) = seen.charge {
        emit(mix(2, number(charge), 0));
    }
}

/// The words next to a mention.
fn beside(scene: &Scene<'_>, place: &Place, mention: &Range<usize>, emit: &mut impl FnMut(u64)) {
    let at = |i: Option<usize>| {
        i.filter(|i| place.sentence.contains(i))
            .map_or(0, |i| if mention.contains(&i) { 0 } else { place.key(scene, i) })
    };
    let (left, right) = (at(mention.start.checked_sub(1)), at(Some(mention.end)));
    emit(mix(10, left, 0));
    emit(mix(11, right, 0));
    emit(mix(12, at(mention.start.checked_sub(2)), left));
    emit(mix(13, right, at(Some(mention.end + 1))));
    emit(mix(14, left, right));
    for (i, charge) in scene.charged(place.window()).filter(|(i, _)| !place.is_target(*i)) {
        let (side, distance) = if i < mention.start { (0, mention.start - i) } else { (1, i + 1 - mention.end) };
        emit(mix(15, number(charge), side << 8 | bucket(distance)));
    }
}

/// What a mention hangs on, and what else hangs there: "accused", "accused *of fraud*", "*never* accused".
fn above(scene: &Scene<'_>, place: &Place, mention: &Range<usize>, emit: &mut impl FnMut(u64)) {
    let trees = &scene.layers.trees;
    let head = head_of(scene, mention);
    let own = trees.relation(head) as u64;
    emit(mix(20, own, scene.seen(head).is_quoted.into()));
    for child in scene.children(head).filter(|child| !mention.contains(child)) {
        emit(mix(21, trees.relation(child) as u64, place.key(scene, child)));
    }
    let (mut at, mut path) = (head, 0);
    for level in 0..LEVELS as u64 {
        path = mix(22, path, trees.relation(at) as u64);
        let Some(up) = trees.head(at) else { return emit(mix(23, path, 0)) };
        let key = place.key(scene, up);
        let negated = u64::from(scene.is_negated(up));
        emit(mix(24, path, key ^ negated));
        emit(mix(25, key, level << 8 | trees.relation(at) as u64));
        emit(mix(26, key, 0));
        charged(scene.seen(up).charge, path, negated, emit);
        let others = scene.children(up).filter(|&child| child != at && counts(trees.relation(child)));
        for child in others.take_while(|_| level < LEVELS_WITH_CHILDREN as u64) {
            let (relation, word) = (trees.relation(child) as u64, place.key(scene, child));
            emit(mix(27, mix(path, relation, negated), word));
            emit(mix(28, own << 8 | relation, word));
            charged(scene.seen(child).charge, mix(path, relation, 1), negated, emit);
            if level == 0 {
                emit(mix(29, mix(own << 8 | relation, key, 0), word));
            }
        }
        at = up;
    }
}

/// A word of the lexicon, and how it hangs together with the mention.
fn charged(charge: Option<Charge>, path: u64, negated: u64, emit: &mut impl FnMut(u64)) {
    if let Some(charge) = charge {
        emit(mix(30, mix(path, charge.class as u64, 0), negated));
        emit(mix(31, path, number(charge)));
    }
}

/// Whether what hangs by this relation says something.
fn counts(relation: Dependency) -> bool {
    !matches!(relation, Dependency::Punct | Dependency::Det | Dependency::Case)
}

fn number(charge: Charge) -> u64 {
    u64::from(charge.strength) << 8 | charge.class as u64
}

/// A distance in tokens, roughly.
fn bucket(tokens: usize) -> u64 {
    match tokens {
        0..=1 => 1,
        2..=3 => 2,
        4..=6 => 3,
        7..=12 => 4,
        _ => 5,
    }
}
