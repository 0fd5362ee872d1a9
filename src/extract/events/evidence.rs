//! The words that tell an event: its predicate with subject, objects and circumstances, without clauses that hang on them.

use crate::extract::actors::Scene;
use crate::record::{Dependency, Upos};
use crate::text::Span;

/// The span from the first to the last word that belongs to a predicate.
pub fn of(scene: &Scene<'_>, predicate: usize) -> Span {
    let (mut first, mut last) = (predicate, predicate);
    for child in scene.children(predicate).filter(|&child| belongs(scene.relation(child))) {
        let tree = scene.trees.subtree(child);
        let end = end_of(scene, child, tree.end.saturating_sub(1));
        (first, last) = (first.min(tree.start), last.max(end));
    }
    while first < predicate && (scene.is_dateline(first) || scene.upos(first) == Upos::Punct) {
        first += 1;
    }
    Span { begin: scene.span(first).begin, end: scene.span(last).end }
}

fn belongs(relation: Dependency) -> bool {
    use Dependency::*;
    !matches!(
        relation,
        Advcl | AdvclRelcl | AclRelcl | Parataxis | Conj | Cc | Punct | Discourse | Dep | Appos | Mark | List
    )
}

/// A noun phrase ends before the relative clause or the apposition behind it.
fn end_of(scene: &Scene<'_>, child: usize, end: usize) -> usize {
    use Dependency::*;
    let cut = |c: &usize| *c > child && matches!(scene.relation(*c), AclRelcl | Appos | Parataxis | Advcl);
    let first_cut = scene.children(child).find(cut).map(|c| scene.trees.subtree(c).start);
    let Some(cut) = first_cut else { return end };
    let before = cut.saturating_sub(1);
    let is_comma = matches!(scene.word(before), "," | "–" | "—" | "(");
    (if is_comma { before.saturating_sub(1) } else { before }).clamp(child, end)
}

/// What a clause says of its subject: the evidence from its predicate on, where that is less than all of it.
pub fn rest(scene: &Scene<'_>, predicate: usize, evidence: Option<Span>) -> Option<Span> {
    let evidence = evidence?;
    let rest = Span { begin: scene.span(predicate).begin, end: evidence.end };
    (rest.begin > evidence.begin && rest.begin < rest.end).then_some(rest)
}
