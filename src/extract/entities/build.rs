//! From resolved clusters to the entities of the record.

use super::candidates::Candidate;
use super::clusters::{Cluster, owners};
use super::{Resolved, places, roles, salience, score};
use crate::extract::hundredths;
use crate::knowledge::{Knowledge, country_text};
use crate::record::{Document, Entity, EntityType, Mention, Role};
use crate::text::maps::HashMap;

/// Mentions that point to entities, and the entities, the first named first.
pub fn entities(document: &Document, knowledge: &Knowledge, resolved: Resolved<'_>) -> (Vec<Mention>, Vec<Entity>) {
    let Resolved { mut mentions, clusters, candidates, said } = resolved;
    let things = things(&clusters, &candidates);
    let thing_of = owners(things.iter().map(|thing| &thing.mentions), mentions.len());
    let shares = salience::shares(document, &mentions, things.iter().map(|thing| thing.mentions.as_slice()));
    let id = |n: usize| format!("e{}", n + 1);
    let mut said_of: Vec<Vec<&roles::Said>> = vec![Vec::new(); things.len()];
    for said in &said {
        let thing = thing_of.get(said.mention).copied().flatten();
        said_of.get_mut(thing.unwrap_or(usize::MAX)).into_iter().for_each(|of| of.push(said));
    }
    for (mention, n) in mentions.iter_mut().zip(&thing_of) {
        mention.entity = n.map(id);
    }
    let entities = things.iter().zip(shares).zip(said_of).enumerate().map(|(n, ((thing, salience), said))| {
        let mut entity = thing.entity(document, knowledge, &mentions);
        entity.id = id(n);
        entity.roles = roles_of(&said, &thing_of, document, id);
        entity.salience = salience;
        entity
    });
    let entities = entities.collect();
    (mentions, entities)
}

/// One thing of the article: clusters that turned out to be one.
struct Thing<'c, 'k> {
    class: EntityType,
    fullest: usize,
    mentions: Vec<usize>,
    known: Option<&'c Candidate<'k>>,
    confidence: f64,
}

/// How sure it is that nobody known is meant, where nothing was found.
const UNKNOWN: f64 = 0.8;

fn things<'c, 'k>(clusters: &[Cluster], candidates: &'c [Vec<Candidate<'k>>]) -> Vec<Thing<'c, 'k>> {
    let mut things: Vec<Thing<'c, 'k>> = Vec::new();
    let mut by_number: HashMap<u32, usize> = HashMap::default();
    for (cluster, candidates) in clusters.iter().zip(candidates) {
        let chosen = chosen(cluster, candidates);
        let known_already =
            chosen.and_then(|(candidate, _)| by_number.get(&candidate.number)).and_then(|&n| things.get_mut(n));
        if let Some(thing) = known_already {
            thing.mentions.extend(&cluster.mentions);
            continue;
        }
        if let Some((candidate, _)) = chosen {
            by_number.insert(candidate.number, things.len());
        }
        things.push(Thing {
            class: chosen.map_or(cluster.class, |(candidate, _)| candidate.row.class),
            fullest: cluster.fullest,
            mentions: cluster.mentions.clone(),
            known: chosen.map(|(candidate, _)| candidate),
            confidence: chosen.map_or(UNKNOWN, |(_, confidence)| confidence),
        });
    }
    things.iter_mut().for_each(|thing| thing.mentions.sort_unstable());
    things
}

/// The score that a candidate must pass.
pub fn threshold(cluster: &Cluster) -> f32 {
    if places::is_place(cluster) { score::NOWHERE } else { score::NOBODY }
}

/// The candidate that a cluster means, and how sure that is.
pub fn chosen<'c, 'k>(cluster: &Cluster, candidates: &'c [Candidate<'k>]) -> Option<(&'c Candidate<'k>, f64)> {
    let lead_min = if places::is_place(cluster) { score::PLACE_LEAD_MIN } else { score::LEAD_MIN };
    score::choose(candidates, threshold(cluster), lead_min)
}

impl Thing<'_, '_> {
    fn entity(&self, document: &Document, knowledge: &Knowledge, mentions: &[Mention]) -> Entity {
        let name = mentions.get(self.fullest).map_or("", |m| m.span.of(&document.text));
        let row = self.known.map(|candidate| candidate.row);
        let parent = row.and_then(|row| row.parent).and_then(|parent| knowledge.row(parent));
        Entity {
            id: String::new(),
            class: self.class,
            subtype: row.and_then(|row| row.subtype).map(str::to_owned),
            name: row.map_or_else(|| name.split_whitespace().collect::<Vec<_>>().join(" "), |row| row.name.to_owned()),
            qid: row.and_then(|row| row.qid).map(|qid| format!("Q{qid}")),
            geonames_id: row.and_then(|row| row.geonames_id).map(u64::from),
            country: row.and_then(|row| row.country.or(parent.and_then(|p| p.country))).map(country_text),
            geo: row
                .filter(|row| matches!(row.class, EntityType::Place | EntityType::Facility))
                .and_then(|row| row.geo),
            sector: None,
            roles: Vec::new(),
            members: None,
            mentions: self.mentions.iter().filter_map(|&m| mentions.get(m)).map(|m| m.id.clone()).collect(),
            salience: 0.0,
            confidence: hundredths(self.confidence),
        }
    }
}

/// The posts that the text gives to a thing, each once.
fn roles_of(
    said: &[&roles::Said],
    thing_of: &[Option<usize>],
    document: &Document,
    id: impl Fn(usize) -> String,
) -> Vec<Role> {
    let thing = |mention: usize| thing_of.get(mention).copied().flatten();
    let mut roles: Vec<Role> = Vec::new();
    for said in said {
        let title = said.span.of(&document.text);
        let of = said.of.and_then(thing).map(&id);
        let known = roles.iter_mut().find(|role| role.title.eq_ignore_ascii_case(title));
        match known {
            Some(role) if role.of.is_none() => role.of = of,
            Some(role) if of.is_none() || role.of == of => {}
            _ => roles.push(Role { title: title.to_owned(), of, span: Some(said.span) }),
        }
    }
    roles
}
