//! Posts: the roles that the entities carry, and the nouns that stand beside a person's name.

use crate::extract::actors::{Scene, Use, nominal, noun};
use crate::record::{Dependency, Entity, EntityType, Mention};
use crate::text::{Span, fold};
use std::collections::HashMap;

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
    for i in 0..scene.len() {
        posts.extend(apposed(scene, i).filter(|post| !posts_has(&posts, post)));
    }
    posts
}

fn posts_has(posts: &[Post], post: &Post) -> bool {
    let title = fold(&post.title);
    posts.iter().any(|p| p.person == post.person && (fold(&p.title).contains(&title) || title.contains(&fold(&p.title))))
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

/// "Joan Fenwick, a research fellow": the noun beside a person's name, with the nouns before it.
fn apposed(scene: &Scene<'_>, i: usize) -> Option<Post> {
    if scene.relation(i) != Dependency::Appos || scene.is_named(i) {
        return None;
    }
    let name = scene.head(i)?;
    let person = scene.entity(name)?;
    let entity = scene.document.layers.entities.get(person).filter(|e| e.class == EntityType::Person)?;
    let lemma = scene.lemma(i);
    let is_post = nominal(lemma).is_some_and(|(_, all)| !all) || noun(lemma, Use::Title).is_some();
    if !is_post || entity.mentions.is_empty() {
        return None;
    }
    let before = scene.children(i).filter(|&c| c < i && scene.relation(c) == Dependency::Compound);
    let begin = before.min().unwrap_or(i);
    let title = Span { begin: scene.span(begin).begin, end: scene.span(i).end };
    let evidence = Span { begin: scene.span(name).begin.min(title.begin), end: title.end.max(scene.span(name).end) };
    Some(Post { person, title: title.of(&scene.document.text).to_owned(), of: None, evidence })
}
