//! What can be an option for a pronoun at all: by number, gender and kind, by place, by who speaks.

use super::chains::{Chains, agreement};
use super::lexicon::{Pronoun, Sort};
use super::page::Page;
use super::phrases::{Kind, Phrase, Role};
use super::resolve::Desk;
use super::things::Traits;
use super::weights::Class;
use crate::record::Upos;

/// Whether a phrase behind a pronoun may be what it means: the subject of a clause that the pronoun's own hangs on or
/// stands before within one sentence, and no pronoun itself.
pub fn is_ahead(page: &Page<'_>, p: &Phrase, c: &Phrase) -> bool {
    if p.sentence != c.sentence || !matches!(c.kind, Kind::Name { .. } | Kind::Nominal) {
        return false;
    }
    if follows_opening(page, p, c) {
        return true;
    }
    // The pronoun must stand deeper: "In his speech, Orr said" and "When he came, Orr said", not "He said Orr came".
    let verb = page.trees.head(c.head).filter(|_| c.role.is_subject());
    verb.is_some_and(|verb| page.trees.subtree(verb).contains(&p.head)) && p.depth > c.depth
}

/// "After an argument with her friend, Quill left": a sentence that a preposition or conjunction opens, the pronoun before its
/// first comma, the name right behind that.
pub fn follows_opening(page: &Page<'_>, p: &Phrase, c: &Phrase) -> bool {
    let opens = page.tokens.sentences.get(p.sentence as usize).map(|sentence| page.tags.upos(sentence.start));
    let begin = if c.head < c.tokens.start { c.head } else { c.tokens.start };
    let comma = begin.checked_sub(1).filter(|&before| page.text(before) == ",");
    let first = || (p.head..begin).take(OPENING_MAX).find(|&token| page.text(token) == ",");
    let is_opened = matches!(opens, Some(Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Verb));
    is_opened && matches!(c.kind, Kind::Name { .. }) && comma.is_some() && comma == first()
}

/// Tokens from a pronoun to the comma behind what opens its sentence.
const OPENING_MAX: usize = 15;

/// Whether a candidate can be what a pronoun stands for, as far as number, gender and kind tell.
pub fn fits(chains: &Chains<'_>, class: Class, pronoun: Pronoun, candidate: usize, c: &Phrase) -> bool {
    let blank = Traits::default();
    let chain = chains.chain_of(candidate).or(c.kind.entity()).and_then(|chain| chains.get(chain));
    let traits = chain.map_or(&blank, |chain| &chain.traits);
    let sort = traits.sort.unwrap_or(Sort::Unknown);
    let free = match c.kind {
        Kind::Adjective { .. } => false,
        Kind::Pronoun(other) => other.person == 3 && (other.neuter == pronoun.neuter || class == Class::They),
        _ => true,
    };
    free && match class {
        Class::Person => pronoun.gender.is_some_and(|gender| agreement(traits, gender) > 0) && c.plural != Some(true),
        Class::It => {
            !matches!(sort, Sort::Person | Sort::People | Sort::Time)
                && traits.gender.is_none()
                && c.plural != Some(true)
                && c.kind != Kind::Group
        }
        Class::They => {
            let one = traits.plural == Some(false) || c.plural == Some(false);
            let one_thing = one && !(c.kind.entity().is_some() && sort != Sort::Person);
            // Of "Kenya and Ethiopia" the two together are "they".
            sort != Sort::Time && !one_thing && traits.gender.is_none() && !(one && c.is_part)
        }
        Class::Nominal => true,
    }
}

/// Whether a candidate is who says what the pronoun stands in: nobody says "he" of himself.
pub fn speaks(page: &Page<'_>, p: &Phrase, c: &Phrase) -> bool {
    let speech = p.quote.and_then(|quote| page.speeches.get(quote as usize));
    let words = speech.and_then(|speech| speech.speaker);
    c.quote.is_none() && words.is_some_and(|words| words.overlaps(c.span))
}

/// "himself" is the subject of its own clause, where that is an option.
pub fn keep_subjects(phrases: &[Phrase], p: &Phrase, desk: &mut Desk) {
    let is_subject = |&option: &usize| {
        phrases.get(option).is_some_and(|c| c.clause == p.clause && matches!(c.role, Role::Subject | Role::Passive))
    };
    if let Some(at) = desk.options.iter().position(is_subject) {
        desk.keep(at);
    }
}
