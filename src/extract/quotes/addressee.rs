//! Who is spoken to, where it is stated: "told the Times", "said to reporters", "in an interview with the Times".

use super::speaker::words;
use super::syntax::Syntax;
use crate::record::{Dependency, Upos};
use crate::text::maps::HashSet;
use crate::text::{Span, rows};
use std::ops::Range;
use std::sync::LazyLock;

const ADDRESSEES: &str = include_str!("addressees.txt");

static TABLE: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    let mut table = HashSet::default();
    let mut section = "";
    for line in rows(ADDRESSEES) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(head) => section = head,
            None => table.extend(line.split(' ').map(|word| (section, word))),
        }
    }
    table
});

/// The words that name who is spoken to.
pub fn of_cue(syntax: &Syntax, cue: usize, content: &Range<usize>) -> Option<Span> {
    let token = of_verb(syntax, cue).or_else(|| of_talk(syntax, cue)).or_else(|| {
        let joined = matches!(syntax.relation(cue), Dependency::Advcl | Dependency::Conj | Dependency::Xcomp);
        of_talk(syntax, syntax.head(cue).filter(|_| joined)?)
    })?;
    (!content.contains(&token) && syntax.quoted(token).is_none()).then(|| words(syntax, token))
}

fn of_verb(syntax: &Syntax, cue: usize) -> Option<usize> {
    let lemma = syntax.lemma(cue);
    let nominal = |c: &usize| syntax.upos(*c).is_nominal() && *c > cue;
    if TABLE.contains(&("object", lemma)) {
        let object = |c: &usize| matches!(syntax.relation(*c), Dependency::Obj | Dependency::Iobj);
        return syntax.children(cue).filter(nominal).find(object);
    }
    TABLE.contains(&("to", lemma)).then(|| syntax.children(cue).filter(nominal).find(|&c| has(syntax, c, "to")))?
}

/// "in an interview with …", beside a verb.
fn of_talk(syntax: &Syntax, verb: usize) -> Option<usize> {
    let talk = |&c: &usize| {
        syntax.relation(c).universal() == "obl"
            && syntax.upos(c) == Upos::Noun
            && TABLE.contains(&("with", syntax.lemma(c)))
    };
    let with = |&c: &usize| has(syntax, c, "with") && syntax.upos(c).is_nominal();
    let talk = syntax.children(verb).find(talk)?;
    syntax.children(talk).find(with).or_else(|| syntax.children(verb).filter(|&c| c > talk).find(with))
}

fn has(syntax: &Syntax, noun: usize, preposition: &str) -> bool {
    matches!(syntax.relation(noun).universal(), "obl" | "nmod")
        && syntax.introducer(noun).is_some_and(|i| syntax.lemma(i) == preposition)
}
