//! From chains to the mentions and entities of the record.

use super::chains::{Chain, Chains};
use super::lexicon::Sort;
use super::phrases::{Kind, Phrase};
use crate::extract::entities::salience;
use crate::record::{Document, Entity, EntityType, Layer, Mention, MentionKind};

/// Mentions in the order of the text, and entities: those that names made first, with the ids they had.
pub fn layer(document: &Document, phrases: &[Phrase], chains: &Chains, wanted: &[bool]) -> Layer {
    let mut entities = document.layers.entities.clone();
    let mut entity_of: Vec<Option<usize>> = chains.all.iter().map(|chain| chain.entity).collect();
    let mut mentions: Vec<(Mention, Option<usize>)> = Vec::new();
    let index: std::collections::HashMap<String, usize> =
        entities.iter().enumerate().map(|(n, entity)| (entity.id.clone(), n)).collect();
    for mention in &document.layers.mentions {
        let entity = mention.entity.as_ref().and_then(|id| index.get(id).copied());
        mentions.push((mention.clone(), entity));
    }
    for (n, chain) in chains.all.iter().enumerate() {
        let spoken = chain.phrases.iter().any(|&p| wanted.get(p).copied().unwrap_or(false));
        let told = chain.phrases.iter().filter(|&&p| phrases.get(p).is_some_and(|p| p.kind.entity().is_none())).count();
        if chain.entity.is_none() && (chain.phrases.len() > 1 || spoken || is_set(phrases, chain)) && told > 0 {
            if let Some(slot) = entity_of.get_mut(n) {
                *slot = Some(entities.len());
            }
            let id = format!("e{}", entities.len() + 1);
            entities.push(Entity { id, ..entity(document, phrases, chains, n) });
        }
    }
    for (n, chain) in chains.all.iter().enumerate() {
        let Some(entity) = entity_of.get(n).copied().flatten() else { continue };
        let class = entities.get(entity).map_or(EntityType::Other, |entity| entity.class);
        for phrase in chain.phrases.iter().filter_map(|&p| phrases.get(p)) {
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
            mentions.push((mention, Some(entity)));
        }
    }
    mentions.sort_by_key(|(mention, _)| (mention.span.begin, std::cmp::Reverse(mention.span.end)));
    entities.iter_mut().for_each(|entity| entity.mentions.clear());
    for (n, (mention, entity)) in mentions.iter_mut().enumerate() {
        mention.id = format!("m{}", n + 1);
        mention.entity = entity.and_then(|entity| entities.get(entity)).map(|entity| entity.id.clone());
        if let Some(entity) = entity.and_then(|entity| entities.get_mut(entity)) {
            entity.mentions.push(mention.id.clone());
        }
    }
    let mentions = tell_salience(document, mentions, &mut entities);
    let ids: Vec<Option<String>> =
        entity_of.iter().map(|n| n.and_then(|n| entities.get(n)).map(|entity| entity.id.clone())).collect();
    for (chain, entity) in chains.all.iter().zip(&entity_of).filter(|(chain, _)| !chain.members.is_empty()) {
        let members = chain.members.iter().filter_map(|&member| ids.get(member).cloned().flatten()).collect();
        if let Some(entity) = entity.and_then(|entity| entities.get_mut(entity)) {
            entity.members = Some(members);
        }
    }
    Layer::Entities(mentions, entities)
}

/// Tells each entity its share of the article, by all its mentions; gives the mentions back.
fn tell_salience(
    document: &Document,
    mentions: Vec<(Mention, Option<usize>)>,
    entities: &mut [Entity],
) -> Vec<Mention> {
    let mut things: Vec<Vec<usize>> = vec![Vec::new(); entities.len()];
    for (n, (_, entity)) in mentions.iter().enumerate() {
        entity.and_then(|entity| things.get_mut(entity)).into_iter().for_each(|thing| thing.push(n));
    }
    let mentions: Vec<Mention> = mentions.into_iter().map(|(mention, _)| mention).collect();
    let shares = salience::shares(document, &mentions, things.iter().map(Vec::as_slice));
    entities.iter_mut().zip(shares).for_each(|(entity, share)| entity.salience = share);
    mentions
}

/// Whether a chain has members although it is no coordination: "the two countries".
fn is_set(phrases: &[Phrase], chain: &Chain) -> bool {
    let is_nominal = |&p: &usize| phrases.get(p).is_some_and(|phrase| phrase.kind == Kind::Nominal);
    !chain.members.is_empty() && chain.phrases.iter().any(is_nominal)
}

/// How sure a link is, by the developer set.
const CONFIDENCE: f64 = 0.75;

/// The entity of a chain without a name: called by its first noun phrase.
fn entity(document: &Document, phrases: &[Phrase], chains: &Chains, n: usize) -> Entity {
    let chain = chains.get(n);
    let own = || chain.into_iter().flat_map(|chain| chain.phrases.iter().filter_map(|&p| phrases.get(p)));
    let by = own().find(|phrase| matches!(phrase.kind, Kind::Nominal | Kind::Group)).or_else(|| own().next());
    let name = by.map_or("", |phrase| phrase.span.of(&document.text));
    let class = match chain.and_then(|chain| chain.traits.sort).unwrap_or(Sort::Unknown) {
        _ if chain.is_some_and(|chain| !chain.members.is_empty()) => EntityType::Group,
        Sort::Person if chain.is_some_and(|chain| chain.traits.plural == Some(true)) => EntityType::Group,
        Sort::Person => EntityType::Person,
        Sort::People => EntityType::Group,
        Sort::Body => EntityType::Organization,
        Sort::Place => EntityType::Place,
        Sort::Event => EntityType::Event,
        _ => EntityType::Other,
    };
    Entity::unknown(String::new(), class, name, CONFIDENCE)
}
