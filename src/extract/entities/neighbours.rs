//! What the places of an article say for each other: those that are meant lie together.
//!
//! Every cluster speaks for a candidate with that one of its own candidates which lies nearest to it, the louder the
//! likelier that one is: two towns of common names in one county find each other although both are unlikely alone.

use super::candidates::Candidate;
use super::clusters::Cluster;
use super::outlets::Home;
use crate::record::Geo;

/// What the share of the article's other places in the same country, division and reach is worth.
const SAME_COUNTRY: f32 = 7.0;
const SAME_DIVISION: f32 = 11.0;
const NEAR: f32 = 3.5;
/// Kilometres within which places are near each other: a day's reporting.
const NEAR_KM: f64 = 120.0;
/// Candidates of a cluster that speak: the likeliest.
const VOICES_MAX: usize = 8;
/// Places that speak: those that are named most often. Of 579 articles, the longest of six thousand among them, three name
/// more; keeps gazetteers linear.
const ANCHORS_MAX: usize = 128;
/// What a people's name weighs beside a place's: as much.
const DEMONYM: f32 = 1.0;
/// What the home of the medium weighs beside a place that is named once: a country as much, a town more.
const HOME_COUNTRY: f32 = 1.0;
const HOME_TOWN: f32 = 2.0;
/// How fast voices fade with the distance of their score from the best one's.
const FADING: f32 = 0.35;

/// The places that a cluster may be, which speak for what lies near them.
pub struct Anchor {
    cluster: usize,
    weight: f32,
    voices: Vec<Voice>,
}

struct Voice {
    country: Option<[u8; 2]>,
    division: Option<u32>,
    /// Of a city or something as small.
    geo: Option<Geo>,
    loudness: f32,
}

/// One anchor for each of those clusters of `places` that may be any which are named most often.
pub fn anchors(places: &[usize], clusters: &[Cluster], all: &[Vec<Candidate<'_>>]) -> Vec<Anchor> {
    let anchor = |&n: &usize| {
        let (cluster, candidates) = (clusters.get(n)?, all.get(n)?);
        let best = candidates.first()?.score();
        // Naming a place often counts for little.
        let weight = (cluster.mentions.len() as f32).sqrt() * if cluster.demonym { DEMONYM } else { 1.0 };
        let voices = candidates.iter().take(VOICES_MAX).map(|candidate| Voice::of(candidate, best)).collect();
        Some(Anchor { cluster: n, weight, voices })
    };
    let mut anchors: Vec<Anchor> = places.iter().filter_map(anchor).collect();
    if anchors.len() > ANCHORS_MAX {
        anchors.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        anchors.truncate(ANCHORS_MAX);
    }
    anchors
}

impl Voice {
    fn of(candidate: &Candidate<'_>, best: f32) -> Self {
        let row = &candidate.row;
        let is_division = row.subtype == Some("AdministrativeArea") && row.admin1.is_none();
        Self {
            country: row.country,
            division: if is_division { Some(candidate.number) } else { row.admin1 },
            geo: row.geo.filter(|_| row.admin1.is_some()),
            loudness: (FADING * (candidate.score() - best)).exp(),
        }
    }

    /// The town of the medium, or only its country.
    fn of_home(home: &Home<'_>) -> Self {
        let city = home.city.as_ref();
        Self {
            country: home.country,
            division: city.and_then(|row| row.admin1),
            geo: city.and_then(|row| row.geo),
            loudness: 1.0,
        }
    }

    /// What this place says for a candidate.
    fn for_candidate(&self, candidate: &Candidate<'_>) -> f32 {
        let row = &candidate.row;
        let mut worth = 0.0;
        if self.country.is_some() && self.country == row.country {
            worth += SAME_COUNTRY;
            let same =
                self.division.is_some() && (self.division == row.admin1 || self.division == Some(candidate.number));
            worth += if same { SAME_DIVISION } else { 0.0 };
        }
        if let (Some(a), Some(b)) = (self.geo, row.geo) {
            let km = rough_km(a, b);
            worth += if km < NEAR_KM { NEAR * (1.0 - km / NEAR_KM) as f32 } else { 0.0 };
        }
        worth * self.loudness
    }
}

/// What the other places of the article, and its medium, say for a candidate.
pub fn support(own: usize, candidate: &Candidate<'_>, anchors: &[Anchor], home: &Home<'_>) -> f32 {
    let weight = if home.city.is_some() { HOME_TOWN } else { HOME_COUNTRY };
    let (mut all, mut sum) = (weight, weight * Voice::of_home(home).for_candidate(candidate));
    for anchor in anchors.iter().filter(|anchor| anchor.cluster != own) {
        let best = anchor.voices.iter().map(|voice| voice.for_candidate(candidate)).fold(0.0, f32::max);
        all += anchor.weight;
        sum += anchor.weight * best;
    }
    sum / all
}

/// Kilometres between two points that are not far apart; a good guess that is cheap.
fn rough_km(a: Geo, b: Geo) -> f64 {
    const KM_PER_DEGREE: f64 = 111.2;
    let north = a.lat - b.lat;
    let east = (a.lon - b.lon) * (1.0 - (a.lat / 90.0).powi(2) * 0.95).max(0.05);
    KM_PER_DEGREE * (north * north + east * east).sqrt()
}
