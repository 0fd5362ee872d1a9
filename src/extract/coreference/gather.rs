//! Gathers the phrases of a page.

use super::groups::{groups, speakers};
use super::lexicon::{Case, Pronoun, Sort, pronoun};
use super::named::{apposed, name};
use super::nominal::{is_noun, nominal};
use super::page::Page;
use super::phrases::{Kind, Phrase};
use crate::record::{Dependency, Upos};
use std::cmp::Reverse;

/// Tokens to each phrase, at least: room is asked for once.
const TOKENS_A_PHRASE: usize = 2;

/// The phrases of a page in the order of the text, an outer one before those within it. `entity_of`: of each mention.
pub fn phrases(page: &Page<'_>, entity_of: &[Option<usize>]) -> Vec<Phrase> {
    let mut all = Vec::with_capacity(page.tokens.len() / TOKENS_A_PHRASE);
    let mut token = 0;
    // The last noun that a name has behind it, after a comma, as what somebody is.
    let mut described = None;
    while token < page.tokens.len() {
        if let Some(mention) = page.name(token) {
            let end = (token..page.tokens.len()).find(|&i| page.name(i) != Some(mention)).unwrap_or(page.tokens.len());
            let said = apposed(page, mention as usize, end);
            described = said.or(described);
            all.extend(name(page, mention as usize, token..end, said, entity_of));
            token = end;
            continue;
        }
        if matches!(page.tags.upos(token), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num) {
            all.extend(match pronoun(page.lower(token)) {
                Some(pronoun) => of_pronoun(page, pronoun, token),
                None if is_noun(page, token) && described != Some(token) => nominal(page, token, entity_of),
                None => None,
            });
        }
        token += 1;
    }
    all.extend(groups(page, &all));
    all.extend(speakers(page, &all));
    in_order(all)
}

/// Phrases in the order of the text, with the places of their parts in it.
fn in_order(all: Vec<Phrase>) -> Vec<Phrase> {
    let order = |(n, p): (usize, &Phrase)| (p.span.begin, Reverse(p.span.end), p.kind != Kind::Group, n);
    let mut ranks: Vec<_> = all.iter().enumerate().map(order).collect();
    ranks.sort_unstable();
    let mut place = vec![0; all.len()];
    for (to, from) in ranks.iter().enumerate() {
        place.get_mut(from.3).into_iter().for_each(|slot| *slot = to);
    }
    let mut all: Vec<Option<Phrase>> = all.into_iter().map(Some).collect();
    let mut all: Vec<Phrase> = ranks.iter().filter_map(|from| all.get_mut(from.3)?.take()).collect();
    for n in 0..all.len() {
        let Some(group) = all.get_mut(n).filter(|phrase| !phrase.parts.is_empty()) else { continue };
        let mut parts = std::mem::take(&mut group.parts);
        for part in &mut parts {
            *part = place.get(*part).copied().unwrap_or(*part);
            all.get_mut(*part).into_iter().for_each(|phrase| phrase.is_part = true);
        }
        if let Some(group) = all.get_mut(n) {
            group.parts = parts;
        }
    }
    all
}

/// The phrase of a pronoun.
fn of_pronoun(page: &Page<'_>, mut pronoun: Pronoun, token: usize) -> Option<Phrase> {
    // "her" may be either.
    if pronoun.case == Case::Plain && page.trees.relation(token) == Dependency::NmodPoss {
        pronoun.case = Case::Possessive;
    }
    let mut phrase = Phrase::at(page, Kind::Pronoun(pronoun), token..token + 1, token)?;
    // "US" is a name, "us" none; "I" and "mine" may be a numeral and a noun.
    let is_pronoun = matches!(page.tags.upos(token), Upos::Pron | Upos::Det | Upos::Propn);
    phrase.gender = pronoun.gender;
    phrase.plural = pronoun.plural;
    phrase.sort = if pronoun.gender.is_some() { Sort::Person } else { Sort::Unknown };
    is_pronoun.then_some(phrase)
}
