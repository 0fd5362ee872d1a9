//! Links of Wikipedia: how often a text leads to a page, and so what a name mostly means.

use super::error::DumpError;
use super::index::Index;
use super::lines::{Lines, Place};
use super::progress::{Progress, Stage};
use super::sort::{Merge, Sorter, TEXT_END, split_text, split_u32};
use std::path::{Path, PathBuf};

/// Longest text of a link in bytes that can be a name.
const ANCHOR_BYTES_MAX: usize = 160;

/// One text that leads to one page, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor<'a> {
    pub text: &'a str,
    pub title: &'a str,
    pub count: u32,
}

/// Where links come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `anchor TAB title TAB count`, of a run over the articles' text.
    Table(PathBuf),
    /// Folder with the dumps of the tables page, redirect, linktarget and pagelinks.
    Sql(PathBuf),
}

/// Links sorted by the page that they lead to.
pub struct Links {
    rows: Sorter,
    pub count: u64,
    pub unreadable: u64,
}

impl Links {
    pub fn new(folder: &Path, memory: usize) -> Self {
        Self { rows: Sorter::new(folder, "links", memory), count: 0, unreadable: 0 }
    }

    pub fn add(&mut self, anchor: Anchor<'_>) -> Result<(), DumpError> {
        let Anchor { text, title, count } = anchor;
        let long = text.len() > ANCHOR_BYTES_MAX || text.is_empty() || title.is_empty();
        if count == 0 || long || title.as_bytes().contains(&TEXT_END) {
            return Ok(());
        }
        self.count += 1;
        self.rows.add(&[title.as_bytes(), &[TEXT_END], &count.to_be_bytes(), text.as_bytes()])
    }

    /// Reads a table of anchors.
    pub fn read_table(&mut self, path: &Path, progress: &mut dyn FnMut(&Progress)) -> Result<(), DumpError> {
        let mut lines = Lines::open(path, Place::default())?;
        let mut seen = 0;
        while let Some(batch) = lines.next_batch()? {
            for (number, line) in batch.lines() {
                seen = number;
                match anchor(line) {
                    Some((text, title, count)) => self.add(Anchor { text, title: &title, count })?,
                    None => self.unreadable += u64::from(!line.is_empty() && !line.starts_with(b"#")),
                }
            }
            progress(&lines.progress(Stage::Links, &batch, seen, self.count));
        }
        if self.count > 0 {
            return Ok(());
        }
        Err(DumpError::Content {
            path: path.to_owned(),
            line: seen,
            what: "no row of anchor, tab, title, tab, count up to here".into(),
            advice: "write the table in that form, or give --wikipedia-sql with the folder of the SQL dumps",
        })
    }

    /// Finds the entity of every link, counts the links of each into the index, and hands every link to `each`.
    pub fn resolve(
        self,
        titles: Sorter,
        index: &mut Index,
        mut each: impl FnMut(&str, Option<u32>, u32) -> Result<(), DumpError>,
    ) -> Result<(), DumpError> {
        let (mut titles, mut links) = (titles.merge()?, self.rows.merge()?);
        index.links = vec![0; index.items.len()];
        let mut page = Page::default();
        while let Some(row) = links.next()? {
            let (title, rest) = split_text(row);
            let (count, text) = split_u32(rest);
            if page.title != title {
                page.find(title, &mut titles, index)?;
            }
            if let Some(links) = page.entity.and_then(|entity| index.links.get_mut(entity as usize)) {
                *links = links.saturating_add(count);
            }
            if let Ok(text) = std::str::from_utf8(text) {
                each(text, page.entity, count)?;
            }
        }
        Ok(())
    }
}

/// The page that links lead to just now.
#[derive(Default)]
struct Page {
    title: Vec<u8>,
    entity: Option<u32>,
}

impl Page {
    /// Looks for a title among the titles of items, both in order.
    fn find(&mut self, title: &[u8], titles: &mut Merge, index: &Index) -> Result<(), DumpError> {
        self.title = title.to_vec();
        self.entity = None;
        while let Some(next) = titles.peek() {
            let (found, rest) = split_text(next);
            if found > title {
                break;
            }
            if found == title {
                self.entity = self.entity.or_else(|| index.item(split_u32(rest).0));
            }
            titles.next()?;
        }
        Ok(())
    }
}

/// Takes a row of the table apart.
fn anchor(line: &[u8]) -> Option<(&str, String, u32)> {
    let mut columns = std::str::from_utf8(line).ok()?.split('\t');
    let (text, title, count) = (columns.next()?, columns.next()?, columns.next()?);
    Some((text, as_title(title), count.trim().parse().ok()?))
}

/// A title as its page bears it: blanks for underscores, a capital in front.
pub fn as_title(written: &str) -> String {
    let written = written.trim().replace('_', " ");
    let mut letters = written.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        _ => written,
    }
}
