//! Actors: common nouns that act become mentions and entities, and every entity gets its sector and country where they can be known.
//!
//! Sectors are those of PLOVER (Open Event Data Alliance 2018, "PLOVER Coding Scheme"): GOV, MIL, REB, OPP, PTY, COP, JUD …

mod countries;
mod nominals;
mod posts;
mod scene;
mod sectors;
mod table;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind};

pub use scene::Scene;

pub const EXTRACTOR: Extractor = Extractor {
    name: "actors",
    version: "1",
    needs: &[
        LayerKind::Tokens,
        LayerKind::Tags,
        LayerKind::Trees,
        LayerKind::Times,
        LayerKind::Mentions,
        LayerKind::Entities,
    ],
    fills: &[LayerKind::Mentions, LayerKind::Entities],
    reads: Reads::English,
    models: &[],
    extract,
};

/// Mentions and entities with those who are named by common nouns alone: [`Layer::Entities`].
pub fn extract(document: &Document, knowledge: &Knowledge) -> Layer {
    let mut mentions = document.layers.mentions.clone();
    let mut entities = document.layers.entities.clone();
    let scene = Scene::of(document);
    posts::add(&scene, &mut entities);
    posts::complete(&mut entities);
    sectors::fill(&scene, &mut entities, knowledge);
    nominals::add(&scene, &mut mentions, &mut entities);
    Layer::Entities(mentions, entities)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
