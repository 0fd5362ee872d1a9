//! The enriched record: the wire form of a document (RECORD.md, version 1).

use super::layers::*;
use super::{Document, Fault, Item, Published, Spanned, StoryRef};
use crate::text::{CodePoints, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Raised only when a field is renamed or removed.
pub const RECORD_VERSION: u32 = 1;

/// What goes out: one enriched article. Spans are in Unicode code points of `text.value`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    pub record_version: u32,
    pub id: String,
    pub source_id: Option<String>,
    pub item: Item,
    pub text: Text,
    pub language: Language,
    pub published: Published,
    pub focus: Option<Focus>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub times: Vec<Time>,
    pub quantities: Vec<Quantity>,
    pub quotes: Vec<Quote>,
    pub events: Vec<Event>,
    pub relations: Vec<Relation>,
    pub topics: Vec<Topic>,
    pub keyphrases: Vec<Keyphrase>,
    pub sentiment: Option<Sentiment>,
    pub summary: Option<Summary>,
    pub fingerprint: Option<Fingerprint>,
    /// Always `null` in the stream: a record depends on its article alone. `extract` fills it in place.
    pub story: Option<StoryRef>,
    pub provenance: Provenance,
}

/// The one text that every span of the record refers to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    pub value: String,
    /// Of `value` in UTF-8, in hex.
    pub sha256: String,
    pub headline: Option<Span>,
    pub paragraphs: Vec<Span>,
    pub sentences: Vec<Span>,
}

/// What made this record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Revision of the pipeline: changes whenever the same article could come out differently.
    pub pipeline: String,
    /// Digest of the knowledge base and its overlays.
    pub knowledge: Option<String>,
    /// Name → version of each learned model.
    pub models: std::collections::BTreeMap<String, String>,
    pub stages: Vec<StageRef>,
    pub degraded: Vec<Fault>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StageRef {
    pub name: String,
    pub version: String,
}

impl Record {
    /// Closes a document: spans become code points, `exact` strings are cut from the text, ids and digests are computed.
    /// `provenance.degraded` is taken from the document.
    pub fn seal(document: Document, provenance: &Provenance) -> Record {
        let sha256 = hex(&Sha256::digest(document.text.as_bytes()));
        let id = record_id(&document, &sha256);
        let item = Item::of(&document, &id);
        let Document { text: value, mut headline, mut paragraphs, source_id, published, mut layers, faults, .. } =
            document;
        let points = CodePoints::new(&value);
        headline.seal(&value, &points);
        paragraphs.seal(&value, &points);
        layers.sentences.seal(&value, &points);
        layers.mentions.seal(&value, &points);
        layers.entities.seal(&value, &points);
        layers.times.seal(&value, &points);
        layers.quantities.seal(&value, &points);
        layers.quotes.seal(&value, &points);
        layers.events.seal(&value, &points);
        layers.relations.seal(&value, &points);
        layers.keyphrases.seal(&value, &points);
        layers.summary.seal(&value, &points);
        drop(points);
        Record {
            record_version: RECORD_VERSION,
            id,
            source_id,
            item,
            text: Text { value, sha256, headline, paragraphs, sentences: layers.sentences },
            language: layers.language.unwrap_or_else(Language::unknown),
            published,
            focus: layers.focus,
            mentions: layers.mentions,
            entities: layers.entities,
            times: layers.times,
            quantities: layers.quantities,
            quotes: layers.quotes,
            events: layers.events,
            relations: layers.relations,
            topics: layers.topics,
            keyphrases: layers.keyphrases,
            sentiment: layers.sentiment,
            summary: layers.summary,
            fingerprint: layers.fingerprint,
            story: None,
            provenance: Provenance { degraded: faults, ..provenance.clone() },
        }
    }
}

/// Identity of an article: what its sender calls it, and its words. Equal articles have equal ids in every run.
fn record_id(document: &Document, text_sha256: &str) -> String {
    let mut digest = Sha256::new();
    for part in [document.source.as_deref(), document.source_id.as_deref(), document.url.as_deref(), Some(text_sha256)]
    {
        digest.update(part.unwrap_or("\u{0}"));
        digest.update([0x1f]); // unit separator: keeps ("a", "bc") and ("ab", "c") apart
    }
    format!("urn:copydesk:{}", hex(&digest.finalize()[..16]))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char]).collect()
}
