//! An article being parsed: a few sentences abreast, so that the memory is asked for the features of all their steps at a
//! time.

use super::features::{self, Form, SLOTS};
use super::machine::{ACTIONS, Action, Machine, NONE};
use super::{Parser, Units};
use crate::model::lanes::Batch;
use crate::record::{Dependency, Tags, Tokens, Trees};
use std::ops::Range;

/// Sentences that are parsed abreast: with one, parsing takes a twentieth longer; more than four gain nothing.
const ABREAST: usize = 4;
/// Sums that are kept for an article (2 MB); what goes beyond is summed again whenever it is needed.
const SUMS_MAX: usize = 16_000;
/// Room for sums that is taken at first: articles need 5 for each of their tokens.
const SUMS_OF_TOKEN: usize = 6;

/// The heads and the relations of all tokens.
type Arcs = (Vec<u32>, Vec<Dependency>);

pub struct Reading<'r> {
    parser: &'r Parser,
    sentences: &'r [Range<usize>],
    form_of: &'r [u32],
    forms: &'r [Form],
    /// For each form and place where its sum lies, counted from 1; 0 where there is none yet.
    sum_of: Vec<u16>,
    sums: Vec<Units>,
    batch: Batch,
    arcs: Arcs,
}

/// One of the sentences abreast.
struct Lane {
    machine: Machine,
    /// The first token of the sentence.
    begin: usize,
    slots: [u32; SLOTS],
    /// Where the sums of the tokens in the slots lie.
    at: [usize; SLOTS],
}

impl Lane {
    fn new() -> Self {
        Self { machine: Machine::default(), begin: 0, slots: [NONE; SLOTS], at: [usize::MAX; SLOTS] }
    }
}

impl<'r> Reading<'r> {
    pub fn new(parser: &'r Parser, tokens: &'r Tokens, tags: &'r Tags, forms: &'r [Form]) -> Self {
        Self {
            parser,
            sentences: &tokens.sentences,
            form_of: &tags.lemma_of,
            forms,
            sum_of: vec![0; forms.len() * SLOTS],
            sums: Vec::with_capacity((SUMS_OF_TOKEN * tokens.len()).min(SUMS_MAX)),
            batch: Batch::default(),
            arcs: (vec![Trees::ROOT; tokens.len()], vec![Dependency::Root; tokens.len()]),
        }
    }

    /// Parses all sentences. Every step shifts or takes a token away for good: at most two for each.
    pub fn read(mut self) -> Arcs {
        let mut lanes: [Lane; ABREAST] = std::array::from_fn(|_| Lane::new());
        let mut waiting = self.sentences.iter();
        let mut n = ABREAST;
        loop {
            let mut at = 0;
            while let Some(lane) = lanes.get_mut(..n).and_then(|lanes| lanes.get_mut(at)) {
                if !lane.machine.is_done() {
                    at += 1;
                    continue;
                }
                self.write(lane);
                match waiting.next() {
                    Some(sentence) => {
                        lane.machine.begin(sentence.len());
                        lane.begin = sentence.start;
                    }
                    None => {
                        n -= 1;
                        lanes.swap(at, n);
                    }
                }
            }
            if n == 0 {
                return self.arcs;
            }
            self.step(lanes.get_mut(..n).unwrap_or_default());
        }
    }

    /// Writes down the arcs of a sentence that is done.
    fn write(&mut self, lane: &Lane) {
        let tokens = lane.begin..;
        let heads = self.arcs.0.get_mut(tokens.clone()).unwrap_or_default();
        let relations = self.arcs.1.get_mut(tokens).unwrap_or_default();
        for ((head, relation), node) in heads.iter_mut().zip(relations).zip(&lane.machine.nodes) {
            *head = if node.head == NONE { Trees::ROOT } else { lane.begin as u32 + node.head };
            *relation = node.relation;
        }
    }

    /// Takes the best step of each sentence.
    fn step(&mut self, lanes: &mut [Lane]) {
        self.sum_slots(lanes);
        let mut hidden = [Units::ZERO; ABREAST];
        for (lane, hidden) in lanes.iter().zip(&mut hidden) {
            let mut parts = [&self.parser.bias; SLOTS + 1];
            for (part, &at) in parts.iter_mut().skip(1).zip(&lane.at) {
                *part = self.sums.get(at).unwrap_or(&Units::ZERO);
            }
            *hidden = self.parser.lanes.sum(&parts);
            let mut batch = std::mem::take(&mut self.batch);
            let of = |token: u32| self.forms.get(self.number(lane.begin, token)).unwrap_or(&Form::NONE);
            features::of_state(&lane.machine, &lane.slots, of, |feature| batch.push(feature));
            batch.end();
            self.batch = batch;
        }
        self.parser.lanes.add(&mut self.batch, &self.parser.weights, &mut hidden);
        self.sums.truncate(SUMS_MAX);
        for (lane, hidden) in lanes.iter_mut().zip(&mut hidden) {
            hidden.0.iter_mut().for_each(|unit| *unit = (*unit).max(0));
            let (action, relation) = self.best_step(lane, hidden);
            lane.machine.take(action, relation);
        }
    }

    /// Finds the sums of the slots; those that are not there yet are made. What lies beyond [`SUMS_MAX`] is there for this
    /// step only.
    fn sum_slots(&mut self, lanes: &mut [Lane]) {
        let begin = self.sums.len();
        for lane in lanes {
            lane.slots = features::slots(&lane.machine);
            for (slot, (&token, at)) in lane.slots.iter().zip(&mut lane.at).enumerate() {
                let form = self.number(lane.begin, token);
                let known = self.sum_of.get(form * SLOTS + slot).map_or(0, |&at| usize::from(at));
                *at = known.checked_sub(1).unwrap_or_else(|| self.add_sum(slot, form));
            }
        }
        let missing = self.sums.get_mut(begin..).unwrap_or_default();
        self.parser.lanes.add(&mut self.batch, &self.parser.weights, missing);
    }

    /// Adds the sum of a form in a slot, whose features wait for being summed; where it lies.
    fn add_sum(&mut self, slot: usize, form: usize) -> usize {
        let batch = &mut self.batch;
        features::of_slot(slot, self.forms.get(form).unwrap_or(&Form::NONE), |feature| batch.push(feature));
        batch.end();
        self.sums.push(Units::ZERO);
        if let Some(at) = self.sum_of.get_mut(form * SLOTS + slot).filter(|_| self.sums.len() <= SUMS_MAX) {
            *at = self.sums.len() as u16;
        }
        self.sums.len() - 1
    }

    /// The number of the form of a token of the sentence that begins at `begin`; the last one where there is no token.
    #[inline]
    fn number(&self, begin: usize, token: u32) -> usize {
        let none = self.forms.len() - 1;
        if token == NONE { none } else { self.form_of.get(begin + token as usize).map_or(none, |&form| form as usize) }
    }

    /// The best step of a sentence by what its hidden layer hands on, and the relation of the arc.
    fn best_step(&self, lane: &Lane, hidden: &Units) -> (Action, Dependency) {
        let machine = &lane.machine;
        if machine.stack.is_empty() {
            return (Action::Shift, Dependency::Dep);
        }
        let allowed = ACTIONS.into_iter().filter(|&action| machine.allows(action));
        let action = self.best(hidden, allowed.map(|action| action as usize));
        let (action, side) = match ACTIONS.get(action) {
            Some(Action::Left) => (Action::Left, 0),
            Some(Action::Right) => (Action::Right, 1),
            _ => return (Action::Shift, Dependency::Dep),
        };
        let first = ACTIONS.len() + side * Dependency::COUNT;
        let child = self.forms.get(self.number(lane.begin, machine.stacked(0))).unwrap_or(&Form::NONE);
        let possible = self.parser.possible.get(side).and_then(|of| of.get((child.upos as usize).wrapping_sub(1)));
        let possible = possible.copied().filter(|&relations| relations != 0).unwrap_or(u64::MAX);
        let best = self.best(hidden, bits(possible).map(|relation| first + relation));
        (action, Dependency::of_index(best.saturating_sub(first)))
    }

    /// The best of some outputs.
    fn best(&self, hidden: &Units, among: impl Iterator<Item = usize>) -> usize {
        let outputs = |output: usize| self.parser.outputs.get(output).map(|(bias, weights)| (*bias, &weights.0));
        self.parser.lanes.best(among.filter_map(|n| Some((n, outputs(n)?))), &hidden.0)
    }
}

/// The numbers of the bits that are set, of relations.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    set &= u64::MAX >> (u64::BITS as usize - Dependency::COUNT);
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(bit as usize)
    })
}
