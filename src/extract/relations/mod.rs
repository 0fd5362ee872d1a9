//! Relations: who holds which post, belongs to whom, lies where, as the text says it.

mod find;
mod patterns;
mod posts;

use crate::extract::actors::Scene;
use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, EntityType, Layer, LayerKind, Relation};
use crate::text::Span;

pub const EXTRACTOR: Extractor = Extractor {
    name: "relations",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Tokens, LayerKind::Tags, LayerKind::Trees, LayerKind::Entities],
    fills: &[LayerKind::Relations],
    reads: Reads::English,
    models: &[],
    extract,
};

/// How sure a post and a pattern are, looked at by hand in news of the developer sets.
const POST: f64 = 0.9;
const PATTERN: f64 = 0.8;

/// Finds the relations of a document: [`Layer::Relations`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let scene = Scene::of(document);
    let mut relations = Vec::new();
    let mut add =
        |subject: usize, predicate: &str, object: Option<usize>, value: Option<String>, span: Span, sure: f64| {
            let id = |e: usize| document.layers.entities.get(e).map(|e| e.id.clone());
            let Some(subject) = id(subject) else { return };
            relations.push(Relation {
                id: format!("r{}", relations.len() + 1),
                subject,
                predicate: predicate.to_owned(),
                object: object.and_then(id),
                value,
                evidence: vec![span],
                confidence: sure,
            });
        };
    let is_body = |e: usize| document.layers.entities.get(e).is_some_and(|e| e.class == EntityType::Organization);
    let posts = posts::posts(&scene);
    let mut affiliations = Vec::new();
    for post in &posts {
        add(post.person, "jobTitle", post.of, Some(post.title.clone()), post.evidence, POST);
        if let Some(of) = post.of.filter(|&of| is_body(of) && !affiliations.contains(&(post.person, of))) {
            add(post.person, "affiliation", Some(of), None, post.evidence, POST);
            affiliations.push((post.person, of));
        }
    }
    for found in find::relations(&scene) {
        let known = found.predicate == "affiliation" && affiliations.contains(&(found.subject, found.object));
        if !known {
            add(found.subject, found.predicate, Some(found.object), None, found.evidence, PATTERN);
        }
    }
    Layer::Relations(relations)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
