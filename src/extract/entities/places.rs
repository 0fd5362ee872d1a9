//! Toponym resolution: which of the places of one name is meant, and where on the map it lies.
//!
//! A place is likelier the more people live there, the more of the article's other places lie in its division and country
//! or near it (Leidner 2007: one sense a discourse, spatial minimality), and almost certain where the text says what it
//! lies in ("Paris, Texas").

use super::candidates::{Candidate, rank};
use super::clusters::{Cluster, owners};
use super::form::Form;
use super::kinds;
use super::neighbours::{anchors, support};
use super::outlets::Home;
use crate::knowledge::{AliasKind, Row};
use crate::record::{Document, EntityType, Mention};
use crate::text::fold;

/// Priors of places grow by 14 for each decade of people from 90 on (`builder`); what a decade is worth.
const PRIOR_FROM: f32 = 90.0;
const PRIOR_DECADE: f32 = 14.0;
const DECADE: f32 = 0.9;
/// Where a division and its city have one name, the city is meant; and the country rather than its territory.
const DIVISION_OF_ITS_CITY: f32 = -1.5;
const TERRITORY: f32 = -1.5;
/// A country is called by its label: its capital and others have it as a short form only.
const COUNTRY_LABEL: f32 = 3.0;
/// What a name costs that only loose lists state: such lists know cities as names of their countries.
const WEAK: f32 = -8.0;
/// "Russian" is of Russia rather than of the Russians.
const PEOPLE_OF: f32 = 5.0;
/// What the text calls the place ("Washington state"): more than the people of a city, less than where it says that it lies.
const SAID_KIND: f32 = 6.0;
/// What the text's own word for where it lies is worth: more than any number of people.
const CONTAINED: f32 = 12.0;
/// Candidates that are compared with others: those that most people live in.
const CANDIDATES_MAX: usize = 24;
/// Rounds of listening to the other places.
const ROUNDS: usize = 2;

/// Scores the candidates of all places of an article, best first.
pub fn resolve(
    document: &Document,
    mentions: &[Mention],
    forms: &[Form],
    clusters: &[Cluster],
    all: &mut [Vec<Candidate<'_>>],
    home: &Home<'_>,
) {
    let places: Vec<usize> = (0..clusters.len()).filter(|&n| clusters.get(n).is_some_and(is_place)).collect();
    for &n in &places {
        let Some(candidates) = all.get_mut(n) else { continue };
        let Some((cluster, form)) = clusters.get(n).and_then(|c| Some((c, forms.get(c.fullest)?))) else { continue };
        let said = cluster.mentions.iter().find_map(|&m| kinds::said(document, mentions.get(m)?));
        let divisions: Vec<u32> = candidates.iter().filter_map(|c| c.row.admin1).collect();
        for candidate in candidates.iter_mut() {
            let has_city = divisions.contains(&candidate.number);
            candidate.reasons.prior = prior(&candidate.row) + if has_city { DIVISION_OF_ITS_CITY } else { 0.0 };
            candidate.reasons.name = name(cluster, &form.key, candidate);
            candidate.reasons.fit += if said.is_some() && said == candidate.row.subtype { SAID_KIND } else { 0.0 };
        }
        rank(candidates);
    }
    let bonds = bonds(document, mentions, forms, clusters, all);
    for &n in &places {
        let Some(candidates) = all.get_mut(n) else { continue };
        for candidate in candidates.iter_mut() {
            let is_bound = bonds.get(n).is_some_and(|numbers| numbers.contains(&candidate.number));
            candidate.reasons.contained = if is_bound { CONTAINED } else { 0.0 };
        }
        rank(candidates);
        candidates.truncate(CANDIDATES_MAX);
    }
    for _ in 0..ROUNDS {
        let anchors = anchors(&places, clusters, all);
        for &n in &places {
            let Some(candidates) = all.get_mut(n) else { continue };
            for candidate in candidates.iter_mut() {
                candidate.reasons.places = support(n, candidate, &anchors, home);
            }
            rank(candidates);
        }
    }
}

pub fn is_place(cluster: &Cluster) -> bool {
    matches!(cluster.class, EntityType::Place | EntityType::Facility) || cluster.demonym
}

/// How likely a place is by itself, in the units of scores.
fn prior(row: &Row<'_>) -> f32 {
    let people = ((f32::from(row.prior) - PRIOR_FROM) / PRIOR_DECADE).max(0.0) * DECADE;
    let is_territory = row.subtype == Some("Country") && row.parent.is_some();
    people + if is_territory { TERRITORY } else { 0.0 }
}

/// What the name is worth that a candidate was found by.
fn name(cluster: &Cluster, key: &str, candidate: &Candidate<'_>) -> f32 {
    match candidate.kind {
        AliasKind::Weak => WEAK,
        AliasKind::Demonym if cluster.demonym => PEOPLE_OF,
        _ if candidate.row.subtype == Some("Country") && fold(candidate.row.name) == key => COUNTRY_LABEL,
        _ => 0.0,
    }
}

/// "Paris, Texas", "Harn (Ohio)", "Ala." behind a comma: neighbouring mentions of which one contains the other. For each
/// cluster the numbers of the candidates for which that is true.
fn bonds(
    document: &Document,
    mentions: &[Mention],
    forms: &[Form],
    clusters: &[Cluster],
    all: &[Vec<Candidate<'_>>],
) -> Vec<Vec<u32>> {
    let cluster_of = owners(clusters.iter().map(|cluster| &cluster.mentions), forms.len());
    // Peoples lie in nothing.
    let place = |mention: usize| {
        let n = cluster_of.get(mention).copied().flatten()?;
        clusters.get(n).is_some_and(|cluster| is_place(cluster) && !cluster.demonym).then_some(n)
    };
    let mut bonds = vec![Vec::new(); clusters.len()];
    for (i, pair) in mentions.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let between = document.text.get(left.span.end as usize..right.span.begin as usize).unwrap_or("");
        let (Some(inner), Some(outer)) = (place(i), place(i + 1)) else { continue };
        if !matches!(between, ", " | " (" | ",") || inner == outer {
            continue;
        }
        let (Some(inner_all), Some(outer_all)) = (all.get(inner), all.get(outer)) else { continue };
        for candidate in inner_all {
            for container in outer_all.iter().filter(|container| contains(container, candidate)) {
                for (cluster, number) in [(inner, candidate.number), (outer, container.number)] {
                    if let Some(numbers) = bonds.get_mut(cluster).filter(|numbers| !numbers.contains(&number)) {
                        numbers.push(number);
                    }
                }
            }
        }
    }
    bonds
}

fn contains(outer: &Candidate<'_>, inner: &Candidate<'_>) -> bool {
    let is_country = outer.row.subtype == Some("Country");
    inner.row.admin1 == Some(outer.number)
        || inner.row.parent == Some(outer.number)
        || (is_country
            && inner.number != outer.number
            && outer.row.country.is_some()
            && inner.row.country == outer.row.country)
}
