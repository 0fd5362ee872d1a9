//! Sets: "the two countries", "the leaders", and which things they consist of.

use super::chains::{Chain, Chains};
use super::lexicon::{Noun, Sort};
use super::page::Page;
use super::phrases::{Article, Kind, Phrase};
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// Members of a set, at most, and numbers in words.
const NUMBERS: [(&str, usize); 4] = [("two", 2), ("both", 2), ("three", 3), ("four", 4)];
/// Sentences before a set in which its members are looked for.
const SENTENCES_BACK: u32 = 5;
/// Phrases before a set that are looked at.
const PHRASES_BACK: usize = 80;
/// How far before it a set without a number may have its members, in sentences.
const UNCOUNTED_BACK: u32 = 1;

/// Nouns of sets.txt with what their members are.
static NOUNS: LazyLock<HashedMap<&'static str>> = LazyLock::new(|| {
    rows(include_str!("sets.txt"))
        .filter_map(|row| row.split_once(' '))
        .map(|(noun, of)| (lower_hash(noun), of))
        .collect()
});

/// The chains that a noun phrase puts together: the nearest that fit, of more than enough those named most.
pub fn members(page: &Page<'_>, phrases: &[Phrase], chains: &Chains<'_>, n: usize) -> Option<Vec<usize>> {
    let p = phrases.get(n).filter(|p| p.article.is_definite() && p.article != Article::Possessive)?;
    let (counted, bare) = number(page, p);
    let known = NOUNS.get(&p.lemma).or_else(|| NOUNS.get(&page.lower(p.head))).copied();
    if p.plural != Some(true) && !bare
        || (counted.is_none() && known.is_none())
        || p.modifiers.len() > usize::from(counted.is_some() && !bare)
    {
        return None;
    }
    let wanted = counted.unwrap_or(2);
    let back = if counted.is_some() { SENTENCES_BACK } else { UNCOUNTED_BACK };
    for reach in 0..=back {
        let mut found: Vec<usize> = Vec::new();
        for at in (n.saturating_sub(PHRASES_BACK)..n).rev() {
            let Some(c) = phrases.get(at).filter(|c| c.sentence + reach >= p.sentence) else { break };
            let Some(chain) = chains.chain_of(at).filter(|_| c.kind != Kind::Group) else { continue };
            let fits = chains.get(chain).is_some_and(|chain| fits(chain, p.noun, known));
            if fits && !found.contains(&chain) {
                found.push(chain);
            }
        }
        if known == Some("any") {
            found = of_one_sort(chains, found, wanted);
        }
        if found.len() < wanted {
            continue;
        }
        if found.len() > wanted && counted.is_none() {
            return None;
        }
        let count = |chain: &usize| chains.get(*chain).map_or(0, |chain| chain.count);
        found.sort_by_key(|chain| std::cmp::Reverse(count(chain)));
        found.truncate(wanted);
        found.sort_unstable();
        return Some(found);
    }
    None
}

/// Things of the first sort that there are enough of: people, bodies, places.
fn of_one_sort(chains: &Chains<'_>, found: Vec<usize>, wanted: usize) -> Vec<usize> {
    let is = |chain: &usize, sort: Sort| chains.get(*chain).is_some_and(|chain| chain.traits.sort == Some(sort));
    let of = |sort: Sort| found.iter().copied().filter(|chain| is(chain, sort)).collect::<Vec<_>>();
    let sorts = [Sort::Person, Sort::Body, Sort::Place];
    sorts.into_iter().map(of).find(|of| of.len() >= wanted).unwrap_or_default()
}

/// The number that a phrase says, and whether it is all it says: "the two".
fn number(page: &Page<'_>, p: &Phrase) -> (Option<usize>, bool) {
    let of = |token: usize| NUMBERS.iter().find(|row| page.text(token).eq_ignore_ascii_case(row.0)).map(|row| row.1);
    let said = p.tokens.clone().find_map(|token| of(token).map(|number| (number, token)));
    (said.map(|said| said.0), said.is_some_and(|said| said.1 == p.head))
}

fn fits(chain: &Chain<'_>, noun: Noun, known: Option<&str>) -> bool {
    if chain.entity.is_none() || !chain.members.is_empty() {
        return false;
    }
    let traits = &chain.traits;
    let sort = traits.sort.unwrap_or(Sort::Unknown);
    let gender = noun.gender().is_none() || traits.gender == noun.gender();
    gender
        && match known {
            Some("any") => matches!(sort, Sort::Person | Sort::Body | Sort::Place),
            Some("Person") => sort == Sort::Person,
            Some("Body") => sort == Sort::Body,
            Some(subtype) => traits.subtype == Some(subtype),
            None => noun.can_be(sort) && (!noun.has_subtype() || traits.subtype.is_some_and(|s| noun.fits_subtype(s))),
        }
}
