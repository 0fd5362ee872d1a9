//! Places that the text names together with what they lie in: "Birmingham, Ala." is two mentions.

use super::candidates::named;
use crate::knowledge::{Knowledge, Pointer};
use crate::record::{Document, EntityType, Mention, MentionKind};
use crate::text::{Span, fold};

/// Cuts mentions of places at a comma where what follows it names a country or a division; numbers them anew.
pub fn split(document: &Document, knowledge: &Knowledge) -> Vec<Mention> {
    let mut looked = Vec::new();
    let mut mentions = Vec::with_capacity(document.layers.mentions.len());
    for mention in &document.layers.mentions {
        match cut(document, mention, knowledge, &mut looked) {
            Some((inner, outer)) => mentions.extend([inner, outer].map(|span| Mention { span, ..mention.clone() })),
            None => mentions.push(mention.clone()),
        }
    }
    for (mention, n) in mentions.iter_mut().zip(1..) {
        mention.id = format!("m{n}");
    }
    mentions
}

fn cut(
    document: &Document,
    mention: &Mention,
    knowledge: &Knowledge,
    looked: &mut Vec<Pointer>,
) -> Option<(Span, Span)> {
    if mention.class != EntityType::Place || mention.kind != MentionKind::Name {
        return None;
    }
    let exact = mention.span.of(&document.text);
    let comma = exact.rfind(", ")?;
    let inner = exact.get(..comma)?;
    // "Oskarshamn, southeast Sweden"
    let outer = exact.get(comma + 2..)?.trim_start_matches(|c: char| c.is_lowercase() || c == ' ');
    looked.clear();
    knowledge.pointers(&fold(inner), looked);
    let inner_entities: Vec<u32> = looked.iter().map(|pointer| pointer.entity).collect();
    // Washington and D.C. are one.
    let contains = named(outer, knowledge, looked).any(|(pointer, row)| {
        matches!(row.subtype, Some("Country" | "AdministrativeArea")) || inner_entities.contains(&pointer.entity)
    });
    if !contains || inner.is_empty() {
        return None;
    }
    let begin = mention.span.begin as usize;
    Some((
        Span::new(begin, begin + comma),
        Span::new(mention.span.end as usize - outer.len(), mention.span.end as usize),
    ))
}
