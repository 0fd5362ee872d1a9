//! Decides for each "he", "she", "it" and "they" what it stands for.

use super::barred::is_barred;
use super::fits::{fits, is_ahead, keep_subjects, speaks};
use super::judge::Judge;
use super::lexicon::{Case, Pronoun, Sort};
use super::pairs::Near;
use super::phrases::{Phrase, Role};
use super::resolve::{Desk, PHRASES_BACK, Resolver, Thing};
use super::weights::Class;

/// Options of a pronoun, at most: a page of text holds about 40 things.
const OPTIONS_MAX: usize = 40;
/// Sentences that a pronoun reaches back.
const SENTENCES_BACK: u32 = 7;
/// Mentions of one thing that are options.
const PER_THING: u32 = 2;
/// Phrases behind a pronoun that it may come before: "In his speech, Orr …".
const PHRASES_AHEAD: usize = 8;

impl<J: Judge> Resolver<'_, '_, J> {
    pub(super) fn pronoun(&mut self, n: usize, p: &Phrase, pronoun: Pronoun) {
        let class = match (pronoun.gender, pronoun.neuter) {
            (Some(_), _) => Class::Person,
            (_, true) => Class::It,
            _ => Class::They,
        };
        let mut desk = std::mem::take(&mut self.desk);
        desk.clear();
        self.bar(n, p, pronoun, &mut desk.barred);
        self.gather(class, n, p, pronoun, &mut desk);
        self.gather_behind(class, n, p, pronoun, &mut desk);
        self.describe(class, n, &mut desk);
        if pronoun.case == Case::Reflexive {
            keep_subjects(self.phrases, p, &mut desk);
        }
        let choices = desk.things.len() as u32;
        desk.features.add(|row| self.view().no_pronoun(class, n, choices, row));
        self.decide(class, n, p, &desk);
        if class == Class::Person && self.chains.is_alone(n) {
            self.join_person(n, p, &desk.options);
        }
        if class == Class::It && self.chains.is_alone(n) {
            self.join_reporter(n, p, &desk.options);
        }
        if class == Class::They && self.chains.is_alone(n) {
            self.join_set(n, p, &desk.options);
        }
        self.desk = desk;
    }

    /// Things that a pronoun cannot be, since a phrase for them is an argument of the same verb.
    fn bar(&self, n: usize, p: &Phrase, pronoun: Pronoun, barred: &mut Vec<usize>) {
        for at in (n.saturating_sub(PHRASES_BACK)..n).rev() {
            let Some(c) = self.phrases.get(at).filter(|c| c.sentence == p.sentence) else { break };
            if is_barred(self.page, pronoun, p, c) {
                barred.extend(self.chains.chain_of(at));
            }
        }
    }

    /// The options of a pronoun, nearest first.
    fn gather(&self, class: Class, n: usize, p: &Phrase, pronoun: Pronoun, desk: &mut Desk) {
        let role = |n: usize| self.looks.get(n).map_or(0, |look| look.role);
        let own_role = role(n);
        let (mut role_seen, mut subject_seen, mut persons) = (false, false, 0);
        let is_near = |&at: &usize| self.phrases.get(at).is_some_and(|c| p.sentence <= c.sentence + SENTENCES_BACK);
        let back = (n.saturating_sub(PHRASES_BACK)..n).rev().take_while(is_near);
        for candidate in back {
            let Some(c) = self.phrases.get(candidate).filter(|_| desk.options.len() < OPTIONS_MAX) else { break };
            let Some(chain) = self.thing_of(candidate) else { continue };
            if desk.barred.contains(&chain) || !self.may_be_meant(class, p, pronoun, candidate, c) {
                continue;
            }
            let (at, is_new) = self.thing(chain, desk);
            let others = desk.things.len() as u32 - 1;
            let Some(thing) = desk.things.get_mut(at) else { continue };
            let c_role = role(candidate);
            let near = Near {
                between: others,
                role: !role_seen && c_role == own_role,
                subject: !subject_seen && c_role <= Role::Passive as u32,
                persons: persons - u32::from(thing.is_person && !is_new),
                rank: 0,
            };
            role_seen |= near.role;
            subject_seen |= near.subject;
            persons += u32::from(thing.is_person && is_new);
            thing.options += 1;
            if thing.options <= PER_THING {
                desk.near.push((near, at));
                desk.options.push(candidate);
                desk.chains.push(chain);
            }
        }
    }

    /// The place of a thing among those on the desk, and whether it is new there.
    fn thing(&self, chain: usize, desk: &mut Desk) -> (usize, bool) {
        let known = desk.things.iter().position(|thing| thing.chain == chain);
        let at = known.unwrap_or(desk.things.len());
        if known.is_none() {
            let is_person = self.chains.get(chain).is_some_and(|chain| chain.traits.sort == Some(Sort::Person));
            desk.things.push(Thing { chain, options: 0, is_person });
        }
        (at, known.is_none())
    }

    /// The options behind a pronoun, nearest first.
    fn gather_behind(&self, class: Class, n: usize, p: &Phrase, pronoun: Pronoun, desk: &mut Desk) {
        let mut between = 0;
        for candidate in n + 1..(n + 1 + PHRASES_AHEAD).min(self.phrases.len()) {
            let Some(c) = self.phrases.get(candidate).filter(|c| c.sentence == p.sentence) else { break };
            let Some(chain) = self.thing_of(candidate).filter(|chain| !desk.barred.contains(chain)) else { continue };
            if !is_ahead(self.page, p, c) || !self.may_be_meant(class, p, pronoun, candidate, c) {
                continue;
            }
            let at = self.thing(chain, desk).0;
            desk.near.push((Near { between, ..Near::default() }, at));
            desk.options.push(candidate);
            desk.chains.push(chain);
            between += 1;
        }
    }

    /// Adds the features of every option of a pronoun.
    fn describe(&self, class: Class, n: usize, desk: &mut Desk) {
        let view = self.view();
        let count = |thing: &Thing| self.chains.get(thing.chain).map_or(0, |chain| chain.count);
        let Desk { things, near, options, features, .. } = desk;
        for (&candidate, (near, thing)) in options.iter().zip(near) {
            let own = things.get(*thing).map_or(0, count);
            near.rank = things.iter().filter(|thing| count(thing) > own).count() as u32;
            features.add(|row| view.pronoun(class, n, candidate, *near, row));
        }
    }

    /// Whether a phrase can be what a pronoun stands for at all.
    fn may_be_meant(&self, class: Class, p: &Phrase, pronoun: Pronoun, candidate: usize, c: &Phrase) -> bool {
        let any = class == Class::Person && c.sort == Sort::Person && self.judge.takes_any_gender();
        (fits(&self.chains, class, pronoun, candidate, c) || any)
            && !is_barred(self.page, pronoun, p, c)
            && !speaks(self.page, p, c)
    }
}
