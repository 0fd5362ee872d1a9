//! What the worker asks of the extraction: bytes in, a finished record out, or why not.

use super::outgoing::{FanOut, Route};
use crate::record::Rejection;
use crate::transport::Headers;
use bytes::Bytes;
use std::future::Future;

/// Reads raw articles. The pipeline is one; tests bring simpler ones.
pub trait Reader: Send + Sync + 'static {
    /// Same payload and headers, same reading: the broker recognises repetitions by id, not by content.
    fn read(&self, payload: Bytes, headers: &Headers) -> impl Future<Output = Result<Reading, Failure>> + Send;

    /// Changes whenever the same article could come out differently; part of every id that is published.
    fn revision(&self) -> &str;
}

/// A record, ready to be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The record as JSON.
    pub record: Bytes,
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
