//! Posts that common nouns give: "a welder", "finance director Joan Fenwick", "Kestrel's head of personnel, Tom Orr".

use super::scene::Scene;
use super::table::{Noun, Use, nominal, noun};
use crate::record::{Dependency, Entity, EntityType, Role};
use crate::text::{Span, fold};

/// Adds the posts that stand beside the names of persons to their roles; a fuller title takes the place of a shorter one.
pub fn add(scene: &Scene<'_>, entities: &mut [Entity]) {
    for i in 0..scene.len() {
        let Some(person) = holder(scene, i, entities) else { continue };
        let title = title(scene, i);
        let of = owner(scene, i).and_then(|e| entities.get(e)).map(|e| e.id.clone());
        let Some(entity) = entities.get_mut(person) else { continue };
        let of = of.filter(|of| *of != entity.id);
        let exact = title.of(&scene.document.text);
        let key = fold(exact);
        let same = |role: &Role| {
            let known = fold(&role.title);
            key.contains(&known) || known.contains(&key)
        };
        if let Some(role) = entity.roles.iter_mut().find(|role| same(role)) {
            if exact.len() > role.title.len() {
                (role.title, role.span) = (exact.to_owned(), Some(title));
            }
            role.of = role.of.take().or(of);
        } else if entity.roles.len() < ROLES_MAX {
            entity.roles.push(Role { title: exact.to_owned(), of, span: Some(title) });
        }
    }
}

/// Posts of a company, which is the one that the article is about where no word tells it.
const COMPANY_POSTS: [&str; 8] = ["executive", "director", "chairman", "chairwoman", "chair", "founder", "ceo", "cfo"];

/// The share of an article that must be about a company for that.
const COMPANY_SALIENCE_MIN: f64 = 0.2;

/// Gives posts of companies that say no company the one that the article is about.
pub fn complete(entities: &mut [Entity]) {
    let bodies = entities.iter().filter(|e| e.class == EntityType::Organization && e.salience >= COMPANY_SALIENCE_MIN);
    let first = bodies.max_by(|a, b| a.salience.total_cmp(&b.salience));
    let Some(company) = first.map(|e| e.id.clone()) else { return };
    for role in entities.iter_mut().filter(|e| e.class == EntityType::Person).flat_map(|e| e.roles.iter_mut()) {
        let last = role.title.rsplit(' ').next().unwrap_or("").to_lowercase();
        if role.of.is_none() && COMPANY_POSTS.contains(&last.as_str()) {
            role.of = Some(company.clone());
        }
    }
}

/// The sector of people who hold no post: husbands, residents, victims.
const PEOPLE: &str = "CVL";

/// Posts of one person at most.
const ROLES_MAX: usize = 8;

/// The person beside whose name token `i` tells a post.
fn holder(scene: &Scene<'_>, i: usize, entities: &[Entity]) -> Option<usize> {
    let lemma = scene.lemma(i);
    let is_post = || {
        let lower = lemma.to_lowercase();
        let is_job = |noun: Noun| noun.class == EntityType::Person && noun.sector != Some(PEOPLE);
        noun(&lower, Use::Title).is_some() || nominal(&lower).is_some_and(|(noun, all)| !all && is_job(noun))
    };
    let above = scene
        .head(i)
        .filter(|_| matches!(scene.relation(i), Dependency::Appos | Dependency::NmodDesc | Dependency::Compound));
    let behind = scene.child(i, |r| matches!(r, Dependency::Appos | Dependency::Flat)).filter(|&child| child > i);
    let next = Some(i + 1).filter(|&next| scene.relation(i).is_subject() && scene.relation(next).is_subject());
    if above.is_none() && behind.is_none() && next.is_none() || scene.is_named(i) || !is_post() {
        return None;
    }
    let person = |token: usize| {
        let named = scene.is_named(token);
        scene.entity(token).filter(|&e| named && entities.get(e).is_some_and(|e| e.class == EntityType::Person))
    };
    [above, behind, next].into_iter().flatten().find_map(person)
}

/// The noun with the nouns before it and an "of" behind it that names no body: "head of personnel", "research fellow".
fn title(scene: &Scene<'_>, i: usize) -> Span {
    let before = |c: &usize| {
        *c < i && matches!(scene.relation(*c), Dependency::Compound | Dependency::Amod) && !scene.is_named(*c)
    };
    let close = scene.children(i).filter(before).filter(|&c| is_part(scene, c, i));
    let begin = close.min().unwrap_or(i);
    let of = |c: &usize| scene.relation(*c) == Dependency::Nmod && scene.preposition(*c) == "of" && !scene.is_named(*c);
    let behind = scene.children(i).find(of).filter(|&c| c - i == 2).unwrap_or(i);
    Span { begin: scene.span(begin).begin, end: scene.span(behind).end }
}

/// Nouns belong to a title; of adjectives only those that tell an office.
fn is_part(scene: &Scene<'_>, child: usize, i: usize) -> bool {
    const OFFICES: [&str; 14] = [
        "prime",
        "chief",
        "foreign",
        "deputy",
        "vice",
        "general",
        "financial",
        "senior",
        "regional",
        "federal",
        "executive",
        "managing",
        "interior",
        "environmental",
    ];
    i - child <= OFFICE_WORDS_MAX
        && (scene.relation(child) == Dependency::Compound
            || OFFICES.contains(&scene.lemma(child).to_lowercase().as_str()))
}

/// Words of a title before its noun.
const OFFICE_WORDS_MAX: usize = 3;

/// The body or country that a post is of.
fn owner(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let is_body = |&e: &usize| scene.document.layers.entities.get(e).is_some_and(|e| e.class != EntityType::Person);
    let by = |wanted: &dyn Fn(usize) -> bool| {
        scene.children(i).filter(|&c| wanted(c)).find_map(|c| scene.actor(c).filter(is_body))
    };
    let relation = |c: usize| scene.relation(c);
    by(&|c| relation(c) == Dependency::NmodPoss)
        .or_else(|| by(&|c| c < i && matches!(relation(c), Dependency::Compound | Dependency::Amod)))
        .or_else(|| {
            by(&|c| relation(c) == Dependency::Nmod && matches!(scene.preposition(c), "of" | "at" | "for" | "with"))
        })
}
