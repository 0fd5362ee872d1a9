//! What is known of the named entities of an article beside their names: gender, country, what they are called.

use super::few::Few;
use super::lexicon::{Noun, Sort};
use super::page::Page;
use super::phrases::{Kind, Phrase, sort_of};
use crate::knowledge::{CountryCode, Gender, Knowledge, Pointer, country_code};
use crate::record::{Dependency, Entity, EntityType, Upos};
use crate::text::words::{HashedMap, hashes, lower_hash};
use crate::text::{fold_into, rows};
use std::sync::LazyLock;

/// One thing that phrases refer to, as far as agreement asks.
#[derive(Clone, Debug, Default)]
pub struct Traits<'d> {
    pub sort: Option<Sort>,
    pub gender: Option<Gender>,
    /// How sure the gender is: 0 not known, 1 by a given name, 2 said or known.
    pub sure: u8,
    pub plural: Option<bool>,
    pub country: Option<CountryCode>,
    pub subtype: Option<&'d str>,
    /// Lemmas of nouns that it was said to be.
    pub nouns: Few<u64, NOUNS_MAX>,
}

/// Nouns that are kept of what a thing is said to be.
const NOUNS_MAX: usize = 8;

impl Traits<'_> {
    pub fn add_noun(&mut self, lemma: u64) {
        self.nouns.add(lemma);
    }

    fn tell(&mut self, gender: Option<Gender>, sure: u8) {
        if sure > self.sure && gender.is_some() {
            (self.gender, self.sure) = (gender, sure);
        }
    }
}

/// Honorifics with the gender that they tell: the list of the entities.
pub static HONORIFICS: LazyLock<HashedMap<Option<Gender>>> = LazyLock::new(|| {
    let parsed = rows(include_str!("../entities/honorifics.txt")).filter_map(|row| row.rsplit_once(' '));
    let gender = |letter: &str| match letter {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    };
    parsed.map(|(form, letter)| (lower_hash(form), gender(letter))).collect()
});

/// Given names that are words of their own more often: they tell no gender.
static COMMON: LazyLock<HashedMap<()>> = LazyLock::new(|| hashes("will may april june august china paris london"));

/// Share of women from which a given name is a woman's, and below which a man's.
const WOMAN_SHARE: f64 = 0.75;
const MAN_SHARE: f64 = 0.25;
/// Names of one person whose surroundings are looked at.
const NAMES_MAX: usize = 24;

/// The traits of every entity, from the knowledge base, its names, and what the text says beside them.
pub fn traits<'d>(page: &Page<'d>, knowledge: &Knowledge, phrases: &[Phrase]) -> Vec<Traits<'d>> {
    let entities = &page.document.layers.entities;
    let mut key = String::new();
    let mut pointers = Vec::new();
    let mut all: Vec<Traits<'d>> = Vec::with_capacity(entities.len());
    all.extend(entities.iter().map(|entity| known(entity, knowledge, &mut key, &mut pointers)));
    let mut seen = vec![0usize; entities.len()];
    for phrase in phrases {
        let Kind::Name { entity, .. } = phrase.kind else { continue };
        let (Some(traits), Some(seen)) = (all.get_mut(entity), seen.get_mut(entity)) else { continue };
        *seen += 1;
        if *seen <= NAMES_MAX {
            beside(page, phrase, traits);
        }
    }
    for (entity, traits) in entities.iter().zip(&mut all).filter(|(entity, _)| entity.class == EntityType::Person) {
        given_name(entity, knowledge, &mut key, traits);
    }
    all
}

/// What is known of an entity before the text is looked at. The buffers are for keys and what is found by them.
fn known<'d>(entity: &'d Entity, knowledge: &Knowledge, key: &mut String, pointers: &mut Vec<Pointer>) -> Traits<'d> {
    let mut traits = Traits {
        sort: Some(sort_of(entity.class)),
        plural: match entity.class {
            EntityType::Group => Some(true),
            EntityType::Organization => None,
            _ => Some(false),
        },
        country: entity.country.as_deref().and_then(country_code),
        subtype: entity.subtype.as_deref(),
        ..Traits::default()
    };
    if entity.class == EntityType::Person {
        pointers.clear();
        let qid: Option<u32> = entity.qid.as_deref().and_then(|qid| qid.strip_prefix('Q')?.parse().ok());
        if qid.is_some() {
            fold_into(&entity.name, key);
            knowledge.pointers(key, pointers);
        }
        let row = pointers.iter().filter_map(|p| knowledge.row(p.entity)).find(|row| row.qid == qid);
        traits.tell(row.and_then(|row| row.gender), 2);
        traits.country = traits.country.or(row.and_then(|row| row.country));
        for office in row.iter().flat_map(|row| knowledge.offices(row)).take(NOUNS_MAX) {
            office.title.rsplit(' ').next().into_iter().for_each(|noun| traits.add_noun(lower_hash(noun)));
        }
    }
    for role in &entity.roles {
        role.title.split(' ').for_each(|word| traits.add_noun(lower_hash(word)));
    }
    traits
}

/// The gender that a given name tells. The buffer is for its key.
fn given_name(entity: &Entity, knowledge: &Knowledge, key: &mut String, traits: &mut Traits<'_>) {
    fold_into(&entity.name, key);
    let Some(given) = key.split(' ').find(|part| part.chars().count() > 1) else { return };
    if COMMON.contains_key(&lower_hash(given)) {
        return;
    }
    let share = knowledge.women_share(given);
    let gender = share.and_then(|share| match share {
        s if s >= WOMAN_SHARE => Some(Gender::Female),
        s if s <= MAN_SHARE => Some(Gender::Male),
        _ => None,
    });
    traits.tell(gender, 1);
}

/// "The island of Naxos": the noun of a place that its name follows.
pub fn is_named_place(page: &Page<'_>, noun: usize, name: usize) -> bool {
    let of = || page.trees.child(name, |relation| relation == Dependency::Case).map(|case| page.text(case));
    name > noun
        && page.trees.relation(name) == Dependency::Nmod
        && page.trees.head(name) == Some(noun)
        && Noun::of(page.lemma(noun)).can_be(Sort::Place)
        && Noun::of(page.lemma(noun)).has_subtype()
        && of() == Some("of")
}

/// Titles before a name, nouns in apposition to it, and what it is said to be.
fn beside(page: &Page<'_>, phrase: &Phrase, traits: &mut Traits<'_>) {
    let first = phrase.tokens.start;
    if traits.sort == Some(Sort::Person) {
        let honorific = first.checked_sub(1).and_then(|before| HONORIFICS.get(&page.lower(before))).copied().flatten();
        traits.tell(honorific, 2);
        let within = HONORIFICS.get(&page.lower(first)).copied().flatten();
        traits.tell(within.filter(|_| phrase.tokens.len() > 1), 2);
    }
    let name = page.head_of(&phrase.tokens).unwrap_or(phrase.head);
    let describes = |child: usize| {
        use Dependency::*;
        let upos = page.tags.upos(child);
        let relation = page.trees.relation(child);
        page.name(child).is_none()
            && (upos == Upos::Noun || upos == Upos::Propn && Noun::of(page.lemma(child)).is_known())
            && (matches!(relation, Appos | NmodDesc | Flat) || relation == Compound && child < name)
    };
    let mut tell = |noun: usize| {
        let lemma = page.lemma(noun);
        traits.add_noun(lemma);
        if traits.sort == Some(Sort::Person) {
            traits.tell(Noun::of(lemma).gender(), 2);
        }
    };
    page.trees.children(name).filter(|&child| describes(child)).take(NOUNS_MAX).for_each(&mut tell);
    Some(phrase.head).filter(|&head| head != name).into_iter().for_each(&mut tell);
    phrase.said.into_iter().for_each(&mut tell);
    let head = page.trees.head(name);
    head.filter(|&noun| is_named_place(page, noun, name)).into_iter().for_each(&mut tell);
    let predicate = head.filter(|&head| {
        phrase.role == super::phrases::Role::Subject && page.trees.child(head, |r| r == Dependency::Cop).is_some()
    });
    predicate.filter(|&head| page.tags.upos(head) == Upos::Noun).into_iter().for_each(&mut tell);
}
