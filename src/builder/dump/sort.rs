//! Sorts more rows than memory holds: sorted runs in files, merged when they are read.

use super::error::DumpError;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Runs that are merged at a time: well below the 1,024 open files that systems allow a process by default.
const FAN_IN_MAX: usize = 256;
/// Bytes read ahead of each run: with all runs open, 64 MB.
const READ_AHEAD_BYTES: usize = 256 * 1024;
/// Longest row in bytes: an item with a hundred names of a hundred characters each stays below.
const ROW_BYTES_MAX: u32 = 16 * 1024 * 1024;
/// What a row costs besides its bytes.
const ROW_COST: usize = size_of::<(u32, u32)>();

/// Takes rows in any order. Rows are compared as bytes, so their keys come first and big-endian.
///
/// The merged order depends on the rows alone, not on how they fell into runs: that is what makes an interrupted build end in
/// the same bytes as one that was not.
pub struct Sorter {
    folder: PathBuf,
    name: &'static str,
    limit: usize,
    bytes: Vec<u8>,
    rows: Vec<(u32, u32)>,
    runs: Vec<String>,
}

impl Sorter {
    /// Rows of this name below a folder; `limit` is the memory in bytes for those that are not yet in a file.
    pub fn new(folder: &Path, name: &'static str, limit: usize) -> Self {
        Self { folder: folder.to_owned(), name, limit, bytes: Vec::new(), rows: Vec::new(), runs: Vec::new() }
    }

    /// Goes on with runs that an earlier process wrote.
    pub fn resume(mut self, runs: Vec<String>) -> Self {
        self.runs = runs;
        self
    }

    /// Takes a row, given in parts, into memory.
    pub fn push(&mut self, parts: &[&[u8]]) {
        let begin = self.bytes.len();
        parts.iter().for_each(|part| self.bytes.extend_from_slice(part));
        self.rows.push((begin as u32, (self.bytes.len() - begin) as u32));
    }

    /// Takes a row, and writes a run when memory is full.
    pub fn add(&mut self, parts: &[&[u8]]) -> Result<(), DumpError> {
        self.push(parts);
        if self.is_full() { self.flush() } else { Ok(()) }
    }

    pub fn is_full(&self) -> bool {
        self.bytes.len() + self.rows.len() * ROW_COST >= self.limit
    }

    /// The files with rows so far.
    pub fn runs(&self) -> &[String] {
        &self.runs
    }

    /// Writes what is in memory as a sorted run.
    pub fn flush(&mut self) -> Result<(), DumpError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let bytes = &self.bytes;
        let row = |&(begin, length): &(u32, u32)| bytes.get(begin as usize..(begin + length) as usize).unwrap_or(&[]);
        self.rows.sort_unstable_by(|a, b| row(a).cmp(row(b)));
        let name = format!("{}-{:05}.run", self.name, self.runs.len());
        let mut writer = RunWriter::create(&self.folder.join(&name))?;
        for at in &self.rows {
            writer.row(row(at))?;
        }
        writer.close()?;
        self.runs.push(name);
        self.bytes.clear();
        self.rows.clear();
        Ok(())
    }

    /// All rows in order.
    pub fn merge(mut self) -> Result<Merge, DumpError> {
        self.flush()?;
        let mut runs: Vec<PathBuf> = self.runs.iter().map(|name| self.folder.join(name)).collect();
        let mut merged = 0;
        while runs.len() > FAN_IN_MAX {
            let rest = runs.split_off(FAN_IN_MAX);
            let path = self.folder.join(format!("{}-merged-{merged:05}.run", self.name));
            let mut writer = RunWriter::create(&path)?;
            let mut merge = Merge::open(&runs)?;
            while let Some(row) = merge.next()? {
                writer.row(row)?;
            }
            writer.close()?;
            runs = rest;
            runs.push(path);
            merged += 1;
        }
        Merge::open(&runs)
    }
}

/// A file of rows: each its length, then its bytes.
pub struct RunWriter {
    path: PathBuf,
    file: BufWriter<File>,
}

impl RunWriter {
    pub fn create(path: &Path) -> Result<Self, DumpError> {
        let file = File::create(path).map_err(DumpError::writing(path))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(READ_AHEAD_BYTES, file) })
    }

    pub fn row(&mut self, row: &[u8]) -> Result<(), DumpError> {
        let length = (row.len() as u32).to_le_bytes();
        let written = self.file.write_all(&length).and_then(|()| self.file.write_all(row));
        written.map_err(DumpError::writing(&self.path))
    }

    /// Writes the rest, down to the disk: a checkpoint must not name what a power cut takes away.
    pub fn close(mut self) -> Result<(), DumpError> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(DumpError::writing(&self.path))
    }
}

/// One run while it is read.
struct Run {
    path: PathBuf,
    file: BufReader<File>,
}

impl Run {
    fn open(path: &Path) -> Result<Self, DumpError> {
        let file = File::open(path).map_err(DumpError::reading(path))?;
        Ok(Self { path: path.to_owned(), file: BufReader::with_capacity(READ_AHEAD_BYTES, file) })
    }

    /// The next row into `row`; false at the end.
    fn read(&mut self, row: &mut Vec<u8>) -> Result<bool, DumpError> {
        self.try_read(row).map_err(DumpError::reading(&self.path))
    }

    fn try_read(&mut self, row: &mut Vec<u8>) -> std::io::Result<bool> {
        let mut length = [0; 4];
        if self.file.read(&mut length[..1])? == 0 {
            return Ok(false);
        }
        self.file.read_exact(&mut length[1..])?;
        let length = u32::from_le_bytes(length);
        if length > ROW_BYTES_MAX {
            return Err(std::io::Error::other("not a file of rows"));
        }
        row.resize(length as usize, 0);
        self.file.read_exact(row)?;
        Ok(true)
    }
}

/// Rows of several runs in one order.
pub struct Merge {
    runs: Vec<Run>,
    /// The next row of each run that has one.
    heads: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
    current: Vec<u8>,
}

impl Merge {
    /// The rows of runs, each of which is sorted.
    pub fn open(paths: &[PathBuf]) -> Result<Self, DumpError> {
        let mut runs = paths.iter().map(|path| Run::open(path)).collect::<Result<Vec<_>, _>>()?;
        let mut heads = BinaryHeap::new();
        for (n, run) in runs.iter_mut().enumerate() {
            let mut row = Vec::new();
            if run.read(&mut row)? {
                heads.push(Reverse((row, n)));
            }
        }
        Ok(Self { runs, heads, current: Vec::new() })
    }

    /// The least row that was not yet seen.
    #[allow(clippy::should_implement_trait)] // it lends its row, which an iterator cannot
    pub fn next(&mut self) -> Result<Option<&[u8]>, DumpError> {
        let Some(mut head) = self.heads.peek_mut() else { return Ok(None) };
        let Reverse((row, n)) = &mut *head;
        std::mem::swap(row, &mut self.current);
        let more = match self.runs.get_mut(*n) {
            Some(run) => run.read(row)?,
            None => false,
        };
        if !more {
            PeekMut::pop(head);
        }
        Ok(Some(&self.current))
    }

    /// The row that [`Self::next`] would give.
    pub fn peek(&self) -> Option<&[u8]> {
        self.heads.peek().map(|Reverse((row, _))| row.as_slice())
    }
}

/// The number at the front of a row, and what follows.
pub fn split_u32(row: &[u8]) -> (u32, &[u8]) {
    row.split_first_chunk().map_or((0, &[]), |(number, rest)| (u32::from_be_bytes(*number), rest))
}

/// The text at the front of a row up to its end mark, and what follows.
pub fn split_text(row: &[u8]) -> (&[u8], &[u8]) {
    let end = row.iter().position(|&byte| byte == TEXT_END).unwrap_or(row.len());
    let (text, rest) = row.split_at(end);
    (text, rest.get(1..).unwrap_or_default())
}

/// Ends texts in rows: lower than any byte of a text, so that rows sort as their texts do.
pub const TEXT_END: u8 = 0;

#[cfg(test)]
#[path = "sort_tests.rs"]
mod tests;
