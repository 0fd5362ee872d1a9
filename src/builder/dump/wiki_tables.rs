//! Counts links from the SQL dumps of Wikipedia: a link to a redirect tells by which name a page is called.

use super::anchors::{Anchor, Links};
use super::error::DumpError;
use super::lines::{Lines, Place};
use super::progress::{Progress, Stage};
use super::sort::{Merge, Sorter, TEXT_END, split_text, split_u32};
use super::sql::{Field, rows};
use std::convert::Infallible;
use std::path::{Path, PathBuf};

/// The namespace of articles.
const ARTICLES: u64 = 0;
/// Counts that are kept together.
const PAGE: usize = 1 << 20;
/// Largest id of a link target: 4 bytes for each make 2 GB. The English encyclopedia has some 200 millions.
const TARGETS_MAX: u64 = 512 << 20;

/// A number for each id of a link target.
#[derive(Default)]
struct Counters(Vec<Option<Box<[u32]>>>);

impl Counters {
    /// Adds one; false where the id is beyond all that can be.
    fn add(&mut self, id: u64) -> bool {
        if id >= TARGETS_MAX {
            return false;
        }
        let (page, at) = (id as usize / PAGE, id as usize % PAGE);
        if self.0.len() <= page {
            self.0.resize_with(page + 1, || None);
        }
        let counts = self.0.get_mut(page).map(|slot| slot.get_or_insert_with(|| vec![0; PAGE].into_boxed_slice()));
        if let Some(count) = counts.and_then(|counts| counts.get_mut(at)) {
            *count = count.saturating_add(1);
        }
        true
    }

    fn of(&self, id: u64) -> u32 {
        let page = self.0.get(id as usize / PAGE).and_then(Option::as_ref);
        page.and_then(|counts| counts.get(id as usize % PAGE)).copied().unwrap_or(0)
    }
}

/// Reads the four tables of a folder into links.
pub fn read_tables(
    dumps: &Path,
    folder: &Path,
    memory: usize,
    links: &mut Links,
    progress: &mut dyn FnMut(&Progress),
) -> Result<(), DumpError> {
    let redirects = redirects(dumps, folder, memory, progress)?;
    let mut counts = Counters::default();
    let pagelinks = table(dumps, "pagelinks")?;
    let mut form = Ok(());
    each_row(&pagelinks, progress, |row| match *row {
        [_, Field::Number(ARTICLES), Field::Number(target)] if counts.add(target) => {}
        [_, Field::Number(_), Field::Number(_)] => {}
        _ => form = Err(()),
    })?;
    form.map_err(|()| DumpError::Input {
        path: pagelinks,
        what: "rows are not (from, namespace, target id)".into(),
        advice: "dumps before 2024 have another form; fetch newer ones, or give a table of anchors with --wikipedia",
    })?;
    let mut linked = Sorter::new(folder, "linked", memory / 2);
    let mut failed = Ok(());
    each_row(&table(dumps, "linktarget")?, progress, |row| {
        if let [Field::Number(id), Field::Number(ARTICLES), title, ..] = *row {
            let count = counts.of(id);
            if let Some(title) = title.title().filter(|_| count > 0 && failed.is_ok()) {
                failed = linked.add(&[title.as_bytes(), &[TEXT_END], &count.to_be_bytes()]);
            }
        }
    })?;
    failed?;
    drop(counts);
    join(redirects, linked.merge()?, links)
}

/// Titles of redirects with the titles that they lead to, sorted.
fn redirects(
    dumps: &Path,
    folder: &Path,
    memory: usize,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Merge, DumpError> {
    let mut from_ids = Sorter::new(folder, "redirects", memory / 4);
    let mut pages = Sorter::new(folder, "pages", memory / 4);
    let mut failed = Ok(());
    let id_of = |field: Field<'_>| field.number().and_then(|id| u32::try_from(id).ok()).map(u32::to_be_bytes);
    each_row(&table(dumps, "redirect")?, progress, |row| {
        if let [id, Field::Number(ARTICLES), title, ..] = *row
            && let (Some(id), Some(title)) = (id_of(id), title.title())
            && failed.is_ok()
        {
            failed = from_ids.add(&[&id, title.as_bytes()]);
        }
    })?;
    each_row(&table(dumps, "page")?, progress, |row| {
        if let [id, Field::Number(ARTICLES), title, Field::Number(1), ..] = *row
            && let (Some(id), Some(title)) = (id_of(id), title.title())
            && failed.is_ok()
        {
            failed = pages.add(&[&id, title.as_bytes()]);
        }
    })?;
    failed?;
    let (mut from_ids, mut pages) = (from_ids.merge()?, pages.merge()?);
    let mut by_title = Sorter::new(folder, "redirect-titles", memory / 4);
    while let Some(redirect) = from_ids.next()? {
        let (id, target) = split_u32(redirect);
        while pages.peek().is_some_and(|page| split_u32(page).0 < id) {
            pages.next()?;
        }
        if let Some(page) = pages.peek().filter(|page| split_u32(page).0 == id) {
            by_title.add(&[split_u32(page).1, &[TEXT_END], target])?;
        }
    }
    by_title.merge()
}

/// Follows redirects once, and makes the title that was linked the text of the link.
fn join(mut redirects: Merge, mut linked: Merge, links: &mut Links) -> Result<(), DumpError> {
    while let Some(row) = linked.next()? {
        let (title, rest) = split_text(row);
        let count = split_u32(rest).0;
        while redirects.peek().is_some_and(|redirect| split_text(redirect).0 < title) {
            redirects.next()?;
        }
        let redirect = redirects.peek().map(split_text).filter(|redirect| redirect.0 == title);
        let target = redirect.map_or(title, |redirect| redirect.1);
        if let (Ok(text), Ok(title)) = (std::str::from_utf8(title), std::str::from_utf8(target)) {
            links.add(Anchor { text: without_brackets(text), title, count })?;
        }
    }
    Ok(())
}

/// "Mercury (planet)" → "Mercury".
fn without_brackets(title: &str) -> &str {
    match title.rfind(" (") {
        Some(at) if title.ends_with(')') && at > 0 => title.get(..at).unwrap_or(title),
        _ => title,
    }
}

/// The dump of a table: `enwiki-20260101-page.sql.gz`, or without any of these words.
fn table(dumps: &Path, name: &str) -> Result<PathBuf, DumpError> {
    let entries = std::fs::read_dir(dumps).map_err(DumpError::reading(dumps))?;
    let is_table = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = file.split(".sql").next().unwrap_or_default();
        file.contains(".sql") && (stem == name || stem.ends_with(&format!("-{name}")))
    };
    entries.flatten().map(|entry| entry.path()).filter(is_table).max().ok_or_else(|| DumpError::Input {
        path: dumps.to_owned(),
        what: format!("no dump of the table `{name}` (….{name}.sql.gz)"),
        advice: "fetch page, redirect, linktarget and pagelinks of the same day",
    })
}

fn each_row(
    path: &Path,
    progress: &mut dyn FnMut(&Progress),
    mut take: impl FnMut(&[Field<'_>]),
) -> Result<(), DumpError> {
    let mut lines = Lines::open(path, Place::default())?;
    let mut seen = 0;
    while let Some(batch) = lines.next_batch()? {
        for (_, line) in batch.lines() {
            let Ok(()) = rows(line, |row| {
                seen += 1;
                take(row);
                Ok::<(), Infallible>(())
            });
        }
        progress(&lines.progress(Stage::Links, &batch, seen, 0));
    }
    if seen > 0 {
        return Ok(());
    }
    Err(DumpError::Input {
        path: path.to_owned(),
        what: "no row of a table in it".into(),
        advice: "fetch it again: an SQL dump has lines that begin with INSERT INTO",
    })
}
