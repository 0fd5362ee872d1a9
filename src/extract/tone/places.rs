//! Where each entity is mentioned, sentence by sentence.

use super::features::{MENTIONS_MAX, Place};
use super::scene::Scene;
use crate::record::Mention;
use crate::text::maps::HashMap;

/// Every entity with the places it is mentioned at; of many mentions in one sentence the first few are told.
pub fn of<'a>(scene: &Scene<'a>) -> Vec<(&'a str, Vec<Place>)> {
    let entities = &scene.layers.entities;
    let numbers: HashMap<&str, usize> = entities.iter().map(|entity| entity.id.as_str()).zip(0..).collect();
    let mut mentions: Vec<Vec<&Mention>> = vec![Vec::new(); entities.len()];
    for mention in &scene.layers.mentions {
        let number = mention.entity.as_deref().and_then(|id| numbers.get(id));
        if let Some(mentions) = number.and_then(|&number| mentions.get_mut(number)) {
            mentions.push(mention);
        }
    }
    let told = entities.iter().zip(mentions).filter(|(_, mentions)| !mentions.is_empty());
    told.map(|(entity, mentions)| (entity.id.as_str(), grouped(scene, &mentions))).collect()
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
