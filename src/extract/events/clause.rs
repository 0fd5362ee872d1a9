//! One predicate with its subject, objects and everything behind prepositions, whatever voice or form it stands in.

use crate::extract::actors::Scene;
use crate::record::{Dependency, Upos};

/// A predicate and what hangs on it. Tokens, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Clause<'a> {
    pub predicate: usize,
    /// Who does it: the subject, in the passive the agent.
    pub subject: Option<usize>,
    /// What it is done to: the object, in the passive the subject.
    pub object: Option<usize>,
    pub indirect: Option<usize>,
    pub passive: bool,
    /// Prepositions with what stands behind them.
    pub behind: Vec<(&'a str, usize)>,
    /// The predicate of an infinitive or gerund that is its complement.
    pub infinitive: Option<usize>,
    /// The predicate of a clause that is its complement.
    pub clause: Option<usize>,
    pub particle: Option<&'a str>,
}

/// Predicates between a verb and the subject that it shares; longer chains are no English.
const SHARED_MAX: usize = 5;

impl<'a> Clause<'a> {
    /// Reads a verb, finite or not.
    pub fn of_verb(scene: &Scene<'a>, verb: usize) -> Self {
        let mut clause = Clause { predicate: verb, ..Clause::default() };
        let mut agent = None;
        for child in scene.children(verb) {
            use Dependency::*;
            match scene.relation(child) {
                Nsubj | NsubjOuter | Obj | NsubjPass if is_day(scene.lemma(child)) => {
                    // "lifted Friday a blockade": a day took the place of the object, which hangs on it.
                    clause.object = clause.object.or(scene.child(child, |r| r == Appos));
                }
                Nsubj | NsubjOuter | Dep | Dislocated | Parataxis if scene.is_dateline(child) => {
                    clause.subject = clause.subject.or_else(|| behind_dateline(scene, child));
                }
                Nsubj | NsubjOuter => {
                    let better = clause.subject.is_none_or(|s| scene.actor(s).is_none());
                    clause.subject = if better { Some(child) } else { clause.subject };
                }
                NsubjPass => {
                    clause.passive = true;
                    clause.object = clause.object.or(Some(child));
                }
                AuxPass => clause.passive = true,
                Obj if clause.object.is_none() => clause.object = Some(child),
                Iobj => clause.indirect = Some(child),
                OblAgent => agent = Some(child),
                Obl | Ccomp if is_purpose(scene, child) => clause.infinitive = clause.infinitive.or(Some(child)),
                Obl | Nmod | OblUnmarked => clause.take_behind(scene, child),
                CompoundPrt => clause.particle = Some(scene.lemma(child)),
                Advmod if is_particle(scene.lemma(child)) => {
                    clause.particle = clause.particle.or(Some(scene.lemma(child)));
                }
                Xcomp => clause.infinitive = clause.infinitive.or(Some(child)),
                Advcl if is_purpose(scene, child) => clause.infinitive = clause.infinitive.or(Some(child)),
                Ccomp => clause.clause = clause.clause.or(Some(child)),
                _ => {}
            }
        }
        clause.order_objects(scene, verb);
        clause.share(scene);
        if !clause.passive {
            // "accepted a proposal *by Togo*": nothing active has an agent.
            clause.behind.extend(agent.map(|agent| ("by", agent)));
        } else {
            let by = clause.behind.iter().find(|(p, _)| *p == "by").map(|&(_, i)| i);
            clause.subject = agent.or(by);
        }
        for link in [clause.object, clause.indirect].into_iter().flatten() {
            clause.take_under(scene, link);
        }
        clause
    }

    /// Reads a noun that is an event itself.
    pub fn of_noun(scene: &Scene<'a>, noun: usize) -> Self {
        let mut clause = Clause { predicate: noun, ..Clause::default() };
        clause.take_under(scene, noun);
        // "the invasion and the sanctions *on Moscow*": what stands behind the second noun may hang on the first.
        if let Some(first) = scene.head(noun).filter(|_| scene.relation(noun) == Dependency::Conj) {
            let behind =
                scene.children(first).filter(|&child| child > noun && scene.relation(child) == Dependency::Nmod);
            behind.for_each(|child| clause.take_behind(scene, child));
        }
        clause
    }

    /// "gave Haiti money", "warned Israel that …", and the subject of a passive.
    fn order_objects(&mut self, scene: &Scene<'a>, verb: usize) {
        if self.passive && self.object.is_none() {
            self.object = self.subject.take();
        }
        let given = scene.children(verb).find(|&c| {
            let bare = matches!(scene.relation(c), Dependency::Obl | Dependency::OblUnmarked | Dependency::Xcomp);
            bare && c > verb
                && scene.upos(c) == Upos::Noun
                && scene.preposition(c).is_empty()
                && !is_day(scene.lemma(c))
        });
        if let (Some(object), Some(given), None) = (self.object, given, self.indirect) {
            let next = object < given && scene.actor(object).is_some() && !self.passive && is_gift(scene, verb);
            if next {
                (self.indirect, self.object) = (Some(object), Some(given));
            }
        }
        self.object = self.object.or(self.indirect);
    }

    fn take_behind(&mut self, scene: &Scene<'a>, child: usize) {
        let preposition = scene.preposition(child);
        if !preposition.is_empty() {
            self.behind.push((preposition, child));
        }
    }

    /// What stands behind prepositions on a noun: "sanctions *on Moscow*".
    fn take_under(&mut self, scene: &Scene<'a>, noun: usize) {
        for child in scene.children(noun) {
            match scene.relation(child) {
                Dependency::Nmod | Dependency::Obl => self.take_behind(scene, child),
                Dependency::Acl if self.infinitive.is_none() && is_infinitive(scene, child) => {
                    self.infinitive = Some(child);
                }
                Dependency::Acl | Dependency::Ccomp if self.clause.is_none() => {
                    let marked = scene.child(child, |r| r == Dependency::Mark);
                    if marked.is_some_and(|mark| scene.lemma(mark) == "that") {
                        self.clause = Some(child);
                    }
                }
                _ => {}
            }
        }
    }

    /// Finds the subject (in the passive: the object) that stands with another predicate or is the noun described.
    fn share(&mut self, scene: &Scene<'a>) {
        let verb = self.predicate;
        let own = if self.passive { self.object } else { self.subject };
        let relative = own.is_some_and(|i| matches!(scene.lemma(i), "who" | "which" | "that" | "whom"));
        let described = scene.relation(verb) == Dependency::AclRelcl && (relative || own.is_none());
        let participle = scene.relation(verb) == Dependency::Acl && own.is_none();
        let antecedent = antecedent(scene, verb);
        let shared = match scene.head(verb) {
            Some(noun) if described && relative => Some(noun),
            _ if antecedent.is_some() => antecedent,
            Some(noun) if participle => {
                self.passive |= self.object.is_none() && is_past_participle(scene, verb);
                Some(noun)
            }
            _ if own.is_some() => return,
            _ => behind_conjunction(scene, verb).or_else(|| inherited(scene, verb)),
        };
        if self.passive {
            self.object = self.object.or(shared)
        } else {
            self.subject = shared.or(self.subject)
        }
        if let (true, Some(shared)) = (self.passive && relative, shared) {
            self.object = Some(shared);
        }
    }

    /// What stands behind a preposition.
    pub fn behind(&self, preposition: &str) -> impl Iterator<Item = usize> + '_ {
        let preposition = preposition.to_owned();
        self.behind.iter().filter(move |(p, _)| *p == preposition).map(|&(_, i)| i)
    }
}

/// The noun that a clause describes although it hangs on the noun's verb: "offered a plan last year that was rejected".
pub fn antecedent(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let above = scene.head(verb).filter(|&above| above < verb && scene.relation(verb) == Dependency::Ccomp)?;
    let pronoun = scene.child(verb, |r| r.is_subject()).filter(|&i| scene.upos(i) == Upos::Pron)?;
    let noun = scene.child(above, |r| r == Dependency::Obj).filter(|&noun| above < noun && noun < pronoun)?;
    // "told reporters that was wrong" describes nobody.
    let is_relative = match scene.lemma(pronoun) {
        "which" | "who" => true,
        "that" => scene.actor(noun).is_none(),
        _ => false,
    };
    (is_relative && scene.upos(noun) == Upos::Noun).then_some(noun)
}

/// Verbs with two objects.
fn is_gift(scene: &Scene<'_>, verb: usize) -> bool {
    const GIFTS: [&str; 12] =
        ["give", "grant", "send", "offer", "lend", "hand", "promise", "pay", "sell", "deny", "owe", "award"];
    GIFTS.contains(&scene.lemma(verb))
}

/// The subject that a parser hung on the dateline before it.
fn behind_dateline(scene: &Scene<'_>, city: usize) -> Option<usize> {
    scene
        .children(city)
        .find(|&c| !scene.is_dateline(c) && matches!(scene.upos(c), Upos::Noun | Upos::Propn | Upos::Pron))
}

/// Words for days and other times, which are neither subject nor object of what people do.
fn is_day(lemma: &str) -> bool {
    const DAYS: [&str; 18] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
        "week",
        "month",
        "year",
        "morning",
        "evening",
        "afternoon",
        "night",
        "weekend",
    ];
    DAYS.iter().any(|day| day.eq_ignore_ascii_case(lemma))
}

/// The last subject of a predicate that is no dateline and no day.
fn subject_of(scene: &Scene<'_>, predicate: usize) -> Option<usize> {
    let is_one = |&c: &usize| scene.relation(c).is_subject() && !scene.is_dateline(c) && !is_day(scene.lemma(c));
    let mut all = scene.children(predicate).filter(is_one);
    let first = all.next()?;
    Some(all.find(|&c| scene.actor(c).is_some()).filter(|_| scene.actor(first).is_none()).unwrap_or(first))
}

/// "two days after *Kestrania* threatened to sue": the subject that a parser hung on the preposition before it.
fn behind_conjunction(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let finite = scene.relation(verb) == Dependency::Advcl && is_past_participle(scene, verb);
    let last = verb.checked_sub(1).filter(|_| finite)?;
    let head = scene.head(last).filter(|&h| scene.relation(last) == Dependency::Flat && h < last).unwrap_or(last);
    let conjunction = matches!(scene.preposition(head), "after" | "before" | "since" | "until" | "as");
    Some(head).filter(|&head| conjunction && scene.actor(head).is_some())
}

/// The subject of the predicate that this one is coordinated with, is a complement of, or goes along with.
fn inherited(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..SHARED_MAX {
        let relation = scene.relation(at);
        let head = scene.head(at)?;
        match relation {
            Dependency::Conj | Dependency::Advcl => {}
            Dependency::Xcomp => {
                // Who is urged, forced or seen to act is the object of the verb above.
                let object =
                    scene.child(head, |r| matches!(r, Dependency::Obj | Dependency::Iobj | Dependency::NsubjPass));
                if let Some(object) = object.filter(|&o| o != at) {
                    return Some(object);
                }
            }
            Dependency::Acl | Dependency::AclRelcl => return Some(head),
            _ => return None,
        }
        if let Some(subject) = subject_of(scene, head) {
            let relative = matches!(scene.lemma(subject), "who" | "which" | "that");
            let above = scene.head(head).filter(|_| relative && scene.relation(head) == Dependency::AclRelcl);
            return above.or(Some(subject));
        }
        at = head;
    }
    None
}

fn is_particle(lemma: &str) -> bool {
    matches!(lemma, "up" | "down" | "out" | "off" | "over" | "back" | "in" | "away")
}

/// Whether an infinitive with "to" stands there.
pub fn is_infinitive(scene: &Scene<'_>, verb: usize) -> bool {
    scene.child(verb, |r| r == Dependency::Mark).is_some_and(|mark| scene.lemma(mark) == "to")
}

fn is_purpose(scene: &Scene<'_>, verb: usize) -> bool {
    is_infinitive(scene, verb) && scene.child(verb, Dependency::is_subject).is_none()
}

/// "imposed", "held", "sent": a form that is neither the plain one nor the one in -ing.
pub fn is_past_participle(scene: &Scene<'_>, verb: usize) -> bool {
    let word = scene.word(verb);
    !word.ends_with("ing") && !is_infinitive(scene, verb)
}
