//! The features of a pronoun and a phrase before it that may be what it refers to.

use super::chains::{Chains, agreement};
use super::lexicon::Sort;
use super::looks::Look;
use super::page::{NONE, Page};
use super::phrases::{Kind, Phrase, Role};
use super::weights::{Class, Template, feature};
use crate::record::{Dependency, Upos};

/// All that features are made of.
pub struct View<'a> {
    pub page: &'a Page<'a>,
    pub phrases: &'a [Phrase],
    pub looks: &'a [Look],
    pub chains: &'a Chains<'a>,
    /// Last sentence of the headline, or the first one of the text.
    pub early: u32,
}

/// What stands between a pronoun and a candidate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Near {
    /// How many things that agree are nearer.
    pub between: u32,
    /// It is the nearest that has the role of the pronoun, and the nearest subject.
    pub role: bool,
    pub subject: bool,
    /// How many persons are nearer.
    pub persons: u32,
    /// How many of the things among the options were named more often.
    pub rank: u32,
}

/// A number cut into ranges: how many of the bounds it reaches.
pub fn bin(n: u32, bounds: &[u32]) -> u32 {
    bounds.iter().filter(|&&bound| n >= bound).count() as u32
}

/// What kind of phrase a candidate is.
pub fn kind_of(phrase: &Phrase) -> u32 {
    match phrase.kind {
        Kind::Name { .. } | Kind::Adjective { .. } => 0,
        Kind::Pronoun(_) => 1,
        Kind::Nominal => 2,
        Kind::Group => 3,
    }
}

impl View<'_> {
    /// Features of a pronoun and a candidate.
    pub fn pronoun(&self, class: Class, n: usize, candidate: usize, near: Near, found: &mut Vec<u32>) {
        if candidate > n {
            self.behind_it(class, n, candidate, near, found);
            return;
        }
        self.places(class, n, candidate, near, found);
        self.functions(class, n, candidate, near, found);
        self.thing(class, n, candidate, found);
        if class == Class::Person {
            self.person(n, candidate, near, found);
        }
    }

    /// Where both stand.
    fn places(&self, class: Class, n: usize, candidate: usize, near: Near, found: &mut Vec<u32>) {
        let (Some(p), Some(c)) = (self.phrases.get(n), self.phrases.get(candidate)) else { return };
        let mut add = |template, answer| found.push(feature(class, template, answer));
        let same = u32::from(p.sentence == c.sentence);
        let sentences = p.sentence.abs_diff(c.sentence);
        add(Template::Distance, sentences.min(5) * 5 + kind_of(c));
        if same == 1 {
            add(Template::Words, bin(p.head.abs_diff(c.head) as u32, &[3, 5, 8, 12, 17, 24, 35]));
        }
        add(Template::Between, near.between.min(5) * 2 + same);
        let leads = u32::from(self.opens_sentence(candidate));
        let opens = u32::from(self.opens_sentence(n)) * 2 + leads;
        add(Template::Start, opens * 3 + sentences.min(2));
        add(Template::FirstOfSentence, leads * 2 + same);
        let before = c.tokens.start.checked_sub(1).map_or("", |before| self.page.text(before));
        add(Template::Brackets, u32::from(matches!(before, "(" | "[")) * 3 + sentences.min(2));
        add(Template::Paragraphs, p.paragraph.abs_diff(c.paragraph).min(2) * 2 + u32::from(self.opens_paragraph(n)));
        let quoted = p.quote.is_some() && p.quote == c.quote;
        let quotes = u32::from(p.quote.is_some()) * 4 + u32::from(c.quote.is_some()) * 2 + u32::from(quoted);
        add(Template::Quotes, quotes);
    }

    /// What both are in their clauses.
    fn functions(&self, class: Class, n: usize, candidate: usize, near: Near, found: &mut Vec<u32>) {
        let (Some(p), Some(c)) = (self.phrases.get(n), self.phrases.get(candidate)) else { return };
        let (Some(look), Some(c_look)) = (self.looks.get(n), self.looks.get(candidate)) else { return };
        let mut add = |template, answer| found.push(feature(class, template, answer));
        let same = u32::from(p.sentence == c.sentence);
        let (p_role, c_role) = (look.role, c_look.role);
        if same == 1 {
            add(Template::Clauses, self.clauses(p, c) * 9 + c_role);
            add(Template::Mark, look.mark * 9 + c_role);
        }
        add(Template::Roles, (c_role * 9 + p_role) * 3 + p.sentence.abs_diff(c.sentence).min(2));
        let nearest = u32::from(near.role) * 2 + u32::from(near.subject);
        add(Template::NearestRole, (nearest * 9 + p_role) * 2 + same);
        add(Template::Depth, u32::from(c.depth).min(4) * 2 + same);
        add(Template::VerbOfPronoun, look.verb * 9 + c_role);
        add(Template::VerbOfCandidate, (c_look.verb * 9 + c_role) * 2 + same);
        add(Template::SameVerb, self.same_verb(look, c_look) * 2 + same);
        add(Template::Conjunct, c_look.conjunct * 2 + same);
        add(Template::Inside, c_role * 2 + u32::from(c.tokens.end < p.tokens.start && self.is_possessed(p, c)));
        add(Template::Speakers, u32::from(look.speaks) * 2 + u32::from(c_look.speaks));
    }

    /// What is known of the thing that the candidate stands for.
    fn thing(&self, class: Class, n: usize, candidate: usize, found: &mut Vec<u32>) {
        let (Some(p), Some(c)) = (self.phrases.get(n), self.phrases.get(candidate)) else { return };
        let (Some(look), Some(c_look)) = (self.looks.get(n), self.looks.get(candidate)) else { return };
        let Some(chain) = self.chains.of_phrase(candidate) else { return };
        let mut add = |template, answer| found.push(feature(class, template, answer));
        let same = u32::from(p.sentence == c.sentence);
        let traits = &chain.traits;
        if let Some(gender) = p.gender {
            add(Template::Agreement, agreement(traits, gender));
        } else {
            let sort = traits.sort.unwrap_or(Sort::Unknown) as u32;
            add(Template::SortArticle, sort * 7 + c.article as u32);
            add(Template::SortRole, (sort * 9 + look.role) * 2 + same);
            add(Template::HeadRole, c_look.cluster * 9 + look.role);
            add(Template::HeadVerb, c_look.cluster * 65 + look.verb);
            let plural = traits.plural.map_or(2, u32::from);
            add(Template::PluralPair, (plural * 3 + c.plural.map_or(2, u32::from)) * 5 + kind_of(c));
        }
        add(Template::Salience, bin(chain.count, &[1, 2, 3, 5, 9]));
        let early = self.phrases.get(chain.first as usize);
        add(Template::Early, u32::from(early.is_some_and(|first| first.sentence <= self.early)));
        let latest = chain.last == NONE || chain.last as usize <= candidate;
        add(Template::Latest, u32::from(latest) * 2 + same);
        if let Kind::Name { .. } = c.kind {
            add(Template::NameWords, (c.tokens.len() as u32).min(3));
        }
    }

    /// Features of leaving a pronoun alone. `choices`: how many things agree.
    pub fn no_pronoun(&self, class: Class, n: usize, choices: u32, found: &mut Vec<u32>) {
        let Some(p) = self.phrases.get(n) else { return };
        let Kind::Pronoun(pronoun) = p.kind else { return };
        let mut add = |template, answer| found.push(feature(class, template, answer));
        add(Template::NilForm, u32::from(pronoun.number));
        add(Template::NilEmpty, self.empty(p));
        add(Template::NilVerb, self.looks.get(n).map_or(0, |look| look.verb) * 9 + p.role as u32);
        add(Template::NilQuote, u32::from(p.quote.is_some()));
        add(Template::NilChoice, choices.min(3));
    }

    /// Whether the tree tells that "it" stands for nothing, or for a clause behind it.
    pub fn stands_for_clause(&self, p: &Phrase) -> bool {
        matches!(self.empty(p), 1 | 2)
    }

    /// Whether "it" stands for nothing: told by the tree, or "it is … that/to", "it seems that".
    fn empty(&self, p: &Phrase) -> u32 {
        let page = self.page;
        if page.trees.relation(p.head) == Dependency::Expl {
            return 1;
        }
        let Some(verb) = page.trees.head(p.head) else { return 0 };
        let adjective = page.tags.upos(verb) == Upos::Adj && page.trees.relation(p.head).is_subject();
        let clause = page.trees.child(verb, |r| matches!(r, Dependency::Csubj | Dependency::Ccomp | Dependency::Xcomp));
        match (adjective, clause.is_some()) {
            (true, true) => 2,
            (true, false) => 3,
            _ => 0,
        }
    }

    /// How the clause of a pronoun stands to that of a candidate in its sentence.
    pub(super) fn clauses(&self, p: &Phrase, c: &Phrase) -> u32 {
        let page = self.page;
        if p.clause == c.clause {
            return 0;
        }
        let mut at = p.clause as usize;
        for steps in 1..=CLAUSES_MAX {
            let Some(head) = page.trees.head(at) else { break };
            let joined = page.trees.relation(at) == Dependency::Conj;
            at = page.clause(head) as usize;
            if at as u32 == c.clause {
                return if joined { 1 } else { 1 + steps.min(2) };
            }
        }
        let mut at = c.clause as usize;
        for _ in 0..CLAUSES_MAX {
            let Some(head) = page.trees.head(at) else { break };
            at = page.clause(head) as usize;
            if at as u32 == p.clause {
                return 4;
            }
        }
        5
    }

    fn same_verb(&self, look: &Look, c_look: &Look) -> u32 {
        let (Some(a), Some(b)) = (look.governor, c_look.governor) else { return 0 };
        match (a == b, look.governor_lemma == c_look.governor_lemma) {
            (true, _) => 1,
            (_, true) => 2,
            _ if look.governor_cluster == c_look.governor_cluster => 3,
            _ => 0,
        }
    }

    fn opens_paragraph(&self, n: usize) -> bool {
        let paragraph = |n: usize| self.phrases.get(n).map(|phrase| phrase.paragraph);
        n.checked_sub(1).is_none_or(|before| paragraph(before) != paragraph(n))
    }

    fn opens_sentence(&self, n: usize) -> bool {
        let sentence = |n: usize| self.phrases.get(n).map(|phrase| phrase.sentence);
        n.checked_sub(1).is_none_or(|before| sentence(before) != sentence(n))
    }

    /// Whether the pronoun owns what stands in the clause that the candidate is the subject of.
    fn is_possessed(&self, p: &Phrase, c: &Phrase) -> bool {
        p.role == Role::Possessor && p.clause == c.clause && p.sentence == c.sentence
    }
}

/// Clauses that may lie between two of one sentence.
const CLAUSES_MAX: u32 = 6;
