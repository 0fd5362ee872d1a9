//! Who speaks: the noun phrase that a reporting word names as its source.

use super::candidates::{inverted_subject, source_of_according};
use super::syntax::Syntax;
use crate::record::{Dependency, Upos};
use crate::text::Span;
use std::ops::Range;

/// Tokens of the longest noun phrase that names a speaker.
const PHRASE_TOKENS_MAX: usize = 24;

/// The words that name the source of what a cue reports; `None` where nobody is named.
pub fn of_cue(syntax: &Syntax, cue: usize) -> Option<Span> {
    let head = source(syntax, cue)?;
    Some(words(syntax, head))
}

/// The token that heads the source.
pub fn source(syntax: &Syntax, cue: usize) -> Option<usize> {
    if syntax.word(cue).eq_ignore_ascii_case("according") {
        return source_of_according(syntax, cue);
    }
    match syntax.upos(cue) {
        Upos::Noun => of_noun(syntax, cue),
        _ => of_predicate(syntax, cue),
    }
}

fn of_predicate(syntax: &Syntax, cue: usize) -> Option<usize> {
    if syntax.is_passive(cue) || is_bare_participle(syntax, cue) {
        return syntax.child(cue, |r| r == Dependency::OblAgent).or_else(|| by(syntax, cue));
    }
    let subject = syntax.subject(cue).or_else(|| inverted_subject(syntax, cue))?;
    let expletive = syntax.relation(subject) == Dependency::Expl;
    (!expletive && !is_empty(syntax, cue, subject)).then_some(subject)
}

/// "a man accused of …", "as reported by …".
fn is_bare_participle(syntax: &Syntax, cue: usize) -> bool {
    syntax.relation(cue) == Dependency::Acl && syntax.word(cue).ends_with("ed")
}

/// "It is clear that …": nobody says so.
fn is_empty(syntax: &Syntax, cue: usize, subject: usize) -> bool {
    let seems = syntax.frame(cue).is_some_and(|f| matches!(f.class, "right" | "seem"));
    seems || (syntax.lemma(subject) == "it" && syntax.upos(cue) == Upos::Adj)
}

fn by(syntax: &Syntax, cue: usize) -> Option<usize> {
    let by = |&c: &usize| {
        syntax.relation(c).universal() == "obl" && syntax.introducer(c).is_some_and(|i| syntax.lemma(i) == "by")
    };
    syntax.children(cue).find(by)
}

/// "her claim", "a statement by the ministry", "made a promise".
fn of_noun(syntax: &Syntax, cue: usize) -> Option<usize> {
    if let Some(owner) = syntax.child(cue, |r| r == Dependency::NmodPoss) {
        return Some(owner);
    }
    let by = |&c: &usize| {
        syntax.relation(c) == Dependency::Nmod
            && syntax.introducer(c).is_some_and(|i| matches!(syntax.lemma(i), "by" | "from" | "among"))
    };
    if let Some(owner) = syntax.children(cue).find(by) {
        return Some(owner);
    }
    let person = syntax.frame(cue).is_some_and(|f| f.class == "judgment") && is_person_noun(syntax.lemma(cue));
    match syntax.relation(cue) {
        _ if person => Some(cue),
        Dependency::Obj | Dependency::Obl | Dependency::Xcomp => syntax.subject(syntax.head(cue)?),
        Dependency::Nsubj if syntax.frame(cue).is_some_and(|f| f.class == "poll") => Some(cue),
        _ => None,
    }
}

/// "supporters of the deal" are their own source.
fn is_person_noun(lemma: &str) -> bool {
    matches!(lemma, "supporter" | "opponent" | "critic" | "advocate" | "proponent" | "backer" | "foe")
}

/// The noun phrase of a head without its relative clauses; the name where one stands beside a description.
pub fn words(syntax: &Syntax, head: usize) -> Span {
    let named = |&c: &usize| c > head && syntax.relation(c) == Dependency::Appos && syntax.upos(c) == Upos::Propn;
    let head = match syntax.upos(head) {
        Upos::Noun => syntax.children(head).find(named).unwrap_or(head),
        _ => head,
    };
    syntax.text_span(phrase(syntax, head))
}

/// The tokens of a noun phrase, with those of what is joined to it ("Russia and China").
fn phrase(syntax: &Syntax, head: usize) -> Range<usize> {
    let mut range = core(syntax, head);
    let joined = |&c: &usize| syntax.relation(c) == Dependency::Conj && c < head + PHRASE_TOKENS_MAX;
    for child in syntax.children(head).filter(joined) {
        let other = core(syntax, child);
        range = range.start.min(other.start)..range.end.max(other.end);
    }
    range
}

/// The determiners and modifiers before a head, and the rest of a name behind it.
fn core(syntax: &Syntax, head: usize) -> Range<usize> {
    let mut range = head..head + 1;
    for child in syntax.children(head) {
        let begin = syntax.subtree(child).start;
        match syntax.relation(child) {
            Dependency::Flat | Dependency::Goeswith | Dependency::Fixed if child < head + PHRASE_TOKENS_MAX => {
                range.end = range.end.max(child + 1);
            }
            Dependency::Det
            | Dependency::DetPredet
            | Dependency::CcPreconj
            | Dependency::Amod
            | Dependency::Compound
            | Dependency::Nummod
            | Dependency::NmodPoss
            | Dependency::NmodDesc
                if child < head && begin + PHRASE_TOKENS_MAX > head =>
            {
                range.start = range.start.min(begin);
            }
            _ => {}
        }
    }
    range
}
