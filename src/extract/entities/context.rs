//! What the whole article says about its things: its countries, its sport, its day.

use crate::extract::names::teams::is_about_sport;
use crate::knowledge::CountryCode;
use crate::record::{Document, Tokens};
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// How much each country is named, in shares of all.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    countries: Vec<(CountryCode, f32)>,
    all: f32,
}

impl Votes {
    pub fn add(&mut self, country: CountryCode, weight: f32) {
        self.all += weight;
        match self.countries.iter_mut().find(|vote| vote.0 == country) {
            Some(vote) => vote.1 += weight,
            None => self.countries.push((country, weight)),
        }
    }

    /// The share of a country, 0 to 1.
    pub fn share(&self, country: Option<CountryCode>) -> f32 {
        let votes = country.and_then(|country| self.countries.iter().find(|vote| vote.0 == country));
        votes.map_or(0.0, |vote| vote.1 / self.all)
    }
}

/// Different words of one sport that an article about it has, at least.
const SPORT_WORDS_MIN: usize = 2;

/// The words of sports.txt, each with one bit a sport.
static SPORTS: LazyLock<(Vec<&'static str>, HashedMap<u16>)> = LazyLock::new(|| {
    let table: Vec<(&str, &str)> = rows(include_str!("sports.txt")).filter_map(|row| row.split_once('\t')).collect();
    let mut words: HashedMap<u16> = HashedMap::default();
    for (n, (_, members)) in table.iter().enumerate() {
        members.split(' ').for_each(|word| *words.entry(lower_hash(word)).or_default() |= 1 << n);
    }
    (table.iter().map(|row| row.0).collect(), words)
});

/// The sport that an article reports, if it is one.
pub fn sport(tokens: &Tokens) -> Option<&'static str> {
    if !is_about_sport(tokens) {
        return None;
    }
    let (sports, words) = &*SPORTS;
    let mut counts = vec![0usize; sports.len()];
    for word in &tokens.words {
        let bits = words.get(&word.lower).copied().unwrap_or(0);
        counts.iter_mut().enumerate().filter(|(n, _)| bits & (1 << n) != 0).for_each(|(_, count)| *count += 1);
    }
    let best = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    (*best.1 >= SPORT_WORDS_MIN).then(|| sports.get(best.0).copied()).flatten()
}

/// The day of publication, in days since 1970-01-01.
pub fn published_day(document: &Document) -> Option<i32> {
    let value = document.published.value.as_deref()?;
    let date: jiff::civil::Date = value.get(..10)?.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since((jiff::Unit::Day, epoch)).ok().map(|span| span.get_days())
}

/// Top-level domains that say where a medium sits: the others are used everywhere.
const DOMAINS: [(&str, CountryCode); 16] = [
    ("uk", *b"GB"),
    ("au", *b"AU"),
    ("ca", *b"CA"),
    ("ie", *b"IE"),
    ("nz", *b"NZ"),
    ("in", *b"IN"),
    ("za", *b"ZA"),
    ("ng", *b"NG"),
    ("ke", *b"KE"),
    ("pk", *b"PK"),
    ("sg", *b"SG"),
    ("my", *b"MY"),
    ("ph", *b"PH"),
    ("hk", *b"HK"),
    ("jp", *b"JP"),
    ("de", *b"DE"),
];

/// The country of a medium, as the end of its host tells.
pub fn source_country(host: Option<&str>) -> Option<CountryCode> {
    let domain = host?.rsplit('.').next()?;
    DOMAINS.iter().find(|row| row.0 == domain).map(|row| row.1)
}
