//! Entities: mentions of one thing together, and which thing of the knowledge base that is.
//!
//! Names are clustered within the article, places are resolved with each other, then people and bodies in the light of the
//! article's countries, sport and day; what nobody known fits stays without an id.

mod build;
mod candidates;
mod clusters;
mod context;
mod explain;
mod form;
mod kinds;
mod metonyms;
mod neighbours;
mod organizations;
mod outlets;
mod people;
mod persons;
mod places;
mod relocate;
mod roles;
pub mod salience;
mod score;
mod split;
mod trim;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, EntityType, Layer, LayerKind, Mention};
use candidates::{Candidate, candidates};
use clusters::{Cluster, clusters, owners};
use context::Votes;
use form::Form;
use outlets::Home;
use score::{Evidence, Post};

pub use context::published_day;
pub use explain::{Choice, Explained, explain};

pub const EXTRACTOR: Extractor = Extractor {
    name: "entities",
    version: "2",
    needs: &[LayerKind::Language, LayerKind::Tokens, LayerKind::Tags, LayerKind::Trees, LayerKind::Mentions],
    fills: &[LayerKind::Mentions, LayerKind::Entities],
    reads: Reads::English,
    models: &[],
    extract,
};

/// Finds the entities of a document: [`Layer::Entities`], its mentions pointing to them.
pub fn extract(document: &Document, knowledge: &Knowledge) -> Layer {
    let mut mentions = split::split(document, knowledge);
    trim::trim(document, &mut mentions);
    people::recognise(document, &mut mentions, knowledge);
    relocate::relocate(document, &mut mentions, knowledge);
    metonyms::stand_for_bodies(document, &mut mentions, knowledge);
    let reading = read(document, knowledge, mentions);
    let (mentions, entities) = build::entities(document, knowledge, reading);
    Layer::Entities(mentions, entities)
}

/// All that was found out about the things of an article.
struct Resolved<'k> {
    mentions: Vec<Mention>,
    clusters: Vec<Cluster>,
    /// For each cluster its candidates, best first.
    candidates: Vec<Vec<Candidate<'k>>>,
    said: Vec<roles::Said>,
}

/// Clusters the mentions and scores what each cluster may be.
fn read<'k>(document: &Document, knowledge: &'k Knowledge, mentions: Vec<Mention>) -> Resolved<'k> {
    let forms: Vec<Form> = mentions.iter().map(|mention| form(document, mention, knowledge)).collect();
    let clusters = clusters(&forms);
    let said = roles::said(document, &mentions, &forms);
    let mut looked = Vec::new();
    let mut all: Vec<Vec<Candidate<'k>>> =
        clusters.iter().map(|cluster| candidates(cluster, &forms, knowledge, &mut looked)).collect();
    let home = outlets::home(document, knowledge);
    places::resolve(document, &mentions, &forms, &clusters, &mut all, &home);
    let votes = country_votes(&clusters, &all, &home);
    let evidence = Evidence {
        knowledge,
        votes: &votes,
        sport: context::sport(&document.layers.tokens),
        day: context::published_day(document),
    };
    let cluster_of = owners(clusters.iter().map(|cluster| &cluster.mentions), mentions.len());
    let mut posts: Vec<Vec<Post>> = vec![Vec::new(); clusters.len()];
    // Bodies first: they tell what the posts of people are of.
    for persons in [false, true] {
        for (n, cluster) in clusters.iter().enumerate() {
            if places::is_place(cluster) || (cluster.class == EntityType::Person) != persons {
                continue;
            }
            if let (Some(candidates), Some(posts)) = (all.get_mut(n), posts.get(n)) {
                score::score(cluster, posts, candidates, &evidence);
            }
        }
        if !persons {
            posts = posts_of(&said, &cluster_of, &clusters, &all);
        }
    }
    Resolved { mentions, clusters, candidates: all, said }
}

/// The form of a mention; a place that stands for a body has that body's name.
fn form(document: &Document, mention: &Mention, knowledge: &Knowledge) -> Form {
    let form = Form::of(document, mention);
    let body = mention.alternative.as_ref().and_then(|_| metonyms::body(&form.key, knowledge));
    Form { key: body.unwrap_or(form.key), ..form }
}

/// How much the article names each country; its medium's home has the weight of one place.
fn country_votes(clusters: &[Cluster], all: &[Vec<Candidate<'_>>], home: &Home<'_>) -> Votes {
    let mut votes = Votes::default();
    home.country.into_iter().for_each(|country| votes.add(country, 1.0));
    for (cluster, candidates) in clusters.iter().zip(all).filter(|(cluster, _)| places::is_place(cluster)) {
        let country = candidates.first().and_then(|c| c.row.country);
        if let Some(country) = country {
            votes.add(country, cluster.mentions.len() as f32 * if cluster.demonym { 0.5 } else { 1.0 });
        }
    }
    votes
}

/// The posts that the text gives to each cluster's person, with the country or body that they are of.
fn posts_of(
    said: &[roles::Said],
    cluster_of: &[Option<usize>],
    clusters: &[Cluster],
    all: &[Vec<Candidate<'_>>],
) -> Vec<Vec<Post>> {
    let cluster = |mention: usize| cluster_of.get(mention).copied().flatten();
    let mut posts = vec![Vec::new(); clusters.len()];
    for said in said {
        let body = said.of.and_then(cluster).and_then(|n| all.get(n)?.first());
        let own = cluster(said.mention).and_then(|n| posts.get_mut(n));
        if let Some(own) = own {
            own.push(Post {
                title: said.title,
                country: body.and_then(|body| body.row.country),
                of: body.map(|body| body.number),
                past: said.past,
            });
        }
    }
    posts
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
