//! Chains: the phrases that refer to one thing, and what is known of that thing.

use super::lexicon::Sort;
use super::page::NONE;
use super::phrases::{Kind, Phrase};
use super::things::Traits;
use crate::knowledge::Gender;

/// What phrases refer to.
#[derive(Clone, Debug)]
pub struct Chain<'d> {
    /// How many phrases do.
    pub count: u32,
    /// How many of them are subjects.
    pub subjects: u32,
    /// The phrases that joined first and last; [`NONE`] without any.
    pub first: u32,
    pub last: u32,
    /// The named entity that it is.
    pub entity: Option<usize>,
    pub traits: Traits<'d>,
    /// Chains that it consists of: "the two countries".
    pub members: Vec<usize>,
}

impl Default for Chain<'_> {
    fn default() -> Self {
        Self {
            count: 0,
            subjects: 0,
            first: NONE,
            last: NONE,
            entity: None,
            traits: Traits::default(),
            members: Vec::new(),
        }
    }
}

/// All chains of a document while it is read.
#[derive(Clone, Debug, Default)]
pub struct Chains<'d> {
    pub all: Vec<Chain<'d>>,
    /// The chain of each phrase, and the phrase that joined it next; [`NONE`] for none.
    of: Vec<u32>,
    next: Vec<u32>,
}

impl<'d> Chains<'d> {
    /// One chain for each named entity, still without phrases.
    pub fn of_things(things: Vec<Traits<'d>>, phrases: usize) -> Self {
        let mut all = Vec::with_capacity(things.len() + phrases / 2);
        all.extend(things.into_iter().enumerate().map(|(n, traits)| Chain {
            entity: Some(n),
            traits,
            ..Chain::default()
        }));
        Self { all, of: vec![NONE; phrases], next: vec![NONE; phrases] }
    }

    pub fn chain_of(&self, phrase: usize) -> Option<usize> {
        self.of.get(phrase).filter(|&&chain| chain != NONE).map(|&chain| chain as usize)
    }

    pub fn get(&self, chain: usize) -> Option<&Chain<'d>> {
        self.all.get(chain)
    }

    pub fn of_phrase(&self, phrase: usize) -> Option<&Chain<'d>> {
        self.get(self.chain_of(phrase)?)
    }

    /// The phrases of a chain in the order they joined.
    pub fn phrases(&self, chain: usize) -> impl Iterator<Item = usize> {
        let at = |n: u32| (n != NONE).then_some(n as usize);
        let first = self.get(chain).and_then(|chain| at(chain.first));
        std::iter::successors(first, move |&phrase| self.next.get(phrase).and_then(|&next| at(next)))
    }

    /// Puts a phrase into a chain, which learns from it.
    pub fn join(&mut self, phrase: usize, said: &Phrase, chain: usize) {
        let (Some(slot), Some(chain_mut)) = (self.of.get_mut(phrase), self.all.get_mut(chain)) else { return };
        if *slot != NONE {
            return;
        }
        *slot = chain as u32;
        match self.next.get_mut(chain_mut.last as usize) {
            Some(next) => *next = phrase as u32,
            None => chain_mut.first = phrase as u32,
        }
        chain_mut.last = phrase as u32;
        chain_mut.count += 1;
        chain_mut.subjects += u32::from(said.role.is_subject());
        let traits = &mut chain_mut.traits;
        if traits.gender.is_none() && said.gender.is_some() {
            traits.gender = said.gender;
            traits.sure = 2;
        }
        if let Kind::Nominal = said.kind {
            traits.add_noun(said.lemma);
            if traits.plural.is_none() && chain_mut.entity.is_none() {
                traits.plural = said.plural;
            }
        }
        if traits.sort.is_none_or(|sort| sort == Sort::Unknown) {
            traits.sort = Some(said.sort);
        }
    }

    /// Whether a phrase was found to refer to nothing else.
    pub fn is_alone(&self, phrase: usize) -> bool {
        self.of_phrase(phrase).is_some_and(|chain| chain.count == 1 && chain.entity.is_none())
    }

    /// Makes all phrases of one chain those of another.
    pub fn absorb(&mut self, from: usize, to: usize) {
        let Some(chain) = self.all.get_mut(from).filter(|_| from != to) else { return };
        let chain = std::mem::take(chain);
        let mut at = chain.first as usize;
        while let Some(slot) = self.of.get_mut(at) {
            *slot = to as u32;
            at = self.next.get(at).map_or(NONE, |&next| next) as usize;
        }
        let Some(chain_to) = self.all.get_mut(to).filter(|_| chain.count > 0) else { return };
        match self.next.get_mut(chain_to.last as usize) {
            Some(next) => *next = chain.first,
            None => chain_to.first = chain.first,
        }
        chain_to.last = chain.last;
        chain_to.count += chain.count;
        chain_to.subjects += chain.subjects;
        if chain_to.traits.gender.is_none() {
            (chain_to.traits.gender, chain_to.traits.sure) = (chain.traits.gender, chain.traits.sure);
        }
    }

    /// A chain of one phrase, new.
    pub fn open(&mut self, phrase: usize, said: &Phrase) -> usize {
        let traits = Traits {
            sort: Some(said.sort),
            gender: said.gender,
            sure: if said.gender.is_some() { 2 } else { 0 },
            plural: said.plural,
            ..Traits::default()
        };
        self.all.push(Chain { traits, ..Chain::default() });
        let chain = self.all.len() - 1;
        self.join(phrase, said, chain);
        chain
    }
}

/// How well a thing can be "he" or "she": 0 not at all, 1 hardly, 2 as far as is known, 3 somebody whose gender nothing
/// tells, 4 likely, 5 surely.
pub fn agreement(traits: &Traits<'_>, gender: Gender) -> u32 {
    let sort = traits.sort.unwrap_or(Sort::Unknown);
    if traits.plural == Some(true) || matches!(sort, Sort::Event | Sort::Time | Sort::Body) && traits.gender.is_none() {
        return 0;
    }
    match (traits.gender == Some(gender), traits.sure) {
        (true, 2..) => 5,
        (true, 1) => 4,
        (false, 2..) => 0,
        (false, 1) => 1,
        _ if sort == Sort::Person => 3,
        _ => 2,
    }
}
