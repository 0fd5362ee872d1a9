//! Focus: the country and the places that an article is about.

use crate::extract::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Document, Entity, EntityType, Focus, Layer, LayerKind, Mention, MentionKind};
use std::collections::BTreeMap;

pub const EXTRACTOR: Extractor = Extractor {
    name: "focus",
    version: "1",
    needs: &[LayerKind::Entities],
    fills: &[LayerKind::Focus],
    reads: Reads::AnyLanguage,
    models: &[],
    extract,
};

/// What a mention weighs: of a place, of a people ("Russian"), of a person or body of some country; and in the headline.
const PLACE: f64 = 1.0;
const DEMONYM: f64 = 0.7;
const OTHER: f64 = 0.3;
const HEADLINE: f64 = 2.0;
/// Places that are told at most, and their least share of the mentions of places.
const PLACES_MAX: usize = 3;
const PLACE_SHARE_MIN: f64 = 0.15;

/// The country that most of the text speaks of, and the places in it: [`Layer::Focus`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let layers = &document.layers;
    let mentions: BTreeMap<&str, &Mention> = layers.mentions.iter().map(|m| (m.id.as_str(), m)).collect();
    let headline = document.headline.map_or(0, |h| h.end);
    let weight = |entity: &Entity| -> f64 {
        let own = entity.mentions.iter().filter_map(|id| mentions.get(id.as_str()));
        own.map(|m| kind_weight(entity, m) * if m.span.end <= headline { HEADLINE } else { 1.0 }).sum()
    };
    let mut votes: BTreeMap<&str, f64> = BTreeMap::new();
    for entity in &layers.entities {
        if let Some(country) = &entity.country {
            *votes.entry(country).or_default() += weight(entity);
        }
    }
    let all: f64 = votes.values().sum();
    // Of equals the first in the alphabet.
    let first = votes.iter().rev().max_by(|a, b| a.1.total_cmp(b.1)).map(|(country, weight)| (*country, *weight));
    let country = first.map(|(country, _)| country.to_owned());
    let places = places(&layers.entities, country.as_deref(), weight);
    let confidence = first.map_or(0.0, |(_, weight)| hundredths(weight / all.max(f64::MIN_POSITIVE)));
    Layer::Focus(Focus { country, places, confidence })
}

fn kind_weight(entity: &Entity, mention: &Mention) -> f64 {
    match (mention.kind, entity.class) {
        (MentionKind::Demonym, _) => DEMONYM,
        (_, EntityType::Place | EntityType::Facility) => PLACE,
        _ => OTHER,
    }
}

/// The places of the country, the country itself only where nothing smaller is named.
fn places(entities: &[Entity], country: Option<&str>, weight: impl Fn(&Entity) -> f64) -> Vec<String> {
    let is_place = |entity: &&Entity| matches!(entity.class, EntityType::Place | EntityType::Facility);
    let inside = |entity: &&Entity| country.is_some() && entity.country.as_deref() == country;
    let all: Vec<(&Entity, f64)> = entities.iter().filter(is_place).filter(inside).map(|e| (e, weight(e))).collect();
    let small = |row: &&(&Entity, f64)| row.0.subtype.as_deref() != Some("Country");
    let total: f64 = all.iter().filter(small).map(|row| row.1).sum();
    let mut chosen: Vec<&(&Entity, f64)> =
        all.iter().filter(small).filter(|row| row.1 >= total * PLACE_SHARE_MIN).collect();
    if chosen.is_empty() {
        chosen = all.iter().collect();
    }
    chosen.sort_by(|a, b| b.1.total_cmp(&a.1));
    chosen.into_iter().take(PLACES_MAX).map(|row| row.0.id.clone()).collect()
}
