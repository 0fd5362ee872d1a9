//! A row as it is typed: one JSON object, one entity.

use crate::knowledge::Gender;
use crate::record::EntityType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An entity of your own, or a change to one of the pack. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OverlayRow {
    /// Your own ("acme/bureau-7"), or an entity of the pack: "country/US", "Q22686", "geonames/2988507".
    pub id: String,
    /// What records call it. New entities need one.
    #[serde(default)]
    pub name: Option<String>,
    /// New entities need one.
    #[serde(default, rename = "type")]
    pub class: Option<EntityType>,
    /// A schema.org class name: "NewsMediaOrganization".
    #[serde(default)]
    pub subtype: Option<String>,
    /// Names besides `name`, added to those that are known.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// ISO 3166-1 alpha-2: "US".
    #[serde(default)]
    pub country: Option<String>,
    /// Wikidata id: "Q22686".
    #[serde(default)]
    pub qid: Option<String>,
    #[serde(default)]
    pub geonames_id: Option<u32>,
    #[serde(default)]
    pub geo: Option<Degrees>,
    /// How often news names it: 0 never, 255 daily. New entities have 200 unless you say otherwise.
    #[serde(default)]
    pub prior: Option<u8>,
    /// Id of the body, place or country that it belongs to.
    #[serde(default)]
    pub parent: Option<String>,
    /// Year of birth.
    #[serde(default)]
    pub born: Option<i16>,
    #[serde(default)]
    pub gender: Option<Gender>,
    /// What a team plays, in lower case: "football".
    #[serde(default)]
    pub sport: Option<String>,
    /// The posts of a person, in place of those that are known.
    #[serde(default)]
    pub offices: Option<Vec<TypedOffice>>,
    /// `true` hides the entity, `false` shows again what an earlier row hid; a list takes these names away from it.
    #[serde(default)]
    pub block: Option<Block>,
}

/// WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Degrees {
    pub lat: f64,
    pub lon: f64,
}

/// A post that a person held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypedOffice {
    /// As newspapers write it: "Foreign Minister".
    pub title: String,
    /// Id of the country or body.
    #[serde(default)]
    pub of: Option<String>,
    /// First day in office: 2021-01-20, 2021-01 or 2021.
    #[serde(default)]
    pub since: Option<String>,
    /// Last day in office.
    #[serde(default)]
    pub until: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Block {
    Whole(bool),
    Names(Vec<String>),
}

/// Every field, and what to write in it.
pub const FIELDS: &[(&str, &str)] = &[
    ("id", "write your own (\"acme/bureau-7\"), or one of the pack (\"country/US\", \"Q22686\", \"geonames/2988507\")"),
    ("name", "write the name as records shall have it, 256 bytes at most"),
    ("type", "write Person, Organization, Place, Facility, Group, Event, Work, Product or Other"),
    ("subtype", "write a schema.org class name such as NewsMediaOrganization"),
    ("aliases", "write a list of at most 500 names, 256 bytes each at most"),
    ("country", "write two capital letters such as \"US\""),
    ("qid", "write a Wikidata id such as \"Q22686\" that no other entity has"),
    ("geonamesId", "write the number of GeoNames, without quotation marks, that no other entity has"),
    ("geo", "write {\"lat\": 48.85, \"lon\": 2.35}"),
    ("prior", "write a number from 0 (never in the news) to 255 (daily)"),
    ("parent", "write the id of an entity of the pack or of an overlay"),
    ("born", "write a year such as 1961"),
    ("gender", "write \"female\", \"male\" or \"other\""),
    ("sport", "write it in lower case, such as \"football\" or \"ice-hockey\""),
    (
        "offices",
        "write [{\"title\": \"Mayor\", \"of\": \"geonames/2988507\", \"since\": \"2014-04-05\"}]; `until` like `since`",
    ),
    ("block", "write true, false, or a list of names that the entity has"),
];

/// What to do about a field; `aliases[3]` is `aliases`.
pub fn advice(field: &str) -> String {
    let name = field.split(['[', '.']).next().unwrap_or(field);
    FIELDS.iter().find(|row| row.0 == name).map_or("correct this row", |row| row.1).to_owned()
}
