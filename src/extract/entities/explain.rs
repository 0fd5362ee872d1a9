//! Why an entity is what it is: what else it could have been, and what spoke for each.

use super::candidates::Candidate;
use super::{build, read};
use crate::knowledge::Knowledge;
use crate::record::{Document, Mention};

/// One group of mentions with all that they could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The entity of the record that they went to.
    pub entity: Option<String>,
    /// The mentions, as they stand in the record.
    pub mentions: Vec<Mention>,
    /// The likeliest first.
    pub candidates: Vec<Choice>,
    /// The score that the best had to pass, and whether one did.
    pub threshold: f32,
    pub linked: bool,
}

/// What a group of mentions could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub name: String,
    /// Its id in words, or the number of Wikidata or GeoNames.
    pub id: String,
    pub score: f32,
    /// What spoke for it and against it, without what is nought.
    pub reasons: Vec<(&'static str, f32)>,
}

/// Explains the entities of a document that has been read, in the order of the text.
pub fn explain(document: &Document, knowledge: &Knowledge) -> Vec<Explained> {
    let resolved = read(document, knowledge, document.layers.mentions.clone());
    let groups = resolved.clusters.iter().zip(&resolved.candidates);
    groups
        .map(|(cluster, candidates)| {
            let mentions: Vec<Mention> =
                cluster.mentions.iter().filter_map(|&m| resolved.mentions.get(m)).cloned().collect();
            Explained {
                entity: mentions.first().and_then(|mention| mention.entity.clone()),
                mentions,
                threshold: build::threshold(cluster),
                linked: build::chosen(cluster, candidates).is_some(),
                candidates: candidates.iter().map(option).collect(),
            }
        })
        .collect()
}

fn option(candidate: &Candidate<'_>) -> Choice {
    let row = &candidate.row;
    Choice {
        name: row.name.to_owned(),
        id: [row.id.map(str::to_owned), row.public_id()].into_iter().flatten().collect::<Vec<_>>().join(" "),
        score: candidate.score(),
        reasons: candidate.reasons.rows().filter(|(_, worth)| *worth != 0.0).collect(),
    }
}
