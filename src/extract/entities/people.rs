//! People that the tagger took for bodies or things: who is known by the whole name, and whose surname stands alone elsewhere.

use super::candidates::named;
use super::form::words;
use crate::knowledge::Knowledge;
use crate::record::{Document, EntityType, Mention, MentionKind};
use crate::text::fold;
use crate::text::maps::HashSet;

/// Makes people of the mentions whose name only a person has, in the knowledge base or in this article.
pub fn recognise(document: &Document, mentions: &mut [Mention], knowledge: &Knowledge) {
    let mut looked = Vec::new();
    for mention in mentions.iter_mut().filter(|mention| is_doubtful(mention)) {
        let exact = mention.span.of(&document.text);
        let mut rows = named(exact, knowledge, &mut looked).map(|(_, row)| row.class).peekable();
        if exact.contains(' ') && rows.peek().is_some() && rows.all(|class| class == EntityType::Person) {
            mention.class = EntityType::Person;
        }
    }
    let surnames = surnames(document, mentions);
    for mention in mentions.iter_mut().filter(|mention| is_doubtful(mention)) {
        if surnames.contains(&fold(mention.span.of(&document.text))) {
            mention.class = EntityType::Person;
        }
    }
}

/// Names of people are taken for those of bodies and things, hardly for places.
fn is_doubtful(mention: &Mention) -> bool {
    mention.kind == MentionKind::Name
        && matches!(mention.class, EntityType::Organization | EntityType::Other | EntityType::Product)
}

/// The last words of the names of people in the article, but those that a body there has in its name too ("Henry Ford", "Ford
/// Motor").
fn surnames(document: &Document, mentions: &[Mention]) -> HashSet<String> {
    let (mut surnames, mut of_bodies) = (HashSet::default(), HashSet::default());
    for mention in mentions {
        let key = fold(mention.span.of(&document.text));
        if mention.class != EntityType::Person {
            of_bodies.extend(words(&key).filter(|word| *word != key).map(str::to_owned));
        } else if let Some((_, surname)) = key.rsplit_once(' ') {
            surnames.insert(surname.to_owned());
        }
    }
    surnames.retain(|surname| !of_bodies.contains(surname));
    surnames
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
