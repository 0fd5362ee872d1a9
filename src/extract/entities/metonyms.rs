//! Places that stand for a body: Moscow that denies something is the government of Russia.
//!
//! The place must be the subject of what only a body does, and no word before it may say that the place is meant; the
//! place stays as the mention's alternative.

use super::candidates::named;
use crate::knowledge::Knowledge;
use crate::record::{Document, EntityType, Mention, MentionKind};
use crate::text::maps::HashSet;
use crate::text::{fold, rows};
use std::sync::LazyLock;

/// Verbs of acts.txt.
static ACTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("acts.txt")).flat_map(str::split_whitespace).collect());

/// Makes bodies of the places that stand for one; what the place is remains as their alternative.
pub fn stand_for_bodies(document: &Document, mentions: &mut [Mention], knowledge: &Knowledge) {
    for mention in mentions {
        let is_place = mention.class == EntityType::Place && mention.kind == MentionKind::Name;
        if is_place && acts(document, mention) && stands_for_body(document, mention, knowledge) {
            mention.alternative = place(mention.span.of(&document.text), knowledge);
            if mention.alternative.is_some() {
                mention.class = EntityType::Organization;
            }
        }
    }
}

/// The name of the body that a mention with an alternative stands for, folded.
pub fn body(place_key: &str, knowledge: &Knowledge) -> Option<String> {
    let metonym = knowledge.metonym(place_key)?;
    knowledge.row(metonym.entity).map(|row| fold(row.name))
}

fn stands_for_body(document: &Document, mention: &Mention, knowledge: &Knowledge) -> bool {
    let Some(metonym) = knowledge.metonym(&fold(mention.span.of(&document.text))) else { return false };
    let before = document.text.get(..mention.span.begin as usize).unwrap_or("").trim_end().to_lowercase();
    let ends_with =
        |words: &String| before.strip_suffix(words.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    !metonym.unless.iter().any(ends_with)
}

/// The id of the place that is known best by a name.
fn place(name: &str, knowledge: &Knowledge) -> Option<String> {
    let rows = named(name, knowledge, &mut Vec::new()).map(|(_, row)| row);
    rows.filter(|row| row.class == EntityType::Place).max_by_key(|row| row.prior)?.public_id()
}

/// Whether the mention is the subject of what only a body does.
fn acts(document: &Document, mention: &Mention) -> bool {
    let layers = &document.layers;
    let token = layers.tokens.from_byte(mention.span.begin);
    let is_whole = layers.tokens.spans.get(token).is_some_and(|span| *span == mention.span);
    let subject_of = layers.trees.head(token).filter(|_| layers.trees.relation(token).is_subject());
    is_whole && subject_of.is_some_and(|verb| ACTS.contains(layers.tags.lemma(verb)) && !layers.trees.is_passive(verb))
}
