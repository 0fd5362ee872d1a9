//! What the parser sees of a state. Training and reading share this file.
//!
//! Most features belong to a token in a certain place ("the word on top of the stack"): their weights are summed once for
//! each different word, part of speech and place of an article. The others, where several tokens meet, are looked up at
//! each step.

use super::machine::{Machine, NONE};
use crate::extract::tokens::clusters::Path;
use crate::record::{Tags, Tokens, Upos};
use crate::text::words::mix;

/// A word with its part of speech.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pub lower: u64,
    pub suffix: u64,
    pub suffix2: u64,
    pub clusters: Path,
    /// The part of speech by number, counted from 1; 0 where there is no token.
    pub upos: u64,
}

impl Form {
    pub const NONE: Form = Form { lower: 0, suffix: 0, suffix2: 0, clusters: [0; 3], upos: 0 };

    /// The form of token `i`.
    pub fn of(tokens: &Tokens, upos: Upos, i: usize) -> Self {
        let word = tokens.word(i);
        let clusters = tokens.word_of.get(i).and_then(|&w| tokens.clusters.get(w as usize));
        Self {
            lower: word.lower,
            suffix: word.suffixes[2],
            suffix2: word.suffixes[1],
            clusters: clusters.copied().unwrap_or_default(),
            upos: upos as u64 + 1,
        }
    }
}

/// The forms of an article by the number of their lemma (`Tags::lemma_of`); the last one is none.
pub fn forms(tokens: &Tokens, tags: &Tags) -> Vec<Form> {
    let mut forms = vec![Form::NONE; tags.lemmas.len() + 1];
    // A lemma belongs to one pair of word and part of speech.
    for (i, (&pair, &upos)) in tags.lemma_of.iter().zip(&tags.upos).enumerate() {
        if let Some(form) = forms.get_mut(pair as usize).filter(|form| form.upos == 0) {
            *form = Form::of(tokens, upos, i);
        }
    }
    forms
}

/// Places whose token is seen.
pub const SLOTS: usize = 18;
/// Those of them that are seen in full: the two on top of the stack, and the next token.
const FULL: usize = 3;

/// The tokens in the places: of the stack 0, 1 and the next; then the stack's third, the two after the next; the children of
/// the top of the stack (outermost left, outermost right), of the second (right, left), of the next (left); the token before
/// the next, and the one behind the top of the stack.
pub fn slots(machine: &Machine) -> [u32; SLOTS] {
    let (s0, s1, b0) = (machine.stacked(0), machine.stacked(1), machine.ahead(0));
    let (top, second, next) = (machine.node(s0), machine.node(s1), machine.node(b0));
    let behind = if s0 == NONE || s0 + 1 >= machine.next { NONE } else { s0 + 1 };
    [
        s0,
        s1,
        b0,
        machine.stacked(2),
        machine.ahead(1),
        machine.ahead(2),
        top.left[0],
        top.right[0],
        second.right[0],
        second.left[0],
        next.left[0],
        machine.next.wrapping_sub(1),
        behind,
        machine.ahead(3),
        top.left[1],
        top.right[1],
        next.left[1],
        if s0 == NONE { NONE } else { s0.wrapping_sub(1) },
    ]
}

/// Features of a token in a place.
pub fn of_slot(slot: usize, form: &Form, mut emit: impl FnMut(u64)) {
    let base = 10 * slot as u64;
    emit(mix(base, form.lower, form.upos));
    emit(mix(base + 1, form.upos, 0));
    emit(mix(base + 2, u64::from(form.clusters[1]), form.upos));
    emit(mix(base + 6, form.suffix2, form.upos));
    if slot < FULL {
        emit(mix(base + 3, u64::from(form.clusters[0]), 0));
        emit(mix(base + 4, form.suffix, form.upos));
        emit(mix(base + 5, form.lower, 0));
    }
}

/// All features of a state; `form` gives the form of a token.
pub fn of<'f>(machine: &Machine, form: impl Fn(u32) -> &'f Form, mut emit: impl FnMut(u64)) {
    let slots = slots(machine);
    for (slot, &token) in slots.iter().enumerate() {
        of_slot(slot, form(token), &mut emit);
    }
    of_state(machine, &slots, form, &mut emit);
}

/// Distances are told apart up to 4, then up to 7, 12 and beyond.
fn distance(from: u32, to: u32) -> u64 {
    if from == NONE || to == NONE {
        return 0;
    }
    match to.saturating_sub(from) {
        d @ 0..=4 => 1 + u64::from(d),
        5..=7 => 6,
        8..=12 => 7,
        _ => 8,
    }
}

/// Features of a state as a whole; `form` gives the form of a token.
pub fn of_state<'f>(
    machine: &Machine,
    slots: &[u32; SLOTS],
    form: impl Fn(u32) -> &'f Form,
    mut emit: impl FnMut(u64),
) {
    let &[at0, at1, atb, _, atb1, ..] = slots;
    let (s0, s1, b0) = (form(at0), form(at1), form(atb));
    let b1 = form(atb1).upos;
    let (n0, n1, nb) = (machine.node(at0), machine.node(at1), machine.node(atb));
    let tags = |a: u64, b: u64, c: u64| a << 16 | b << 8 | c;
    let relation = |token: u32| if token == NONE { 0 } else { machine.node(token).relation as u64 + 1 };
    emit(mix(200, s0.lower, b0.lower));
    emit(mix(201, s1.lower, s0.lower));
    emit(mix(202, tags(s0.upos, b0.upos, b1), 0));
    emit(mix(204, tags(s0.upos, b0.upos, distance(at0, atb)), 0));
    emit(mix(205, tags(s1.upos, s0.upos, distance(at1, at0)), 0));
    emit(mix(209, b0.upos, u64::from(nb.has)));
    emit(mix(210, tags(s0.upos, relation(n0.left[0]), relation(n0.right[0])), 0));
    emit(mix(212, tags(b0.upos, relation(nb.left[0]), relation(nb.left[1])), 0));
    emit(mix(213, s0.lower, b0.upos));
    emit(mix(214, b0.lower, s0.upos));
    emit(mix(215, s1.lower, s0.upos));
    let tags4 = |a: u64, b: u64, c: u64, d: u64| tags(a, b, c) << 8 | d;
    emit(mix(217, tags4(s1.upos, s0.upos, b0.upos, b1), 0));
    emit(mix(219, tags(s0.upos, b0.upos, s1.upos), u64::from(n0.has)));
    emit(mix(220, tags(s1.upos, s0.upos, 0), u64::from(n1.has)));
    emit(mix(221, s0.lower, u64::from(n0.has)));
    emit(mix(222, s1.lower, u64::from(n1.has)));
    emit(mix(225, tags(s0.upos, b0.upos, form(slots[11]).upos), form(slots[12]).upos));
    emit(mix(226, tags(s1.upos, s0.upos, b0.upos), mix(0, relation(n1.right[0]), relation(n0.right[0]))));
    emit(mix(216, s0.lower, s1.upos));
}
