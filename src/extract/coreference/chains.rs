//! Chains: the phrases that refer to one thing, and what is known of that thing.

use super::lexicon::Sort;
use super::phrases::{Kind, Phrase};
use super::things::Traits;
use crate::knowledge::Gender;

/// Phrases of one thing.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// In the order they were joined.
    pub phrases: Vec<usize>,
    /// The named entity that it is.
    pub entity: Option<usize>,
    pub traits: Traits,
    /// Chains that it consists of: "the two countries".
    pub members: Vec<usize>,
}

/// All chains of a document while it is read.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    pub all: Vec<Chain>,
    /// The chain of each phrase that has one already.
    pub of: Vec<Option<usize>>,
}

impl Chains {
    /// One chain for each named entity, still without phrases.
    pub fn of_things(things: Vec<Traits>, phrases: usize) -> Self {
        let chain = |(n, traits)| Chain { entity: Some(n), traits, ..Chain::default() };
        Self { all: things.into_iter().enumerate().map(chain).collect(), of: vec![None; phrases] }
    }

    pub fn chain_of(&self, phrase: usize) -> Option<usize> {
        self.of.get(phrase).copied().flatten()
    }

    pub fn get(&self, chain: usize) -> Option<&Chain> {
        self.all.get(chain)
    }

    pub fn of_phrase(&self, phrase: usize) -> Option<&Chain> {
        self.get(self.chain_of(phrase)?)
    }

    /// Puts a phrase into a chain, which learns from it.
    pub fn join(&mut self, phrase: usize, said: &Phrase, chain: usize) {
        let (Some(slot), Some(chain_mut)) = (self.of.get_mut(phrase), self.all.get_mut(chain)) else { return };
        *slot = Some(chain);
        chain_mut.phrases.push(phrase);
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
        self.of_phrase(phrase).is_some_and(|chain| chain.phrases.len() == 1 && chain.entity.is_none())
    }

    /// Makes all phrases of one chain those of another.
    pub fn absorb(&mut self, from: usize, to: usize) {
        let Some(chain) = self.all.get_mut(from).filter(|_| from != to).map(std::mem::take) else { return };
        for &phrase in &chain.phrases {
            if let Some(slot) = self.of.get_mut(phrase) {
                *slot = Some(to);
            }
        }
        if let Some(chain_to) = self.all.get_mut(to) {
            chain_to.phrases.extend(chain.phrases);
            if chain_to.traits.gender.is_none() {
                (chain_to.traits.gender, chain_to.traits.sure) = (chain.traits.gender, chain.traits.sure);
            }
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
pub fn agreement(traits: &Traits, gender: Gender) -> u32 {
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
