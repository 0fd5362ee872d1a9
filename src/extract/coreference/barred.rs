//! What the grammar forbids a pronoun to be.

use super::lexicon::{Case, Pronoun};
use super::page::Page;
use super::phrases::{Phrase, Role};
use crate::record::Dependency;

/// Whether the grammar forbids that a pronoun and a candidate are one.
pub fn is_barred(page: &Page<'_>, pronoun: Pronoun, p: &Phrase, c: &Phrase) -> bool {
    // A part of the candidate itself: "his mother" is not "he"; but "the man who lost his hat" may be.
    let subtree = page.trees.subtree(c.head);
    if p.sentence == c.sentence && subtree.contains(&p.head) && c.parts.is_empty() {
        let below = p.clause != c.clause;
        let joined = c.tokens.end <= p.tokens.start;
        if !below && !joined || c.tokens.contains(&p.head) {
            return true;
        }
        // "Orr and his wife" is allowed, "Orr, he" is not.
        if !below && pronoun.case == Case::Plain {
            return true;
        }
    }
    if p.sentence != c.sentence || pronoun.case != Case::Plain {
        return false;
    }
    // Two arguments of one verb are two things, unless a reflexive says otherwise.
    let argument = |role: Role| matches!(role, Role::Subject | Role::Passive | Role::Object | Role::Oblique);
    if !argument(p.role) || !argument(c.role) {
        return false;
    }
    let (Some(own), Some(other)) = (verb(page, p), verb(page, c)) else { return false };
    own == other || page.trees.subject(own) == Some(c.head) && !p.role.is_subject()
}

/// The verb that a phrase, or the coordination it is in, is an argument of.
fn verb(page: &Page<'_>, phrase: &Phrase) -> Option<usize> {
    let mut at = phrase.head;
    if page.trees.relation(at) == Dependency::Conj {
        at = page.trees.head(at)?;
    }
    page.trees.head(at)
}
