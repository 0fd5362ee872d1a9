//! The features of a noun phrase and a phrase before it that may be what it takes up again: "the company", "the attack".

use super::chains::{Chain, Chains};
use super::lexicon::{Noun, Sort, are_synonyms};
use super::pairs::{View, bin, kind_of};
use super::phrases::{Article, Kind, Phrase};
use super::weights::{Class, Template, feature};
use crate::record::Dependency;

/// How the noun of a phrase fits a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Match {
    /// The same words.
    Exact,
    /// The same noun.
    Noun,
    /// A noun of the same finest cluster.
    Cluster,
    /// The thing was said to be that: "Orr, a minister … the minister".
    Said,
    /// Known to be that: a city is "the city".
    Subtype,
    /// The name ends with the noun: "Kestrel Bank … the bank".
    NameEnd,
    /// It may be: a body is "the group".
    Sort,
}

impl View<'_> {
    /// How a noun phrase may take up a candidate again; `None` where it may not.
    pub fn matching(&self, p: &Phrase, candidate: usize) -> Option<Match> {
        let c = self.phrases.get(candidate)?;
        let chain = self.chains.of_phrase(candidate)?;
        let traits = &chain.traits;
        match c.kind {
            Kind::Nominal => {
                if !p.of.is_empty() && !c.of.is_empty() && !p.of.iter().any(|entity| c.of.contains(entity)) {
                    return None;
                }
                if c.lemma == p.lemma {
                    let exact = |phrase: &Phrase| phrase.span.of(&self.page.document.text);
                    return Some(if exact(p).eq_ignore_ascii_case(exact(c)) { Match::Exact } else { Match::Noun });
                }
                let finest = self.page.clusters(p.head)[0];
                // Two nouns of nouns.txt are alike if one row holds both: a union is no company.
                let known = p.noun.is_known() && c.noun.is_known();
                let same = finest != 0 && finest == self.page.clusters(c.head)[0] && (!known || p.noun.is_like(c.noun));
                let alike = same || are_synonyms(p.lemma, c.lemma);
                (alike && p.article.is_definite() && traits.plural == p.plural).then_some(Match::Cluster)
            }
            Kind::Name { .. } => {
                if traits.nouns.contains(&p.lemma) {
                    return Some(Match::Said);
                }
                if c.lemma == p.lemma && c.tokens.len() > 1 {
                    return Some(Match::NameEnd);
                }
                if !p.article.is_definite() || p.plural == Some(true) {
                    return None;
                }
                if traits.subtype.is_some_and(|subtype| p.noun.fits_subtype(subtype)) {
                    return Some(Match::Subtype);
                }
                let sort = traits.sort.unwrap_or(Sort::Unknown);
                let contradicts = p.gender.is_some() && traits.gender.is_some() && p.gender != traits.gender;
                let mut said = traits.nouns.iter().map(|&noun| Noun::of(noun)).filter(|noun| noun.can_be(sort));
                let is_other =
                    sort != Sort::Person && said.clone().next().is_some() && !said.any(|noun| noun.is_like(p.noun));
                (p.noun.can_be(sort) && !contradicts && !is_other).then_some(Match::Sort)
            }
            _ => None,
        }
    }

    /// Features of a noun phrase and a candidate. `between`: how many candidates that match as well are nearer.
    pub fn nominal(&self, n: usize, candidate: usize, matching: Match, between: u32, found: &mut Vec<u32>) {
        let (Some(p), Some(c)) = (self.phrases.get(n), self.phrases.get(candidate)) else { return };
        let class = Class::Nominal;
        let matching = matching as u32;
        let article = p.article as u32;
        found.push(feature(class, Template::Match, (matching * 7 + article) * 5 + kind_of(c)));
        found.push(feature(class, Template::Modifiers, modifiers(p, c) * 7 + article));
        let sentences = bin(p.sentence.abs_diff(c.sentence), &[1, 2, 3, 6, 11]);
        found.push(feature(class, Template::MatchDistance, matching * 6 + sentences));
        let Some(chain) = self.chains.of_phrase(candidate) else { return };
        let number = match (p.plural, chain.traits.plural.or(c.plural)) {
            (Some(a), Some(b)) => u32::from(a == b),
            _ => 2,
        };
        found.push(feature(class, Template::MatchNumber, matching * 3 + number));
        found.push(feature(class, Template::MatchOf, matching * 6 + self.of(p, candidate)));
        found.push(feature(class, Template::Articles, c.article as u32 * 7 + article));
        found.push(feature(class, Template::MatchBetween, matching * 4 + between.min(3)));
        found.push(feature(class, Template::Behind, (self.behind(p) * 2 + self.behind(c)) * 7 + article));
        let same = u32::from(p.sentence == c.sentence);
        found.push(feature(class, Template::Roles, (c.role as u32 * 9 + p.role as u32) * 2 + same));
        found.push(feature(class, Template::Salience, bin(chain.count, &[1, 2, 3, 5, 9])));
        let sort = chain.traits.sort.unwrap_or(Sort::Unknown) as u32;
        found.push(feature(class, Template::SortArticle, sort * 7 + article));
        let quotes = u32::from(p.quote.is_some()) * 4 + u32::from(c.quote.is_some()) * 2;
        found.push(feature(class, Template::Quotes, quotes + u32::from(p.quote.is_some() && p.quote == c.quote)));
    }

    /// Features of a noun phrase that is new. `seen`: its noun was there before.
    pub fn no_nominal(&self, n: usize, seen: bool, found: &mut Vec<u32>) {
        let Some(p) = self.phrases.get(n) else { return };
        let class = Class::Nominal;
        let article = p.article as u32;
        let mut add = |template, answer| found.push(feature(class, template, answer));
        add(Template::NilArticle, (p.sort as u32 * 7 + article) * 3 + p.plural.map_or(2, u32::from));
        add(Template::NilHead, u32::from(self.page.clusters(p.head)[2]) * 7 + article);
        add(Template::NilBehind, (self.behind(p) * 2 + u32::from(!p.modifiers.is_empty())) * 7 + article);
        add(Template::NilEarly, u32::from(p.sentence <= self.early) * 7 + article);
        add(Template::NilRole, p.role as u32 * 7 + article);
        add(Template::NilSeen, (u32::from(seen) * 7 + article) * 2 + u32::from(p.quote.is_some()));
        add(Template::NilOf, (p.of.len() as u32).min(2) * 7 + article);
    }

    /// Whether a complement or a relative clause stands behind a noun.
    pub fn behind(&self, phrase: &Phrase) -> u32 {
        use Dependency::*;
        let mut behind = self.page.trees.children(phrase.head).filter(|&child| child > phrase.head);
        // What a comma parts off tells more of what is known already.
        let parted = |child: usize| {
            let begin = self.page.trees.subtree(child).start;
            begin.checked_sub(1).is_some_and(|before| self.page.text(before) == ",")
        };
        let tells = |child: usize| matches!(self.page.trees.relation(child), Nmod | AclRelcl | Acl) && !parted(child);
        u32::from(behind.any(tells))
    }

    /// What the names within both say: 0 none in either, 1 the same one, 2 another, 3 only in the phrase, 4 only in the
    /// candidate, 5 the country of the candidate itself.
    fn of(&self, p: &Phrase, candidate: usize) -> u32 {
        let Some(c) = self.phrases.get(candidate) else { return 0 };
        let country = |entity: u32| self.chains.get(entity as usize).and_then(|chain| chain.traits.country);
        let own = self.chains.of_phrase(candidate).and_then(|chain| chain.traits.country);
        if p.of.iter().any(|&entity| own.is_some() && country(entity) == own) {
            return 5;
        }
        match (p.of.is_empty(), c.of.is_empty()) {
            (true, true) => 0,
            (false, true) if own.is_some() => 2,
            (false, true) => 3,
            (true, false) => 4,
            _ if p.of.iter().any(|entity| c.of.contains(entity)) => 1,
            _ => 2,
        }
    }
}

/// What the modifiers of both say: 0 none, 1 the same, 2 fewer than before, 3 more, 4 some in common, 5 others.
fn modifiers(p: &Phrase, c: &Phrase) -> u32 {
    let common = p.modifiers.iter().filter(|modifier| c.modifiers.contains(modifier)).count();
    match (p.modifiers.len(), c.modifiers.len()) {
        (0, 0) => 0,
        (a, b) if common == a && common == b => 1,
        (a, _) if common == a => 2,
        (_, b) if common == b => 3,
        _ if common > 0 => 4,
        _ => 5,
    }
}

/// "The Russian leader": the one person of that country who was said or is known to hold a post.
pub fn holder(chains: &Chains<'_>, p: &Phrase) -> Option<usize> {
    let is_one = p.sort == Sort::Person && p.plural == Some(false) && p.article.is_definite();
    let country = p.of.iter().find_map(|&entity| chains.get(entity as usize)?.traits.country)?;
    if !is_one {
        return None;
    }
    let holds = |chain: &&(usize, &Chain<'_>)| {
        let traits = &chain.1.traits;
        let fits = traits.sort == Some(Sort::Person) && traits.country == Some(country) && chain.1.count > 0;
        fits && !traits.nouns.is_empty() && (p.gender.is_none() || traits.gender.is_none() || p.gender == traits.gender)
    };
    let all: Vec<(usize, &Chain<'_>)> =
        chains.all.iter().enumerate().take(PERSONS_MAX).filter(|chain| holds(&chain)).collect();
    let named: Vec<&(usize, &Chain<'_>)> = all.iter().filter(|chain| chain.1.traits.nouns.contains(&p.lemma)).collect();
    match (named.as_slice(), all.as_slice()) {
        ([one], _) => Some(one.0),
        ([], [one]) => Some(one.0),
        _ => None,
    }
}

/// Things among which the holder of a post is looked for.
const PERSONS_MAX: usize = 200;

/// Whether a noun phrase may refer back at all: what is counted or asked for is new.
pub fn may_refer(p: &Phrase) -> bool {
    p.article != Article::Quantity && p.sort != Sort::Time
}
