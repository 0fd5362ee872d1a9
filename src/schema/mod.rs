//! The JSON Schemas and the AsyncAPI document, generated from the types that the program itself uses.

use crate::config::Settings;
use crate::record::Record;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

/// JSON Schema (2020-12) of the enriched record.
pub fn record() -> Value {
    written::<Record>()
}

/// JSON Schema (2020-12) of the configuration file.
pub fn config() -> Value {
    SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<Settings>().to_value()
}

/// The schema of what is written (not of what is accepted), so that every field that is always there is required.
fn written<T: JsonSchema>() -> Value {
    SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize()).into_root_schema_for::<T>().to_value()
}
