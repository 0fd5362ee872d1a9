//! Reads the phrases in the order of the text and decides for each what it refers to.

use super::chains::Chains;
use super::fits::{fits, is_ahead, keep_subjects, speaks};
use super::lexicon::{self, Case, Pronoun, Sort};
use super::looks::{Look, looks};
use super::nouns::{self, Match, may_refer};
use super::page::Page;
use super::pairs::{Near, View, is_barred};
use super::phrases::{Kind, Phrase, Role};
use super::sets;
use super::things::Traits;
use super::weights::{Class, WEIGHTS};
use std::collections::{HashMap, HashSet};

/// What a phrase may refer to, one row of features each; the last row is for nothing before it.
pub struct Choice<'a> {
    pub class: Class,
    pub phrase: usize,
    /// Phrases, nearest first.
    pub options: &'a [usize],
    /// Features of each option, then of none.
    pub features: &'a Rows,
}

/// Rows of features, one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    flat: Vec<u32>,
    ends: Vec<usize>,
}

impl Rows {
    fn clear(&mut self) {
        self.flat.clear();
        self.ends.clear();
    }

    /// Adds a row that `write` fills.
    fn add(&mut self, write: impl FnOnce(&mut Vec<u32>)) {
        write(&mut self.flat);
        self.ends.push(self.flat.len());
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, &end)| self.flat.get(begin..end).unwrap_or_default())
    }

    /// Leaves only one row.
    pub fn keep(&mut self, row: usize) {
        let kept: Vec<u32> = self.iter().nth(row).unwrap_or_default().to_vec();
        self.clear();
        self.add(|flat| *flat = kept);
    }
}

/// Who decides: the learned weights, or the gold of a corpus while they are learned.
pub trait Judge {
    /// Index of the option that is meant; `None`: none of them.
    fn choose(&mut self, choice: &Choice<'_>, chains: &Chains) -> Option<usize>;

    /// Whether "he" and "she" get options of the other gender too, to learn what else tells them apart.
    fn takes_any_gender(&self) -> bool {
        false
    }
}

/// Decides by the learned weights.
pub struct Learned;

impl Judge for Learned {
    /// The option of the likeliest thing: what speaks for each of its mentions counts together.
    fn choose(&mut self, choice: &Choice<'_>, chains: &Chains) -> Option<usize> {
        let scores: Vec<f32> = choice.features.iter().map(|features| WEIGHTS.score(features)).collect();
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut things: Vec<(Option<usize>, usize, f32)> = Vec::new();
        for (n, score) in scores.iter().enumerate() {
            let share = (score - top).exp();
            let chain = choice.options.get(n).and_then(|&option| chains.chain_of(option));
            match things.iter_mut().find(|thing| chain.is_some() && thing.0 == chain) {
                Some(thing) => thing.2 += share,
                None => things.push((chain, n, share)),
            }
        }
        let best = things.iter().fold((0, 0.0f32), |best, it| if it.2 > best.1 { (it.1, it.2) } else { best });
        (best.0 < choice.options.len()).then_some(best.0)
    }
}

/// Phrases before a pronoun that are looked at, and those that are options: a page of text holds about 40 things.
pub const PHRASES_BACK: usize = 90;
const OPTIONS_MAX: usize = 40;
/// Sentences that a pronoun reaches back.
const SENTENCES_BACK: u32 = 7;
/// Mentions of one thing that are options.
const PER_THING: usize = 2;
/// Phrases behind a pronoun that it may come before: "In his speech, Orr …".
const PHRASES_AHEAD: usize = 8;
/// Phrases with the same noun, of the same cluster, and named things, that a noun phrase is held against.
const SAME_NOUN_MAX: usize = 6;
pub const SAME_CLUSTER_MAX: usize = 3;
const NAMED_MAX: usize = 12;

/// Phrases with synonyms, and named things, that are looked back at: those of about four pages.
pub const GROUPED_BACK: usize = 100;
const NAMED_KEPT: usize = 100;

/// The work of one document.
pub struct Resolver<'a, J: Judge> {
    pub(super) page: &'a Page<'a>,
    pub(super) phrases: &'a [Phrase],
    pub(super) looks: Vec<Look>,
    pub(super) chains: Chains,
    pub(super) judge: &'a mut J,
    pub(super) early: u32,
    /// Noun phrases by noun, and by finest cluster.
    pub(super) by_noun: HashMap<u64, Vec<usize>>,
    pub(super) by_cluster: HashMap<u16, Vec<usize>>,
    /// Noun phrases whose noun has synonyms, with the groups of those.
    pub(super) by_group: Vec<(u64, usize)>,
    /// Named things, the last named one last, with the phrase that named it.
    pub(super) named: Vec<(usize, usize)>,
    /// Things that were named in more than one word.
    pub(super) full_names: HashSet<usize>,
    /// The chain of each set of things, by the numbers of its members in order.
    pub(super) sets: HashMap<Vec<usize>, usize>,
    pub(super) features: Rows,
    pub(super) options: Vec<usize>,
}

/// The chains of a page.
pub fn resolve<J: Judge>(page: &Page<'_>, phrases: &[Phrase], things: Vec<Traits>, judge: &mut J) -> Chains {
    let early = page.document.headline.map_or(0, |headline| page.sentence(page.tokens.from_byte(headline.end)));
    let mut resolver = Resolver {
        page,
        phrases,
        looks: looks(page, phrases),
        chains: Chains::of_things(things, phrases.len()),
        judge,
        early,
        by_noun: HashMap::new(),
        by_cluster: HashMap::new(),
        by_group: Vec::new(),
        named: Vec::new(),
        full_names: HashSet::new(),
        sets: HashMap::new(),
        features: Rows::default(),
        options: Vec::new(),
    };
    (0..phrases.len()).for_each(|n| resolver.read(n));
    resolver.chains
}

impl<J: Judge> Resolver<'_, J> {
    fn read(&mut self, n: usize) {
        let Some(phrase) = self.phrases.get(n) else { return };
        match phrase.kind {
            Kind::Name { entity, .. } | Kind::Adjective { entity, .. } => {
                self.introduce(n, phrase, entity);
                self.chains.join(n, phrase, entity);
                if matches!(phrase.kind, Kind::Name { .. }) {
                    self.named.retain(|known| known.0 != entity);
                    self.named.push((entity, n));
                    if self.named.len() > NAMED_KEPT {
                        self.named.remove(0);
                    }
                    if phrase.tokens.len() > 1 {
                        self.full_names.insert(entity);
                    }
                }
            }
            Kind::Group => self.group(n, phrase),
            Kind::Pronoun(pronoun) if pronoun.person == 3 => self.pronoun(n, phrase, pronoun),
            Kind::Pronoun(_) => {}
            Kind::Nominal => self.nominal(n, phrase),
        }
    }

    pub(super) fn view<'v>(
        page: &'v Page<'v>,
        phrases: &'v [Phrase],
        looks: &'v [Look],
        chains: &'v Chains,
        early: u32,
    ) -> View<'v> {
        View { page, phrases, looks, chains, early }
    }

    fn pronoun(&mut self, n: usize, p: &Phrase, pronoun: Pronoun) {
        let class = match (pronoun.gender, pronoun.neuter) {
            (Some(_), _) => Class::Person,
            (_, true) => Class::It,
            _ => Class::They,
        };
        let mut options = std::mem::take(&mut self.options);
        let mut features = std::mem::take(&mut self.features);
        options.clear();
        features.clear();
        // Things among the options: how often each, and whether it agrees well.
        let mut things: Vec<(usize, usize)> = Vec::new();
        let barred = self.barred(n, p, pronoun);
        let role = |n: usize| self.looks.get(n).map_or(0, |look| look.role);
        let own_role = role(n);
        let (mut role_seen, mut subject_seen) = (false, false);
        let view = Self::view(self.page, self.phrases, &self.looks, &self.chains, self.early);
        let any = self.judge.takes_any_gender();
        let back = (n.saturating_sub(PHRASES_BACK)..n).rev();
        let ahead = n + 1..(n + 1 + PHRASES_AHEAD).min(self.phrases.len());
        for candidate in back.chain(ahead) {
            let Some(c) = self.phrases.get(candidate) else { break };
            if candidate < n && p.sentence > c.sentence + SENTENCES_BACK {
                break;
            }
            if candidate > n && !is_ahead(self.page, p, c) || options.len() >= OPTIONS_MAX {
                continue;
            }
            let fits = fits(&self.chains, class, pronoun, candidate, c);
            if !(fits || any && class == Class::Person && c.sort == Sort::Person) || is_barred(self.page, pronoun, p, c)
            {
                continue;
            }
            if speaks(self.page, p, c) {
                continue;
            }
            let chain = match self.chains.chain_of(candidate).or(c.kind.entity()) {
                Some(chain) => chain,
                None => continue,
            };
            if barred.contains(&chain) {
                continue;
            }
            let between = things.iter().filter(|thing| thing.0 != chain).count() as u32;
            let c_role = role(candidate);
            let near = Near {
                between,
                role: !role_seen && c_role == own_role,
                subject: !subject_seen && c_role <= Role::Passive as u32,
            };
            role_seen |= near.role;
            subject_seen |= near.subject;
            match things.iter_mut().find(|thing| thing.0 == chain) {
                Some(thing) if thing.1 >= PER_THING => continue,
                Some(thing) => thing.1 += 1,
                None => things.push((chain, 1)),
            }
            features.add(|row| view.pronoun(class, n, candidate, near, row));
            options.push(candidate);
        }
        if pronoun.case == Case::Reflexive {
            keep_subjects(self.phrases, p, &mut options, &mut features);
        }
        features.add(|row| view.no_pronoun(class, n, things.len() as u32, row));
        self.decide(class, n, p, &options, &features);
        if class == Class::Person && self.chains.is_alone(n) {
            self.join_person(n, p, &options);
        }
        if class == Class::They && self.chains.is_alone(n) {
            self.join_set(n, p, &options);
        }
        (self.options, self.features) = (options, features);
    }

    /// Things that a pronoun cannot be, since a phrase for them is an argument of the same verb.
    fn barred(&self, n: usize, p: &Phrase, pronoun: Pronoun) -> Vec<usize> {
        let sentence = |at: &usize| self.phrases.get(*at).is_some_and(|c| c.sentence == p.sentence);
        let before = (n.saturating_sub(PHRASES_BACK)..n).rev().take_while(sentence);
        let barred = before.filter(|&at| self.phrases.get(at).is_some_and(|c| is_barred(self.page, pronoun, p, c)));
        barred.filter_map(|at| self.chains.chain_of(at)).collect()
    }

    fn decide(&mut self, class: Class, n: usize, p: &Phrase, options: &[usize], features: &Rows) {
        let choice = Choice { class, phrase: n, options, features };
        let chosen = self.judge.choose(&choice, &self.chains).and_then(|chosen| options.get(chosen).copied());
        let chain = chosen.and_then(|chosen| {
            self.chains.chain_of(chosen).or(self.phrases.get(chosen).and_then(|phrase| phrase.kind.entity()))
        });
        match chain {
            Some(chain) => self.chains.join(n, p, chain),
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
    fn set(&mut self, n: usize, p: &Phrase, mut members: Vec<usize>) {
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

    fn nominal(&mut self, n: usize, p: &Phrase) {
        if let Some(members) = sets::members(self.page, self.phrases, &self.chains, n) {
            self.set(n, p, members);
            return;
        }
        if let Some(chain) = nouns::holder(&self.chains, p) {
            self.chains.join(n, p, chain);
            return;
        }
        let cluster = self.page.clusters(p.head)[0];
        let last = |found: Option<&Vec<usize>>, most: usize| -> Vec<usize> {
            found.map_or(Vec::new(), |found| found.iter().rev().take(most).copied().collect())
        };
        let mut candidates = last(self.by_noun.get(&p.lemma), SAME_NOUN_MAX);
        let seen = !candidates.is_empty();
        candidates.extend(last(self.by_cluster.get(&cluster), SAME_CLUSTER_MAX));
        let groups = lexicon::synonyms(p.lemma);
        if groups != 0 {
            let alike = self
                .by_group
                .iter()
                .rev()
                .take(GROUPED_BACK)
                .filter(|known| known.0 & groups != 0)
                .take(SAME_CLUSTER_MAX);
            candidates.extend(alike.map(|known| known.1));
            self.by_group.push((groups, n));
        }
        candidates.extend(self.named.iter().rev().take(NAMED_MAX).map(|named| named.1));
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        candidates.dedup();
        let mut options = std::mem::take(&mut self.options);
        let mut features = std::mem::take(&mut self.features);
        options.clear();
        features.clear();
        let view = Self::view(self.page, self.phrases, &self.looks, &self.chains, self.early);
        let mut matched: Vec<(Match, usize)> = Vec::new();
        for candidate in candidates.into_iter().filter(|_| may_refer(p)) {
            let Some(c) = self.phrases.get(candidate) else { continue };
            let within = p.sentence == c.sentence && self.page.trees.subtree(c.head).contains(&p.head)
                || self.page.trees.subtree(p.head).contains(&c.head);
            let Some(matching) = view.matching(p, candidate).filter(|_| !within) else { continue };
            let chain = self.chains.chain_of(candidate).unwrap_or(usize::MAX);
            let between = matched.iter().filter(|other| other.0 == matching && other.1 != chain).count() as u32;
            matched.push((matching, chain));
            features.add(|row| view.nominal(n, candidate, matching, between, row));
            options.push(candidate);
        }
        if options.is_empty() {
            self.chains.open(n, p);
        } else {
            features.add(|row| view.no_nominal(n, seen, row));
            self.decide(Class::Nominal, n, p, &options, &features);
        }
        if self.chains.is_alone(n) && !self.join_named(n, p) {
            self.join_synonym(n, p, groups);
        }
        (self.options, self.features) = (options, features);
        self.by_noun.entry(p.lemma).or_default().push(n);
        if cluster != 0 {
            self.by_cluster.entry(cluster).or_default().push(n);
        }
    }
}
