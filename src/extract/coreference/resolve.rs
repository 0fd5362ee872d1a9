//! Reads the phrases in the order of the text and decides for each what it refers to.

use super::chains::{Chains, agreement};
use super::lexicon::{self, Case, Noun, Pronoun, Sort};
use super::nouns::{self, Match, may_refer};
use super::page::Page;
use super::sets;
use super::looks::{Look, looks};
use super::pairs::{Near, View, is_barred};
use super::phrases::{Article, Kind, Phrase, Role};
use super::things::Traits;
use super::weights::{Class, WEIGHTS};
use crate::record::Upos;
use std::collections::HashMap;

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
    fn keep(&mut self, row: usize) {
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
const PHRASES_BACK: usize = 90;
const OPTIONS_MAX: usize = 40;
/// Sentences that a pronoun reaches back.
const SENTENCES_BACK: u32 = 7;
/// Mentions of one thing that are options.
const PER_THING: usize = 2;
/// Phrases behind a pronoun that it may come before: "In his speech, Orr …".
const PHRASES_AHEAD: usize = 8;
/// Phrases with the same noun, of the same cluster, and named things, that a noun phrase is held against.
const SAME_NOUN_MAX: usize = 6;
const SAME_CLUSTER_MAX: usize = 3;
const NAMED_MAX: usize = 12;

/// Sentences that "the company" reaches back to what was said to be one, and to what may be one.
const SENTENCES_SAID: u32 = 15;
const SENTENCES_SORT: u32 = 6;
/// Mentions of a thing that count for what the text is about.
const SAID_MAX: usize = 20;

/// The work of one document.
pub struct Resolver<'a, J: Judge> {
    page: &'a Page<'a>,
    phrases: &'a [Phrase],
    looks: Vec<Look>,
    pub chains: Chains,
    judge: &'a mut J,
    early: u32,
    /// Noun phrases by noun, and by finest cluster.
    by_noun: HashMap<u64, Vec<usize>>,
    by_cluster: HashMap<u16, Vec<usize>>,
    /// Noun phrases whose noun has synonyms, with the groups of those.
    by_group: Vec<(u64, usize)>,
    /// Named things, the last named one last, with the phrase that named it.
    named: Vec<(usize, usize)>,
    /// Things that were named in more than one word.
    full_names: Vec<usize>,
    /// The chain of each set of things, by the numbers of its members in order.
    sets: HashMap<Vec<usize>, usize>,
    features: Rows,
    options: Vec<usize>,
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
        full_names: Vec::new(),
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
                    if phrase.tokens.len() > 1 && !self.full_names.contains(&entity) {
                        self.full_names.push(entity);
                    }
                }
            }
            Kind::Group => self.group(n, phrase),
            Kind::Pronoun(pronoun) if pronoun.person == 3 => self.pronoun(n, phrase, pronoun),
            Kind::Pronoun(_) => {}
            Kind::Nominal => self.nominal(n, phrase),
        }
    }

    /// A pronoun without anything before it ("He began to paint. Quill moved …") is the first person whom a short name
    /// introduces behind it: a text that begins so is a piece of a longer one.
    fn introduce(&mut self, n: usize, name: &Phrase, entity: usize) {
        let Some(chain) = self.chains.get(entity) else { return };
        let is_person = chain.traits.sort == Some(Sort::Person);
        let is_new = is_person && !self.full_names.contains(&entity) && name.tokens.len() == 1;
        let leads = name.role.is_subject() || name.role == Role::Possessor;
        if !is_new || !leads {
            return;
        }
        let orphans = (n.saturating_sub(PHRASES_BACK)..n).rev().filter_map(|at| self.chains.chain_of(at));
        let found = orphans.take(PHRASES_BACK).find(|&orphan| {
            self.chains.get(orphan).is_some_and(|orphan| {
                let only_pronouns = orphan.entity.is_none()
                    && orphan.phrases.iter().all(|&p| self.phrases.get(p).is_some_and(|p| p.gender.is_some() && matches!(p.kind, Kind::Pronoun(_))));
                let agrees = orphan.traits.gender.is_some_and(|gender| agreement(&chain.traits, gender) >= 3);
                only_pronouns && agrees && !orphan.phrases.is_empty()
            })
        });
        if let Some(orphan) = found {
            self.chains.absorb(orphan, entity);
        }
    }

    fn view<'v>(page: &'v Page<'v>, phrases: &'v [Phrase], looks: &'v [Look], chains: &'v Chains, early: u32) -> View<'v> {
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
            if !(fits || any && class == Class::Person && c.sort == Sort::Person) || is_barred(self.page, pronoun, p, c) {
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

    /// "The company", "the island", with nothing beside it, that no noun before takes up: the named thing that was said or
    /// is known to be that, else the body that the text names most.
    fn join_named(&mut self, n: usize, p: &Phrase) -> bool {
        let view = Self::view(self.page, self.phrases, &self.looks, &self.chains, self.early);
        let is_plain = p.article == Article::Definite && p.plural != Some(true) && p.modifiers.is_empty() && p.noun.is_known();
        if !is_plain || view.behind(p) == 1 {
            return false;
        }
        let score = |&(chain, phrase): &(usize, usize)| {
            let c = self.phrases.get(phrase)?;
            let apart = p.sentence.abs_diff(c.sentence);
            let said = self.chains.get(chain)?.phrases.len().min(SAID_MAX) as u32;
            let tier = match view.matching(p, phrase)? {
                Match::Said | Match::Subtype if apart <= SENTENCES_SAID => 3,
                Match::NameEnd if apart <= SENTENCES_SAID => 2,
                Match::Sort if apart <= SENTENCES_SORT && p.sort == Sort::Body && self.may_be(chain, p) => 1,
                _ => return None,
            };
            Some((tier * 100 + said * 2 - apart.min(SENTENCES_SAID), chain))
        };
        let found = self.named.iter().rev().take(NAMED_MAX).filter_map(score).max();
        let (Some((_, chain)), Some(own)) = (found, self.chains.chain_of(n)) else { return false };
        self.chains.absorb(own, chain);
        true
    }

    /// "A ferry … the vessel": the last phrase whose noun can name the same.
    fn join_synonym(&mut self, n: usize, p: &Phrase, groups: u64) {
        if !matches!(p.article, Article::Definite | Article::Demonstrative) || p.modifiers.len() > 1 {
            return;
        }
        let fits = |at: usize| {
            let c = self.phrases.get(at)?;
            let near = at < n && c.sentence + SENTENCES_SORT >= p.sentence && c.plural == p.plural;
            let both = !c.of.is_empty() && !p.of.is_empty();
            (near && !both).then(|| self.chains.chain_of(at)).flatten()
        };
        let alike = self.by_group.iter().rev().filter(|known| known.0 & groups != 0).take(SAME_CLUSTER_MAX);
        let found = alike.filter_map(|known| fits(known.1)).next();
        if let (Some(chain), Some(own)) = (found, self.chains.chain_of(n)) {
            self.chains.absorb(own, chain);
        }
    }


    /// Whether nothing known of a thing speaks against a noun with subtypes: a ministry is no company.
    fn may_be(&self, chain: usize, p: &Phrase) -> bool {
        let Some(traits) = self.chains.get(chain).map(|chain| &chain.traits) else { return false };
        let said = || traits.nouns.iter().map(|&noun| Noun::of(noun)).filter(|noun| noun.can_be(p.sort));
        if said().next().is_some() && !said().any(|noun| noun.is_like(p.noun)) {
            return false;
        }
        let subtype = traits.subtype.as_deref();
        !p.noun.has_subtype() || subtype.is_none_or(|subtype| p.noun.fits_subtype(subtype) || subtype == "Organization")
    }

    /// "He" is somebody: where the weights find nobody, the nearest who surely agrees, in the sentence before at most.
    fn join_person(&mut self, n: usize, p: &Phrase, options: &[usize]) {
        let agrees = |&&option: &&usize| {
            let chain = self.chains.chain_of(option).or(self.phrases.get(option).and_then(|c| c.kind.entity()));
            let traits = chain.and_then(|chain| self.chains.get(chain)).map(|chain| &chain.traits);
            let sure = traits.zip(p.gender).is_some_and(|(traits, gender)| agreement(traits, gender) >= 4);
            sure && self.phrases.get(option).is_some_and(|c| c.sentence + 1 >= p.sentence)
        };
        let ahead = || options.iter().filter(|&&option| option > n).find(agrees);
        let found = options.iter().filter(|&&option| option < n).find(agrees).or_else(ahead);
        let chain = found.and_then(|&option| {
            self.chains.chain_of(option).or(self.phrases.get(option).and_then(|c| c.kind.entity()))
        });
        if let (Some(chain), Some(own)) = (chain, self.chains.chain_of(n)) {
            self.chains.absorb(own, chain);
        }
    }

    /// "They" of whom nothing else speaks are the set or coordination that was named last, in the sentence before at most.
    fn join_set(&mut self, n: usize, p: &Phrase, options: &[usize]) {
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
            let alike = self.by_group.iter().rev().filter(|known| known.0 & groups != 0).take(SAME_CLUSTER_MAX);
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

/// Whether a phrase behind a pronoun may be what it means: the subject of a clause that the pronoun's own hangs on or
/// stands before within one sentence, and no pronoun itself.
fn is_ahead(page: &Page<'_>, p: &Phrase, c: &Phrase) -> bool {
    if p.sentence != c.sentence || !matches!(c.kind, Kind::Name { .. } | Kind::Nominal) {
        return false;
    }
    if follows_opening(page, p, c) {
        return true;
    }
    // The pronoun must stand deeper: "In his speech, Orr said" and "When he came, Orr said", not "He said Orr came".
    let verb = page.trees.head(c.head).filter(|_| c.role.is_subject());
    verb.is_some_and(|verb| page.trees.subtree(verb).contains(&p.head)) && p.depth > c.depth
}

/// "After an argument with her friend, Quill left": a sentence that a preposition or conjunction opens, the pronoun before its
/// first comma, the name right behind that.
fn follows_opening(page: &Page<'_>, p: &Phrase, c: &Phrase) -> bool {
    let opens = page.tokens.sentences.get(p.sentence as usize).map(|sentence| page.tags.upos(sentence.start));
    let begin = if c.head < c.tokens.start { c.head } else { c.tokens.start };
    let comma = begin.checked_sub(1).filter(|&before| page.text(before) == ",");
    let first = || (p.head..begin).take(OPENING_MAX).find(|&token| page.text(token) == ",");
    let is_opened = matches!(opens, Some(Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Verb));
    is_opened && matches!(c.kind, Kind::Name { .. }) && comma.is_some() && comma == first()
}

/// Tokens from a pronoun to the comma behind what opens its sentence.
const OPENING_MAX: usize = 15;

/// Whether a candidate can be what a pronoun stands for, as far as number, gender and kind tell.
fn fits(chains: &Chains, class: Class, pronoun: Pronoun, candidate: usize, c: &Phrase) -> bool {
    let blank = Traits::default();
    let chain = chains.chain_of(candidate).or(c.kind.entity()).and_then(|chain| chains.get(chain));
    let traits = chain.map_or(&blank, |chain| &chain.traits);
    let sort = traits.sort.unwrap_or(Sort::Unknown);
    let free = match c.kind {
        Kind::Adjective { .. } => false,
        Kind::Pronoun(other) => other.person == 3 && (other.neuter == pronoun.neuter || class == Class::They),
        _ => true,
    };
    free && match class {
        Class::Person => pronoun.gender.is_some_and(|gender| agreement(traits, gender) > 0) && c.plural != Some(true),
        Class::It => {
            !matches!(sort, Sort::Person | Sort::People | Sort::Time)
                && traits.gender.is_none()
                && c.plural != Some(true)
                && c.kind != Kind::Group
        }
        Class::They => {
            let one = traits.plural == Some(false) || c.plural == Some(false);
            let one_thing = one && !(c.kind.entity().is_some() && sort != Sort::Person);
            // Of "Kenya and Ethiopia" the two together are "they".
            sort != Sort::Time && !one_thing && traits.gender.is_none() && !(one && c.is_part)
        }
        Class::Nominal => true,
    }
}

/// Whether a candidate is who says what the pronoun stands in: nobody says "he" of himself.
fn speaks(page: &Page<'_>, p: &Phrase, c: &Phrase) -> bool {
    let speech = p.quote.and_then(|quote| page.speeches.get(quote as usize));
    let words = speech.and_then(|speech| speech.speaker);
    c.quote.is_none() && words.is_some_and(|words| words.overlaps(c.span))
}

/// "himself" is the subject of its own clause, where that is an option.
fn keep_subjects(phrases: &[Phrase], p: &Phrase, options: &mut Vec<usize>, features: &mut Rows) {
    let is_subject = |&option: &usize| {
        phrases.get(option).is_some_and(|c| c.clause == p.clause && matches!(c.role, Role::Subject | Role::Passive))
    };
    if let Some(at) = options.iter().position(is_subject) {
        *options = options.get(at).copied().into_iter().collect();
        features.keep(at);
    }
}
