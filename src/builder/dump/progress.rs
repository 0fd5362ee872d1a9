//! How far a build is, for people who wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a build is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes that an interrupted build had read are read again, without looking at them.
    Skipping,
    Reading,
    Choosing,
    Places,
    Links,
    Writing,
    Names,
    Assembling,
}

impl Stage {
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Skipping => "going to the checkpoint",
            Stage::Reading => "reading items",
            Stage::Choosing => "choosing entities",
            Stage::Places => "reading places",
            Stage::Links => "reading links",
            Stage::Writing => "writing entities",
            Stage::Names => "writing names",
            Stage::Assembling => "assembling the pack",
        }
    }
}

/// One report of a build.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub stage: Stage,
    /// Of the file that is read, as it lies on the disk; `bytes_all` is 0 where there is none.
    pub bytes_read: u64,
    pub bytes_all: u64,
    /// What came out of the file, unpacked.
    pub bytes_unpacked: u64,
    pub rows: u64,
    pub kept: u64,
}

impl Progress {
    /// A stage that counts rows only.
    pub fn rows(stage: Stage, rows: u64, kept: u64) -> Self {
        Self { stage, bytes_read: 0, bytes_all: 0, bytes_unpacked: 0, rows, kept }
    }
}

/// Rows between two reports of stages that count rows.
pub const REPORT_EVERY_ROWS: u64 = 50_000;

/// Counts what is read through it; the count can be looked at from outside.
pub struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub fn new(inner: R, count: Arc<AtomicU64>) -> Self {
        Self { inner, count }
    }
}

impl<R: std::io::Read> std::io::Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
