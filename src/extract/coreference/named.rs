//! Phrases that are names: with the title or the noun that they hang on, and the noun behind them that says what they are.

use super::lexicon::{Noun, Sort};
use super::nominal::{is_honorific, is_noun};
use super::page::Page;
use super::phrases::{Kind, Phrase, sort_of};
use crate::record::{Dependency, EntityType, MentionKind, Upos};
use std::ops::Range;

/// "Quill, a professor of art": the noun behind a name and a comma, where it says what that one is.
pub fn apposed(page: &Page<'_>, mention: usize, end: usize) -> Option<usize> {
    let class = page.document.layers.mentions.get(mention)?.class;
    let sort = sort_of(class);
    if !matches!(sort, Sort::Person | Sort::Body) || page.text(end) != "," {
        return None;
    }
    for token in end + 1..end + 1 + APPOSED_MAX {
        match page.tags.upos(token) {
            Upos::Noun | Upos::Propn if is_noun(page, token) && page.name(token).is_none() => {
                let lemma = page.lemma(token);
                let fits = Noun::of(lemma).sort(page.tags.lemma(token)) == sort;
                let is_title = page.name(token + 1).is_some();
                return (fits && !is_title).then_some(token);
            }
            Upos::Punct if page.text(token) == "-" => {}
            Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Pron => return None,
            _ => {}
        }
    }
    None
}

/// Tokens between a name's comma and the noun that says what that one is: "then the deputy foreign affairs minister".
const APPOSED_MAX: usize = 9;

/// The phrase of a mention; `described`: the noun behind it.
pub fn name(
    page: &Page<'_>,
    mention: usize,
    tokens: Range<usize>,
    described: Option<usize>,
    entity_of: &[Option<usize>],
) -> Option<Phrase> {
    let entity = entity_of.get(mention).copied().flatten()?;
    let own = page.head_of(&tokens)?;
    let said = page.document.layers.mentions.get(mention)?;
    let adjective = said.kind == MentionKind::Demonym && page.trees.relation(own) == Dependency::Amod;
    let kind = if adjective { Kind::Adjective { mention, entity } } else { Kind::Name { mention, entity } };
    // A parser may take the noun for the subject, and the name for something beside it.
    let stands_for =
        described.filter(|&noun| page.trees.head(own) == Some(noun) || page.trees.relation(noun).is_subject());
    let head = stands_for.unwrap_or_else(|| carrier(page, own, &tokens));
    let mut phrase = Phrase::at(page, kind, tokens.clone(), head)?;
    phrase.span = said.span;
    phrase.said = described;
    phrase.lemma = page.lower(tokens.end - 1);
    phrase.sort = sort_of(said.class);
    phrase.plural = match said.class {
        EntityType::Group => Some(true),
        EntityType::Person => Some(false),
        _ => None,
    };
    Some(phrase)
}

/// The token that a name's place in the sentence hangs on: its own head, or that of the title or noun that it stands
/// beside ("President *Orr*", "the minister, *Tom Orr*, …").
fn carrier(page: &Page<'_>, own: usize, tokens: &Range<usize>) -> usize {
    let Some(head) = page.trees.head(own) else { return own };
    let before = head < tokens.start;
    let is_title = is_honorific(page, head) || Noun::of(page.lemma(head)).can_be(Sort::Person);
    if before && head + 1 == tokens.start && is_title {
        return head;
    }
    let carries = match page.trees.relation(own) {
        Dependency::Flat | Dependency::Appos | Dependency::NmodDesc => before && page.name(head).is_none(),
        _ => false,
    };
    if carries && page.tags.upos(head) != Upos::Verb { head } else { own }
}
