//! Brings all names into one order, and weighs what each may mean by the links that it bears.

use super::entities::Writer;
use super::error::DumpError;
use super::progress::{Progress, REPORT_EVERY_ROWS, Stage};
use super::sort::{Merge, Sorter, TEXT_END, split_text, split_u32};
use crate::knowledge::pack::{NameCase, Pointer, surname};
use crate::knowledge::{Alias, AliasKind, Entry};
use crate::text::fold_into;
use std::collections::BTreeMap;
use std::path::Path;

/// Meanings of one name; among the people called John Smith, nobody is known who comes later.
const MEANINGS_MAX: usize = 255;
/// Links under a name from which on shares are measured, also those of entities without any.
const LINKS_MEASURED_MIN: u64 = 20;
/// A text that only links know is a name from so many links on, and from so large a share of them.
const LINKS_MIN: u32 = 3;
const SHARE_MIN: f64 = 0.01;
/// What a row is.
const NAME: u8 = 0;
const LINK: u8 = 1;
/// An entity that the pack does not have.
const NO_ENTITY: u32 = u32::MAX;

/// Names and links by key.
pub struct NameRows {
    rows: Sorter,
    key: String,
}

impl NameRows {
    pub fn new(folder: &Path, memory: usize) -> Self {
        Self { rows: Sorter::new(folder, "names", memory), key: String::new() }
    }

    /// Takes all names of an entity.
    pub fn entity(&mut self, number: u32, entry: &Entry) -> Result<(), DumpError> {
        let label = Alias::name(entry.name.clone());
        let surname = surname(entry);
        let all = std::iter::once(&label).chain(&entry.aliases).chain(&surname);
        all.into_iter().try_for_each(|alias| self.name(alias, number, entry.prior))
    }

    /// Takes one name of an entity.
    pub fn name(&mut self, alias: &Alias, number: u32, prior: u8) -> Result<(), DumpError> {
        let pointer = Pointer::of(alias, number);
        self.add(&alias.text, NAME, number, &[pointer.kind as u8, pointer.case as u8, prior])
    }

    /// Takes a link.
    pub fn link(&mut self, text: &str, entity: Option<u32>, count: u32) -> Result<(), DumpError> {
        let [a, b, c, d] = count.to_be_bytes();
        self.add(text, LINK, entity.unwrap_or(NO_ENTITY), &[a, b, c, d, NameCase::of(text) as u8])
    }

    fn add(&mut self, text: &str, what: u8, entity: u32, rest: &[u8]) -> Result<(), DumpError> {
        let Self { rows, key } = self;
        fold_into(text, key);
        if key.is_empty() {
            return Ok(());
        }
        rows.add(&[key.as_bytes(), &[TEXT_END, what], &entity.to_be_bytes(), rest])
    }

    /// Writes every key with all that it may mean; gives the number of keys.
    pub fn write(
        self,
        writer: &mut Writer,
        folder: &Path,
        progress: &mut dyn FnMut(&Progress),
    ) -> Result<u64, DumpError> {
        let mut rows: Merge = self.rows.merge()?;
        let (mut key, mut group, mut keys) = (Vec::new(), Group::default(), 0);
        loop {
            let next = rows.next()?.map(split_text);
            if next.is_none_or(|(found, _)| found != key) {
                let pointers = std::mem::take(&mut group).pointers();
                if let (false, Ok(key)) = (pointers.is_empty(), std::str::from_utf8(&key)) {
                    writer.alias(key, &pointers).map_err(DumpError::writing(folder))?;
                    keys += 1;
                    if keys % REPORT_EVERY_ROWS == 0 {
                        progress(&Progress::rows(Stage::Names, keys, keys));
                    }
                }
            }
            let Some((found, rest)) = next else { return Ok(keys) };
            if found != key {
                key = found.to_vec();
            }
            group.take(rest);
        }
    }
}

/// All rows of one key.
#[derive(Default)]
struct Group {
    /// With the prior of the entity.
    names: Vec<(Pointer, u8)>,
    /// Links by entity, and whether the text was in capitals.
    links: BTreeMap<u32, (u32, NameCase)>,
    all_links: u64,
}

impl Group {
    fn take(&mut self, row: &[u8]) {
        let Some((&what, rest)) = row.split_first() else { return };
        let (entity, rest) = split_u32(rest);
        match (what, rest) {
            (NAME, &[kind, case, prior]) => {
                let (kind, case) = (kind_of(kind), case_of(case));
                self.names.push((Pointer { entity, kind, case, share: 0 }, prior));
            }
            (LINK, &[a, b, c, d, case]) => {
                let count = u32::from_be_bytes([a, b, c, d]);
                self.all_links += u64::from(count);
                let links = self.links.entry(entity).or_insert((0, case_of(case)));
                links.0 = links.0.saturating_add(count);
            }
            _ => {}
        }
    }

    fn pointers(mut self) -> Vec<Pointer> {
        self.names.sort_unstable();
        self.names.dedup_by_key(|name| name.0.entity);
        let all = self.all_links.max(1) as f64;
        for (name, _) in &mut self.names {
            let links = self.links.remove(&name.entity).map_or(0, |links| links.0);
            let measured = links > 0 || self.all_links >= LINKS_MEASURED_MIN;
            name.share = if measured { share(f64::from(links) / all) } else { 0 };
        }
        for (entity, (count, case)) in self.links {
            let part = f64::from(count) / all;
            if entity != NO_ENTITY && count >= LINKS_MIN && part >= SHARE_MIN {
                self.names.push((Pointer { entity, kind: AliasKind::Weak, case, share: share(part) }, 0));
            }
        }
        if self.names.len() > MEANINGS_MAX {
            self.names
                .sort_unstable_by_key(|&(name, prior)| std::cmp::Reverse((name.share, prior, u32::MAX - name.entity)));
            self.names.truncate(MEANINGS_MAX);
        }
        let mut pointers: Vec<Pointer> = self.names.into_iter().map(|name| name.0).collect();
        pointers.sort_unstable();
        pointers
    }
}

/// In 255ths; 0 is kept for "not measured".
fn share(part: f64) -> u8 {
    (255.0 * part).round().clamp(1.0, 255.0) as u8
}

fn kind_of(kind: u8) -> AliasKind {
    let kinds = [AliasKind::Name, AliasKind::Demonym, AliasKind::Surname, AliasKind::Side];
    kinds.into_iter().find(|known| *known as u8 == kind).unwrap_or(AliasKind::Weak)
}

fn case_of(case: u8) -> NameCase {
    if case == NameCase::Capitals as u8 { NameCase::Capitals } else { NameCase::Words }
}
