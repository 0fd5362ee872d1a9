//! Places that the tagger took for people or bodies: "in Henderson", "Douglas, Ga.".
//!
//! The text must say that a place is meant, and the knowledge base must have one of that name.

use super::candidates::named;
use crate::knowledge::{Knowledge, Pointer, Row};
use crate::record::{Document, EntityType, Mention, MentionKind};

/// Prepositions that only a place follows, where what follows is no body that is known.
const INSIDE: [&str; 3] = ["in", "near", "outside"];
/// Prior from which a body or person of the same name is known well enough to be meant.
const KNOWN_PRIOR: u8 = 90;

/// Makes places of the mentions of people and bodies that stand where only places stand.
pub fn relocate(document: &Document, mentions: &mut [Mention], knowledge: &Knowledge) {
    let mut looked = Vec::new();
    for at in 0..mentions.len() {
        let (Some(mention), next) = (mentions.get(at), mentions.get(at + 1)) else { continue };
        let is_doubtful = matches!(mention.class, EntityType::Organization | EntityType::Person);
        if !is_doubtful || mention.kind != MentionKind::Name {
            continue;
        }
        let is_place = lies_in(document, mention, next, knowledge, &mut looked)
            || mention.class == EntityType::Organization && is_inside(document, mention, knowledge, &mut looked);
        if is_place {
            mentions.get_mut(at).into_iter().for_each(|mention| mention.class = EntityType::Place);
        }
    }
}

/// "Douglas, Ga.": what follows behind a comma is the division or country of a place of this name.
fn lies_in(
    document: &Document,
    mention: &Mention,
    next: Option<&Mention>,
    knowledge: &Knowledge,
    looked: &mut Vec<Pointer>,
) -> bool {
    let Some(next) = next.filter(|next| next.class == EntityType::Place) else { return false };
    let between = document.text.get(mention.span.end as usize..next.span.begin as usize);
    if between != Some(", ") {
        return false;
    }
    let outer: Vec<(u32, Row<'_>)> =
        named(next.span.of(&document.text), knowledge, looked).map(|(p, row)| (p.entity, row)).collect();
    named(mention.span.of(&document.text), knowledge, looked).any(|(_, inner)| {
        let is_in = |(number, row): &(u32, Row<'_>)| {
            inner.admin1 == Some(*number) || (row.subtype == Some("Country") && row.country == inner.country)
        };
        inner.class == EntityType::Place && inner.subtype != Some("Country") && outer.iter().any(is_in)
    })
}

/// "in Henderson": a place of this name is known, and nothing else.
fn is_inside(document: &Document, mention: &Mention, knowledge: &Knowledge, looked: &mut Vec<Pointer>) -> bool {
    let before = document.text.get(..mention.span.begin as usize).unwrap_or("").trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if !INSIDE.contains(&word) {
        return false;
    }
    let (mut place, mut other) = (false, false);
    for (_, row) in named(mention.span.of(&document.text), knowledge, looked) {
        let is_place = row.class == EntityType::Place;
        place |= is_place;
        other |= !is_place && row.prior >= KNOWN_PRIOR;
    }
    place && !other
}
