//! A row whose fields are known to make sense, each by itself.

use super::problem::{Place, Problem};
use super::row::{Block, Degrees, OverlayRow, TypedOffice, advice};
use crate::knowledge::{CountryCode, Gender, Office, country_code};
use crate::record::{EntityType, Geo};
use crate::text::fold;
use jiff::civil::Date;
use serde::Serialize;

/// Names: the longest official name of a body in Wikidata has 250 letters.
const NAME_BYTES_MAX: usize = 256;
const ID_BYTES_MAX: usize = 128;
const WORD_BYTES_MAX: usize = 64;
/// Aliases and posts of one entity: the most that any of the core pack has, several times.
const ALIASES_MAX: usize = 500;
const OFFICES_MAX: usize = 100;
/// Years of birth of people whom news names.
const BORN: std::ops::RangeInclusive<i16> = -3000..=2100;

/// How an entity is named by whoever changes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Id {
    Wikidata(u32),
    GeoNames(u32),
    Words(String),
}

impl Id {
    pub fn parse(text: &str) -> Option<Self> {
        let qid = text.strip_prefix("wikidata/").unwrap_or(text).strip_prefix('Q');
        if let Some(n) = qid.and_then(number) {
            return Some(Id::Wikidata(n));
        }
        if let Some(rest) = text.strip_prefix("geonames/") {
            return number(rest).map(Id::GeoNames);
        }
        let parts = text.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
        let words = parts && text.len() <= ID_BYTES_MAX && !text.starts_with('#') && !text.starts_with("wikidata/");
        let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
        (words && plain).then(|| Id::Words(text.to_owned()))
    }

    /// As entries have it.
    pub fn text(&self) -> String {
        match self {
            Id::Wikidata(n) => format!("wikidata/Q{n}"),
            Id::GeoNames(n) => format!("geonames/{n}"),
            Id::Words(words) => words.clone(),
        }
    }
}

/// Digits only: `u32::from_str` would take a plus.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|&n: &u32| n > 0 && text.starts_with(|c: char| c.is_ascii_digit()))
}

/// What a row changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub at: Place,
    pub(super) id: Id,
    pub(super) fields: Fields,
    pub(super) aliases: Vec<String>,
    pub(super) block: Option<Block>,
}

/// Fields that replace what is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Fields {
    pub name: Option<String>,
    pub class: Option<EntityType>,
    pub subtype: Option<String>,
    pub country: Option<CountryCode>,
    pub qid: Option<u32>,
    pub geonames_id: Option<u32>,
    pub geo: Option<Geo>,
    pub prior: Option<u8>,
    pub parent: Option<String>,
    pub born: Option<i16>,
    pub gender: Option<Gender>,
    pub sport: Option<String>,
    pub offices: Option<Vec<Office>>,
}

impl Fields {
    /// These, and where they say nothing those of before.
    pub fn over(self, before: Fields) -> Fields {
        Fields {
            name: self.name.or(before.name),
            class: self.class.or(before.class),
            subtype: self.subtype.or(before.subtype),
            country: self.country.or(before.country),
            qid: self.qid.or(before.qid),
            geonames_id: self.geonames_id.or(before.geonames_id),
            geo: self.geo.or(before.geo),
            prior: self.prior.or(before.prior),
            parent: self.parent.or(before.parent),
            born: self.born.or(before.born),
            gender: self.gender.or(before.gender),
            sport: self.sport.or(before.sport),
            offices: self.offices.or(before.offices),
        }
    }
}

/// Collects what is wrong with one row.
struct Check {
    at: Place,
    problems: Vec<Problem>,
}

impl Check {
    fn wrong(&mut self, field: &str, what: impl Into<String>) {
        let at = self.at.clone();
        self.problems.push(Problem { at, field: field.to_owned(), what: what.into(), next: advice(field) });
    }

    /// What `read` makes of a value that is there; a problem where that is nothing.
    fn read<T, U>(&mut self, field: &str, value: Option<T>, what: &str, read: impl Fn(&T) -> Option<U>) -> Option<U>
    where
        T: std::fmt::Debug,
    {
        let value = value?;
        let read = read(&value);
        if read.is_none() {
            self.wrong(field, format!("{value:?} {what}"));
        }
        read
    }

    fn name(&mut self, field: &str, name: &str) {
        if fold(name).is_empty() {
            self.wrong(field, format!("{name:?} holds no letter"));
        } else if name.len() > NAME_BYTES_MAX || name.chars().any(char::is_control) || name.trim() != name {
            self.wrong(field, "is too long, or begins or ends with a blank, or holds a line break");
        }
    }

    fn count(&mut self, field: &str, count: usize, max: usize) {
        if count > max {
            self.wrong(field, format!("{count} are too many"));
        }
    }

    fn names(&mut self, field: &str, names: &[String]) {
        self.count(field, names.len(), ALIASES_MAX);
        names.iter().enumerate().for_each(|(n, name)| self.name(&format!("{field}[{n}]"), name));
    }

    fn office(&mut self, field: &str, typed: TypedOffice) -> Office {
        self.name(&format!("{field}.title"), &typed.title);
        let of = self.read(&format!("{field}.of"), typed.of, "is no id", |of| Id::parse(of));
        let since = self.read(&format!("{field}.since"), typed.since, "is no date", |text| day(text, false));
        let until = self.read(&format!("{field}.until"), typed.until, "is no date", |text| day(text, true));
        Office { title: typed.title, of: of.map(|id| id.text()), since, until }
    }
}

impl Change {
    /// # Errors
    /// Every field that makes no sense.
    pub(super) fn of(at: Place, row: OverlayRow) -> Result<Self, Vec<Problem>> {
        let mut check = Check { at, problems: Vec::new() };
        let id = check.read("id", Some(row.id), "is no id", |id| Id::parse(id));
        row.name.iter().for_each(|name| check.name("name", name));
        check.names("aliases", &row.aliases);
        if let Some(Block::Names(names)) = &row.block {
            check.names("block", names);
        }
        check.count("offices", row.offices.as_ref().map_or(0, Vec::len), OFFICES_MAX);
        let offices = row.offices.map(|all| {
            all.into_iter().enumerate().map(|(n, typed)| check.office(&format!("offices[{n}]"), typed)).collect()
        });
        let fields = Fields {
            name: row.name,
            class: row.class,
            subtype: check.read("subtype", row.subtype, "is no class name", |word| class_name(word)),
            country: check.read("country", row.country, "is no country code", |code| country_code(code)),
            qid: check.read("qid", row.qid, "is no Wikidata id", |qid| number(qid.strip_prefix('Q')?)),
            geonames_id: check.read("geonamesId", row.geonames_id, "is none", |&n| (n > 0).then_some(n)),
            geo: check.read("geo", row.geo, "lies nowhere", degrees),
            prior: row.prior,
            parent: check.read("parent", row.parent, "is no id", |id| Id::parse(id)).map(|id| id.text()),
            born: check.read("born", row.born, "is no year of birth", |year| BORN.contains(year).then_some(*year)),
            gender: row.gender,
            sport: check.read("sport", row.sport, "is no sport", |word| sport(word)),
            offices,
        };
        match id {
            Some(id) if check.problems.is_empty() => {
                Ok(Self { at: check.at, id, fields, aliases: row.aliases, block: row.block })
            }
            _ => Err(check.problems),
        }
    }

    /// Ids of other entities that it names.
    pub(super) fn others(&self) -> impl Iterator<Item = Id> {
        let offices = self.fields.offices.iter().flatten().filter_map(|office| office.of.as_deref());
        self.fields.parent.as_deref().into_iter().chain(offices).filter_map(Id::parse)
    }
}

fn class_name(word: &str) -> Option<String> {
    let good = word.len() <= WORD_BYTES_MAX
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric());
    good.then(|| word.to_owned())
}

fn sport(word: &str) -> Option<String> {
    let good = (1..=WORD_BYTES_MAX).contains(&word.len()) && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    good.then(|| word.to_owned())
}

fn degrees(typed: &Degrees) -> Option<Geo> {
    let good = (-90.0..=90.0).contains(&typed.lat) && (-180.0..=180.0).contains(&typed.lon);
    good.then_some(Geo { lat: typed.lat, lon: typed.lon })
}

/// Days since 1970-01-01 of a date, or of the first or last day of a month or year.
fn day(text: &str, last: bool) -> Option<i32> {
    let first = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let first: Date = first.parse().ok().filter(|_| text.len() <= "2021-01-20".len())?;
    let date = match (last, text.len()) {
        (true, 4) => first.last_of_year(),
        (true, 7) => first.last_of_month(),
        _ => first,
    };
    date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok().map(|span| span.get_days())
}
