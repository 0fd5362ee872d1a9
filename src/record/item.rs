//! The article as an IPTC ninjs 3.1 object, for systems that read that standard.

use super::{Document, Entity, EntityType, Geo, Topic};
use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The part of ninjs 3.1 (<https://iptc.org/std/ninjs/>) that a record fills.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    pub uri: String,
    #[serde(rename = "type")]
    pub class: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub people: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub organisations: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub places: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub events: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub objects: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub subjects: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub headlines: Vec<Headline>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bodies: Vec<ItemBody>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub alt_ids: Vec<AltId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    pub role: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemBody {
    pub role: String,
    pub content_type: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AltId {
    pub role: String,
    pub value: String,
}

/// A thing that the article names: an item of `people`, `organisations`, `places`, `events` or `objects`; or a topic of
/// `subjects`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Concept {
    pub name: String,
    /// `about` what the article is mostly about, `mentions` the others.
    pub rel: String,
    /// Of Wikidata, else of GeoNames, where the thing is known there; of the IPTC for a topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// The entity of the record, or the code of the topic.
    pub literal: String,
    #[serde(rename = "geoJSON", skip_serializing_if = "Option::is_none")]
    pub geo_json: Option<Point>,
}

/// A GeoJSON point (RFC 7946).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    #[serde(rename = "type")]
    pub class: String,
    /// Longitude and latitude.
    pub coordinates: [f64; 2],
}

/// Share of an article's mentions from which it is about a thing.
const ABOUT: f64 = 0.1;

impl Concept {
    fn of(entity: &Entity) -> Self {
        let wikidata = entity.qid.as_ref().map(|qid| format!("http://www.wikidata.org/entity/{qid}"));
        let geonames = || entity.geonames_id.map(|id| format!("https://sws.geonames.org/{id}/"));
        let point = |geo: Geo| Point { class: "Point".to_owned(), coordinates: [geo.lon, geo.lat] };
        Self {
            name: entity.name.clone(),
            rel: if entity.salience >= ABOUT { "about" } else { "mentions" }.to_owned(),
            uri: wikidata.or_else(geonames),
            literal: entity.id.clone(),
            geo_json: entity.geo.filter(|_| is_place(entity.class)).map(point),
        }
    }

    fn of_topic(topic: &Topic) -> Self {
        Self {
            name: topic.name.clone(),
            rel: "about".to_owned(),
            uri: Some(format!("http://cv.iptc.org/newscodes/mediatopic/{}", topic.code)),
            literal: topic.code.clone(),
            geo_json: None,
        }
    }
}

fn is_place(class: EntityType) -> bool {
    matches!(class, EntityType::Place | EntityType::Facility)
}

impl Item {
    /// The item of a document that is about to be sealed as record `uri`.
    pub fn of(document: &Document, uri: &str) -> Item {
        let text = document.text.as_str();
        let concepts = |is: fn(EntityType) -> bool| -> Vec<Concept> {
            document.layers.entities.iter().filter(|entity| is(entity.class)).map(Concept::of).collect()
        };
        let headline = document.headline.map(|h| Headline { role: "main".into(), value: h.of(text).to_owned() });
        let body_begin = document.headline.map_or(0, |h| h.end as usize);
        let body = Span::new(body_begin, text.len()).of(text).trim();
        Item {
            uri: uri.to_owned(),
            class: "text".to_owned(),
            language: document.layers.language.as_ref().map(|l| l.tag.clone()),
            version_created: document.published.value.as_deref().map(date_time),
            by: (!document.authors.is_empty()).then(|| document.authors.join(", ")),
            people: concepts(|class| class == EntityType::Person),
            organisations: concepts(|class| class == EntityType::Organization),
            places: concepts(is_place),
            events: concepts(|class| class == EntityType::Event),
            objects: concepts(|class| matches!(class, EntityType::Product | EntityType::Work)),
            subjects: document.layers.topics.iter().map(Concept::of_topic).collect(),
            headlines: headline.into_iter().collect(),
            bodies: vec![ItemBody { role: "main".into(), content_type: "text/plain".into(), value: body.to_owned() }],
            alt_ids: document.source_id.iter().map(|id| AltId { role: "source".into(), value: id.clone() }).collect(),
        }
    }
}

/// ninjs wants a date-time: a bare day becomes its first moment in UTC.
fn date_time(published: &str) -> String {
    if published.contains('T') { published.to_owned() } else { format!("{published}T00:00:00Z") }
}
