//! The article as an IPTC ninjs 3.1 object, for systems that read that standard.

use super::Document;
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

impl Item {
    /// The item of a document that is about to be sealed as record `uri`.
    pub fn of(document: &Document, uri: &str) -> Item {
        let text = document.text.as_str();
        let headline = document.headline.map(|h| Headline { role: "main".into(), value: h.of(text).to_owned() });
        let body_begin = document.headline.map_or(0, |h| h.end as usize);
        let body = Span::new(body_begin, text.len()).of(text).trim();
        Item {
            uri: uri.to_owned(),
            class: "text".to_owned(),
            language: document.layers.language.as_ref().map(|l| l.tag.clone()),
            version_created: document.published.value.as_deref().map(date_time),
            by: (!document.authors.is_empty()).then(|| document.authors.join(", ")),
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
