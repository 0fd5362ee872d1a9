//! Where each entity is mentioned, sentence by sentence.

use super::features::{MENTIONS_MAX, Place};
use super::scene::Scene;
use crate::record::Mention;
use std::collections::BTreeMap;

/// Every entity with the places it is mentioned at; of many mentions in one sentence the first few are told.
pub fn of<'a>(scene: &Scene<'a>) -> Vec<(&'a str, Vec<Place>)> {
    let mut mentions: BTreeMap<&str, Vec<&Mention>> = BTreeMap::new();
    for mention in &scene.layers.mentions {
        if let Some(entity) = &mention.entity {
            mentions.entry(entity).or_default().push(mention);
        }
    }
    let entities = scene.layers.entities.iter();
    entities
        .filter_map(|entity| Some((entity.id.as_str(), grouped(scene, mentions.get(entity.id.as_str())?))))
        .collect()
}

/// Mentions of one entity, in the order of the text, those of a sentence together.
fn grouped(scene: &Scene<'_>, mentions: &[&Mention]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for mention in mentions {
        let tokens = scene.tokens_of(mention.span);
        let Some((_, sentence)) = scene.sentence_of(tokens.start) else { continue };
        let tokens = tokens.start..tokens.end.min(sentence.end);
        match places.last_mut().filter(|place| place.sentence == sentence) {
            Some(place) if place.mentions.len() < MENTIONS_MAX => place.mentions.push(tokens),
            Some(_) => {}
            None => places.push(Place { sentence, mentions: vec![tokens] }),
        }
    }
    places
}
