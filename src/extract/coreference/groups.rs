//! Phrases that are found by means of others: coordinations, and the words that name who speaks.

use super::lexicon::Sort;
use super::page::{NONE, Page};
use super::phrases::{Article, Kind, Phrase};
use crate::record::Dependency;
use crate::text::Span;

/// Parts of a coordination, at most.
const PARTS_MAX: usize = 8;

/// Phrases for the words that name speakers, where nothing else stands: "those there", "many".
pub fn speakers(page: &Page<'_>, all: &[Phrase]) -> Vec<Phrase> {
    let mut taken = vec![false; page.tokens.len()];
    for phrase in all.iter().filter(|phrase| !matches!(phrase.kind, Kind::Adjective { .. } | Kind::Group)) {
        taken.get_mut(phrase.tokens.clone()).into_iter().flatten().for_each(|slot| *slot = true);
        taken.get_mut(phrase.head).into_iter().for_each(|slot| *slot = true);
    }
    let mut found = Vec::new();
    for words in page.speeches.iter().flat_map(|speech| [speech.speaker, speech.addressee]).flatten() {
        let range = page.range(words);
        let free = taken.get(range.clone()).is_some_and(|taken| !taken.contains(&true));
        let Some(head) = page.head_of(&range).filter(|_| free) else { continue };
        if let Some(mut phrase) = Phrase::at(page, Kind::Nominal, range.clone(), head) {
            phrase.sort = Sort::Person;
            phrase.lemma = page.lemma(head);
            phrase.article = Article::Quantity;
            found.push(phrase);
            taken.get_mut(range).into_iter().flatten().for_each(|slot| *slot = true);
        }
    }
    found
}

/// Coordinations: of every first conjunct with all that follow it.
pub fn groups(page: &Page<'_>, all: &[Phrase]) -> Vec<Phrase> {
    // The first phrase that hangs on each token.
    let mut of_head = vec![NONE; page.tokens.len()];
    for (n, phrase) in all.iter().enumerate() {
        of_head.get_mut(phrase.head).filter(|slot| **slot == NONE).into_iter().for_each(|slot| *slot = n as u32);
    }
    let phrase_of = |head: usize| of_head.get(head).filter(|&&n| n != NONE).map(|&n| n as usize);
    let is_later = |token: usize| page.trees.relation(token) == Dependency::Conj;
    let mut has_more = vec![false; page.tokens.len()];
    for head in (0..page.tokens.len()).filter(|&token| is_later(token)).filter_map(|token| page.trees.head(token)) {
        has_more.get_mut(head).into_iter().for_each(|slot| *slot = true);
    }
    let mut found = Vec::new();
    for (n, first) in all.iter().enumerate().filter(|(_, first)| has_more.get(first.head) == Some(&true)) {
        let is_adjective = matches!(first.kind, Kind::Adjective { .. });
        if is_adjective || phrase_of(first.head) != Some(n) || is_later(first.head) {
            continue;
        }
        let others = page.trees.children(first.head).filter(|&token| is_later(token)).take(PARTS_MAX);
        let parts: Vec<usize> = std::iter::once(n).chain(others.filter_map(phrase_of)).collect();
        found.extend(group(page, all, first, parts));
    }
    found
}

fn group(page: &Page<'_>, all: &[Phrase], first: &Phrase, parts: Vec<usize>) -> Option<Phrase> {
    let last = parts.last().and_then(|&part| all.get(part));
    let last = last.filter(|last| parts.len() > 1 && last.sentence == first.sentence)?;
    let range = first.tokens.start..last.tokens.end.max(first.tokens.end);
    let mut group = Phrase::at(page, Kind::Group, range, first.head)?;
    group.span = Span { begin: first.span.begin, end: last.span.end.max(first.span.end) };
    group.plural = Some(true);
    let are_human = parts.iter().filter_map(|&part| all.get(part)).all(|part| part.sort.is_human());
    group.sort = if are_human { Sort::People } else { first.sort };
    group.parts = parts;
    Some(group)
}
