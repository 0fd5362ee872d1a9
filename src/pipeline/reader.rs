//! What the worker asks of the extraction: bytes in, a finished record out, or why not.
//!
//! The port between the two: the pipeline fills it, the worker calls it, tests bring readers of their own.

use crate::record::Rejection;
use crate::transport::Headers;
use bytes::Bytes;
use std::future::Future;
use std::sync::Arc;

/// Reads raw articles. The pipeline is one; tests bring simpler ones.
pub trait Reader: Send + Sync + 'static {
    /// Same payload and headers, same reading: the broker recognises repetitions by id, not by content.
    fn read(&self, payload: Bytes, headers: &Headers) -> impl Future<Output = Result<Reading, Failure>> + Send;

    /// Changes whenever the same article could come out differently; part of every id that is published. The one that
    /// the next article is read with: what a reading says of itself counts for that reading.
    fn revision(&self) -> Arc<str>;

    /// Revisions that this reader had before, the youngest first: an article that comes again may have gone out as one
    /// of them.
    fn earlier_revisions(&self) -> Vec<Arc<str>> {
        Vec::new()
    }
}

/// A record, ready to be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The record as JSON.
    pub record: Bytes,
    /// Revision of the pipeline that read it.
    pub revision: Arc<str>,
    pub route: Route,
    /// Messages besides the record, each switched on by configuration.
    pub fan_out: Vec<FanOut>,
}

/// Why there is no reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// It cannot become a record, however often it is tried.
    Rejected(Rejection),
    /// Something of ours broke; the next attempt may succeed.
    Broken(String),
}

/// The last two tokens of a record's subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub language: String,
    pub topic: String,
}

/// A message besides the record: an entity, a quote, an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FanOut {
    /// `entity`, `quote` or `event`.
    pub kind: &'static str,
    /// The fact's id within the record.
    pub id: String,
    /// Tokens of the subject after the kind; made safe when the subject is built.
    pub tokens: Vec<String>,
    pub payload: Bytes,
}
