//! Reads all items once, and keeps in sorted files what may be needed of them.

use super::DumpOptions;
use super::checkpoint::{Checkpoint, Counts, EXAMPLES_MAX};
use super::classes::Classes;
use super::error::DumpError;
use super::facts::{Facts, Line, Wanted, read_line};
use super::item::Languages;
use super::lines::{Batch, Lines};
use super::progress::{Progress, Stage};
use super::sort::{Sorter, TEXT_END};
use rayon::prelude::*;
use std::path::Path;

/// Lines that one core takes at a time.
const LINES_PER_TASK: usize = 64;
/// Lines after which a file without any entity is taken for something else.
const STRANGE_LINES_MAX: u64 = 1000;
/// Characters of an unreadable line that its report quotes.
const QUOTE_MAX: usize = 60;

/// Rows of all kinds, sorted.
pub struct Rows {
    /// Item number, then JSON of a [`super::facts::Candidate`].
    pub candidates: Sorter,
    /// Item number, then JSON of a [`super::facts::Note`].
    pub notes: Sorter,
    /// Item number, number of the class that it is a kind of.
    pub kinds: Sorter,
    /// Title in the encyclopedia, item number.
    pub titles: Sorter,
}

impl Rows {
    fn new(folder: &Path, memory: usize) -> Self {
        let sorter = |name, part| Sorter::new(folder, name, memory / part);
        Self {
            candidates: sorter("candidates", 2),
            notes: sorter("notes", 8),
            kinds: sorter("kinds", 8),
            titles: sorter("titles", 4),
        }
    }

    fn resume(self, runs: &[Vec<String>]) -> Self {
        let run = |n: usize| runs.get(n).cloned().unwrap_or_default();
        Self {
            candidates: self.candidates.resume(run(0)),
            notes: self.notes.resume(run(1)),
            kinds: self.kinds.resume(run(2)),
            titles: self.titles.resume(run(3)),
        }
    }

    fn all(&mut self) -> [&mut Sorter; 4] {
        [&mut self.candidates, &mut self.notes, &mut self.kinds, &mut self.titles]
    }

    fn push(&mut self, facts: &Facts) -> serde_json::Result<()> {
        let qid = facts.qid.to_be_bytes();
        for kind in &facts.kinds_of {
            self.kinds.push(&[&qid, &kind.to_be_bytes()]);
        }
        if let Some(note) = &facts.note {
            self.notes.push(&[&qid, &serde_json::to_vec(note)?]);
        }
        if let Some(candidate) = &facts.candidate {
            self.candidates.push(&[&qid, &serde_json::to_vec(candidate)?]);
        }
        if let Some(title) = facts.title.as_ref().filter(|title| !title.as_bytes().contains(&TEXT_END)) {
            self.titles.push(&[title.as_bytes(), &[TEXT_END], &qid]);
        }
        Ok(())
    }
}

/// Reads the dump from the last checkpoint on.
pub fn scan(
    options: &DumpOptions,
    classes: &Classes,
    languages: &Languages,
    folder: &Path,
    progress: &mut dyn FnMut(&Progress),
) -> Result<(Rows, Counts), DumpError> {
    let build = options.fingerprint(classes)?;
    let mut rows = Rows::new(folder, options.memory_bytes);
    let mut state = match Checkpoint::load(folder, &build)? {
        Some(state) => {
            rows = rows.resume(&state.runs);
            state
        }
        None => Checkpoint::new(build),
    };
    if state.done {
        return Ok((rows, state.counts));
    }
    let wanted = Wanted { languages, classes, sitelinks_min: options.sitelinks_min };
    let mut lines = Lines::open(&options.wikidata, state.place())?;
    let stage = if state.lines > 0 { Stage::Skipping } else { Stage::Reading };
    progress(&report(stage, &lines, &state));
    while let Some(batch) = lines.next_batch()? {
        take(&batch, &wanted, &mut rows, &mut state.counts)?;
        (state.lines, state.bytes) = (batch.until().lines, batch.until().bytes);
        refuse_other_files(lines.path(), &state)?;
        if rows.all().iter().any(|sorter| sorter.is_full()) {
            save(&mut rows, &mut state, folder)?;
        }
        progress(&report(Stage::Reading, &lines, &state));
        if options.stop_after_items.is_some_and(|most| state.counts.items >= most) {
            return Err(DumpError::Stopped { items: state.counts.items });
        }
    }
    if state.counts.items == 0 {
        return Err(no_items(lines.path(), state.lines));
    }
    state.done = true;
    save(&mut rows, &mut state, folder)?;
    Ok((rows, state.counts))
}

/// Reads the lines of a batch on all cores.
fn take(batch: &Batch, wanted: &Wanted<'_>, rows: &mut Rows, counts: &mut Counts) -> Result<(), DumpError> {
    let lines: Vec<(u64, &[u8])> = batch.lines().collect();
    let read: Vec<Line> =
        lines.par_iter().with_min_len(LINES_PER_TASK).map(|(_, line)| read_line(line, wanted)).collect();
    for (line, (number, text)) in read.into_iter().zip(lines) {
        match line {
            Line::Frame => {}
            Line::OtherKind => counts.other_kinds += 1,
            Line::Redirect => counts.redirects += 1,
            Line::Nameless => {
                counts.items += 1;
                counts.nameless += 1;
            }
            Line::Unreadable(why) => {
                counts.unreadable += 1;
                if counts.examples.len() < EXAMPLES_MAX {
                    let text: String = String::from_utf8_lossy(text).chars().take(QUOTE_MAX).collect();
                    counts.examples.push(format!("line {number}: {why}: {text:?}"));
                }
            }
            Line::Item(facts) => {
                counts.items += 1;
                counts.candidates += u64::from(facts.candidate.is_some());
                if facts.modified > counts.newest {
                    counts.newest.clone_from(&facts.modified);
                }
                rows.push(&facts).map_err(|why| DumpError::Write { path: "rows".into(), why: why.into() })?;
            }
        }
    }
    Ok(())
}

/// Writes all rows down before the state that names them.
fn save(rows: &mut Rows, state: &mut Checkpoint, folder: &Path) -> Result<(), DumpError> {
    for sorter in rows.all() {
        sorter.flush()?;
    }
    state.runs = rows.all().iter().map(|sorter| sorter.runs().to_vec()).collect();
    state.save(folder)
}

fn refuse_other_files(path: &Path, state: &Checkpoint) -> Result<(), DumpError> {
    let Counts { items, other_kinds, redirects, .. } = state.counts;
    if state.lines > STRANGE_LINES_MAX && items + other_kinds + redirects == 0 {
        return Err(no_items(path, state.lines));
    }
    Ok(())
}

fn no_items(path: &Path, line: u64) -> DumpError {
    DumpError::Content {
        path: path.to_owned(),
        line,
        what: "no item of Wikidata up to here".into(),
        advice: "--wikidata wants the JSON dump, one entity a line (latest-all.json.bz2 or .gz), not RDF or XML",
    }
}

fn report(stage: Stage, lines: &Lines, state: &Checkpoint) -> Progress {
    Progress {
        stage,
        bytes_read: lines.bytes_read(),
        bytes_all: lines.bytes_all,
        bytes_unpacked: state.bytes,
        rows: state.counts.items,
        kept: state.counts.candidates,
    }
}
