//! What is known of a candidate: hashed features, the same when learning and when reading.

use super::candidates::{Candidate, Cut};
use super::syntax::Syntax;
use crate::record::{Dependency, Upos};
use crate::text::words::mix;

/// Who the subject of a reporting word is, as far as its form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    /// I, you, we: inside a quotation, or the writer.
    Here,
    /// He, she, they.
    There,
    It,
    Name,
    Noun,
}

/// Calls `emit` with every feature of a candidate.
pub fn of(syntax: &Syntax, c: &Candidate, mut emit: impl FnMut(u64)) {
    let link = c.link as u64;
    let linked = link * 8 + c.cut as u64;
    let frame = syntax.frame(c.cue).map_or(0, |f| f.number);
    let key = syntax.key(c.cue);
    let introducer = syntax.introducer(c.head).filter(|&i| i < c.words.end).map_or(0, |i| syntax.key(i));
    let form = form(syntax, c.cue);
    let subject = syntax.subject(c.cue);
    let who = subject.map_or(Who::Nobody, |s| who(syntax, s)) as u64;
    let mut put = |template: u64, a: u64, b: u64| emit(mix(template, a, b));
    put(1, linked, 0);
    put(2, frame, linked);
    put(3, key, link);
    put(4, mix(4, key, introducer), link);
    put(5, mix(5, frame, introducer), link);
    put(6, syntax.key(c.head), frame);
    put(7, syntax.upos(c.head) as u64, mix(7, frame, link));
    put(8, syntax.relation(c.cue) as u64, mix(8, frame, link));
    put(9, form, mix(9, frame, link));
    put(10, form, mix(10, key, link));
    put(11, who, mix(11, frame, link));
    put(12, subject.map_or(0, |s| syntax.key(s)), 0);
    put(13, length(c.words.len()), mix(13, frame, link));
    put(14, syntax.key(c.words.start), mix(14, frame, link));
    put(15, others(syntax, c), mix(15, frame, link));
    put(16, others(syntax, c), mix(16, key, link));
    put(17, marks(syntax, c), link);
    put(24, marks(syntax, c), frame);
    put(25, marks(syntax, c), linked);
    put(18, governor(syntax, c.cue), link);
    put(19, who, mix(19, key, link));
    put(20, edge(syntax, c), linked);
    put(21, edge(syntax, c), mix(21, key, linked));
    put(22, content(syntax, c.head), mix(22, frame, link));
    let [fine, middle, wide] = syntax.clusters(c.cue);
    put(26, middle, link);
    put(27, wide, mix(27, introducer, link));
    put(28, subject.map_or(0, |s| syntax.clusters(s)[2] + 1), frame);
    put(29, syntax.clusters(c.head)[2], mix(29, frame, link));
    put(30, wide, form);
    put(31, fine, link);
    put(33, subject.map_or(20, |s| syntax.named(s)), mix(33, frame, link));
    put(34, syntax.named(c.head), mix(34, frame, link));
    put(35, u64::from(syntax.is_predicate(c.head)), mix(35, linked, u64::from(syntax.upos(c.words.start) as u8)));
    put(32, behind(syntax, c.cue), mix(32, frame, link));
    put(23, u64::from(syntax.is_question(c.cue)), frame);
}

/// Ending and auxiliaries of a reporting word: "says", "has said", "was asked", "did not say", "to say".
pub fn form(syntax: &Syntax, cue: usize) -> u64 {
    let word = syntax.word(cue);
    let ending = match word {
        w if w.ends_with("ing") => 1,
        w if w.ends_with('s') => 2,
        w if w == syntax.lemma(cue) => 3,
        _ => 0,
    };
    let mut form = ending;
    for child in syntax.children(cue).filter(|&c| c < cue) {
        form |= match (syntax.relation(child), syntax.lemma(child)) {
            (Dependency::AuxPass, _) => 1 << 3,
            (Dependency::Aux, "have") => 1 << 4,
            (Dependency::Aux, "will" | "would" | "could" | "should" | "may" | "might" | "can" | "must") => 1 << 5,
            (Dependency::Aux, "be") => 1 << 6,
            (Dependency::Advmod, "not" | "never" | "n't") => 1 << 7,
            (Dependency::Mark, "to") => 1 << 8,
            (Dependency::Mark, _) => 1 << 9,
            _ => 0,
        };
    }
    form
}

/// What kind of subject a token is.
pub fn who(syntax: &Syntax, token: usize) -> Who {
    match (syntax.upos(token), syntax.lemma(token)) {
        (_, "I" | "i" | "you" | "we" | "me" | "us") => Who::Here,
        (Upos::Pron, "it" | "this" | "that" | "which" | "there") => Who::It,
        (Upos::Pron, _) => Who::There,
        (Upos::Propn, _) => Who::Name,
        _ => Who::Noun,
    }
}

/// A number of tokens, in steps.
pub fn length(tokens: usize) -> u64 {
    match tokens {
        0..=4 => tokens as u64,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=40 => 8,
        _ => 9,
    }
}

/// What else hangs on the cue, behind it.
fn others(syntax: &Syntax, c: &Candidate) -> u64 {
    let mut seen = 0;
    for child in syntax.children(c.cue).filter(|&child| child > c.cue && child != c.head) {
        seen |= match syntax.relation(child) {
            Dependency::Ccomp => 1,
            Dependency::Xcomp => 2,
            Dependency::Obj | Dependency::Iobj => 4,
            Dependency::Obl if child < c.head => 8,
            Dependency::Obl => 16,
            Dependency::Advcl => 32,
            _ => 0,
        };
    }
    seen
}

/// Quotations in and around the content: whether it holds one, begins or ends with one, cuts one in two.
fn marks(syntax: &Syntax, c: &Candidate) -> u64 {
    let (first, end) = (c.words.start, c.words.end);
    let at = |i: usize| syntax.quoted(i);
    let cut =
        |i: usize| i > 0 && at(i).is_some() && at(i) == at(i - 1) && !syntax.is_punct(i) && !syntax.is_punct(i - 1);
    u64::from(at(first).is_some())
        + 2 * u64::from(at(end.saturating_sub(1)).is_some())
        + 4 * u64::from(at(c.cue).is_some())
        + 8 * u64::from(syntax.quoted_tokens(&c.words) > 0)
        + 16 * u64::from(cut(first))
        + 32 * u64::from(cut(end))
}

/// What stands before a reporting word: "“…,” said a man" reports no clause behind it.
fn behind(syntax: &Syntax, cue: usize) -> u64 {
    let Some(before) = cue.checked_sub(1) else { return 3 };
    u64::from(syntax.quoted(before).is_some()) + 2 * u64::from(syntax.is_punct(before))
}

/// The word that the cue itself hangs on, and how.
fn governor(syntax: &Syntax, cue: usize) -> u64 {
    let frame = syntax.head(cue).and_then(|h| syntax.frame(h)).map_or(0, |f| f.number);
    frame * 64 + syntax.relation(cue) as u64
}

/// What stands where the content ends: the tail of a longer candidate, what is cut from a shorter one.
fn edge(syntax: &Syntax, c: &Candidate) -> u64 {
    let at = match c.cut {
        Cut::Whole | Cut::Short => c.words.end,
        Cut::Long | Cut::Joined => syntax.subtree(c.head).end,
    };
    if !syntax.sentence(c.cue).contains(&at) {
        return 0;
    }
    let next = if syntax.word(at) == "," { at + 1 } else { at };
    mix(20, syntax.key(next), u64::from(next > at))
}

/// Whether the content has a subject, an auxiliary, a word that introduces it.
fn content(syntax: &Syntax, head: usize) -> u64 {
    let mut seen = 0;
    for child in syntax.children(head) {
        seen |= match syntax.relation(child) {
            r if r.is_subject() => 1,
            Dependency::Aux | Dependency::AuxPass | Dependency::Cop => 2,
            Dependency::Mark => 4,
            Dependency::Det => 8,
            Dependency::NmodPoss => 16,
            _ => 0,
        };
    }
    seen
}
