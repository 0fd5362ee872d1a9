//! Reads the phrases in the order of the text and decides for each what it refers to.

use super::chains::Chains;
use super::judge::{Choice, Judge, Rows};
use super::last::Last;
use super::looks::{Look, looks};
use super::nouns::Match;
use super::page::Page;
use super::pairs::{Near, View};
use super::phrases::{Kind, Phrase};
use super::things::Traits;
use super::weights::Class;
use crate::text::maps::HashMap;

/// Phrases before a pronoun that are looked at: a page of text holds about 40 things.
pub const PHRASES_BACK: usize = 90;
/// Phrases of the same cluster that a noun phrase is held against.
pub const SAME_CLUSTER_MAX: usize = 3;
/// Phrases with synonyms, and named things, that are looked back at: those of about four pages.
pub const GROUPED_BACK: usize = 100;
const NAMED_KEPT: usize = 100;

/// The work of one document.
pub struct Resolver<'a, 'j, J: Judge> {
    pub(super) page: &'a Page<'a>,
    pub(super) phrases: &'a [Phrase],
    pub(super) looks: Vec<Look>,
    pub(super) chains: Chains<'a>,
    pub(super) judge: &'j mut J,
    pub(super) early: u32,
    /// Noun phrases by noun, and by finest cluster.
    pub(super) by_noun: Last,
    pub(super) by_cluster: Last,
    /// Noun phrases whose noun has synonyms, with the groups of those.
    pub(super) by_group: Vec<(u64, usize)>,
    /// Named things, the last named one last, with the phrase that named it.
    pub(super) named: Vec<(usize, usize)>,
    /// Whether each named thing was named in more than one word.
    pub(super) full_names: Vec<bool>,
    /// The chain of each set of things, by the numbers of its members in order.
    pub(super) sets: HashMap<Vec<usize>, usize>,
    pub(super) desk: Desk,
}

/// One thing among the options of a pronoun.
pub(super) struct Thing {
    pub chain: usize,
    /// How many phrases for it could be options.
    pub options: u32,
    pub is_person: bool,
}

/// Lists that are filled anew for each phrase.
#[derive(Default)]
pub(super) struct Desk {
    pub candidates: Vec<usize>,
    pub options: Vec<usize>,
    /// The chain of each option.
    pub chains: Vec<usize>,
    /// What stands between a pronoun and each option, and the thing that this is.
    pub near: Vec<(Near, usize)>,
    /// Features of each option, then of none.
    pub features: Rows,
    pub things: Vec<Thing>,
    /// Things that a pronoun cannot be.
    pub barred: Vec<usize>,
    /// How each option of a noun phrase matches, and its chain.
    pub matched: Vec<(Match, usize)>,
}

impl Desk {
    /// Leaves only one option.
    pub fn keep(&mut self, option: usize) {
        self.options = self.options.get(option).copied().into_iter().collect();
        self.chains = self.chains.get(option).copied().into_iter().collect();
        self.features.keep(option);
    }

    pub fn clear(&mut self) {
        self.candidates.clear();
        self.options.clear();
        self.chains.clear();
        self.features.clear();
        self.near.clear();
        self.things.clear();
        self.barred.clear();
        self.matched.clear();
    }
}

/// The chains of a page.
pub fn resolve<'a, J: Judge>(
    page: &'a Page<'a>,
    phrases: &'a [Phrase],
    things: Vec<Traits<'a>>,
    judge: &mut J,
) -> Chains<'a> {
    let early = page.document.headline.map_or(0, |headline| page.sentence(page.tokens.from_byte(headline.end)));
    let mut resolver = Resolver {
        page,
        phrases,
        looks: looks(page, phrases),
        full_names: vec![false; things.len()],
        chains: Chains::of_things(things, phrases.len()),
        judge,
        early,
        by_noun: Last::of(phrases.len()),
        by_cluster: Last::of(phrases.len()),
        by_group: Vec::new(),
        named: Vec::new(),
        sets: HashMap::default(),
        desk: Desk::default(),
    };
    (0..phrases.len()).for_each(|n| resolver.read(n));
    resolver.chains
}

impl<J: Judge> Resolver<'_, '_, J> {
    fn read(&mut self, n: usize) {
        let Some(phrase) = self.phrases.get(n) else { return };
        match phrase.kind {
            Kind::Name { entity, .. } | Kind::Adjective { entity, .. } => self.name(n, phrase, entity),
            Kind::Group => self.group(n, phrase),
            Kind::Pronoun(pronoun) if pronoun.person == 3 => self.pronoun(n, phrase, pronoun),
            Kind::Pronoun(_) => {}
            Kind::Nominal => self.nominal(n, phrase),
        }
    }

    fn name(&mut self, n: usize, phrase: &Phrase, entity: usize) {
        self.introduce(n, phrase, entity);
        self.chains.join(n, phrase, entity);
        if !matches!(phrase.kind, Kind::Name { .. }) {
            return;
        }
        self.named.retain(|known| known.0 != entity);
        self.named.push((entity, n));
        if self.named.len() > NAMED_KEPT {
            self.named.remove(0);
        }
        if phrase.tokens.len() > 1 {
            self.full_names.get_mut(entity).into_iter().for_each(|slot| *slot = true);
        }
    }

    pub(super) fn view(&self) -> View<'_> {
        View { page: self.page, phrases: self.phrases, looks: &self.looks, chains: &self.chains, early: self.early }
    }

    /// The thing that a phrase is, or will be once it is read.
    pub(super) fn thing_of(&self, n: usize) -> Option<usize> {
        self.chains.chain_of(n).or_else(|| self.phrases.get(n)?.kind.entity())
    }

    /// Puts a phrase to what the judge chooses among the options on the desk.
    pub(super) fn decide(&mut self, class: Class, n: usize, p: &Phrase, desk: &Desk) {
        let Desk { options, chains, features, .. } = desk;
        let choice = Choice { class, phrase: n, options, chains, features };
        match self.judge.choose(&choice, &self.chains).and_then(|chosen| chains.get(chosen)) {
            Some(&chain) => self.chains.join(n, p, chain),
            None => _ = self.chains.open(n, p),
        }
    }

    /// A coordination: of the same names as one before it, the same.
    fn group(&mut self, n: usize, p: &Phrase) {
        let entity = |&part: &usize| self.phrases.get(part).and_then(|part| part.kind.entity());
        let names: Option<Vec<usize>> = p.parts.iter().map(entity).collect();
        match names {
            Some(names) => self.set(n, p, names),
            None => _ = self.chains.open(n, p),
        }
    }

    /// A phrase for several things: the chain of the same things, or a new one.
    pub(super) fn set(&mut self, n: usize, p: &Phrase, mut members: Vec<usize>) {
        members.sort_unstable();
        members.dedup();
        match self.sets.get(&members) {
            Some(&chain) => self.chains.join(n, p, chain),
            None => {
                let chain = self.chains.open(n, p);
                if let Some(opened) = self.chains.all.get_mut(chain) {
                    opened.members.clone_from(&members);
                    opened.traits.plural = Some(true);
                }
                self.sets.insert(members, chain);
            }
        }
    }
}
