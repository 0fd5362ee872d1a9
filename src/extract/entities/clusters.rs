//! Name coreference: mentions of one article that name one thing.
//!
//! Equal names are one thing; a short name of a person is the last full one before it that it fits; acronyms and short
//! forms of bodies follow the full name. Two people with one family name stay two.

use super::form::{Form, words};
use super::{organizations, persons};
use crate::knowledge::Gender;
use crate::record::EntityType;
use crate::text::maps::HashMap;

/// The mentions of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    pub class: EntityType,
    pub demonym: bool,
    /// Indices of mentions, in the order of the text.
    pub mentions: Vec<usize>,
    /// The mention with the fullest name.
    pub fullest: usize,
}

/// For each mention of an article the number of the group that it is in.
pub fn owners<'g>(groups: impl Iterator<Item = &'g Vec<usize>>, mentions: usize) -> Vec<Option<usize>> {
    let mut of = vec![None; mentions];
    for (n, group) in groups.enumerate() {
        group.iter().for_each(|&m| of[m] = Some(n));
    }
    of
}

/// Types that are one kind of thing to this room.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Family {
    Person,
    Body,
    Place,
    People,
    Demonym,
    Thing,
}

fn family(form: &Form) -> Family {
    match form.class {
        EntityType::Person => Family::Person,
        EntityType::Organization => Family::Body,
        EntityType::Place | EntityType::Facility => Family::Place,
        EntityType::Group if form.demonym => Family::Demonym,
        EntityType::Group => Family::People,
        EntityType::Event | EntityType::Work | EntityType::Product | EntityType::Other => Family::Thing,
    }
}

/// Every mention in exactly one cluster, clusters in the order of their first mentions.
pub fn clusters(forms: &[Form]) -> Vec<Cluster> {
    let mut groups = Groups::of(forms);
    groups.join_persons();
    groups.join_bodies();
    groups.finish()
}

/// Names of its kind before and behind it that a name is held against, in the order in which they are first named. Of 579
/// articles, the longest of six thousand among them, one has more names of people. Keeps lists of names linear.
const NAMES_AROUND: usize = 256;

/// Those of a list in the order of the text that are near a group.
fn around<T>(list: &[T], group: usize, number: impl Fn(&T) -> usize) -> &[T] {
    let at = list.partition_point(|item| number(item) < group);
    list.get(at.saturating_sub(NAMES_AROUND)..list.len().min(at + NAMES_AROUND)).unwrap_or_default()
}

/// How many times as often as another of the same family name somebody is named who is called by it alone all through.
const MAIN_PERSON: usize = 3;

/// Mentions grouped by name, and which groups were found to be one thing.
struct Groups<'f> {
    forms: &'f [Form],
    /// The mentions of each group, in the order of the text.
    members: Vec<Vec<usize>>,
    families: Vec<Family>,
    /// The group that a group was joined to: itself while it stands alone.
    joined_to: Vec<usize>,
    /// The groups that were joined to each group, in order, itself included; of no use where it was joined to another.
    parts: Vec<Vec<usize>>,
}

impl<'f> Groups<'f> {
    fn of(forms: &'f [Form]) -> Self {
        let mut by_name: HashMap<(Family, &str), usize> = HashMap::default();
        let (mut members, mut families): (Vec<Vec<usize>>, Vec<Family>) = Default::default();
        for (i, form) in forms.iter().enumerate() {
            let group = *by_name.entry((family(form), &form.key)).or_insert_with(|| {
                members.push(Vec::new());
                families.push(family(form));
                members.len() - 1
            });
            if let Some(group) = members.get_mut(group) {
                group.push(i);
            }
        }
        let all = 0..members.len();
        Self {
            forms,
            joined_to: all.clone().collect(),
            parts: all.map(|group| vec![group]).collect(),
            members,
            families,
        }
    }

    fn of_family(&self, wanted: Family) -> Vec<usize> {
        self.families.iter().enumerate().filter(|(_, f)| **f == wanted).map(|(group, _)| group).collect()
    }

    fn key(&self, group: usize) -> &'f str {
        let first = self.members.get(group).and_then(|m| m.first());
        first.and_then(|&i| self.forms.get(i)).map_or("", |form| &form.key)
    }

    fn root(&self, mut group: usize) -> usize {
        while let Some(&up) = self.joined_to.get(group).filter(|&&up| up != group) {
            group = up;
        }
        group
    }

    fn join(&mut self, group: usize, to: usize) {
        let (group, to) = (self.root(group), self.root(to));
        if group == to {
            return;
        }
        if let Some(slot) = self.joined_to.get_mut(group) {
            *slot = to;
        }
        let parts = self.parts.get_mut(group).map(std::mem::take).unwrap_or_default();
        if let Some(all) = self.parts.get_mut(to) {
            all.extend(parts);
            all.sort_unstable();
        }
    }

    fn join_persons(&mut self) {
        let groups = self.of_family(Family::Person);
        let parts: Vec<(usize, Vec<&str>)> = groups.iter().map(|&g| (g, persons::parts(self.key(g)))).collect();
        let full: Vec<&(usize, Vec<&str>)> = parts.iter().filter(|(_, parts)| parts.len() > 1).collect();
        for (n, (group, name)) in full.iter().enumerate() {
            let earlier = full.get(n.saturating_sub(NAMES_AROUND)..n).unwrap_or_default();
            if let Some((other, _)) = earlier.iter().find(|(_, other)| persons::same_full_name(other, name)) {
                self.join(*group, *other);
            }
        }
        let fits = |groups: &Self, short: usize, name: &[&str]| -> Vec<usize> {
            let near = around(&full, short, |(group, _)| *group).iter();
            let others = near.filter(|(group, _)| groups.root(*group) != groups.root(short));
            let fits: Vec<_> =
                others.filter_map(|(group, full)| Some((*group, persons::is_short_for(name, full)?))).collect();
            let best = fits.iter().map(|fit| fit.1).min();
            fits.iter().filter(|fit| Some(fit.1) == best).map(|fit| fit.0).collect()
        };
        // A name of several words may itself be short for a longer one: "Suu Kyi", "bin Salman".
        for (short, name) in &full {
            if let Some(&longer) = fits(self, *short, name).first() {
                self.join(*short, longer);
            }
        }
        for (short, name) in parts.iter().filter(|(_, parts)| parts.len() == 1) {
            let fits = fits(self, *short, name);
            self.give_away(*short, &fits);
        }
    }

    /// Gives each mention of a short name to the person whom it means: of those whom it fits and who have the right gender
    /// the one of whom the article mostly speaks, or else who was named last, or else who is named next.
    fn give_away(&mut self, short: usize, fits: &[usize]) {
        if fits.is_empty() {
            return;
        }
        let mentions = self.members.get_mut(short).map(std::mem::take).unwrap_or_default();
        let mut genders: Vec<Option<Gender>> = fits.iter().map(|&group| self.gender(group)).collect();
        for mention in mentions {
            let gender = self.forms.get(mention).and_then(|form| form.gender);
            let agrees = |known: Option<Gender>| !known.zip(gender).is_some_and(|(known, said)| known != said);
            let agreeing: Vec<usize> =
                fits.iter().zip(&genders).filter(|(_, g)| agrees(**g)).map(|(f, _)| *f).collect();
            let Some(to) = self.meant(mention, if agreeing.is_empty() { fits } else { &agreeing }) else { continue };
            if let Some(members) = self.members.get_mut(to) {
                let at = members.partition_point(|&m| m < mention);
                members.insert(at, mention);
            }
            for (_, known) in fits.iter().zip(&mut genders).filter(|(fit, _)| self.root(**fit) == self.root(to)) {
                *known = known.or(gender);
            }
        }
    }

    /// The candidate whom a mention by a short name means.
    fn meant(&self, mention: usize, candidates: &[usize]) -> Option<usize> {
        let seen: Vec<(usize, Seen)> = candidates.iter().map(|&group| (group, self.before(group, mention))).collect();
        let last = seen.iter().filter_map(|(group, seen)| Some((seen.last?, *group, seen.count))).max();
        let Some((_, last, count)) = last else {
            return candidates
                .iter()
                .copied()
                .min_by_key(|&group| self.mentions_of(group).filter_map(|m| m.first()).min());
        };
        let often = seen.iter().map(|(group, seen)| (seen.count, *group)).max();
        Some(often.filter(|(often, _)| *often >= count * MAIN_PERSON).map_or(last, |(_, group)| group))
    }

    /// What was said of a person before a mention.
    fn before(&self, group: usize, mention: usize) -> Seen {
        let lists = self.mentions_of(group).map(|list| list.get(..list.partition_point(|&m| m < mention)));
        lists.flatten().fold(Seen::default(), |seen, list| Seen {
            count: seen.count + list.len(),
            last: seen.last.max(list.last().copied()),
        })
    }

    /// The mentions of the whole that a group is part of, by group.
    fn mentions_of(&self, group: usize) -> impl Iterator<Item = &[usize]> {
        let parts = self.parts.get(self.root(group)).into_iter().flatten();
        parts.filter_map(|&part| self.members.get(part)).map(Vec::as_slice)
    }

    /// The gender that honorifics give the person of a group.
    fn gender(&self, group: usize) -> Option<Gender> {
        self.mentions_of(group).flatten().find_map(|&m| self.forms.get(m)?.gender)
    }

    fn join_bodies(&mut self) {
        let bodies = self.of_family(Family::Body);
        let things = self.of_family(Family::Thing);
        for &short in &bodies {
            let key = self.key(short);
            let stripped = organizations::without_legal_form(key);
            let near = |list| around(list, short, |&group: &usize| group).iter();
            let full = near(&bodies).chain(near(&things)).copied().filter(|&group| group != short);
            let found = full
                .clone()
                .find(|&group| organizations::without_legal_form(self.key(group)) == stripped && group < short);
            let found =
                found.or_else(|| full.clone().find(|&group| organizations::is_acronym_of(key, self.key(group))));
            let found =
                found.or_else(|| full.clone().find(|&group| organizations::is_beginning_of(stripped, self.key(group))));
            if let Some(found) = found.filter(|&found| self.root(found) != self.root(short)) {
                self.join(short, found);
            }
        }
    }

    fn finish(self) -> Vec<Cluster> {
        let mut merged: Vec<Vec<usize>> = vec![Vec::new(); self.members.len()];
        for (group, members) in self.members.iter().enumerate() {
            if let Some(all) = merged.get_mut(self.root(group)) {
                all.extend(members);
            }
        }
        let mut clusters: Vec<Cluster> = merged.into_iter().filter_map(|all| cluster(self.forms, all)).collect();
        clusters.sort_by_key(|cluster| cluster.mentions.first().copied());
        clusters
    }
}

/// How often a person was mentioned up to somewhere, and where last.
#[derive(Clone, Copy, Default)]
struct Seen {
    count: usize,
    last: Option<usize>,
}

fn cluster(forms: &[Form], mut mentions: Vec<usize>) -> Option<Cluster> {
    mentions.sort_unstable();
    // The longest name in words, of those the first.
    let length = |&&i: &&usize| forms.get(i).map_or(0, |form| words(&form.key).count() * 100 + form.key.len().min(99));
    let fullest = *mentions.iter().rev().max_by_key(length)?;
    let form = forms.get(fullest)?;
    Some(Cluster { class: form.class, demonym: form.demonym, fullest, mentions })
}

#[cfg(test)]
#[path = "clusters_tests.rs"]
mod tests;
