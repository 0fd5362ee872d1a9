//! From chains to the mentions and entities of the record.

use super::Reading;
use super::chains::{Chain, Chains};
use super::lexicon::Sort;
use super::phrases::{Kind, Phrase};
use crate::extract::entities::salience;
use crate::record::{Document, Entity, EntityType, Layer, Mention, MentionKind};
use std::cmp::Reverse;

/// How sure a link is, by the developer set.
const CONFIDENCE: f64 = 0.75;

/// What is made of the chains of a document.
struct Builder<'a> {
    document: &'a Document,
    phrases: &'a [Phrase],
    chains: &'a Chains<'a>,
    entities: Vec<Entity>,
    /// The entity of each chain.
    entity_of: Vec<Option<usize>>,
    /// Mentions without ids yet, each with its entity.
    mentions: Vec<(Mention, Option<usize>)>,
}

/// Mentions in the order of the text, and entities: those that names made first, with the ids they had.
pub fn layer<J>(document: &Document, reading: &Reading<'_, J>) -> Layer {
    let Reading { phrases, chains, .. } = *reading;
    let mut builder = Builder {
        document,
        phrases,
        chains,
        entities: document.layers.entities.iter().map(without_mentions).collect(),
        entity_of: chains.all.iter().map(|chain| chain.entity).collect(),
        mentions: Vec::with_capacity(document.layers.mentions.len() + phrases.len()),
    };
    let names = document.layers.mentions.iter().zip(reading.named);
    builder.mentions.extend(names.map(|(mention, entity)| (without_ids(mention), *entity)));
    builder.open(reading.wanted);
    builder.mention();
    builder.tell_members();
    builder.sort();
    builder.finish()
}

/// A copy of an entity that has no mentions yet.
fn without_mentions(entity: &Entity) -> Entity {
    Entity {
        id: entity.id.clone(),
        class: entity.class,
        subtype: entity.subtype.clone(),
        name: entity.name.clone(),
        qid: entity.qid.clone(),
        geonames_id: entity.geonames_id,
        country: entity.country.clone(),
        geo: entity.geo,
        sector: entity.sector.clone(),
        roles: entity.roles.clone(),
        members: entity.members.clone(),
        mentions: Vec::new(),
        salience: entity.salience,
        confidence: entity.confidence,
    }
}

/// A copy of a mention whose ids are still to be told.
fn without_ids(mention: &Mention) -> Mention {
    Mention {
        id: String::new(),
        span: mention.span,
        exact: mention.exact.clone(),
        kind: mention.kind,
        class: mention.class,
        entity: None,
        alternative: mention.alternative.clone(),
        confidence: mention.confidence,
    }
}

impl Builder<'_> {
    /// Entities for the chains that no name has made one for, and that have more than one phrase, or are wanted.
    fn open(&mut self, wanted: &[bool]) {
        for (n, chain) in self.chains.all.iter().enumerate().filter(|(_, chain)| chain.entity.is_none()) {
            let phrases = || self.chains.phrases(n);
            let is_wanted = || phrases().any(|p| wanted.get(p) == Some(&true));
            let is_no_name = |p: usize| self.phrases.get(p).is_some_and(|p| p.kind.entity().is_none());
            if (chain.count > 1 || is_wanted() || self.is_set(n, chain)) && phrases().any(is_no_name) {
                self.entity_of.get_mut(n).into_iter().for_each(|slot| *slot = Some(self.entities.len()));
                let id = format!("e{}", self.entities.len() + 1);
                self.entities.push(self.entity(id, n, chain));
            }
        }
    }

    /// Whether a chain has members although it is no coordination: "the two countries".
    fn is_set(&self, n: usize, chain: &Chain<'_>) -> bool {
        let is_nominal = |p: usize| self.phrases.get(p).is_some_and(|phrase| phrase.kind == Kind::Nominal);
        !chain.members.is_empty() && self.chains.phrases(n).any(is_nominal)
    }

    /// The entity of a chain without a name: called by its first noun phrase.
    fn entity(&self, id: String, n: usize, chain: &Chain<'_>) -> Entity {
        let own = || self.chains.phrases(n).filter_map(|p| self.phrases.get(p));
        let by = own().find(|phrase| matches!(phrase.kind, Kind::Nominal | Kind::Group)).or_else(|| own().next());
        let name = by.map_or("", |phrase| phrase.span.of(&self.document.text));
        let class = match chain.traits.sort.unwrap_or(Sort::Unknown) {
            _ if !chain.members.is_empty() => EntityType::Group,
            Sort::Person if chain.traits.plural == Some(true) => EntityType::Group,
            Sort::Person => EntityType::Person,
            Sort::People => EntityType::Group,
            Sort::Body => EntityType::Organization,
            Sort::Place => EntityType::Place,
            Sort::Event => EntityType::Event,
            _ => EntityType::Other,
        };
        Entity::unknown(id, class, name, CONFIDENCE)
    }

    /// Mentions for pronouns, noun phrases and coordinations.
    fn mention(&mut self) {
        for n in 0..self.chains.all.len() {
            let Some(entity) = self.entity_of.get(n).copied().flatten() else { continue };
            let class = self.entities.get(entity).map_or(EntityType::Other, |entity| entity.class);
            for phrase in self.chains.phrases(n).filter_map(|p| self.phrases.get(p)) {
                let kind = match phrase.kind {
                    Kind::Name { .. } | Kind::Adjective { .. } => continue,
                    Kind::Pronoun(_) => MentionKind::Pronoun,
                    Kind::Nominal | Kind::Group => MentionKind::Nominal,
                };
                let mention = Mention {
                    id: String::new(),
                    span: phrase.span,
                    exact: String::new(),
                    kind,
                    class,
                    entity: None,
                    alternative: None,
                    confidence: CONFIDENCE,
                };
                self.mentions.push((mention, Some(entity)));
            }
        }
    }

    fn tell_members(&mut self) {
        for (n, chain) in self.chains.all.iter().enumerate().filter(|(_, chain)| !chain.members.is_empty()) {
            let entity = |chain: usize| self.entity_of.get(chain).copied().flatten();
            let id = |&member: &usize| Some(self.entities.get(entity(member)?)?.id.clone());
            let members = chain.members.iter().filter_map(id).collect();
            if let Some(entity) = entity(n).and_then(|entity| self.entities.get_mut(entity)) {
                entity.members = Some(members);
            }
        }
    }

    /// Puts the mentions into the order of the text.
    fn sort(&mut self) {
        let order = |(n, (mention, _)): (usize, &(Mention, _))| (mention.span.begin, Reverse(mention.span.end), n);
        let mut ranks: Vec<_> = self.mentions.iter().enumerate().map(order).collect();
        ranks.sort_unstable();
        let mut taken: Vec<Option<_>> = std::mem::take(&mut self.mentions).into_iter().map(Some).collect();
        self.mentions = ranks.iter().filter_map(|rank| taken.get_mut(rank.2)?.take()).collect();
    }

    /// Tells mentions and entities of each other, and each entity its share of the article by all its mentions.
    fn finish(self) -> Layer {
        let Self { document, mut entities, mentions, .. } = self;
        // The mentions of each entity stand together, in the order of the text; `ends`: where those of each end.
        let mut ends = vec![0; entities.len()];
        let of: Vec<Option<usize>> = mentions.iter().map(|(_, entity)| *entity).collect();
        of.iter().flatten().filter_map(|&entity| ends.get_mut(entity).map(|slot| *slot += 1)).for_each(drop);
        let mut begin = 0;
        for (slot, entity) in ends.iter_mut().zip(&mut entities) {
            entity.mentions.reserve_exact(*slot);
            (begin, *slot) = (begin + *slot, begin);
        }
        let begins = ends.clone();
        let mut together = vec![0; begin];
        for (n, entity) in of.iter().enumerate() {
            let Some(at) = entity.and_then(|entity| ends.get_mut(entity)) else { continue };
            together.get_mut(*at).into_iter().for_each(|slot| *slot = n);
            *at += 1;
        }
        let mut mentions: Vec<Mention> = mentions.into_iter().map(|(mention, _)| mention).collect();
        let things = begins.iter().zip(&ends).map(|(&begin, &end)| together.get(begin..end).unwrap_or_default());
        let shares = salience::shares(document, &mentions, things);
        entities.iter_mut().zip(shares).for_each(|(entity, share)| entity.salience = share);
        for (n, (mention, entity)) in mentions.iter_mut().zip(of).enumerate() {
            mention.id = format!("m{}", n + 1);
            if let Some(entity) = entity.and_then(|entity| entities.get_mut(entity)) {
                mention.entity = Some(entity.id.clone());
                entity.mentions.push(mention.id.clone());
            }
        }
        Layer::Entities(mentions, entities)
    }
}
