//! Drafts joined into one collection: what several sources say of one thing becomes one entry.

use super::draft::{Draft, Join, add_alias, is_city, is_division};
use crate::knowledge::{Alias, AliasKind, CountryCode, Entry, Metonym};
use crate::record::EntityType;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Words that sources add to the names of divisions or leave out.
const DIVISION_WORDS: &[&str] = &[
    "autonomous",
    "canton",
    "capital",
    "city",
    "community",
    "county",
    "department",
    "district",
    "federal",
    "governorate",
    "metropolitan",
    "municipality",
    "oblast",
    "of",
    "prefecture",
    "province",
    "region",
    "republic",
    "state",
    "territory",
    "the",
    "wilaya",
];

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    New,
    Joined,
    /// Something of another class bears its Wikidata id, or its name is taken.
    Skipped,
}

/// The collection while it grows. Who comes first wins for label, class and country; names are united.
#[derive(Debug, Default)]
pub struct Merger {
    entries: Vec<Entry>,
    by_hand: Vec<bool>,
    /// Every id that any draft of an entry had.
    ids: HashMap<String, usize>,
    qids: HashMap<u32, usize>,
    geonames: HashMap<u32, usize>,
    names: HashMap<(EntityType, Shelf, String), Vec<usize>>,
    /// Entries that became part of others.
    gone: HashSet<usize>,
}

/// Places of different kinds share names and are told apart by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shelf {
    City,
    Division,
    Other,
}

impl Merger {
    pub fn add(&mut self, draft: Draft) -> Fate {
        let Draft { entry, join, by_hand } = draft;
        let taken = entry.qid.and_then(|q| self.qids.get(&q)).copied();
        if let Some(at) = taken.filter(|&at| self.class(at) != Some(entry.class)) {
            log_skip(&entry, self.entries.get(at));
            return Fate::Skipped;
        }
        if join == Join::OnlyIfNew && self.is_named(&entry) {
            return Fate::Skipped;
        }
        match self.same(&entry, join) {
            Some(at) => {
                self.unite(at, entry, by_hand);
                Fate::Joined
            }
            None => {
                self.push(entry, by_hand);
                Fate::New
            }
        }
    }

    fn class(&self, at: usize) -> Option<EntityType> {
        self.entries.get(at).map(|e| e.class)
    }

    /// The entry that a draft speaks of.
    fn same(&self, entry: &Entry, join: Join) -> Option<usize> {
        let by_id = self.ids.get(&entry.id).copied();
        let by_qid = || entry.qid.and_then(|q| self.qids.get(&q).copied());
        let by_geonames = || entry.geonames_id.and_then(|g| self.geonames.get(&g).copied());
        let at = by_id.or_else(by_qid).or_else(by_geonames).filter(|&at| self.class(at) == Some(entry.class));
        at.or_else(|| {
            let shelf = match join {
                Join::Ids | Join::OnlyIfNew => return None,
                Join::Name => Shelf::Other,
                Join::Division => Shelf::Division,
                Join::City => Shelf::City,
            };
            self.namesake(entry, shelf)
        })
    }

    /// The one entry of the same class, country and name; of several cities the one with the most people.
    fn namesake(&self, entry: &Entry, shelf: Shelf) -> Option<usize> {
        let mut names: Vec<&str> = vec![&entry.name];
        if shelf == Shelf::Division {
            names.extend(entry.aliases.iter().filter(|a| a.kind == AliasKind::Name).map(|a| a.text.as_str()));
        }
        names.into_iter().flat_map(|name| keys(name, shelf)).find_map(|key| {
            let shelved = self.names.get(&(entry.class, shelf, key))?.iter().copied();
            let mut fits: Vec<usize> = shelved.filter(|&at| self.may_be(at, entry)).collect();
            if fits.len() > 1 && shelf == Shelf::Division {
                // "Moscow" is the city before it is what is left of "Moscow Oblast".
                let exact = fold(&entry.name);
                fits.retain(|&at| self.entries.get(at).is_some_and(|known| fold(&known.name) == exact));
            }
            if shelf == Shelf::City {
                fits.sort_by_key(|&at| self.entries.get(at).map(|e| std::cmp::Reverse(e.prior)));
                fits.truncate(1);
            }
            <[usize; 1]>::try_from(fits).ok().map(|[at]| at)
        })
    }

    /// Whether nothing that is known of both says that they are two.
    fn may_be(&self, at: usize, entry: &Entry) -> bool {
        let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
        self.entries.get(at).is_some_and(|known| {
            let country = match entry.class {
                EntityType::Place => known.country == entry.country,
                _ => known.country.is_none() || entry.country.is_none() || known.country == entry.country,
            };
            country && !differ(known.qid, entry.qid) && !differ(known.geonames_id, entry.geonames_id)
        })
    }

    fn is_named(&self, entry: &Entry) -> bool {
        let names = std::iter::once(entry.name.as_str()).chain(entry.aliases.iter().map(|a| a.text.as_str()));
        names.map(fold).any(|key| {
            let shelves = [Shelf::City, Shelf::Division, Shelf::Other];
            shelves.iter().any(|&shelf| self.names.contains_key(&(entry.class, shelf, key.clone())))
        })
    }

    fn push(&mut self, entry: Entry, by_hand: bool) {
        self.entries.push(entry);
        self.by_hand.push(by_hand);
        let at = self.entries.len() - 1;
        if let Some(shelf) = self.entries.get(at).map(shelf) {
            self.file(at, shelf);
        }
    }

    /// Puts an entry under all that it can be found by.
    fn file(&mut self, at: usize, shelf: Shelf) {
        let Some(entry) = self.entries.get(at) else { return };
        self.ids.insert(entry.id.clone(), at);
        entry.qid.map(|q| self.qids.entry(q).or_insert(at));
        entry.geonames_id.map(|g| self.geonames.entry(g).or_insert(at));
        let plain = entry.aliases.iter().filter(|a| a.kind == AliasKind::Name && shelf != Shelf::City);
        for name in std::iter::once(entry.name.as_str()).chain(plain.map(|a| a.text.as_str())) {
            for key in keys(name, shelf) {
                let shelved = self.names.entry((entry.class, shelf, key)).or_default();
                if !shelved.contains(&at) {
                    shelved.push(at);
                }
            }
        }
    }

    /// Adds to an entry what a later draft knows.
    fn unite(&mut self, at: usize, later: Entry, by_hand: bool) {
        let Some(entry) = self.entries.get_mut(at) else { return };
        // A division stays one whatever the tables call it: Scotland is a country too.
        let (own, shelf) = (shelf(entry), shelf(&later));
        self.ids.insert(later.id.clone(), at);
        if rank(&later.id) < rank(&entry.id) {
            entry.id.clone_from(&later.id);
        }
        entry.subtype = entry.subtype.take().or(later.subtype);
        entry.country = entry.country.or(later.country);
        entry.admin1 = entry.admin1.take().or(later.admin1);
        entry.qid = entry.qid.or(later.qid);
        entry.geonames_id = entry.geonames_id.or(later.geonames_id);
        entry.geo = entry.geo.or(later.geo);
        entry.parent = entry.parent.take().or(later.parent);
        entry.born = entry.born.or(later.born);
        entry.gender = entry.gender.or(later.gender);
        entry.sport = entry.sport.take().or(later.sport);
        entry.prior = entry.prior.max(later.prior);
        for office in later.offices {
            if !entry.offices.contains(&office) {
                entry.offices.push(office);
            }
        }
        add_alias(entry, Alias::name(later.name));
        later.aliases.into_iter().for_each(|alias| add_alias(entry, alias));
        if let Some(flag) = self.by_hand.get_mut(at) {
            *flag |= by_hand;
        }
        self.file(at, own);
        if shelf == Shelf::Division {
            self.file(at, shelf);
        }
    }

    /// The entry that an id means, also one that the entry lost when it was joined.
    pub fn entry_mut(&mut self, id: &str) -> Option<&mut Entry> {
        self.entries.get_mut(*self.ids.get(id)?)
    }

    pub fn entry_by_geonames(&mut self, geonames_id: u32) -> Option<&mut Entry> {
        self.entries.get_mut(*self.geonames.get(&geonames_id)?)
    }

    /// Gives an entry its Wikidata id, and marks it as confirmed by hand. Where another bears the id, both are one.
    pub fn identify(&mut self, id: &str, qid: Option<u32>) {
        let Some(&at) = self.ids.get(id) else { return };
        if let Some(flag) = self.by_hand.get_mut(at) {
            *flag = true;
        }
        let Some(qid) = qid else { return };
        match self.qids.get(&qid).copied().filter(|&other| other != at) {
            None => {
                self.qids.insert(qid, at);
                self.entries.get_mut(at).into_iter().for_each(|entry| entry.qid = Some(qid));
            }
            Some(other) if self.class(other) == self.class(at) => self.absorb(other, at),
            Some(_) => {}
        }
    }

    /// Makes two entries one; what is left of the second is taken away at the end.
    fn absorb(&mut self, stays: usize, goes: usize) {
        let Some(gone) = self.entries.get(goes).cloned() else { return };
        if let Some(entry) = self.entries.get_mut(stays).filter(|entry| is_city(&gone) && is_division(entry)) {
            // A city that is a division of its own (Berlin) is a city first.
            entry.subtype.clone_from(&gone.subtype);
            (entry.geonames_id, entry.geo) = (gone.geonames_id, gone.geo);
            entry.aliases.push(Alias::name(std::mem::replace(&mut entry.name, gone.name.clone())));
        }
        self.gone.insert(goes);
        let moved = [&mut self.qids, &mut self.geonames].into_iter().flat_map(HashMap::values_mut);
        let moved = moved.chain(self.ids.values_mut()).chain(self.names.values_mut().flatten());
        moved.filter(|at| **at == goes).for_each(|at| *at = stays);
        self.unite(stays, gone, true);
    }

    /// Makes one of two entries that are known by these ids.
    pub fn join(&mut self, stays: &str, goes: &str) {
        if let (Some(&stays), Some(&goes)) = (self.ids.get(stays), self.ids.get(goes))
            && stays != goes
        {
            self.absorb(stays, goes);
        }
    }

    /// Every entry that is left.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        let gone = &self.gone;
        (0..).zip(&mut self.entries).filter(|row| !gone.contains(&row.0)).map(|row| row.1)
    }

    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        (0..).zip(&self.entries).filter(|row| !self.gone.contains(&row.0)).map(|row| row.1)
    }

    /// Changes every entry that no hand wrote.
    pub fn each_from_packages(&mut self, mut change: impl FnMut(&mut Entry)) {
        self.entries.iter_mut().zip(&self.by_hand).filter(|row| !row.1).for_each(|row| change(row.0));
    }

    /// Entries of a country that first-level divisions are.
    pub fn divisions(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.id.starts_with("admin1/"))
    }

    pub fn countries(&self) -> BTreeMap<CountryCode, &Entry> {
        let all = self.entries.iter().filter(|e| e.id.starts_with("country/"));
        all.filter_map(|e| Some((e.country?, e))).collect()
    }

    /// The entries in the order of their ids, each reference led to the id that is left. Aliases are in order too.
    pub fn finish(mut self, metonyms: Vec<Metonym>) -> (Vec<Entry>, Vec<Metonym>) {
        let left: Vec<String> = self.entries.iter().map(|e| e.id.clone()).collect();
        let ids = &self.ids;
        let now = |id: &mut String| {
            if let Some(new) = ids.get(id).and_then(|&at| left.get(at)) {
                id.clone_from(new);
            }
        };
        for entry in &mut self.entries {
            [&mut entry.parent, &mut entry.admin1].into_iter().flatten().for_each(now);
            entry.offices.iter_mut().filter_map(|office| office.of.as_mut()).for_each(now);
            entry.parent.take_if(|parent| *parent == entry.id);
            entry.admin1.take_if(|admin1| *admin1 == entry.id);
            entry.aliases.sort();
        }
        let gone = std::mem::take(&mut self.gone);
        let mut entries: Vec<Entry> =
            (0..).zip(self.entries).filter(|row| !gone.contains(&row.0)).map(|row| row.1).collect();
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        let mut metonyms = metonyms;
        metonyms.iter_mut().for_each(|metonym| now(&mut metonym.stands_for));
        (entries, metonyms)
    }
}

fn shelf(entry: &Entry) -> Shelf {
    match () {
        () if is_division(entry) => Shelf::Division,
        () if is_city(entry) => Shelf::City,
        () => Shelf::Other,
    }
}

/// The keys of a name; those of divisions also without the words that only some sources write.
fn keys(name: &str, shelf: Shelf) -> Vec<String> {
    let key = fold(name);
    if shelf != Shelf::Division {
        return vec![key];
    }
    let short: Vec<&str> = key.split(' ').filter(|word| !DIVISION_WORDS.contains(word)).collect();
    let short = short.join(" ");
    if short.is_empty() || short == key { vec![key] } else { vec![key, short] }
}

/// Which of two ids of one thing stays: codes of countries and divisions first, then those given by hand.
fn rank(id: &str) -> u8 {
    match id.split_once('/').map_or("", |parts| parts.0) {
        "country" => 0,
        "admin1" => 1,
        "geonames" => 3,
        "wikidata" => 4,
        _ => 2,
    }
}

fn log_skip(entry: &Entry, taken: Option<&Entry>) {
    let by = taken.map_or("", |e| e.id.as_str());
    tracing::debug!(id = entry.id, by, "left out: its Wikidata id is taken by something of another class");
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
