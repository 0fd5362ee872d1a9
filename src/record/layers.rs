//! The layers of a document: every kind of fact that a record can state (RECORD.md).

use super::layer::{Layer, LayerKind, LayerSet};
use super::tags::Tags;
use super::tokens::Tokens;
use super::trees::Trees;
use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All that was found in one document.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// Which layers some extractor has filled.
    pub filled: LayerSet,
    pub language: Option<Language>,
    pub fingerprint: Option<Fingerprint>,
    pub sentences: Vec<Span>,
    pub tokens: Tokens,
    pub tags: Tags,
    pub trees: Trees,
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
    pub focus: Option<Focus>,
}

impl Layers {
    /// Replaces one layer by what its extractor found.
    pub fn fill(&mut self, layer: Layer) {
        self.filled.insert(layer.kind());
        match layer {
            Layer::Language(x) => self.language = Some(x),
            Layer::Fingerprint(x) => self.fingerprint = Some(x),
            Layer::Sentences(x) => self.sentences = x,
            Layer::Tokens(x) => self.tokens = x,
            Layer::Tags(x) => self.tags = x,
            Layer::Trees(x) => self.trees = x,
            Layer::Mentions(x) => self.mentions = x,
            Layer::Entities(mentions, entities) => {
                self.filled.insert(LayerKind::Mentions);
                self.mentions = mentions;
                self.entities = entities;
            }
            Layer::Times(x) => self.times = x,
            Layer::Quantities(x) => self.quantities = x,
            Layer::Quotes(x) => self.quotes = x,
            Layer::Events(x) => self.events = x,
            Layer::Relations(x) => self.relations = x,
            Layer::Topics(x) => self.topics = x,
            Layer::Keyphrases(x) => self.keyphrases = x,
            Layer::Sentiment(x) => self.sentiment = Some(x),
            Layer::Summary(x) => self.summary = Some(x),
            Layer::Focus(x) => self.focus = Some(x),
        }
    }
}

/// The language of the text: a BCP-47 tag, `und` where it cannot be known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Language {
    pub tag: String,
    /// Probability that the primary subtag is right.
    pub confidence: f64,
}

impl Language {
    pub const UNKNOWN: &'static str = "und";

    pub fn unknown() -> Self {
        Self { tag: Self::UNKNOWN.to_owned(), confidence: 0.0 }
    }

    /// The primary subtag: "en" of "en-GB".
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or(Self::UNKNOWN)
    }
}

/// What near-duplicate search needs of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fingerprint {
    /// Digest of the normalised text: equal texts but for case, spacing and punctuation have equal digests.
    pub exact: String,
    /// A bottom-k sketch of the set of word shingles: `n` and their number, then the smallest hashes in order;
    /// compare two with [`resemblance`](crate::extract::fingerprint::resemblance).
    pub near: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    pub id: String,
    pub span: Span,
    #[serde(default)]
    pub exact: String,
    pub kind: MentionKind,
    #[serde(rename = "type")]
    pub class: EntityType,
    pub entity: Option<String>,
    /// What else is meant in a way: the place that stands for a body, as its Wikidata or GeoNames id ("Q649", "geonames/524901").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
    pub confidence: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    Name,
    Demonym,
    Nominal,
    Pronoun,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum EntityType {
    Person,
    Organization,
    Place,
    Facility,
    Group,
    Event,
    Work,
    Product,
    Other,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    pub id: String,
    #[serde(rename = "type")]
    pub class: EntityType,
    pub subtype: Option<String>,
    pub name: String,
    pub qid: Option<String>,
    pub geonames_id: Option<u64>,
    pub country: Option<String>,
    pub geo: Option<Geo>,
    pub sector: Option<String>,
    #[serde(default)]
    pub roles: Vec<Role>,
    pub members: Option<Vec<String>>,
    pub mentions: Vec<String>,
    pub salience: f64,
    pub confidence: f64,
}

impl Entity {
    /// Something of which nothing but its name is known, written there in words parted by single blanks.
    pub fn unknown(id: String, class: EntityType, name: &str, confidence: f64) -> Self {
        Self {
            id,
            class,
            subtype: None,
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            qid: None,
            geonames_id: None,
            country: None,
            geo: None,
            sector: None,
            roles: Vec::new(),
            members: None,
            mentions: Vec::new(),
            salience: 0.0,
            confidence,
        }
    }
}

/// WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Geo {
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    pub title: String,
    pub of: Option<String>,
    pub span: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    pub id: String,
    pub span: Span,
    #[serde(default)]
    pub exact: String,
    #[serde(rename = "type")]
    pub class: TimeType,
    /// TIMEX3 value.
    pub value: String,
    /// ISO 8601 interval.
    pub interval: Option<String>,
    pub anchor: Option<String>,
    pub rule: String,
    pub confidence: f64,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    Date,
    Time,
    Duration,
    Set,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quantity {
    pub id: String,
    pub span: Span,
    #[serde(default)]
    pub exact: String,
    #[serde(rename = "type")]
    pub class: QuantityType,
    /// A decimal, never a float.
    pub value: String,
    /// The other end of a range that is written as one ("$3-4 million"), whose first end is the value; absent for all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<String>,
    pub unit: Option<String>,
    pub equivalent_to: Option<String>,
    pub confidence: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuantityType {
    Money,
    Percent,
    Count,
    Measure,
    Ordinal,
}

/// Words between quotation marks, or reported without them; `span` leaves the marks out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    pub id: String,
    pub span: Span,
    #[serde(default)]
    pub exact: String,
    #[serde(rename = "type")]
    pub class: QuoteType,
    pub cue: Option<Anchor>,
    pub speaker: Option<Speaker>,
    pub addressee: Option<Speaker>,
    /// The quote that this one goes on from.
    pub continues: Option<String>,
    pub confidence: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuoteType {
    Direct,
    Mixed,
    Indirect,
    Scare,
}

/// Some words of the text that a fact hangs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    pub span: Span,
    #[serde(default)]
    pub exact: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    pub mention: Option<String>,
    pub entity: Option<String>,
    /// The words that name the speaker, inside the program only: what `mention` and `entity` are found by.
    #[serde(skip)]
    pub words: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub id: String,
    pub trigger: Anchor,
    /// `None` for the main event of an article whose kind PLOVER does not know: an accident, a match, a death.
    pub plover: Option<Plover>,
    pub cameo: Option<Cameo>,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub place: Option<String>,
    pub time: Option<String>,
    pub main: bool,
    pub modality: Modality,
    pub attributed_to: Option<String>,
    pub evidence: Vec<Span>,
    pub rule: String,
    pub confidence: f64,
}

/// PLOVER 2021.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plover {
    #[serde(rename = "type")]
    pub class: String,
    pub mode: Option<String>,
    #[serde(default)]
    pub contexts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cameo {
    pub code: String,
    pub quad_class: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    Asserted,
    Future,
    Hypothetical,
    Negated,
    Historical,
    Hearsay,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    pub id: String,
    pub subject: String,
    pub predicate: String,
    pub object: Option<String>,
    pub value: Option<String>,
    pub evidence: Vec<Span>,
    pub confidence: f64,
}

/// An IPTC Media Topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    pub code: String,
    pub name: String,
    pub confidence: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Keyphrase {
    pub text: String,
    pub spans: Vec<Span>,
    pub score: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentiment {
    pub document: Tone,
    #[serde(default)]
    pub entities: Vec<EntityTone>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tone {
    pub label: ToneLabel,
    pub score: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ToneLabel {
    Negative,
    Neutral,
    Positive,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityTone {
    pub entity: String,
    pub label: ToneLabel,
    pub score: f64,
}

/// Sentences that stand for the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    pub sentences: Vec<Span>,
}

/// The country and the places that the article is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Focus {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub places: Vec<String>,
    pub confidence: f64,
}
