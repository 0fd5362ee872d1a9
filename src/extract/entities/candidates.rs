//! What the knowledge base offers for a cluster of mentions.

use super::clusters::Cluster;
use super::form::{Form, words};
use super::{organizations, persons};
use crate::knowledge::{AliasKind, Knowledge, NameCase, Pointer, Row};
use crate::record::EntityType;
use crate::text::fold;

/// An entity that a cluster may be.
#[derive(Clone, Debug)]
pub struct Candidate<'k> {
    pub number: u32,
    pub row: Row<'k>,
    pub kind: AliasKind,
    pub share: u8,
    /// Words of the name that it was found by.
    pub words: usize,
    /// What speaks for it and against it.
    pub reasons: Reasons,
}

impl Candidate<'_> {
    pub fn score(&self) -> f32 {
        self.reasons.rows().map(|(_, worth)| worth).sum()
    }
}

/// The parts of a candidate's score, in logits more or less; what costs is below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reasons {
    /// How often news names it, or how many people live there.
    pub prior: f32,
    /// The name: its words, and how far it is from the fullest one and from the mention's type.
    pub name: f32,
    pub fit: f32,
    /// The text says what the place lies in.
    pub contained: f32,
    /// The article's other places; its countries.
    pub places: f32,
    pub country: f32,
    pub sport: f32,
    /// The post that the text gives to a person.
    pub post: f32,
}

impl Reasons {
    /// Each part with its name.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, f32)> {
        [
            ("prior", self.prior),
            ("name", self.name),
            ("fit", self.fit),
            ("contained", self.contained),
            ("places", self.places),
            ("country", self.country),
            ("sport", self.sport),
            ("post", self.post),
        ]
        .into_iter()
    }
}

/// Costs of names that are not the fullest of their cluster.
const SHORTER_NAME: f32 = 1.5;
const ACRONYM_OF_ANOTHER: f32 = 4.0;
/// Cost of an acronym's entry for a mention in small letters.
const WRONG_CASE: f32 = 4.0;

/// Puts the best first; of equals the one with the least number.
pub fn rank(candidates: &mut [Candidate<'_>]) {
    candidates.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.number.cmp(&b.number)));
}

/// All candidates of a cluster; `looked` is a buffer.
pub fn candidates<'k>(
    cluster: &Cluster,
    forms: &[Form],
    knowledge: &'k Knowledge,
    looked: &mut Vec<Pointer>,
) -> Vec<Candidate<'k>> {
    let mut found: Vec<Candidate<'k>> = Vec::new();
    if cluster.mentions.iter().filter_map(|&m| forms.get(m)).any(|form| form.coined) {
        return found;
    }
    for Name { key, case, cost } in names(cluster, forms) {
        looked.clear();
        knowledge.pointers(key.as_str(), looked);
        for pointer in looked.iter() {
            let Some(row) = knowledge.row(pointer.entity) else { continue };
            let Some(type_cost) = type_cost(cluster, pointer.kind, &row) else { continue };
            let case_cost =
                if pointer.case == NameCase::Capitals && case == NameCase::Words { WRONG_CASE } else { 0.0 };
            let cost = cost + type_cost + case_cost;
            match found.iter_mut().find(|c| c.number == pointer.entity) {
                Some(known) if known.reasons.fit >= -cost => {}
                Some(known) => {
                    known.reasons.fit = -cost;
                    (known.kind, known.share) = (pointer.kind, pointer.share);
                }
                None => found.push(Candidate {
                    number: pointer.entity,
                    row,
                    kind: pointer.kind,
                    share: pointer.share,
                    words: words(&key).count(),
                    reasons: Reasons { fit: -cost, ..Reasons::default() },
                }),
            }
        }
    }
    found
}

/// What a name may mean by itself, as a plain name; `looked` is a buffer.
pub fn named<'k>(
    name: &str,
    knowledge: &'k Knowledge,
    looked: &mut Vec<Pointer>,
) -> impl Iterator<Item = (Pointer, Row<'k>)> + use<'k> {
    looked.clear();
    knowledge.pointers(&fold(name), looked);
    let named: Vec<Pointer> = looked.iter().filter(|pointer| pointer.kind == AliasKind::Name).copied().collect();
    named.into_iter().filter_map(|pointer| Some((pointer, knowledge.row(pointer.entity)?)))
}

struct Name {
    key: String,
    case: NameCase,
    cost: f32,
}

/// The names to look up, the fullest first.
fn names(cluster: &Cluster, forms: &[Form]) -> Vec<Name> {
    let Some(fullest) = forms.get(cluster.fullest) else { return Vec::new() };
    let mut names = vec![Name { key: fullest.key.clone(), case: fullest.case, cost: 0.0 }];
    let mut add = |key: String, case, cost| {
        if !key.is_empty() && !names.iter().any(|name: &Name| name.key == key) {
            names.push(Name { key, case, cost });
        }
    };
    match cluster.class {
        EntityType::Person => {
            let parts = persons::parts(&fullest.key);
            if let [first, .., last] = parts.as_slice() {
                add(format!("{first} {last}"), fullest.case, 0.0);
                let firsts = cluster.mentions.iter().filter_map(|&m| forms.get(m)).filter(|form| !form.is_one_word());
                firsts.for_each(|form| add(form.key.clone(), form.case, 0.0));
            }
        }
        EntityType::Organization => {
            add(organizations::without_legal_form(&fullest.key).to_owned(), fullest.case, 0.0);
            for form in cluster.mentions.iter().filter_map(|&m| forms.get(m)) {
                let acronym = organizations::is_acronym_of(&form.key, &fullest.key);
                add(form.key.clone(), form.case, if acronym { ACRONYM_OF_ANOTHER } else { SHORTER_NAME });
            }
        }
        _ => cluster
            .mentions
            .iter()
            .filter_map(|&m| forms.get(m))
            .for_each(|form| add(form.key.clone(), form.case, SHORTER_NAME)),
    }
    names
}

/// What it costs to take a mention of one type for an entity of another; `None` where it cannot be.
fn type_cost(cluster: &Cluster, kind: AliasKind, row: &Row<'_>) -> Option<f32> {
    use EntityType::*;
    match (kind, cluster.class) {
        (AliasKind::Demonym, Group) => return Some(0.0),
        (AliasKind::Demonym, _) => return None,
        (AliasKind::Side, Organization) => return Some(0.0),
        (AliasKind::Side, _) => return None,
        _ => {}
    }
    match (cluster.class, row.class) {
        (a, b) if a == b => Some(0.0),
        (Person, _) | (_, Person) => None,
        (Organization, Facility) | (Facility, Place) | (Group, Organization) => Some(0.5),
        (Organization, Work | Product | Group) | (Facility, Organization) => Some(1.0),
        (Place, Organization | Facility) => Some(3.0),
        (Group, Place) => None,
        (Event | Work | Product | Other, Event | Work | Product | Other) => Some(0.5),
        (Event | Work | Product | Other, Organization | Facility) => Some(1.0),
        (Organization, Event) | (Group, _) => Some(2.0),
        _ => None,
    }
}
