//! Changes of one entity together, the later over the earlier.

use super::ROWS_MAX;
use super::change::{Change, Fields, Id};
use super::problem::{Place, Problem};
use super::row::{Block, advice};
use crate::knowledge::pack::Pack;
use crate::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Whom changes are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Target {
    /// An entity of the pack below, by its number.
    Known(u32),
    /// One that the overlay adds, by its id.
    New(String),
}

/// All changes of one entity.
#[derive(Clone, Debug, Serialize)]
pub struct Merged {
    /// Where it was changed last.
    #[serde(skip)]
    pub at: Place,
    pub fields: Fields,
    pub aliases: Vec<String>,
    pub hidden: bool,
    /// Keys of names that it lost.
    pub taken: BTreeSet<String>,
}

/// All that is changed, and how entities of the pack are found.
pub struct Plan {
    pub targets: BTreeMap<Target, Merged>,
    pub known: Known,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }
}

/// The entities of the pack that changes name by the numbers of Wikidata and GeoNames.
#[derive(Default)]
pub struct Known {
    numbers: HashMap<Id, u32>,
}

impl Known {
    fn of(base: Option<&Pack>, wanted: HashSet<Id>) -> Self {
        let mut numbers = HashMap::new();
        let Some(base) = base else { return Self::default() };
        for id in &wanted {
            if let Id::Words(words) = id
                && let Some(number) = base.number(words)
            {
                numbers.insert(id.clone(), number);
            }
        }
        if wanted.iter().any(|id| !matches!(id, Id::Words(_))) {
            for (number, (qid, geonames_id)) in (0..).zip(base.identifiers()) {
                for id in [Id::Wikidata(qid), Id::GeoNames(geonames_id)] {
                    if wanted.contains(&id) {
                        numbers.entry(id).or_insert(number);
                    }
                }
            }
        }
        Self { numbers }
    }

    pub fn number(&self, id: &Id) -> Option<u32> {
        self.numbers.get(id).copied()
    }
}

/// # Errors
/// Rows about nobody, and rows that name nobody or the same twice.
pub fn merge(base: Option<&Pack>, changes: &[Change]) -> Result<Plan, Vec<Problem>> {
    let mut problems = Vec::new();
    if let Some(change) = changes.get(ROWS_MAX) {
        let what = format!("{} rows are too many", changes.len());
        return Err(vec![problem(&change.at, "", what, format!("keep {ROWS_MAX} at most"))]);
    }
    let known = Known::of(base, changes.iter().flat_map(wanted).collect());
    let mut targets: BTreeMap<Target, Merged> = BTreeMap::new();
    for change in changes {
        let target = known.number(&change.id).map_or_else(|| Target::New(change.id.text()), Target::Known);
        check_identifiers(change, &target, &known, &mut problems);
        let merged = targets.entry(target.clone()).or_insert_with(|| Merged::new(&change.at));
        merged.take(change, |key| is_name(base, &target, key), &mut problems);
    }
    targets.iter().filter(|(target, _)| matches!(target, Target::New(_))).for_each(|row| complete(row, &mut problems));
    for change in changes {
        check_others(change, &known, &targets, &mut problems);
    }
    if problems.is_empty() { Ok(Plan { targets, known }) } else { Err(problems) }
}

/// Ids that must be found.
fn wanted(change: &Change) -> Vec<Id> {
    let qid = change.fields.qid.map(Id::Wikidata);
    let geonames_id = change.fields.geonames_id.map(Id::GeoNames);
    [change.id.clone()].into_iter().chain(change.others()).chain(qid).chain(geonames_id).collect()
}

impl Merged {
    fn new(at: &Place) -> Self {
        Self { at: at.clone(), fields: Fields::default(), aliases: Vec::new(), hidden: false, taken: BTreeSet::new() }
    }

    fn take(&mut self, change: &Change, is_name: impl Fn(&str) -> bool, problems: &mut Vec<Problem>) {
        self.at = change.at.clone();
        self.fields = change.fields.clone().over(std::mem::take(&mut self.fields));
        for alias in change.fields.name.iter().chain(&change.aliases) {
            self.taken.remove(&fold(alias));
        }
        for alias in &change.aliases {
            if !self.aliases.contains(alias) {
                self.aliases.push(alias.clone());
            }
        }
        match &change.block {
            Some(Block::Whole(hidden)) => self.hidden = *hidden,
            Some(Block::Names(names)) => {
                for (n, name) in names.iter().enumerate() {
                    self.lose(n, name, change, &is_name, problems);
                }
            }
            None => {}
        }
    }

    fn lose(
        &mut self,
        n: usize,
        name: &str,
        change: &Change,
        is_name: &impl Fn(&str) -> bool,
        problems: &mut Vec<Problem>,
    ) {
        let key = fold(name);
        let own = self.aliases.iter().chain(&self.fields.name).any(|alias| fold(alias) == key);
        self.aliases.retain(|alias| fold(alias) != key);
        if !own && !is_name(&key) {
            let what = format!("`{name}` is no name of `{}`", change.id.text());
            problems.push(problem(&change.at, &format!("block[{n}]"), what, advice("block")));
        }
        self.taken.insert(key);
    }
}

fn is_name(base: Option<&Pack>, target: &Target, key: &str) -> bool {
    let (Some(base), Target::Known(number)) = (base, target) else { return false };
    let mut found = Vec::new();
    base.pointers(key, &mut found);
    found.iter().any(|pointer| pointer.entity == *number)
}

/// A new entity needs a name and a type.
fn complete((target, merged): (&Target, &Merged), problems: &mut Vec<Problem>) {
    let Target::New(id) = target else { return };
    let missing = [("name", merged.fields.name.is_none()), ("type", merged.fields.class.is_none())];
    for (field, _) in missing.iter().filter(|(_, missing)| *missing) {
        let what = format!("is missing, and `{id}` is no entity of the pack");
        let next = format!("{}, or correct `id`", advice(field));
        problems.push(problem(&merged.at, field, what, next));
    }
}

/// Numbers of Wikidata and GeoNames belong to one entity each.
fn check_identifiers(change: &Change, target: &Target, known: &Known, problems: &mut Vec<Problem>) {
    let given =
        [("qid", change.fields.qid.map(Id::Wikidata)), ("geonamesId", change.fields.geonames_id.map(Id::GeoNames))];
    for (field, id) in given {
        let Some(id) = id else { continue };
        if known.number(&id).is_some_and(|number| *target != Target::Known(number)) {
            let id = id.text();
            let what = format!("`{id}` is another entity of the pack");
            problems.push(problem(&change.at, field, what, "write it as `id` to change that one".into()));
        }
    }
}

/// Others that a row names must be there; one that is hidden is.
fn check_others(change: &Change, known: &Known, targets: &BTreeMap<Target, Merged>, problems: &mut Vec<Problem>) {
    for id in change.others() {
        if known.number(&id).is_none() && !targets.contains_key(&Target::New(id.text())) {
            let field = if change.fields.parent.as_deref() == Some(&id.text()) { "parent" } else { "offices" };
            let what = format!("`{}` is no entity of the pack or of an overlay", id.text());
            problems.push(problem(&change.at, field, what, advice("parent")));
        }
    }
}

fn problem(at: &Place, field: &str, what: String, next: String) -> Problem {
    Problem { at: at.clone(), field: field.to_owned(), what, next }
}
