//! Clauses and phrases that may be what somebody said, believes or wants: what hangs on a reporting word, and how.

use super::syntax::Syntax;
use crate::record::{Dependency, Upos};
use std::ops::Range;

/// How the content hangs on the word that reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// "said (that) …"
    Clause,
    /// "wants to …", "accused her of …"
    Open,
    /// "praised the deal"
    Object,
    /// "spoke of the deal": with the preposition's token
    Oblique,
    /// "praised Trump for speaking out", "said: …"
    Adverbial,
    /// "the claim that …"
    OfNoun,
    /// "said: …"
    Colon,
    /// "…, she said"
    Before,
    /// "…, she said, …": the second half
    Resumed,
    /// "According to her, …"
    According,
    /// "…, according to her, …": the second half
    AccordingResumed,
}

/// Where the content was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It is all that hangs on its head.
    Whole,
    /// Without a last part that is joined by "and", "but", "while".
    Short,
    /// With what follows it in the reporting clause ("… on Friday").
    Long,
    /// With a predicate that is joined to the reporting word.
    Joined,
}

/// Words that may be reported speech, and the word that reports them.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Token of the reporting word.
    pub cue: usize,
    /// Token that heads the content.
    pub head: usize,
    pub link: Link,
    pub cut: Cut,
    /// Tokens of the content, without marks at the ends.
    pub words: Range<usize>,
}

/// All candidates of a document in the order of their cues; at most a few for each token.
pub fn candidates(syntax: &Syntax) -> Vec<Candidate> {
    let mut out = Vec::new();
    for cue in 0..syntax.count() {
        if syntax.word(cue).eq_ignore_ascii_case("according") {
            according(syntax, cue, &mut out);
        } else if syntax.frame(cue).is_some() {
            of_word(syntax, cue, &mut out);
        }
    }
    out
}

fn of_word(syntax: &Syntax, cue: usize, out: &mut Vec<Candidate>) {
    let noun = syntax.upos(cue) == Upos::Noun;
    for child in syntax.children(cue).filter(|&child| child > cue) {
        let link = match syntax.relation(child) {
            Dependency::Ccomp | Dependency::Csubj => Link::Clause,
            Dependency::Xcomp => Link::Open,
            Dependency::Obj => Link::Object,
            Dependency::Obl | Dependency::Nmod if syntax.introducer(child).is_some() => Link::Oblique,
            // "scored after the other side had been sent off": when it happened is nothing that anybody said.
            Dependency::Advcl if syntax.introducer(child).is_some_and(|i| !is_time(syntax.word(i))) => Link::Adverbial,
            Dependency::Acl | Dependency::AclRelcl if noun => Link::OfNoun,
            Dependency::Parataxis => Link::Colon,
            _ => continue,
        };
        right(syntax, cue, child, link, out);
    }
    if !noun {
        inserted(syntax, cue, out);
    }
}

fn is_time(introducer: &str) -> bool {
    ["after", "before", "until", "once"].iter().any(|time| introducer.eq_ignore_ascii_case(time))
}

/// Content behind its cue: as it is, and shorter and longer where that may be meant.
fn right(syntax: &Syntax, cue: usize, head: usize, link: Link, out: &mut Vec<Candidate>) {
    let whole = syntax.subtree(head);
    let mut begin = whole.start.max(cue + 1);
    if matches!(link, Link::Oblique | Link::Adverbial)
        && let Some(introducer) = syntax.introducer(head).filter(|&i| i < head)
    {
        begin = introducer + 1;
    }
    if syntax.word(begin).eq_ignore_ascii_case("that") && syntax.relation(begin) == Dependency::Mark {
        begin += 1;
    }
    let mut push = |end: usize, cut: Cut| {
        if let Some(words) = trimmed(syntax, begin..end) {
            out.push(Candidate { cue, head, link, cut, words });
        }
    };
    push(whole.end, Cut::Whole);
    shorter(syntax, begin.max(head + 1)..whole.end.min(begin + CONTENT_TOKENS_MAX))
        .for_each(|end| push(end, Cut::Short));
    let end = long_end(syntax, cue, head, whole.end);
    if end > whole.end {
        push(end, Cut::Long);
    }
    if let Some(joined) = joined(syntax, cue, head) {
        push(joined, Cut::Joined);
    }
}

/// Places where content may end before all that hangs on it does: a comma, a conjunction that joins predicates.
fn shorter<'s>(syntax: &'s Syntax, words: Range<usize>) -> impl Iterator<Item = usize> + 's {
    let joins =
        |i: usize| syntax.relation(i) == Dependency::Cc && syntax.head(i).is_some_and(|h| syntax.is_predicate(h));
    let comma = |i: usize| matches!(syntax.word(i), "," | ";" | ":" | "—" | "–" | "-") && !syntax.is_inside_number(i);
    let end = words.end;
    words.filter(move |&i| i + 1 < end && (comma(i) || (joins(i) && !comma(i - 1)))).take(CUTS_MAX)
}

/// Places where content is tried to end: writers seldom add more clauses than that.
const CUTS_MAX: usize = 4;

/// The end of what hangs on the cue behind its content, up to a clause joined to the cue's own.
fn long_end(syntax: &Syntax, cue: usize, head: usize, end: usize) -> usize {
    let mut end = end;
    for child in syntax.children(cue).filter(|&c| c > head) {
        match syntax.relation(child) {
            Dependency::Conj | Dependency::Parataxis | Dependency::Cc => break,
            Dependency::Advcl if syntax.frame(child).is_some_and(|f| f.class == "say") => break,
            Dependency::Punct => {}
            _ => end = end.max(syntax.subtree(child).end),
        }
    }
    end
}

/// The end of a predicate without a subject that is joined to the cue, but may belong to the content: "said they won and
/// want more".
fn joined(syntax: &Syntax, cue: usize, head: usize) -> Option<usize> {
    let next = syntax.children(cue).find(|&c| c > head && syntax.relation(c) == Dependency::Conj)?;
    syntax.child(next, Dependency::is_subject).is_none().then(|| syntax.subtree(next).end)
}

/// A reporting clause behind what it reports, or in the midst of it: "…, she said, …".
fn inserted(syntax: &Syntax, cue: usize, out: &mut Vec<Candidate>) {
    let sentence = syntax.sentence(cue);
    let Some(clause) = reporting_clause(syntax, cue) else { return };
    if clause.start <= sentence.start + 1
        || clause.start > sentence.start + CONTENT_TOKENS_MAX
        || !syntax.is_punct(clause.start - 1)
    {
        return;
    }
    let goes_on = syntax.word(clause.end) == "," && clause.end < sentence.end;
    let mut clauses = sentence.start..clause.start;
    if !goes_on && syntax.upos(sentence.start) == Upos::Adp && !clauses.any(|i| syntax.is_predicate(i)) {
        return; // "In a statement, she said …"
    }
    let mut push = |range: Range<usize>, link: Link, cut: Cut| {
        if let Some(words) = trimmed(syntax, range) {
            out.push(Candidate { cue, head: content_head(syntax, &words, cue), link, cut, words });
        }
    };
    push(sentence.start..clause.start, Link::Before, Cut::Whole);
    // The last clause of several: "It rained, but the match went on, she said."
    let last =
        (sentence.start + 1..clause.start - 1).rev().find(|&i| matches!(syntax.word(i), ";" | ":" | "and" | "but"));
    if let Some(last) = last {
        push(last + 1..clause.start, Link::Before, Cut::Short);
    }
    if goes_on {
        push(clause.end + 1..sentence.end, Link::Resumed, Cut::Whole);
        let cut = shorter(syntax, clause.end + 2..sentence.end.min(clause.end + CONTENT_TOKENS_MAX)).next();
        cut.into_iter().for_each(|end| push(clause.end + 1..end, Link::Resumed, Cut::Short));
    }
}

/// The verb, its subject, and all that hangs on it up to the next comma: "she told the newspaper on Friday".
fn reporting_clause(syntax: &Syntax, cue: usize) -> Option<Range<usize>> {
    let subject = match syntax.child(cue, Dependency::is_subject) {
        Some(subject) => subject,
        None => inverted_subject(syntax, cue)?,
    };
    let mut range = cue..cue + 1;
    for child in syntax.children(cue) {
        let relation = syntax.relation(child);
        let part =
            relation.is_subject() || matches!(relation, Dependency::Aux | Dependency::AuxPass | Dependency::Advmod);
        let near = child + CLAUSE_TOKENS_MAX > cue && child < cue;
        if part && near && syntax.subtree(child).start + CLAUSE_TOKENS_MAX > cue {
            range.start = range.start.min(syntax.subtree(child).start);
        }
    }
    if subject > cue {
        range.end = syntax.subtree(subject).end.min(subject + CLAUSE_TOKENS_MAX);
    }
    let stop = syntax.sentence(cue).end;
    let end = (range.end..stop.min(range.end + CLAUSE_TOKENS_MAX)).find(|&i| syntax.word(i) == ",");
    range.end = end.unwrap_or(stop).max(range.end.min(stop));
    Some(range)
}

/// "…, says political scientist Ann Lee": whatever the tree makes of it.
pub fn inverted_subject(syntax: &Syntax, cue: usize) -> Option<usize> {
    let behind_mark = cue > 0 && syntax.is_punct(cue - 1);
    let says = syntax.frame(cue).is_some_and(|f| f.class == "say");
    let noun = |&c: &usize| c > cue && syntax.upos(c).is_nominal() && syntax.introducer(c).is_none();
    (behind_mark && says).then(|| syntax.children(cue).find(noun))?
}

/// Tokens a reporting clause goes on on either side of its verb: "the minister told the newspaper on Friday in Lagos".
const CLAUSE_TOKENS_MAX: usize = 20;

/// The token of the content that the rest of it hangs on: the first one that hangs on something outside.
fn content_head(syntax: &Syntax, words: &Range<usize>, cue: usize) -> usize {
    let top = |&i: &usize| syntax.head(i).is_none_or(|h| !words.contains(&h)) && !syntax.is_punct(i);
    words
        .clone()
        .rev()
        .take(HEAD_TOKENS_MAX)
        .filter(top)
        .find(|&i| syntax.is_predicate(i))
        .unwrap_or(words.end.min(cue).saturating_sub(1))
}

/// Tokens in which the head of a sentence is looked for.
const HEAD_TOKENS_MAX: usize = 60;

/// "According to her, …" and "…, according to her".
fn according(syntax: &Syntax, cue: usize, out: &mut Vec<Candidate>) {
    let Some(source) = source_of_according(syntax, cue) else { return };
    let sentence = syntax.sentence(cue);
    let phrase_end = syntax.subtree(source).end.max(source + 1);
    let phrase_end = (source + 1..phrase_end).find(|&i| syntax.word(i) == ",").unwrap_or(phrase_end);
    let head = syntax.head(source).unwrap_or(source);
    let mut push = |range: Range<usize>, link: Link| {
        if let Some(words) = trimmed(syntax, range) {
            out.push(Candidate { cue, head, link, cut: Cut::Whole, words });
        }
    };
    if cue > sentence.start {
        push(sentence.start..cue, Link::According);
        push(phrase_end..sentence.end, Link::AccordingResumed);
    } else {
        push(phrase_end..sentence.end, Link::According);
    }
}

/// The noun of "according to …".
pub fn source_of_according(syntax: &Syntax, cue: usize) -> Option<usize> {
    let head = syntax.head(cue)?;
    if head > cue && syntax.relation(cue) == Dependency::Case {
        return Some(head);
    }
    syntax.children(cue).find(|&c| c > cue && syntax.upos(c).is_nominal())
}

/// Tokens of the longest content: no sentence of a newspaper is longer; keeps the work linear.
const CONTENT_TOKENS_MAX: usize = 160;

/// Some tokens without marks at their ends, cut where a quotation of its own begins; `None` if no word is left.
pub fn trimmed(syntax: &Syntax, words: Range<usize>) -> Option<Range<usize>> {
    let (mut begin, mut end) = (words.start, words.end);
    if begin + CONTENT_TOKENS_MAX < end {
        return None;
    }
    while begin < end && syntax.is_punct(begin) {
        begin += 1;
    }
    while begin < end && syntax.is_punct(end - 1) {
        end -= 1;
    }
    (begin < end).then_some(begin..end)
}
