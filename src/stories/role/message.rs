//! The record in hand, and the message that tells its story.

use crate::record::{RECORD_VERSION, StoryMessage, StoryRef, hex};
use crate::stories::desk::{Excerpt, Sighting};
use crate::transport::subject::token;
use crate::transport::{Headers, Origin, Outgoing, Page};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// Where the record of a story stands in the output, as `stream:sequence`.
pub const RECORD_HEADER: &str = "Copydesk-Record";
/// Where its article stands in the input.
const SOURCE_HEADER: &str = "Copydesk-Source";
/// Headers of a record that its story has too.
const PASSED_ON: [&str; 3] = [SOURCE_HEADER, "traceparent", "tracestate"];

/// A record that has its turn.
pub struct Hand {
    pub sequence: u64,
    pub stored_at: Timestamp,
    /// Records that wait behind it.
    pub pending: u64,
    pub id: String,
    pub sighting: Option<Sighting>,
    source_id: Option<String>,
    /// Of the article: `stream:sequence`, or of the record where it has no such header.
    source: String,
    headers: Headers,
}

impl Hand {
    /// `None` where the message is no record.
    pub fn of(stream: &str, page: &Page) -> Option<Self> {
        let excerpt = Excerpt::read(&page.payload);
        let excerpt = excerpt.inspect_err(|why| {
            tracing::warn!(sequence = page.sequence, %why, "passed over: not a record of this version");
        });
        let excerpt = excerpt.ok()?;
        let at = format!("{stream}:{}", page.sequence);
        let headers: Headers = page.headers.iter().filter(|(name, _)| PASSED_ON.contains(name)).collect();
        let source = headers.get(SOURCE_HEADER).unwrap_or(&at).to_owned();
        let mut headers = headers;
        headers.set(RECORD_HEADER, at);
        Some(Self {
            sequence: page.sequence,
            stored_at: page.stored_at,
            pending: page.pending,
            sighting: Some(excerpt.sighting()),
            source,
            headers,
            id: excerpt.id,
            source_id: excerpt.source_id,
        })
    }

    /// Seconds since 1970 when the stream took it.
    pub fn at(&self) -> Option<i64> {
        Some(self.stored_at.as_second())
    }

    /// Its message. The id is the article's, so an article has one story however often its record comes.
    pub fn message(&self, prefix: &str, story: StoryRef) -> Outgoing {
        let subject = format!("{prefix}.story.{}", token(&story.id));
        let message = StoryMessage { id: self.id.clone(), source_id: self.source_id.clone(), story };
        let payload = serde_json::to_vec(&message).unwrap_or_default();
        let mut headers = self.headers.clone();
        headers.set("Content-Type", "application/json");
        headers.set("Copydesk-Record-Version", RECORD_VERSION.to_string());
        headers.set("Copydesk-Digest", hex(&Sha256::digest(&payload)));
        Outgoing { id: format!("{}:story", self.source), subject, headers, payload: payload.into() }
    }

    /// The article, as the outbox asks for it.
    pub fn origin(&self) -> Origin {
        let (stream, sequence) = self.source.rsplit_once(':').unwrap_or((&self.source, ""));
        Origin {
            stream: stream.into(),
            sequence: sequence.parse().unwrap_or(0),
            subject: String::new(),
            stored_at: self.stored_at,
            delivered: 1,
            pending: 0,
        }
    }
}
