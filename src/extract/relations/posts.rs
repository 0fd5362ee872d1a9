//! Posts: the roles that the entities carry, with the words that say so.

use crate::extract::actors::Scene;
use crate::record::{Entity, Mention};
use crate::text::Span;
use crate::text::maps::HashMap;

/// A post of a person: the words of the text, what it is of, and where that is said.
pub struct Post {
    pub person: usize,
    pub title: String,
    pub of: Option<usize>,
    pub evidence: Span,
}

/// Every post of every person, each once.
pub fn posts(scene: &Scene<'_>) -> Vec<Post> {
    let layers = &scene.document.layers;
    let numbers: HashMap<&str, usize> = layers.entities.iter().map(|e| e.id.as_str()).zip(0..).collect();
    let mentions: HashMap<&str, &Mention> = layers.mentions.iter().map(|m| (m.id.as_str(), m)).collect();
    let mut posts = Vec::new();
    for (person, entity) in layers.entities.iter().enumerate() {
        for role in entity.roles.iter() {
            let of = role.of.as_deref().and_then(|id| numbers.get(id)).copied();
            let evidence = with_name(role.span, entity, &mentions);
            posts.push(Post { person, title: role.title.clone(), of, evidence });
        }
    }
    posts
}

/// The words of a title and the name nearest to them.
fn with_name(span: Option<Span>, entity: &Entity, mentions: &HashMap<&str, &Mention>) -> Span {
    let names = entity.mentions.iter().take(NAMES_MAX).filter_map(|id| mentions.get(id.as_str()));
    let at = span.map_or(0, |s| s.begin);
    let name = names.min_by_key(|m| m.span.begin.abs_diff(at)).map(|m| m.span);
    match (span, name) {
        (Some(a), Some(b)) => Span { begin: a.begin.min(b.begin), end: a.end.max(b.end) },
        (a, b) => a.or(b).unwrap_or_default(),
    }
}

/// Mentions of a person that are compared with a title.
const NAMES_MAX: usize = 64;
