//! Which classes of Wikidata become which of ours, and what is a kind of what.

use super::error::DumpError;
use super::sort::{Merge, split_u32};
use super::statements::item_number;
use crate::record::EntityType;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::collections::{HashMap, HashSet};
use std::path::Path;

const BUILT_IN: &str = include_str!("classes.tsv");
/// Steps up the kinds until a class of the table is met; what lies further away is linked by accident.
const STEPS_MAX: u8 = 10;
/// Classes above one class that are looked at; the widest real ones have some hundreds.
const ABOVE_MAX: usize = 5_000;
/// Classes whose members are held as a post: position, public office, historical position.
const POSTS: &[u32] = &[4_164_871, 294_414, 114_962_596];

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    qid: u32,
    /// Our class and the schema.org subtype; `None` = members are left out.
    pub class: Option<(EntityType, Option<String>)>,
    /// Encyclopedias that must have an article about a member.
    pub sitelinks_min: u32,
}

/// The table of classes, earlier rows first where an item is as near to both.
#[derive(Debug)]
pub struct Classes {
    rows: Vec<Class>,
    by_qid: HashMap<u32, usize>,
    /// For telling whether two builds use the same table.
    pub digest: String,
}

impl Classes {
    /// The table inside the program, or one of the operator's own.
    pub fn load(path: Option<&Path>) -> Result<Self, DumpError> {
        match path {
            None => Self::parse(BUILT_IN, Path::new("classes.tsv")),
            Some(path) => Self::parse(&std::fs::read_to_string(path).map_err(DumpError::reading(path))?, path),
        }
    }

    fn parse(text: &str, path: &Path) -> Result<Self, DumpError> {
        use sha2::Digest;
        let mut rows = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            rows.push(row(line).ok_or_else(|| DumpError::Content {
                path: path.to_owned(),
                line: number,
                what: format!("`{line}` is no row of a table of classes"),
                advice: "write Q-number, tab, one of our classes or -, tab, subtype or nothing, tab, least sitelinks or nothing",
            })?);
        }
        let by_qid = rows.iter().enumerate().rev().map(|(n, row): (usize, &Class)| (row.qid, n)).collect();
        let digest = crate::record::hex(sha2::Sha256::digest(text).get(..8).unwrap_or_default());
        Ok(Self { rows, by_qid, digest })
    }

    fn row(&self, qid: u32) -> Option<&Class> {
        self.rows.get(*self.by_qid.get(&qid)?)
    }

    /// All these classes are in the table, and to be left out.
    pub fn leave_out(&self, classes: &[u32]) -> bool {
        classes.iter().all(|&qid| self.row(qid).is_some_and(|row| row.class.is_none()))
    }

    pub fn holds_posts(&self, classes: &[u32]) -> bool {
        classes.iter().any(|qid| POSTS.contains(qid))
    }
}

fn row(line: &str) -> Option<Class> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let column = |n: usize| columns.get(n).copied().filter(|text| !text.is_empty());
    let class = match column(1)? {
        "-" => None,
        name => {
            let class = EntityType::deserialize(name.into_deserializer());
            let class = class.map_err(|_: serde::de::value::Error| ()).ok()?;
            Some((class, column(2).map(str::to_owned)))
        }
    };
    let sitelinks_min = column(3).map_or(Some(0), |n| n.parse().ok())?;
    Some(Class { qid: item_number(column(0)?)?, class, sitelinks_min })
}

/// The kinds of kinds, and the nearest class of the table for each.
pub struct Kinds<'a> {
    classes: &'a Classes,
    /// Kind and what it is a kind of, sorted; 8 bytes for each of some five millions.
    above: Vec<(u32, u32)>,
    /// Steps and row for classes that were asked for.
    known: HashMap<u32, Option<(u8, usize)>>,
}

impl<'a> Kinds<'a> {
    /// Reads the rows of kinds.
    pub fn read(classes: &'a Classes, mut rows: Merge) -> Result<Self, DumpError> {
        let mut above = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, rest) = split_u32(row);
            above.push((kind, split_u32(rest).0));
        }
        Ok(Self { classes, above, known: HashMap::new() })
    }

    /// The class of an item by its classes: the nearest row of the table, the earlier one of two.
    pub fn class_of(&mut self, classes: &[u32]) -> Option<&'a Class> {
        let nearest = classes.iter().filter_map(|&qid| self.nearest(qid)).min()?;
        self.classes.rows.get(nearest.1)
    }

    fn nearest(&mut self, qid: u32) -> Option<(u8, usize)> {
        if let Some(&known) = self.known.get(&qid) {
            return known;
        }
        let found = self.climb(qid);
        self.known.insert(qid, found);
        found
    }

    /// Goes up step by step.
    fn climb(&self, qid: u32) -> Option<(u8, usize)> {
        let mut level = vec![qid];
        let mut seen: HashSet<u32> = HashSet::from([qid]);
        for steps in 0..=STEPS_MAX {
            if let Some(&row) = level.iter().filter_map(|qid| self.classes.by_qid.get(qid)).min() {
                return Some((steps, row));
            }
            let above = level.iter().flat_map(|&qid| self.above(qid));
            level = above.filter(|&qid| seen.insert(qid)).collect();
            if level.is_empty() || seen.len() > ABOVE_MAX {
                return None;
            }
        }
        None
    }

    fn above(&self, qid: u32) -> impl Iterator<Item = u32> {
        let begin = self.above.partition_point(|row| row.0 < qid);
        self.above.iter().skip(begin).take_while(move |row| row.0 == qid).map(|row| row.1)
    }
}

#[cfg(test)]
#[path = "classes_tests.rs"]
mod tests;
