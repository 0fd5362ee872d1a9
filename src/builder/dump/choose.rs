//! Chooses the entities among the candidates, once it is known what is a kind of what.

use super::DumpOptions;
use super::classes::{Classes, Kinds};
use super::error::DumpError;
use super::facts::{Candidate, Note};
use super::index::{COUNTRIES_MAX, Index};
use super::progress::{Progress, REPORT_EVERY_ROWS, Stage};
use super::sort::{Merge, RunWriter, split_u32};
use crate::knowledge::CountryCode;
use crate::record::EntityType;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Sports that a pack can hold, the most frequent ones.
const SPORTS_MAX: usize = 250;

/// A candidate with the class that it was chosen for.
#[derive(Debug, Deserialize, Serialize)]
pub struct Chosen {
    pub class: EntityType,
    pub subtype: Option<String>,
    #[serde(flatten)]
    pub facts: Candidate,
}

/// The chosen entities and what is needed to write them.
pub struct Choice {
    /// Rows of item and [`Chosen`], sorted by item.
    pub path: PathBuf,
    pub index: Index,
    /// Names of posts and sports that are named by the entities.
    pub notes: HashMap<u32, Note>,
    /// Sports that fit into the pack.
    pub sports: HashSet<u32>,
    /// Names of countries, for leaving them out of the names of posts.
    pub country_names: HashSet<String>,
}

/// What is gathered while candidates pass by.
#[derive(Default)]
struct Gathered {
    index: Index,
    /// Place of GeoNames, how little its item is known, entity.
    places: Vec<(u32, u32, u32)>,
    /// Country, how well its item is known, entity.
    countries: BTreeMap<CountryCode, (u32, u32)>,
    posts: HashSet<u32>,
    sports: HashMap<u32, u64>,
    country_names: HashSet<String>,
}

pub fn choose(
    options: &DumpOptions,
    classes: &Classes,
    rows: super::scan::Rows,
    folder: &Path,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Choice, DumpError> {
    let mut kinds = Kinds::read(classes, rows.kinds.merge()?)?;
    let path = folder.join("chosen.run");
    let mut out = RunWriter::create(&path)?;
    let mut gathered = Gathered::default();
    let mut candidates = rows.candidates.merge()?;
    let mut seen = 0;
    while let Some(row) = candidates.next()? {
        seen += 1;
        if seen % REPORT_EVERY_ROWS == 0 {
            progress(&Progress::rows(Stage::Choosing, seen, gathered.index.items.len() as u64));
        }
        let (qid, json) = split_u32(row);
        // An item that stands twice in the dump: the first one counts.
        if gathered.index.items.last() == Some(&qid) {
            continue;
        }
        let facts: Candidate = serde_json::from_slice(json).map_err(not_ours(&path))?;
        let Some((class, subtype)) = class_of(&facts, &mut kinds, options.sitelinks_min) else { continue };
        gathered.gather(qid, &facts);
        let json = serde_json::to_vec(&Chosen { class, subtype, facts }).map_err(not_ours(&path))?;
        out.row(&[&qid.to_be_bytes(), json.as_slice()].concat())?;
    }
    out.close()?;
    gathered.conclude(path, rows.notes.merge()?)
}

/// The class of a candidate that is known well enough; countries always are.
fn class_of(facts: &Candidate, kinds: &mut Kinds<'_>, sitelinks_min: u32) -> Option<(EntityType, Option<String>)> {
    let class = kinds.class_of(&facts.classes);
    let least = class.map_or(0, |class| class.sitelinks_min).max(sitelinks_min);
    match (class.and_then(|class| class.class.clone()), facts.code) {
        (Some(class), Some(_)) => Some(class),
        (Some(class), None) => Some(class).filter(|_| facts.sitelinks >= least),
        (None, Some(_)) => Some((EntityType::Place, Some("Country".to_owned()))),
        (None, None) => None,
    }
}

impl Gathered {
    fn gather(&mut self, qid: u32, facts: &Candidate) {
        let entity = self.index.items.len() as u32;
        self.index.items.push(qid);
        if let Some(place) = facts.geonames_id {
            self.places.push((place, u32::MAX - facts.sitelinks, entity));
        }
        if let Some(code) = facts.code {
            self.index.codes.insert(qid, code);
            self.country_names.insert(facts.name.clone());
            self.country_names.extend(facts.aliases.iter().cloned());
            let best = self.countries.entry(code).or_insert((facts.sitelinks, entity));
            if facts.sitelinks > best.0 {
                *best = (facts.sitelinks, entity);
            }
        }
        self.posts.extend(facts.posts.iter().map(|post| post.0));
        if let Some(sport) = facts.sport {
            *self.sports.entry(sport).or_default() += 1;
        }
    }

    fn conclude(mut self, path: PathBuf, mut rows: Merge) -> Result<Choice, DumpError> {
        self.places.sort_unstable();
        self.places.dedup_by_key(|row| row.0);
        self.index.places = self.places.into_iter().map(|(place, _, entity)| (place, entity)).collect();
        let countries = self.countries.into_iter().take(COUNTRIES_MAX);
        self.index.countries = countries.map(|(code, (_, entity))| (code, entity)).collect();
        let mut sports: Vec<(u64, u32)> = self.sports.into_iter().map(|(sport, teams)| (teams, sport)).collect();
        sports.sort_unstable_by_key(|&(teams, sport)| (std::cmp::Reverse(teams), sport));
        let sports: HashSet<u32> = sports.into_iter().take(SPORTS_MAX).map(|row| row.1).collect();
        let mut notes = HashMap::new();
        while let Some(row) = rows.next()? {
            let (qid, json) = split_u32(row);
            if self.posts.contains(&qid) || sports.contains(&qid) {
                let note = serde_json::from_slice(json).map_err(not_ours(&path))?;
                notes.entry(qid).or_insert(note);
            }
        }
        Ok(Choice { path, index: self.index, notes, sports, country_names: self.country_names })
    }
}

/// A row that this program did not write: the work folder was changed from outside.
pub fn not_ours(path: &Path) -> impl FnOnce(serde_json::Error) -> DumpError + '_ {
    move |why| DumpError::Input {
        path: path.to_owned(),
        what: format!("a row makes no sense ({why})"),
        advice: "remove the work folder and start again",
    }
}
