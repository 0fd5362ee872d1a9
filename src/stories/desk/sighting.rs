//! What the desk looks at of a record; made of it alone, so on any thread and in any order.

use super::keys::{self, Key};
use crate::extract::fingerprint::words::{folded, hash};
use crate::extract::fingerprint::{body, shingles};
use crate::record::{Entity, EntityType, Language, MentionKind, Published, Record};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashMap;

/// The beginning of an article, in words: its headline and about two paragraphs say what it reports.
const LEAD_WORDS: usize = 80;
/// A word of the headline counts as so many of the body.
const HEADLINE_COUNTS: u32 = 3;
/// Shortest word that is looked at in a language without a table of common words: those of its words that stand in all texts
/// are short, and the first articles of a language would look alike by them. What is common beyond that the desk learns.
const LETTERS_MIN: usize = 4;
/// Words of a text that are looked at: thirty times a long report. What follows is no news story.
const WORDS_MAX: usize = 30_000;
/// Different shingles up to which texts are compared; of a longer text (a book, a table) only the digest is.
/// The error of the comparison grows with the share of 65,536 slots that are taken (see `sample`).
pub const SHINGLES_MAX: usize = 30_000;

/// An article as the desk sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sighting {
    /// Of the record.
    pub id: String,
    /// Hash of the primary language subtag: words are rare or common within a language.
    pub language: u64,
    /// Days since 1970 of publication.
    pub day: Option<i32>,
    /// Of the fingerprint's digest; equal texts have equal ones.
    pub exact: Option<u64>,
    /// Hashes of the shingles, smallest first.
    pub shingles: Vec<u64>,
    /// Words and how often they occur, by key.
    pub words: Vec<(Key, u32)>,
    /// The same for the beginning.
    pub lead: Vec<(Key, u32)>,
    /// Entities and how often they are mentioned.
    pub entities: Vec<(Key, u32)>,
}

/// The part of a record that a sighting needs: read from its JSON without the rest.
#[derive(Deserialize)]
pub struct Excerpt {
    pub id: String,
    #[serde(rename = "sourceId")]
    pub source_id: Option<String>,
    text: ExcerptText,
    language: Language,
    published: Published,
    #[serde(default)]
    mentions: Vec<ExcerptMention>,
    entities: Vec<Entity>,
    fingerprint: Option<ExcerptPrint>,
}

#[derive(Deserialize)]
struct ExcerptText {
    value: String,
    headline: Option<(usize, usize)>,
}

#[derive(Deserialize)]
struct ExcerptMention {
    kind: MentionKind,
    entity: Option<String>,
}

#[derive(Deserialize)]
struct ExcerptPrint {
    exact: String,
}

impl Excerpt {
    /// # Errors
    /// In words, where the bytes are no record.
    pub fn read(record: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(record)
    }

    pub fn sighting(&self) -> Sighting {
        see(&Seen {
            id: &self.id,
            language: &self.language,
            published: &self.published,
            text: &self.text.value,
            headline: self.text.headline.map_or(0, |(_, end)| end),
            exact: self.fingerprint.as_ref().map(|print| print.exact.as_str()),
            named: named(self.mentions.iter().map(|mention| (mention.kind, mention.entity.as_deref()))),
            entities: &self.entities,
        })
    }
}

impl Sighting {
    pub fn of(record: &Record) -> Self {
        see(&Seen {
            id: &record.id,
            language: &record.language,
            published: &record.published,
            text: &record.text.value,
            headline: record.text.headline.map_or(0, |span| span.end as usize),
            exact: record.fingerprint.as_ref().map(|print| print.exact.as_str()),
            named: named(record.mentions.iter().map(|mention| (mention.kind, mention.entity.as_deref()))),
            entities: &record.entities,
        })
    }
}

/// The same of a record in either form; `headline`: where it ends, in code points.
struct Seen<'a> {
    id: &'a str,
    language: &'a Language,
    published: &'a Published,
    text: &'a str,
    headline: usize,
    exact: Option<&'a str>,
    /// How often each entity is named, by its id.
    named: HashMap<&'a str, u32>,
    entities: &'a [Entity],
}

/// Counts names: "he", "the company" and "officials" stand in stories of all kinds.
fn named<'a>(mentions: impl Iterator<Item = (MentionKind, Option<&'a str>)>) -> HashMap<&'a str, u32> {
    let mut named = HashMap::new();
    for (_, entity) in mentions.filter(|(kind, _)| matches!(kind, MentionKind::Name | MentionKind::Demonym)) {
        entity.into_iter().for_each(|entity| *named.entry(entity).or_default() += 1);
    }
    named
}

fn see(seen: &Seen<'_>) -> Sighting {
    let headline_end = seen.text.char_indices().nth(seen.headline).map_or(seen.text.len(), |(at, _)| at);
    let headline = folded(seen.text.get(..headline_end).unwrap_or_default());
    let body = folded(body(seen.text, headline_end));
    let mut shingles = shingles(&body);
    if shingles.len() > SHINGLES_MAX {
        shingles.clear();
    }
    let letters_min = if seen.language.primary() == "en" { 1 } else { LETTERS_MIN };
    let keys_of = |folded| keys::of_words(folded, letters_min);
    let lead = keys_of(&headline).chain(keys_of(&body)).take(LEAD_WORDS).map(|key| (key, 1));
    let headline = keys_of(&headline).take(WORDS_MAX).map(|key| (key, HEADLINE_COUNTS));
    let words = headline.chain(keys_of(&body).take(WORDS_MAX).map(|key| (key, 1)));
    Sighting {
        id: seen.id.to_owned(),
        language: hash(seen.language.primary().as_bytes()),
        day: seen.published.value.as_deref().and_then(day),
        exact: seen.exact.filter(|exact| !exact.is_empty()).map(|exact| hash(exact.as_bytes())),
        shingles,
        lead: counted(lead),
        words: counted(words),
        entities: entities(seen),
    }
}

/// Works are left out: their names are quoted in reviews of everything.
fn entities(seen: &Seen<'_>) -> Vec<(Key, u32)> {
    let told = seen.entities.iter().filter(|entity| entity.class != EntityType::Work);
    let count = |e: &Entity| Some((keys::of_entity(e.qid.as_deref(), &e.name), *seen.named.get(e.id.as_str())?));
    counted(told.filter_map(count))
}

/// Sums by key, in the order of the keys.
fn counted(pairs: impl Iterator<Item = (Key, u32)>) -> Vec<(Key, u32)> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
    pairs
}

/// The day of a date or date-time in RFC 3339.
fn day(published: &str) -> Option<i32> {
    let date: Date = published.get(..10)?.parse().ok()?;
    let epoch = Date::constant(1970, 1, 1);
    Some((date - epoch).get_days())
}
