//! Phrases that are nouns with what stands before them: "the Russian leader", "a small ferry", "the two".

use super::lexicon::{Noun, Sort};
use super::page::Page;
use super::phrases::{Article, Kind, Phrase};
use super::things::{HONORIFICS, is_named_place};
use crate::record::{Dependency, EntityType, Upos};

/// Tokens before a noun that are looked at for what belongs to it; longer phrases are lists.
const REACH: usize = 12;

/// Whether a token is the noun of a phrase.
pub fn is_noun(page: &Page<'_>, token: usize) -> bool {
    let relation = page.trees.relation(token);
    let is_head =
        !matches!(relation, Dependency::Compound | Dependency::Flat | Dependency::Fixed | Dependency::Goeswith);
    match page.tags.upos(token) {
        Upos::Noun | Upos::Propn => is_head,
        // "the dead", "the two", "the latter".
        Upos::Adj | Upos::Num => {
            let definite = token.checked_sub(1).is_some_and(|before| page.text(before).eq_ignore_ascii_case("the"));
            definite
                && (relation.is_subject() || matches!(relation, Dependency::Obj | Dependency::Obl | Dependency::Nmod))
        }
        _ => false,
    }
}

/// The phrase of a noun; none where the noun only says what a name is.
pub fn nominal(page: &Page<'_>, token: usize, entity_of: &[Option<usize>]) -> Option<Phrase> {
    // A title before a name, or a noun with a name in apposition, is part of how that one is named.
    let has_name = |child: usize| {
        if page.name(child).is_some() && is_named_place(page, token, child) {
            return true;
        }
        let relation = page.trees.relation(child);
        page.name(child).is_some()
            && child > token
            && matches!(relation, Dependency::Flat | Dependency::Appos | Dependency::NmodDesc)
    };
    let person = page.name(token + 1).and_then(|name| page.document.layers.mentions.get(name as usize));
    let is_title = Noun::of(page.lemma(token)).can_be(Sort::Person)
        && person.is_some_and(|name| name.class == EntityType::Person)
        && page.tags.upos(token) != Upos::Adj;
    let honours = is_honorific(page, token) && page.name(token + 1).is_some() || is_title;
    if honours || page.trees.children(token).take(REACH).any(has_name) || is_description(page, token) {
        return None;
    }
    let first = first_token(page, token);
    let mut phrase = Phrase::at(page, Kind::Nominal, first..token + 1, token)?;
    phrase.lemma = page.lemma(token);
    phrase.noun = Noun::of(phrase.lemma);
    let lemma = page.tags.lemma(token);
    phrase.sort = phrase.noun.sort(lemma);
    phrase.gender = phrase.noun.gender();
    let is_plural = !page.text(token).eq_ignore_ascii_case(lemma) && page.tags.upos(token) == Upos::Noun;
    phrase.plural = match phrase.sort {
        Sort::People => None,
        Sort::Body if !is_plural => None,
        _ => Some(is_plural),
    };
    describe(page, &mut phrase, entity_of);
    Some(phrase)
}

/// "Mr" and its like.
pub fn is_honorific(page: &Page<'_>, token: usize) -> bool {
    HONORIFICS.contains_key(&page.lower(token))
}

/// An apposition, or the predicate of a copula: it says what something is, and refers to nothing by itself.
fn is_description(page: &Page<'_>, token: usize) -> bool {
    let is_clause = page.clause(token) as usize == token || page.trees.relation(token) == Dependency::Conj;
    page.trees.relation(token) == Dependency::Appos
        || is_clause
            && page.trees.child(token, |relation| relation == Dependency::Cop).is_some()
            && page.trees.child(token, Dependency::is_subject).is_some()
}

/// The first token that belongs to a noun and stands before it without a break.
fn first_token(page: &Page<'_>, token: usize) -> usize {
    let mut first = token;
    let wanted = |child: usize| {
        use Dependency::*;
        child < token
            && matches!(page.trees.relation(child), Det | DetPredet | Amod | Compound | Nummod | NmodPoss | Flat | Nmod)
    };
    for child in page.trees.children(token).filter(|&child| wanted(child)) {
        let begin = page.trees.subtree(child).start;
        if token - begin <= REACH {
            first = first.min(begin);
        }
    }
    // A phrase goes over no mark but hyphens: what stands before one belongs to something else.
    let breaks = |&at: &usize| page.tags.upos(at) == Upos::Punct && !matches!(page.text(at), "-" | "–" | "’" | "'");
    let first = (first..token).rev().find(breaks).map_or(first, |at| at + 1);
    let leads = |&at: &usize| !matches!(page.tags.upos(at), Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Punct);
    (first..token).find(leads).unwrap_or(token)
}

/// Article and modifiers.
fn describe(page: &Page<'_>, phrase: &mut Phrase, entity_of: &[Option<usize>]) {
    let head = phrase.head;
    let mut article = None;
    for child in page.trees.children(head).take_while(|&child| child < head) {
        match page.trees.relation(child) {
            Dependency::Det | Dependency::DetPredet => article = Article::of(page.lower(child)).or(article),
            Dependency::NmodPoss => article = Some(Article::Possessive),
            Dependency::Nummod if article.is_none() => article = Some(Article::Number),
            _ => {}
        }
    }
    phrase.article = article.unwrap_or(Article::Bare);
    for token in phrase.tokens.clone().take_while(|&token| token < head) {
        if let Some(name) = page.name(token) {
            let entity = entity_of.get(name as usize).copied().flatten();
            entity.into_iter().for_each(|entity| phrase.of.add(entity as u32));
        }
        let counts = matches!(page.tags.upos(token), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb);
        if counts {
            phrase.modifiers.push(page.lemma(token));
        }
    }
}
