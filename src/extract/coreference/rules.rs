//! Rules that speak where the weights find nothing: "He … Quill", "the company", "the vessel", sets for "they".

use super::chains::agreement;
use super::judge::Judge;
use super::lexicon::Sort;
use super::nouns::Match;
use super::phrases::{Article, Kind, Phrase, Role};
use super::resolve::{GROUPED_BACK, PHRASES_BACK, Resolver, SAME_CLUSTER_MAX};
use crate::record::Dependency;

/// Sentences that "the company" reaches back to what was said to be one, and to what may be one.
const SENTENCES_SAID: u32 = 15;
const SENTENCES_SORT: u32 = 6;
/// Named things that "the company" is held against, the last named first.
const NAMED_BACK: usize = 40;
/// Phrases of a chain of pronouns that are looked at for whether it is one.
const ORPHAN_MAX: usize = 8;
/// Mentions of a thing that count for what the text is about.
const SAID_MAX: u32 = 20;

impl<J: Judge> Resolver<'_, '_, J> {
    /// A pronoun without anything before it ("He began to paint. Quill moved …") is the first person whom a short name
    /// introduces behind it: a text that begins so is a piece of a longer one.
    pub fn introduce(&mut self, n: usize, name: &Phrase, entity: usize) {
        let Some(chain) = self.chains.get(entity) else { return };
        let is_person = chain.traits.sort == Some(Sort::Person);
        let is_new = is_person && self.full_names.get(entity) == Some(&false) && name.tokens.len() == 1;
        let leads = name.role.is_subject() || name.role == Role::Possessor;
        if !is_new || !leads {
            return;
        }
        let orphans = (n.saturating_sub(PHRASES_BACK)..n).rev().filter_map(|at| self.chains.chain_of(at));
        let is_pronoun =
            |p: usize| self.phrases.get(p).is_some_and(|p| p.gender.is_some() && matches!(p.kind, Kind::Pronoun(_)));
        let found = orphans.take(PHRASES_BACK).find(|&at| {
            self.chains.get(at).filter(|orphan| orphan.entity.is_none() && orphan.count > 0).is_some_and(|orphan| {
                let agrees = orphan.traits.gender.is_some_and(|gender| agreement(&chain.traits, gender) >= 1);
                agrees && self.chains.phrases(at).take(ORPHAN_MAX).all(is_pronoun)
            })
        });
        if let Some(orphan) = found {
            self.chains.absorb(orphan, entity);
        }
    }

    /// "The company", "the island", with nothing beside it, that no noun before takes up: the named thing that was said or
    /// is known to be that, else the body that the text names most.
    pub fn join_named(&mut self, n: usize, p: &Phrase) -> bool {
        let view = self.view();
        let is_plain =
            p.article == Article::Definite && p.plural != Some(true) && p.modifiers.is_empty() && p.noun.is_known();
        if !is_plain || view.behind(p) == 1 && p.sort != Sort::Person {
            return false;
        }
        let score = |&(chain, phrase): &(usize, usize)| {
            let c = self.phrases.get(phrase)?;
            let apart = p.sentence.abs_diff(c.sentence);
            let said = self.chains.get(chain)?.count.min(SAID_MAX);
            let tier = match view.matching(p, phrase)? {
                Match::Said | Match::Subtype if apart <= SENTENCES_SAID => 3,
                Match::NameEnd if apart <= SENTENCES_SAID => 2,
                Match::Sort if apart <= SENTENCES_SORT && p.sort == Sort::Body && self.may_be(chain, p) => 1,
                _ => return None,
            };
            Some((tier * 100 + said * 2 - apart.min(SENTENCES_SAID), chain))
        };
        let found = self.named.iter().rev().take(NAMED_BACK).filter_map(score).max();
        let (Some((_, chain)), Some(own)) = (found, self.chains.chain_of(n)) else { return false };
        self.chains.absorb(own, chain);
        true
    }

    /// "A ferry … the vessel": the last phrase whose noun can name the same.
    pub fn join_synonym(&mut self, n: usize, p: &Phrase, groups: u64) {
        if !matches!(p.article, Article::Definite | Article::Demonstrative) || p.modifiers.len() > 1 {
            return;
        }
        let fits = |at: usize| {
            let c = self.phrases.get(at)?;
            let near = at < n && c.sentence + SENTENCES_SORT >= p.sentence && c.plural == p.plural;
            let both = !c.of.is_empty() && !p.of.is_empty();
            (near && !both).then(|| self.chains.chain_of(at)).flatten()
        };
        let alike =
            self.by_group.iter().rev().take(GROUPED_BACK).filter(|known| known.0 & groups != 0).take(SAME_CLUSTER_MAX);
        let found = alike.filter_map(|known| fits(known.1)).next();
        if let (Some(chain), Some(own)) = (found, self.chains.chain_of(n)) {
            self.chains.absorb(own, chain);
        }
    }

    /// Whether nothing known of a thing speaks against a noun with subtypes: a ministry is no company.
    pub fn may_be(&self, chain: usize, p: &Phrase) -> bool {
        let Some(traits) = self.chains.get(chain).map(|chain| &chain.traits) else { return false };
        let subtype = traits.subtype;
        !p.noun.has_subtype() || subtype.is_none_or(|subtype| p.noun.fits_subtype(subtype) || subtype == "Organization")
    }

    /// "He" is somebody: where the weights find nobody, the nearest who surely agrees, in the sentence before at most.
    pub fn join_person(&mut self, n: usize, p: &Phrase, options: &[usize]) {
        let agrees = |&&option: &&usize| {
            let traits = self.thing_of(option).and_then(|chain| self.chains.get(chain)).map(|chain| &chain.traits);
            let sure = traits.zip(p.gender).is_some_and(|(traits, gender)| agreement(traits, gender) >= 4);
            sure && self.phrases.get(option).is_some_and(|c| c.sentence + 1 >= p.sentence)
        };
        let ahead = || options.iter().filter(|&&option| option > n).find(agrees);
        let found = options.iter().filter(|&&option| option < n).find(agrees).or_else(ahead);
        let chain = found.and_then(|&option| self.thing_of(option));
        if let (Some(chain), Some(own)) = (chain, self.chains.chain_of(n)) {
            self.chains.absorb(own, chain);
        }
    }

    /// "The union said it was disappointed": where the weights find nothing for "it", what reports the clause that it is the
    /// subject of, unless "it" stands for a clause.
    pub fn join_reporter(&mut self, n: usize, p: &Phrase, options: &[usize]) {
        let clause = p.clause as usize;
        let is_reported = p.role.is_subject() && self.page.trees.relation(clause) == Dependency::Ccomp;
        if !is_reported || self.view().stands_for_clause(p) {
            return;
        }
        let reporter = self.page.trees.head(clause).and_then(|verb| self.page.trees.subject(verb));
        let is_reporter = |option: &&usize| self.phrases.get(**option).is_some_and(|c| Some(c.head) == reporter);
        let chain = options.iter().find(is_reporter).and_then(|&option| self.thing_of(option));
        if let (Some(chain), Some(own)) = (chain, self.chains.chain_of(n)) {
            self.chains.absorb(own, chain);
        }
    }

    /// "They" of whom nothing else speaks are the set or coordination that was named last, in the sentence before at most.
    pub fn join_set(&mut self, n: usize, p: &Phrase, options: &[usize]) {
        let is_set = |&&option: &&usize| {
            self.phrases.get(option).is_some_and(|c| {
                let named = self.chains.of_phrase(option).is_some_and(|chain| !chain.members.is_empty());
                option < n && named && c.sentence + 1 >= p.sentence
            })
        };
        let found = options.iter().find(is_set).and_then(|&option| self.chains.chain_of(option));
        if let (Some(set), Some(own)) = (found, self.chains.chain_of(n)) {
            self.chains.absorb(own, set);
        }
    }
}
