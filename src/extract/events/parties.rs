//! Who stands somewhere: the entities of a noun phrase, or of what hangs on it.

use super::clause::Clause;
use super::dictionary::{Frame, Source};
use crate::extract::actors::Scene;
use crate::record::{Dependency, EntityType};

/// Parties that one side of an event has at most; lists of victims by name go on for longer, but say nothing more.
pub const PARTIES_MAX: usize = 8;

/// Steps down from the head of a noun phrase to somebody named in it ("the withdrawal of the forces of Serbia").
const DEPTH_MAX: usize = 3;

/// A side of an event: numbers of entities, each once.
pub type Parties = Vec<usize>;

/// Whether a noun phrase is somebody: named, or a common noun that acts.
pub fn is_somebody(scene: &Scene<'_>, token: usize) -> bool {
    let mut found = Parties::new();
    direct(scene, token, &mut found);
    !found.is_empty()
}

/// The actors of a frame in a clause.
pub fn actors(scene: &Scene<'_>, clause: &Clause<'_>, frame: &Frame) -> Parties {
    gather(scene, clause, &frame.actors, false)
}

/// The recipients of a frame in a clause.
pub fn recipients(scene: &Scene<'_>, clause: &Clause<'_>, frame: &Frame) -> Parties {
    gather(scene, clause, &frame.recipients, frame.all_recipients)
}

fn gather(scene: &Scene<'_>, clause: &Clause<'_>, sources: &[Source], all: bool) -> Parties {
    let mut found = Parties::new();
    for &source in sources {
        take(scene, clause, source, &mut found);
        if !all && !found.is_empty() {
            break;
        }
    }
    found
}

fn take(scene: &Scene<'_>, clause: &Clause<'_>, source: Source, found: &mut Parties) {
    let one = |token: Option<usize>, found: &mut Parties| {
        if let Some(token) = token {
            of_phrase(scene, token, found);
        }
    };
    match source {
        Source::Subject => one(clause.subject, found),
        Source::Object => one(clause.object, found),
        Source::IndirectObject => one(clause.indirect, found),
        Source::Behind(preposition) => {
            for token in clause.behind(preposition) {
                of_phrase(scene, token, found);
            }
        }
        Source::Infinitive => {
            if let Some(verb) = clause.infinitive {
                of_complement(scene, verb, found);
            }
        }
        Source::Clause => {
            if let Some(verb) = clause.clause {
                one(scene.child(verb, Dependency::is_subject), found);
                if found.is_empty() {
                    of_complement(scene, verb, found);
                }
            }
        }
        Source::Possessor => one(scene.child(clause.predicate, |r| r == Dependency::NmodPoss), found),
        Source::Modifier => {
            for child in scene.children(clause.predicate) {
                if matches!(scene.relation(child), Dependency::Amod | Dependency::Compound | Dependency::NmodUnmarked) {
                    direct(scene, child, found);
                }
            }
        }
        Source::Light => one(super::nominal::light_subject(scene, clause.predicate), found),
    }
}

/// Who takes part in a complement besides its subject: objects first, then what stands behind prepositions.
fn of_complement(scene: &Scene<'_>, verb: usize, found: &mut Parties) {
    let inner = Clause::of_verb(scene, verb);
    if let Some(object) = inner.object {
        of_phrase(scene, object, found);
    }
    for &(_, token) in &inner.behind {
        if !found.is_empty() {
            return;
        }
        of_phrase(scene, token, found);
    }
    if let (true, Some(deeper)) = (found.is_empty(), inner.infinitive.filter(|&deeper| deeper > verb)) {
        let inner = Clause::of_verb(scene, deeper);
        if let Some(object) = inner.object {
            of_phrase(scene, object, found);
        }
    }
}

/// The entities of a noun phrase and of those coordinated with it; where its head is nobody, those on it.
pub fn of_phrase(scene: &Scene<'_>, token: usize, found: &mut Parties) {
    for part in conjuncts(scene, token) {
        let before = found.len();
        if let Some(states) = states(scene, part) {
            direct(scene, states, found);
        } else {
            direct_one(scene, part, found);
        }
        if found.len() == before {
            below(scene, part, DEPTH_MAX, found);
        }
    }
}

/// "the leaders of *Kestrania and Vell*": several states act, not one body of leaders.
fn states(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let of = |c: &usize| {
        scene.relation(*c) == Dependency::Nmod
            && scene.preposition(*c) == "of"
            && scene.is_named(*c)
            && scene.child(*c, |r| r == Dependency::Conj).is_some()
    };
    if scene.is_named(token) { None } else { scene.children(token).find(of) }
}

/// The entities that a noun phrase and those coordinated with it are themselves.
fn direct(scene: &Scene<'_>, token: usize, found: &mut Parties) {
    for part in conjuncts(scene, token) {
        direct_one(scene, part, found);
    }
}

fn conjuncts<'s>(scene: &'s Scene<'_>, token: usize) -> impl Iterator<Item = usize> + 's {
    // Parsers hang what is coordinated with the first word behind a dateline on the dateline.
    let city = scene.head(token).filter(|&head| scene.is_dateline(head));
    let all = scene.children(token).chain(city.into_iter().flat_map(|city| scene.children(city)));
    let others = all.filter(move |&other| scene.relation(other) == Dependency::Conj && other > token);
    std::iter::once(token).chain(others)
}

/// What a quantity counts: "dozens of *diplomats*", "a group of *rebels*"; other nouns are themselves.
fn counted(scene: &Scene<'_>, token: usize) -> usize {
    let of = |c: &usize| scene.relation(*c) == Dependency::Nmod && scene.preposition(*c) == "of";
    let is_count = !scene.is_named(token) && super::matching::is_quantity(scene, token);
    scene.children(token).find(of).filter(|&c| is_count && scene.actor(c).is_some()).unwrap_or(token)
}

fn direct_one(scene: &Scene<'_>, token: usize, found: &mut Parties) {
    let token = counted(scene, token);
    let entity = scene.actor(token).or_else(|| {
        let name = scene.child(token, |r| matches!(r, Dependency::Flat | Dependency::Appos))?;
        scene.actor(name).filter(|&e| is_person(scene, e))
    });
    let entity = entity.or_else(|| speaker(scene, token)).or_else(|| antecedent(scene, token));
    if let Some(entity) = entity.filter(|e| !found.contains(e) && found.len() < PARTIES_MAX) {
        found.push(entity);
    }
}

/// Who "whose" speaks of: the noun that its clause describes.
fn antecedent(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let owned = scene.head(token).filter(|_| scene.lemma(token) == "whose")?;
    let before = token.checked_sub(1).map(|i| if scene.word(i) == "," { i.saturating_sub(1) } else { i });
    let close = before.filter(|&i| scene.is_named(i)).and_then(|i| scene.actor(i));
    if close.is_some() {
        return close;
    }
    let verb = scene.head(owned).filter(|&verb| scene.relation(verb) == Dependency::AclRelcl)?;
    scene.head(verb).and_then(|noun| {
        let name = |r| matches!(r, Dependency::Appos | Dependency::Flat | Dependency::NmodDesc | Dependency::Compound);
        scene.actor(noun).or_else(|| scene.child(noun, name).and_then(|c| scene.actor(c)))
    })
}

/// Who a pronoun without a mention is, where the sentence shows it: "Kestrania said *it* had agreed".
fn speaker(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let is_third = matches!(scene.lemma(token), "he" | "she" | "it" | "they");
    let said = scene.head(token).filter(|_| is_third && scene.relation(token).is_subject())?;
    let said = if scene.relation(said) == Dependency::Ccomp { scene.head(said)? } else { return None };
    scene.child(said, Dependency::is_subject).filter(|&s| s < token).and_then(|s| scene.actor(s))
}

fn is_person(scene: &Scene<'_>, entity: usize) -> bool {
    scene.document.layers.entities.get(entity).is_some_and(|e| e.class == EntityType::Person)
}

/// Somebody on a noun: its owner first, then an adjective or a noun before it, then what stands behind "by", "of" and the like.
fn below(scene: &Scene<'_>, token: usize, depth: usize, found: &mut Parties) {
    const ORDER: [fn(Dependency, &str) -> bool; 4] = [
        |r, _| r == Dependency::NmodPoss,
        |r, p| r == Dependency::Nmod && p == "by",
        |r, _| matches!(r, Dependency::Amod | Dependency::Compound | Dependency::NmodUnmarked),
        |r, p| r == Dependency::Nmod && p != "by",
    ];
    let before = found.len();
    for wanted in ORDER {
        for child in scene.children(token).filter(|&c| wanted(scene.relation(c), scene.preposition(c))) {
            direct(scene, child, found);
            if found.len() == before && depth > 1 {
                below(scene, child, depth - 1, found);
            }
        }
        if found.len() > before {
            return;
        }
    }
}
