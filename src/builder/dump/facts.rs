//! What is kept of an item until all items were read: links to others are still numbers.

use super::classes::Classes;
use super::item::{Item, Languages};
use super::statements::{Property, Statement, Value, item_number};
use super::times;
use crate::knowledge::{CountryCode, Gender, country_code};
use serde::{Deserialize, Serialize};

/// Longest name in bytes: longer labels are titles of papers and sentences, which no article names.
const NAME_BYTES_MAX: usize = 160;
/// Names of one item; those with more are genes, codes and transliterations.
const ALIASES_MAX: usize = 100;
/// Classes of one item that are looked at.
const CLASSES_MAX: usize = 16;
/// Posts of one person; members of parliaments have one for each term.
const POSTS_MAX: usize = 64;
/// Wholes that are tried in turn until one is an entity of the pack.
const PARENTS_MAX: usize = 6;

/// One item that may become an entity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Candidate {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "a", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(rename = "d", skip_serializing_if = "Vec::is_empty")]
    pub demonyms: Vec<String>,
    #[serde(rename = "c", skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<u32>,
    /// The item of its country.
    #[serde(rename = "k", skip_serializing_if = "Option::is_none")]
    pub country: Option<u32>,
    /// Its own code, where it is a country.
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    pub code: Option<CountryCode>,
    #[serde(rename = "g", skip_serializing_if = "Option::is_none")]
    pub geo: Option<(f64, f64)>,
    #[serde(rename = "f", skip_serializing_if = "Option::is_none")]
    pub geonames_id: Option<u32>,
    /// 1 female, 2 male, 3 other.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub gender: Option<u8>,
    #[serde(rename = "b", skip_serializing_if = "Option::is_none")]
    pub born: Option<i16>,
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    #[serde(rename = "p", skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<u32>,
    #[serde(rename = "t", skip_serializing_if = "Option::is_none")]
    pub sport: Option<u32>,
    #[serde(rename = "l")]
    pub sitelinks: u32,
}

/// A post that a person held: its item, the item of what it belongs to, first and last day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post(pub u32, pub Option<u32>, pub Option<i32>, pub Option<i32>);

/// What is known of an item that others may name as a post or a sport.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    #[serde(rename = "n")]
    pub name: String,
    /// The body it heads, its jurisdiction, or its country.
    #[serde(rename = "o", skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
}

/// All that one item says.
#[derive(Debug, Default)]
pub struct Facts {
    pub qid: u32,
    pub candidate: Option<Candidate>,
    pub note: Option<Note>,
    /// Classes that it is a kind of.
    pub kinds_of: Vec<u32>,
    pub title: Option<String>,
    /// `2026-01-31`.
    pub modified: String,
}

/// What a line of the dump turned out to be.
#[derive(Debug)]
pub enum Line {
    Item(Box<Facts>),
    /// Brackets of the array, and nothing.
    Frame,
    /// Properties and lexemes.
    OtherKind,
    Redirect,
    /// No name in any of the languages.
    Nameless,
    Unreadable(String),
}

/// What to look for.
pub struct Wanted<'a> {
    pub languages: &'a Languages,
    pub classes: &'a Classes,
    pub sitelinks_min: u32,
}

/// Reads a line of the dump; whatever it holds, it is one of the kinds of [`Line`].
pub fn read_line(line: &[u8], wanted: &Wanted<'_>) -> Line {
    let line = line.trim_ascii();
    let line = line.strip_suffix(b",").unwrap_or(line);
    if matches!(line, b"" | b"[" | b"]") {
        return Line::Frame;
    }
    let item = match Item::read(line, wanted.languages) {
        Ok(item) => item,
        Err(why) => return Line::Unreadable(why.to_string()),
    };
    if item.is_redirect {
        return Line::Redirect;
    }
    if item.kind != "item" {
        return if item.kind.is_empty() { Line::Unreadable("no `type`".into()) } else { Line::OtherKind };
    }
    match item_number(&item.id) {
        Some(qid) => facts(qid, &item, wanted),
        None => Line::Unreadable("no `id` of an item".into()),
    }
}

fn facts(qid: u32, item: &Item<'_>, wanted: &Wanted<'_>) -> Line {
    let kinds_of = item.claims.items(Property::SubclassOf, CLASSES_MAX);
    let modified = item.modified.get(..10).unwrap_or_default().to_owned();
    let mut facts = Facts { qid, kinds_of, modified, ..Facts::default() };
    let Some(name) = item.label().and_then(usable) else {
        return if facts.kinds_of.is_empty() { Line::Nameless } else { Line::Item(Box::new(facts)) };
    };
    let classes = item.claims.items(Property::InstanceOf, CLASSES_MAX);
    let directs = item.claims.item(Property::DirectedBody);
    let jurisdiction = item.claims.item(Property::Jurisdiction);
    if !facts.kinds_of.is_empty() || directs.or(jurisdiction).is_some() || wanted.classes.holds_posts(&classes) {
        let of = directs.or(jurisdiction).or_else(|| item.claims.item(Property::Country));
        facts.note = Some(Note { name: name.to_owned(), of });
    }
    let code = code_of(item);
    let known = item.sitelinks >= wanted.sitelinks_min && !classes.is_empty() && !wanted.classes.leave_out(&classes);
    if known || code.is_some() {
        facts.title = item.title.as_deref().map(str::to_owned);
        facts.candidate = Some(candidate(name, classes, code, item, wanted.languages));
    }
    Line::Item(Box::new(facts))
}

fn candidate(
    name: &str,
    classes: Vec<u32>,
    code: Option<CountryCode>,
    item: &Item<'_>,
    languages: &Languages,
) -> Candidate {
    let claims = &item.claims;
    let mut candidate = Candidate {
        name: name.to_owned(),
        classes,
        code,
        demonyms: in_languages(item, Property::Demonym, languages),
        country: claims.item(Property::Country).or_else(|| claims.item(Property::Citizenship)),
        geo: claims.best(Property::Coordinates).iter().find_map(|s| point(s.mainsnak.value())),
        geonames_id: first_text(item, Property::GeonamesId).and_then(|text| text.parse().ok()),
        gender: claims.item(Property::Gender).map(|qid| gender(qid) as u8),
        born: claims.best(Property::BirthDate).iter().find_map(|s| born(s.mainsnak.value())),
        posts: claims.of(Property::Position).iter().filter_map(post).take(POSTS_MAX).collect(),
        sport: claims.item(Property::Sport),
        sitelinks: item.sitelinks,
        ..Candidate::default()
    };
    candidate.aliases = item.aliases.iter().filter_map(|a| usable(a)).take(ALIASES_MAX).map(str::to_owned).collect();
    // A label in another of the languages is a name too.
    candidate.aliases.extend(item.labels.iter().filter_map(|label| usable(&label.1)).map(str::to_owned));
    candidate.aliases.extend(in_languages(item, Property::ShortName, languages));
    candidate.aliases.retain(|alias| *alias != candidate.name);
    candidate.aliases.sort_unstable();
    candidate.aliases.dedup();
    let wholes =
        [Property::ParentOrganization, Property::TeamMember, Property::Employer, Property::PartOf, Property::LocatedIn];
    candidate.parents = wholes.iter().flat_map(|p| claims.items(*p, PARENTS_MAX)).take(PARENTS_MAX).collect();
    candidate
}

/// A name without blanks around it, if an article can hold it.
fn usable(name: &str) -> Option<&str> {
    let name = name.trim();
    (!name.is_empty() && name.len() <= NAME_BYTES_MAX).then_some(name)
}

/// The code of a country that is there today.
fn code_of(item: &Item<'_>) -> Option<CountryCode> {
    let in_force = |s: &&&Statement<'_>| s.qualifiers.of(Property::Until).is_empty();
    let code = item.claims.best(Property::CountryCode).iter().find(in_force)?.mainsnak.value().text()?;
    country_code(code).filter(|_| item.claims.best(Property::Dissolved).is_empty())
}

fn first_text<'i>(item: &'i Item<'_>, property: Property) -> Option<&'i str> {
    item.claims.best(property).iter().find_map(|s| s.mainsnak.value().text())
}

/// Texts in one of the languages.
fn in_languages(item: &Item<'_>, property: Property, languages: &Languages) -> Vec<String> {
    let best = item.claims.best(property);
    let texts = best.iter().filter_map(|s| match s.mainsnak.value() {
        Value::InLanguage { text, language } if languages.rank(language).is_some() => usable(text),
        _ => None,
    });
    texts.map(str::to_owned).take(ALIASES_MAX).collect()
}

fn point(value: &Value<'_>) -> Option<(f64, f64)> {
    match *value {
        Value::Point { lat, lon } if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Some((lat, lon)),
        _ => None,
    }
}

fn born(value: &Value<'_>) -> Option<i16> {
    if let Value::Time { time, precision } = value { times::year(time, *precision) } else { None }
}

/// Items that P21 names.
fn gender(qid: u32) -> Gender {
    match qid {
        6_581_072 | 1_052_281 => Gender::Female,
        6_581_097 | 2_449_503 => Gender::Male,
        _ => Gender::Other,
    }
}

fn post(statement: &Statement<'_>) -> Option<Post> {
    use super::statements::Rank;
    let title = statement.mainsnak.value().item().filter(|_| statement.rank != Rank::Deprecated)?;
    let qualifier = |property| statement.qualifiers.of(property).first().map(|snak| snak.value());
    let of = [Property::Of, Property::Jurisdiction, Property::DirectedBody, Property::Employer, Property::Country];
    let of = of.into_iter().find_map(|property| qualifier(property)?.item());
    let day = |property, read: fn(&str, u8) -> Option<i32>| match qualifier(property)? {
        Value::Time { time, precision } => read(time, *precision),
        _ => None,
    };
    Some(Post(title, of, day(Property::Since, times::first_day), day(Property::Until, times::last_day)))
}
