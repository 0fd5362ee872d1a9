//! From a record to what the worker publishes: its bytes, its route, its fan-out.

use super::reader::{Failure, FanOut, Reading, Route};
use crate::record::{Entity, Event, Quote, Record};
use bytes::Bytes;
use serde::Serialize;

/// Which messages go out besides the record.
#[derive(Clone, Copy, Debug, Default)]
pub struct FanOuts {
    pub entities: bool,
    pub quotes: bool,
    pub events: bool,
}

/// A fact with the article that it comes from.
#[derive(Serialize)]
struct Part<'a, T: Serialize> {
    record: &'a str,
    #[serde(rename = "sourceId")]
    source_id: Option<&'a str>,
    #[serde(flatten)]
    fact: &'a T,
}

/// Writes the record and its fan-out as JSON.
pub fn reading(record: &Record, fan_outs: FanOuts) -> Result<Reading, Failure> {
    let mut fan_out = Vec::new();
    if fan_outs.entities {
        fan_out.extend(record.entities.iter().map(|e| part(record, "entity", &e.id, entity_tokens(e), e)));
    }
    if fan_outs.quotes {
        fan_out.extend(record.quotes.iter().map(|q| part(record, "quote", &q.id, quote_tokens(record, q), q)));
    }
    if fan_outs.events {
        fan_out.extend(record.events.iter().map(|e| part(record, "event", &e.id, event_tokens(record, e), e)));
    }
    Ok(Reading {
        record: json(record)?,
        revision: record.provenance.pipeline.as_str().into(),
        route: route(record),
        fan_out: fan_out.into_iter().collect::<Result<_, _>>()?,
    })
}

/// Language and main topic: the last tokens of the record's subject.
fn route(record: &Record) -> Route {
    let topic = record.topics.first().map(|t| t.name.clone()).unwrap_or_default();
    Route { language: record.language.primary().to_owned(), topic }
}

fn part<T: Serialize>(
    record: &Record,
    kind: &'static str,
    id: &str,
    tokens: Vec<String>,
    fact: &T,
) -> Result<FanOut, Failure> {
    let payload = json(&Part { record: &record.id, source_id: record.source_id.as_deref(), fact })?;
    Ok(FanOut { kind, id: id.to_owned(), tokens, payload })
}

fn entity_tokens(entity: &Entity) -> Vec<String> {
    vec![format!("{:?}", entity.class), entity.qid.clone().unwrap_or_else(|| entity.name.clone())]
}

fn quote_tokens(record: &Record, quote: &Quote) -> Vec<String> {
    let speaker = quote.speaker.as_ref().and_then(|s| s.entity.as_ref());
    vec![speaker.and_then(|id| name_of(record, id)).unwrap_or_default()]
}

fn event_tokens(record: &Record, event: &Event) -> Vec<String> {
    let place = event.place.as_ref().and_then(|id| record.entities.iter().find(|e| &e.id == id));
    let class = event.plover.as_ref().map(|plover| plover.class.clone());
    vec![class.unwrap_or_default(), place.and_then(|p| p.country.clone()).unwrap_or_default()]
}

fn name_of(record: &Record, id: &str) -> Option<String> {
    record.entities.iter().find(|e| e.id == id).map(|e| e.name.clone())
}

fn json<T: Serialize>(value: &T) -> Result<Bytes, Failure> {
    serde_json::to_vec(value).map(Bytes::from).map_err(|why| Failure::Broken(format!("cannot write JSON: {why}")))
}
