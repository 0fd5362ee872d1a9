//! The JSON Schemas and the AsyncAPI document, generated from the types that the program itself uses.

mod asyncapi;
mod dead_letter;

pub use asyncapi::{asyncapi, asyncapi_of};
pub use dead_letter::{DeadLetter, DeadLetterHeaders};

use crate::config::Settings;
use crate::knowledge::overlay::OverlayRow;
use crate::record::Record;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

/// JSON Schema (2020-12) of the enriched record.
pub fn record() -> Value {
    titled("Copydesk record, version 1", written::<Record>())
}

/// JSON Schema (2020-12) of the configuration file.
pub fn config() -> Value {
    let read = SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<Settings>();
    titled("Copydesk configuration", read.to_value())
}

/// JSON Schema (2020-12) of one row of an overlay.
pub fn overlay() -> Value {
    let read = SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<OverlayRow>();
    titled("Copydesk overlay row", read.to_value())
}

/// JSON Schema (2020-12) of one line of `extract --dead`; `$defs/headers` are those of a dead letter on the broker,
/// whose payload is the original bytes.
pub fn dead_letter() -> Value {
    let mut schema = titled("Copydesk dead letter", written::<DeadLetter>());
    let mut headers = written::<DeadLetterHeaders>();
    if let Some(root) = headers.as_object_mut() {
        root.remove("$schema");
    }
    schema["$defs"]["headers"] = headers;
    schema
}

/// The schema of what is written (not of what is accepted), so that every field that is always there is required.
fn written<T: JsonSchema>() -> Value {
    SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize()).into_root_schema_for::<T>().to_value()
}

fn titled(title: &str, mut schema: Value) -> Value {
    schema["title"] = title.into();
    schema
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
