//! Decides for each noun phrase whether it takes something up again.

use super::judge::Judge;
use super::lexicon;
use super::nouns::{self, may_refer};
use super::phrases::Phrase;
use super::resolve::{Desk, GROUPED_BACK, Resolver, SAME_CLUSTER_MAX};
use super::sets;
use super::weights::Class;

/// Phrases with the same noun, and named things, that a noun phrase is held against.
const SAME_NOUN_MAX: usize = 6;
const NAMED_MAX: usize = 12;

impl<J: Judge> Resolver<'_, '_, J> {
    pub(super) fn nominal(&mut self, n: usize, p: &Phrase) {
        if let Some(members) = sets::members(self.page, self.phrases, &self.chains, n) {
            self.set(n, p, members);
            return;
        }
        if let Some(chain) = nouns::holder(&self.chains, p) {
            self.chains.join(n, p, chain);
            return;
        }
        let mut desk = std::mem::take(&mut self.desk);
        desk.clear();
        let cluster = u64::from(self.page.clusters(p.head)[0]);
        let groups = lexicon::synonyms(p.lemma);
        let seen = self.candidates(p, cluster, groups, &mut desk.candidates);
        if groups != 0 {
            self.by_group.push((groups, n));
        }
        if may_refer(p) {
            self.weigh(n, p, &mut desk);
        }
        if desk.options.is_empty() {
            self.chains.open(n, p);
        } else {
            desk.features.add(|row| self.view().no_nominal(n, seen, row));
            self.decide(Class::Nominal, n, p, &desk);
        }
        self.desk = desk;
        if self.chains.is_alone(n) && !self.join_named(n, p) {
            self.join_synonym(n, p, groups);
        }
        self.by_noun.add(p.lemma, n);
        if cluster != 0 {
            self.by_cluster.add(cluster, n);
        }
    }

    /// The phrases that a noun phrase may take up, nearest first; whether its noun was there before.
    fn candidates(&self, p: &Phrase, cluster: u64, groups: u64, found: &mut Vec<usize>) -> bool {
        found.extend(self.by_noun.phrases(p.lemma).take(SAME_NOUN_MAX));
        let seen = !found.is_empty();
        found.extend(self.by_cluster.phrases(cluster).take(SAME_CLUSTER_MAX));
        if groups != 0 {
            let back = self.by_group.iter().rev().take(GROUPED_BACK);
            let alike = back.filter(|known| known.0 & groups != 0).take(SAME_CLUSTER_MAX);
            found.extend(alike.map(|known| known.1));
        }
        found.extend(self.named.iter().rev().take(NAMED_MAX).map(|named| named.1));
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.dedup();
        seen
    }

    /// Makes options of the candidates that match.
    fn weigh(&self, n: usize, p: &Phrase, desk: &mut Desk) {
        let view = self.view();
        let own = self.page.trees.subtree(p.head);
        for &candidate in &desk.candidates {
            let Some(c) = self.phrases.get(candidate) else { continue };
            let Some(matching) = view.matching(p, candidate) else { continue };
            let within = own.contains(&c.head) || self.page.trees.subtree(c.head).contains(&p.head);
            if p.sentence == c.sentence && within {
                continue;
            }
            let Some(chain) = self.chains.chain_of(candidate) else { continue };
            let between = desk.matched.iter().filter(|other| other.0 == matching && other.1 != chain).count() as u32;
            desk.matched.push((matching, chain));
            desk.features.add(|row| view.nominal(n, candidate, matching, between, row));
            desk.options.push(candidate);
            desk.chains.push(chain);
        }
    }
}
