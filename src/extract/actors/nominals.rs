//! Common nouns that act: "police", "Angry French paper workers", "Cairo's security chief" become mentions of their own.

use super::scene::Scene;
use super::table::{Noun, nominal};
use super::{countries, sectors};
use crate::record::{Dependency, Entity, EntityType, Mention, MentionKind, Upos};
use crate::text::Span;
use crate::text::maps::HashMap;

/// How sure a common noun of the table is to name somebody.
const CONFIDENCE: f64 = 0.7;

/// Words before a noun that belong to its mention at most ("Angry French paper" of "workers").
const BEFORE_MAX: usize = 6;

/// Adds the common nouns that nothing names yet, and entities for them; mentions stay in the order of the text.
pub fn add(scene: &Scene<'_>, mentions: &mut Vec<Mention>, entities: &mut Vec<Entity>) {
    let mut same: HashMap<(&str, Option<String>), usize> = HashMap::default();
    let mut last: HashMap<&str, usize> = HashMap::default();
    let mut ids = Ids::behind(mentions, entities);
    for i in 0..scene.len() {
        let Some((noun, is_one)) = found(scene, i) else { continue };
        let apposed = apposed(scene, i);
        let country = countries::of_words(scene, i, entities);
        let sector = sectors::of_noun(scene, i, noun, entities);
        let lemma = scene.lemma(i);
        let known = apposed.or_else(|| {
            let before = same.get(&(lemma, country.clone())).copied();
            let bare = country.is_none() && is_definite(scene, i);
            before.or_else(|| last.get(lemma).copied().filter(|_| bare)).filter(|_| is_one)
        });
        let entity = known.unwrap_or(entities.len());
        let span = span(scene, i);
        if known.is_none() {
            let home = || sectors::home(scene.document, sector.as_deref());
            let mut entity = ids.entity(scene, span, noun, country.clone().or_else(home), lemma != scene.word(i));
            entity.sector = sector;
            entities.push(entity);
        }
        let Some(entity_row) = entities.get_mut(entity) else { continue };
        let mention = ids.mention(span, entity_row);
        entity_row.mentions.push(mention.id.clone());
        if entity_row.country.is_none() {
            entity_row.country = country.clone();
        }
        mentions.push(mention);
        if is_one && apposed.is_none() {
            same.insert((lemma, country), entity);
            last.insert(lemma, entity);
        }
    }
    mentions.sort_by_key(|m| (m.span.begin, std::cmp::Reverse(m.span.end)));
}

/// The noun of the table that token `i` is, if it stands where somebody who acts can stand and nothing names it yet.
fn found(scene: &Scene<'_>, i: usize) -> Option<(Noun, bool)> {
    let stands = matches!(scene.upos(i), Upos::Noun | Upos::Propn) && is_argument(scene.relation(i));
    if !stands || scene.mention(i).is_some() {
        return None;
    }
    if is_unknown_name(scene, i) {
        return Some((UNKNOWN_NAME, true));
    }
    let known = nominal(scene.lemma(i));
    if known.is_none() && is_lead_subject(scene, i) {
        return Some((LEAD_SUBJECT, false));
    }
    let found = known.or_else(|| nominal(&scene.lemma(i).to_lowercase()).filter(|_| scene.upos(i) == Upos::Propn))?;
    let is_predicate = scene.children(i).any(|c| scene.relation(c) == Dependency::Cop || scene.lemma(c) == "whose");
    (!is_predicate).then_some(found)
}

/// What an unknown name is taken for: a country or a body, since people are found by their given names.
const UNKNOWN_NAME: Noun = Noun { sector: None, class: EntityType::Organization, rank: 0 };

/// What the first sentences are about, whatever it is: "A tram overturned".
const LEAD_SUBJECT: Noun = Noun { sector: None, class: EntityType::Other, rank: 0 };

/// Sentences whose subjects the main event may be about: a headline and the first of the text.
const LEAD_SENTENCES: usize = 2;

fn is_lead_subject(scene: &Scene<'_>, i: usize) -> bool {
    let lead = scene.tokens.sentences.get(LEAD_SENTENCES - 1).or(scene.tokens.sentences.last());
    let is_subject = matches!(scene.relation(i), Dependency::Nsubj | Dependency::NsubjPass);
    let of_root = || scene.head(i).is_some_and(|verb| scene.head(verb).is_none() && scene.upos(verb) == Upos::Verb);
    lead.is_some_and(|sentence| i < sentence.end) && is_subject && scene.upos(i) == Upos::Noun && of_root()
}

/// A capitalised subject that no tagger took for a name ("Arnor"), nor any table for a noun.
fn is_unknown_name(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    capital
        && scene.upos(i) == Upos::Propn
        && matches!(scene.relation(i), Dependency::Nsubj | Dependency::NsubjPass)
        && nominal(&scene.lemma(i).to_lowercase()).is_none()
        && !is_time(scene, i)
}

/// Whether a token is part of a time ("a spokesman said Wednesday"), which taggers may take for a subject.
fn is_time(scene: &Scene<'_>, i: usize) -> bool {
    let span = scene.tokens.spans.get(i);
    span.is_some_and(|span| scene.document.layers.times.iter().any(|time| time.span.overlaps(*span)))
}

fn is_argument(relation: Dependency) -> bool {
    use Dependency::*;
    matches!(
        relation,
        Nsubj | NsubjPass | NsubjOuter | Obj | Iobj | Obl | OblAgent | Nmod | NmodPoss | Conj | Root | Xcomp
    )
}

/// The person whose name stands behind the noun: "a member of parliament, Joan Fenwick".
fn apposed(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let name = |r| matches!(r, Dependency::Appos | Dependency::Flat);
    let child = scene.child(i, name).filter(|&child| child > i)?;
    let mention = scene.mention(child).and_then(|m| scene.document.layers.mentions.get(m))?;
    scene.entity(child).filter(|_| mention.class == EntityType::Person)
}

fn is_definite(scene: &Scene<'_>, i: usize) -> bool {
    scene.child(i, |r| r == Dependency::Det).is_none_or(|det| scene.lemma(det) == "the")
}

/// The noun with the words before it that hang on it, without articles and numbers.
fn span(scene: &Scene<'_>, i: usize) -> Span {
    let mut begin = i;
    for j in (i.saturating_sub(BEFORE_MAX)..i).rev() {
        let relation = scene.relation(j);
        let ends = matches!(relation, Dependency::Det | Dependency::DetPredet | Dependency::Nummod | Dependency::Case);
        let is_marker = relation == Dependency::Case && scene.head(j).is_some_and(|h| h < j);
        let hangs = scene.trees.subtree(i).contains(&j) && scene.upos(j) != Upos::Punct;
        if !hangs || ends && !is_marker {
            break;
        }
        begin = j;
    }
    Span { begin: scene.span(begin).begin, end: scene.span(named_end(scene, i)).end }
}

/// The last token of the names behind the noun that tell whose they are: "soldiers from Kestrania", "ambassadors of Orr and Vell".
fn named_end(scene: &Scene<'_>, i: usize) -> usize {
    let behind = scene.children(i).find(|&child| child > i && countries::tells(scene, child));
    let Some(child) = behind.filter(|&child| scene.is_named(child)) else { return i };
    let end = scene.trees.subtree(child).end.saturating_sub(1);
    if end - i > BEHIND_MAX {
        return i;
    }
    let all_named =
        (child..=end).all(|j| scene.is_named(j) || matches!(scene.relation(j), Dependency::Cc | Dependency::Punct));
    if all_named { end } else { i }
}

/// Tokens behind a noun that its mention takes in at most.
const BEHIND_MAX: usize = 10;

/// Ids behind those that are there.
struct Ids {
    mention: usize,
    entity: usize,
}

impl Ids {
    fn behind(mentions: &[Mention], entities: &[Entity]) -> Self {
        let number = |id: &str| id.get(1..).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        let mention = mentions.iter().map(|m| number(&m.id)).max().unwrap_or(0);
        let entity = entities.iter().map(|e| number(&e.id)).max().unwrap_or(0);
        Self { mention, entity }
    }

    fn mention(&mut self, span: Span, entity: &Entity) -> Mention {
        self.mention += 1;
        Mention {
            id: format!("m{}", self.mention),
            span,
            exact: String::new(),
            kind: MentionKind::Nominal,
            class: entity.class,
            entity: Some(entity.id.clone()),
            alternative: None,
            confidence: CONFIDENCE,
        }
    }

    fn entity(&mut self, scene: &Scene<'_>, span: Span, noun: Noun, country: Option<String>, plural: bool) -> Entity {
        self.entity += 1;
        let class = if noun.class == EntityType::Person && plural { EntityType::Group } else { noun.class };
        let name = span.of(&scene.document.text);
        Entity { country, ..Entity::unknown(format!("e{}", self.entity), class, name, CONFIDENCE) }
    }
}
