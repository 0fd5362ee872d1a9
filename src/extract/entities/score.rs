//! How likely a candidate is what a cluster means, and when nobody is.

use super::candidates::{Candidate, rank};
use super::clusters::Cluster;
use super::context::Votes;
use super::roles;
use crate::knowledge::{AliasKind, CountryCode, Knowledge, Row};
use crate::record::EntityType;

/// Scores are in logits, more or less; each weight says what its evidence is worth.
const PRIOR: f32 = 5.0;
/// A name of several words is rarely shared, and one of a person still less.
const SEVERAL_WORDS: f32 = 2.0;
const FULL_NAME: f32 = 2.5;
const SURNAME_ONLY: f32 = -3.0;
const WEAK_NAME: f32 = -2.5;
const SAME_SPORT: f32 = 2.5;
const OTHER_SPORT: f32 = -2.0;
/// The text says the post that the person held on that day; the same, but on another day; only the title agrees.
const SAME_POST: f32 = 3.5;
const POST_OF_ANOTHER_DAY: f32 = 1.0;
const SAME_TITLE: f32 = 1.5;
/// The text gives a post, and the person held others only.
const OTHER_POST: f32 = -1.5;
const COUNTRY: f32 = 1.5;
const SHARE: f32 = 4.0;
/// Below this nobody is meant.
pub const NOBODY: f32 = 2.6;
/// A place of the right name is worth showing on a map much sooner.
pub const NOWHERE: f32 = -3.0;

/// What the article says that candidates are held against.
pub struct Evidence<'a> {
    pub knowledge: &'a Knowledge,
    pub votes: &'a Votes,
    pub sport: Option<&'a str>,
    pub day: Option<i32>,
}

/// A post that the text gives to the cluster's person.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    pub title: &'static str,
    pub country: Option<CountryCode>,
    /// The body's entity, if that is known.
    pub of: Option<u32>,
    pub past: bool,
}

/// Scores the candidates of a cluster that is no place, best first.
pub fn score(cluster: &Cluster, posts: &[Post], candidates: &mut Vec<Candidate<'_>>, evidence: &Evidence<'_>) {
    candidates.retain(|c| c.kind != AliasKind::Side || (c.row.sport.is_some() && c.row.sport == evidence.sport));
    for candidate in candidates.iter_mut() {
        candidate.reasons.prior = PRIOR * f32::from(candidate.row.prior) / 255.0;
        candidate.reasons.name = of_name(cluster, candidate);
        candidate.reasons.country = COUNTRY * evidence.votes.share(candidate.row.country);
        candidate.reasons.sport = of_sport(candidate, evidence);
        if cluster.class == EntityType::Person {
            let best = posts.iter().map(|post| of_post(post, &candidate.row, evidence)).max_by(f32::total_cmp);
            candidate.reasons.post = best.unwrap_or(0.0);
        }
    }
    rank(candidates);
}

fn of_name(cluster: &Cluster, candidate: &Candidate<'_>) -> f32 {
    let words = match candidate.words {
        0 | 1 => 0.0,
        _ if cluster.class == EntityType::Person => FULL_NAME,
        _ => SEVERAL_WORDS,
    };
    let kind = match candidate.kind {
        AliasKind::Surname => SURNAME_ONLY,
        AliasKind::Weak => WEAK_NAME,
        _ => 0.0,
    };
    let share = if candidate.share == 0 { 0.0 } else { SHARE * (f32::from(candidate.share) / 255.0 - 0.5) };
    words + kind + share
}

fn of_sport(candidate: &Candidate<'_>, evidence: &Evidence<'_>) -> f32 {
    match (candidate.row.sport, evidence.sport) {
        (Some(own), Some(told)) if own == told => SAME_SPORT,
        (Some(_), Some(_)) => OTHER_SPORT,
        _ => 0.0,
    }
}

fn of_post(post: &Post, row: &Row<'_>, evidence: &Evidence<'_>) -> f32 {
    let mut held_any = false;
    let mut best: Option<f32> = None;
    for office in evidence.knowledge.offices(row) {
        held_any = true;
        if roles::title_of(office.title) != Some(post.title) {
            continue;
        }
        let of = office.of.and_then(|of| evidence.knowledge.row(of));
        let same_body = match (post.of, post.country) {
            (Some(said), _) if office.of == Some(said) => true,
            (_, Some(said)) => of.and_then(|of| of.country).or(row.country) == Some(said),
            _ => false,
        };
        let began = office.since.zip(evidence.day).is_none_or(|(since, day)| since <= day);
        let goes_on = office.until.zip(evidence.day).is_none_or(|(until, day)| day <= until);
        let worth = match (same_body, began && (goes_on || post.past)) {
            (true, true) => SAME_POST,
            (true, false) => POST_OF_ANOTHER_DAY,
            (false, true) => SAME_TITLE,
            (false, false) => 0.0,
        };
        best = Some(best.map_or(worth, |best| best.max(worth)));
    }
    best.unwrap_or(if held_any { OTHER_POST } else { 0.0 })
}

/// The candidate that is meant and how sure that is; `None` where it is likelier nobody known.
pub fn choose<'c, 'k>(candidates: &'c [Candidate<'k>], nobody: f32, lead_min: f32) -> Option<(&'c Candidate<'k>, f64)> {
    let (first, rest) = candidates.split_first()?;
    let score = first.score();
    let second = rest.first().map_or(f32::NEG_INFINITY, Candidate::score);
    let margin = score - second.max(nobody);
    (score > nobody && margin >= lead_min).then(|| (first, 1.0 / (1.0 + f64::from(-margin * STEEPNESS).exp())))
}

/// Least lead over the second candidate: of a person or body, and of a place, where one of two is better than none.
pub const LEAD_MIN: f32 = 0.1;
pub const PLACE_LEAD_MIN: f32 = f32::NEG_INFINITY;
/// How fast leads become certainty.
const STEEPNESS: f32 = 1.2;
