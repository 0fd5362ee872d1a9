//! Reads the lines of a dump in batches, on a thread of its own.

use super::error::DumpError;
use super::open::{Opened, open};
use super::progress::{Progress, Stage};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

/// Bytes of a batch at least: enough that all cores have work, few enough to keep memory flat.
const BATCH_BYTES: usize = 8 << 20;
/// Batches that wait: reading goes on while the last one is looked at.
const BATCHES_WAITING: usize = 2;
/// Longest line in bytes; the largest items of Wikidata have 5 MB, an INSERT of a SQL dump has 1 MB.
pub const LINE_BYTES_MAX: usize = 64 << 20;
/// Bytes taken at a time.
const TAKE_BYTES: usize = 1 << 20;

/// Where reading stands: lines and unpacked bytes in front of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub lines: u64,
    pub bytes: u64,
}

/// Whole lines.
#[derive(Debug, Default)]
pub struct Batch {
    pub bytes: Vec<u8>,
    /// Where it begins.
    pub from: Place,
    pub lines: u64,
}

impl Batch {
    /// The lines without their ends, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let ends = memchr::memchr_iter(b'\n', &self.bytes)
            .chain((!self.bytes.ends_with(b"\n")).then_some(self.bytes.len()).filter(|&end| end > 0));
        let mut begin = 0;
        ends.zip(self.from.lines + 1..).map(move |(end, number)| {
            let line = self.bytes.get(begin..end).unwrap_or_default();
            begin = end + 1;
            (number, line.strip_suffix(b"\r").unwrap_or(line))
        })
    }

    /// Where the next batch begins.
    pub fn until(&self) -> Place {
        Place { lines: self.from.lines + self.lines, bytes: self.from.bytes + self.bytes.len() as u64 }
    }
}

/// A dump that is read line by line.
pub struct Lines {
    path: PathBuf,
    batches: Option<Receiver<io::Result<Batch>>>,
    thread: Option<JoinHandle<()>>,
    pub bytes_all: u64,
    bytes_read: Arc<AtomicU64>,
}

impl Lines {
    /// Opens a dump whose first lines are to be skipped: plain files are entered there, packed ones are unpacked up to there.
    pub fn open(path: &Path, from: Place) -> Result<Self, DumpError> {
        let Opened { path, reader, bytes_all, bytes_read, begins_at } = open(path, from.bytes)?;
        let (sender, batches) = sync_channel(BATCHES_WAITING);
        let mut cutter = Cutter { reader, rest: Vec::new(), at: from };
        let read = move || {
            if let Err(why) = skip(&mut cutter.reader, from.bytes.saturating_sub(begins_at)) {
                let _ = sender.send(Err(why));
                return;
            }
            while let Some(batch) = cutter.batch().transpose() {
                let failed = batch.is_err();
                if sender.send(batch).is_err() || failed {
                    return; // nobody reads any more
                }
            }
        };
        let thread = std::thread::Builder::new().name("dump".into()).spawn(read).map_err(DumpError::reading(&path))?;
        Ok(Self { path, batches: Some(batches), thread: Some(thread), bytes_all, bytes_read })
    }

    /// The next lines; `None` at the end.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, DumpError> {
        let Some(next) = self.batches.as_ref().map(Receiver::recv) else { return Ok(None) };
        next.ok().transpose().map_err(DumpError::reading(&self.path))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes of the file that were read, packed as they are.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    /// A report of a stage that has read to the end of `batch`.
    pub fn progress(&self, stage: Stage, batch: &Batch, rows: u64, kept: u64) -> Progress {
        let bytes_unpacked = batch.until().bytes;
        Progress { stage, bytes_read: self.bytes_read(), bytes_all: self.bytes_all, bytes_unpacked, rows, kept }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.batches = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn skip(reader: &mut dyn Read, bytes: u64) -> io::Result<()> {
    let skipped = io::copy(&mut reader.take(bytes), &mut io::sink())?;
    if skipped < bytes {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "shorter than it was at the last checkpoint"));
    }
    Ok(())
}

/// Cuts what is read after the last end of a line.
struct Cutter {
    reader: Box<dyn Read + Send>,
    rest: Vec<u8>,
    at: Place,
}

impl Cutter {
    fn batch(&mut self) -> io::Result<Option<Batch>> {
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.reserve(BATCH_BYTES + TAKE_BYTES);
        loop {
            let read = self.reader.by_ref().take(TAKE_BYTES as u64).read_to_end(&mut bytes)?;
            let end = if read == 0 { Some(bytes.len()) } else { self.cut(&bytes) };
            if let Some(end) = end {
                self.rest = bytes.split_off(end);
                break;
            }
            if bytes.len() > LINE_BYTES_MAX {
                let line = self.at.lines + 1;
                let what = format!("no line ends within {LINE_BYTES_MAX} bytes behind line {line}");
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let unended = !bytes.ends_with(b"\n");
        let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64 + u64::from(unended);
        let batch = Batch { bytes, from: self.at, lines };
        self.at = batch.until();
        Ok(Some(batch))
    }

    /// Where to cut, once enough bytes are there.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        let last = if bytes.len() < BATCH_BYTES { None } else { memchr::memrchr(b'\n', bytes) };
        last.map(|at| at + 1)
    }
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
