//! One thing of the world as the knowledge base describes it: what packs are built from, and what overlays add.

use crate::record::{EntityType, Geo};

/// A person, organisation, place … with the names that articles use for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Stable, ours: `person/vladimir-putin`, `country/RU`, `geonames/2037013`, `wikidata/Q42`.
    pub id: String,
    pub name: String,
    pub class: EntityType,
    /// A schema.org class name.
    pub subtype: Option<String>,
    /// Names besides `name`.
    pub aliases: Vec<Alias>,
    pub country: Option<CountryCode>,
    /// First-level division: `admin1/US.AL`.
    pub admin1: Option<String>,
    /// Number of the Wikidata id.
    pub qid: Option<u32>,
    pub geonames_id: Option<u32>,
    pub geo: Option<Geo>,
    /// How often news names it: 0 never, 255 daily; see `kb` priors in ARCHITECTURE.md.
    pub prior: u8,
    /// The body, place or country that it belongs to, by id.
    pub parent: Option<String>,
    /// Year of birth.
    pub born: Option<i16>,
    pub gender: Option<Gender>,
    /// What a team plays, in lower case: "football", "ice-hockey".
    pub sport: Option<String>,
    pub offices: Vec<Office>,
}

impl Entry {
    /// An entry of which only this is known.
    pub fn new(id: impl Into<String>, name: impl Into<String>, class: EntityType, prior: u8) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            class,
            subtype: None,
            aliases: Vec::new(),
            country: None,
            admin1: None,
            qid: None,
            geonames_id: None,
            geo: None,
            prior,
            parent: None,
            born: None,
            gender: None,
            sport: None,
            offices: Vec::new(),
        }
    }
}

/// Two capital letters of ISO 3166-1.
pub type CountryCode = [u8; 2];

/// The code that a text spells, if it has the form of one.
pub fn country_code(text: &str) -> Option<CountryCode> {
    let code: CountryCode = text.as_bytes().try_into().ok()?;
    code.iter().all(u8::is_ascii_uppercase).then_some(code)
}

/// The letters of a code.
pub fn country_text(code: CountryCode) -> String {
    String::from_utf8_lossy(&code).into_owned()
}

/// The id of a country: `country/RU`.
pub fn country_id(code: CountryCode) -> String {
    format!("country/{}", country_text(code))
}

/// Another name of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    pub text: String,
    pub kind: AliasKind,
    /// Share of the uses of this name that mean this entry, in 255ths; 0 = not measured.
    pub share: u8,
}

impl Alias {
    pub fn name(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: AliasKind::Name, share: 0 }
    }
}

/// What a name says of the thing it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum AliasKind {
    Name = 0,
    /// "Russian", "Russians": names the people and points to the country.
    Demonym = 1,
    /// Seen in lists that also hold adjectives and mistakes: counts only where something else speaks for it.
    Weak = 2,
    /// "Obama": the last word of a person's name, made when a pack is written; it needs somebody to speak for it.
    Surname = 3,
    /// "England": the name of the place that a team plays for, made when a pack is written.
    Side = 4,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Gender {
    Female = 1,
    Male = 2,
    Other = 3,
}

/// A post that a person held.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Office {
    /// As newspapers write it: "Foreign Minister".
    pub title: String,
    /// The country or body, by id.
    pub of: Option<String>,
    /// Days since 1970-01-01, the first and the last one in office; `None` = not known, or still in office.
    pub since: Option<i32>,
    pub until: Option<i32>,
}

/// A place name that stands for a body, unless a word before it says that the place is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metonym {
    pub surface: String,
    pub stands_for: String,
    pub unless: Vec<String>,
}

/// All that goes into a pack, with ids still in words.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    pub entries: Vec<Entry>,
    pub metonyms: Vec<Metonym>,
    /// Given names in lower case, and how many in 255 of the people who bear one are women.
    pub given_names: Vec<(String, u8)>,
    pub sources: Vec<Source>,
}

/// Where facts of a pack come from, for its manifest and the attribution.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    pub name: String,
    pub version: String,
    pub licence: String,
    /// The notice that its licence asks for, empty where it asks for none.
    pub notice: String,
    /// Rows taken.
    pub rows: u64,
}
