//! Sides of games that are called by their place: "Surrey 412 all out", "CHICAGO 74 57 .565".
//!
//! The tagger's rules find those that do something; here the article's sport and the teams that the knowledge base has of
//! a place tell the others, unless the text says by a preposition, a comma or a dateline that the place is meant.

use crate::extract::names::teams::is_where;
use crate::knowledge::{AliasKind, Knowledge, Pointer};
use crate::record::{Document, EntityType, Mention, MentionKind, Tokens};
use crate::text::fold;

/// Makes bodies of the places that are sides of the article's sport.
pub fn name_sides(document: &Document, mentions: &mut [Mention], sport: &str, knowledge: &Knowledge) {
    let tokens = &document.layers.tokens;
    let mut looked: Vec<Pointer> = Vec::new();
    for at in 0..mentions.len() {
        let Some(mention) = mentions.get(at) else { continue };
        if mention.class != EntityType::Place || mention.kind != MentionKind::Name {
            continue;
        }
        looked.clear();
        knowledge.pointers(&fold(mention.span.of(&document.text)), &mut looked);
        let plays = |pointer: &Pointer| {
            pointer.kind == AliasKind::Side && knowledge.row(pointer.entity).and_then(|row| row.sport) == Some(sport)
        };
        if looked.iter().any(plays) && !is_the_place(&document.text, tokens, mention, mentions.get(at + 1)) {
            mentions.get_mut(at).into_iter().for_each(|mention| mention.class = EntityType::Organization);
        }
    }
}

/// Digits of a year, which follows the place in datelines: "NEW YORK 1996-08-29".
const YEAR_DIGITS: usize = 4;

fn is_the_place(text: &str, tokens: &Tokens, mention: &Mention, next: Option<&Mention>) -> bool {
    let begin = tokens.spans.partition_point(|span| span.begin < mention.span.begin);
    let end = tokens.spans.partition_point(|span| span.begin < mention.span.end);
    let behind = tokens.spans.get(end).map_or("", |span| span.of(text));
    let is_year = behind.len() == YEAR_DIGITS && behind.bytes().all(|b| b.is_ascii_digit());
    let opens_line = text.get(..mention.span.begin as usize).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let lies_in = next.is_some_and(|next| text.get(mention.span.end as usize..next.span.begin as usize) == Some(", "));
    is_where(tokens, begin) || lies_in || (opens_line && (is_year || matches!(behind, "," | "(" | "-" | "--" | "–" | "—")))
}
