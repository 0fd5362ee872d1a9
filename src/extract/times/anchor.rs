//! From where relative times count: the day of publication, a dateline, or what the text spoke of last.

use super::grammar::Found;
use super::lexicon::Unit;
use super::meaning::{From, Meaning};
use super::page::Page;
use super::when::When;
use crate::record::Document;
use jiff::civil::{Date, DateTime, Time};

/// The day that the text was written on, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Writing {
    pub at: DateTime,
    /// Whether the hour is known too.
    pub to_the_second: bool,
    /// What says so, for the record: "published" or "dateline".
    pub source: &'static str,
}

/// Tokens at the beginning of a text within which a full date in a line of its own, or before a dash, is its date.
const DATELINE_TOKENS: usize = 60;

/// The publication date of a document; without one, the full date that its first lines bear.
pub fn writing(document: &Document, page: &Page, found: &[Found]) -> Option<Writing> {
    let dateline = dateline(page, found);
    let written = document.published.value.as_deref().and_then(|written| {
        let day: Date = written.get(..10)?.parse().ok()?;
        let time = written.get(11..19).and_then(|t| t.parse::<Time>().ok());
        Some(Writing {
            at: day.to_datetime(time.unwrap_or_default()),
            to_the_second: time.is_some(),
            source: "published",
        })
    });
    match (written, dateline) {
        // The clocks of the place and of the publisher may be a day apart; the text speaks of its own.
        (Some(written), Some(line))
            if line != written.at.date() && line.until(written.at.date()).is_ok_and(|s| s.get_days().abs() <= 1) =>
        {
            Some(Writing { at: line.at(0, 0, 0, 0), to_the_second: false, source: "dateline" })
        }
        (Some(written), _) => Some(written),
        (None, line) => line.map(|day| Writing { at: day.at(0, 0, 0, 0), to_the_second: false, source: "dateline" }),
    }
}

/// The full date that the first lines of a text bear.
fn dateline(page: &Page, found: &[Found]) -> Option<Date> {
    found.iter().take_while(|f| f.begin < DATELINE_TOKENS).find_map(|f| match f.meaning {
        Meaning::Fixed(When::Day(day)) if is_dateline(page, f) => Some(day),
        _ => None,
    })
}

/// Whether a date stands alone in its line, or between a place in capitals and a dash.
fn is_dateline(page: &Page, found: &Found) -> bool {
    let spans = &page.layers.tokens.spans;
    let (Some(first), Some(last)) = (spans.get(found.begin), spans.get(found.end - 1)) else { return false };
    let before = page.text.get(..first.begin as usize).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let behind = page.text.get(last.end as usize..).unwrap_or("");
    let rest = behind.split('\n').next().unwrap_or("").trim();
    let place = line.split(',').next().is_some_and(|p| {
        let letters = || p.chars().filter(|c| c.is_alphabetic());
        letters().count() >= 3 && letters().all(char::is_uppercase)
    });
    let dash = rest.trim_start_matches([')', ' ']).starts_with(['-', '–', '—', ':'])
        || rest.contains(") -")
        || rest.contains(") –");
    line.trim().is_empty() && rest.is_empty() || place && (dash || rest.starts_with('('))
}

/// Years before the publication at which a history begins, and how many such years a history names at least.
const HISTORY_YEARS: i16 = 1;
const HISTORY_MENTIONS: usize = 6;
/// Days around the publication; a report names one of them in full, a history does not.
const NEWS_DAYS: i32 = 31;

/// Whether a text is a history: most of the years that it names lie well before its publication.
pub fn is_history(writing: Option<Writing>, found: &[Found]) -> bool {
    let (mut all, mut old, mut now, mut near) = (0, 0, 0, 0);
    let today = writing.map(|w| w.at.date());
    for found in found {
        match &found.meaning {
            meaning if is_of_news(meaning) => now += 1,
            Meaning::Fixed(when @ (When::Year(_) | When::Month(..) | When::Day(_) | When::Season(..))) => {
                all += 1;
                old += usize::from(today.is_none_or(|d| when.year() + HISTORY_YEARS <= d.year()));
                let days = today.zip(when.is_of_day().then(|| when.day()).flatten()).and_then(|(a, b)| a.until(b).ok());
                if days.is_some_and(|s| s.get_days().abs() <= NEWS_DAYS) {
                    near += 1;
                }
            }
            _ => {}
        }
    }
    let enough = if today.is_some() { HISTORY_MENTIONS } else { HISTORY_MENTIONS / 2 };
    all >= enough && old * 10 >= all * 8 && near * 20 <= all && now * 6 < all && found.len() >= enough * 3
}

/// Whether a time is said as only those say it who write in the same week.
fn is_of_news(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Weekday(_) | Meaning::Unit { unit: Unit::Week | Unit::Month, from: From::Writing, .. } => true,
        Meaning::Next { what, .. } => is_of_news(what),
        Meaning::Part { day, .. } | Meaning::Clock { day, .. } => day.as_deref().is_some_and(is_of_news),
        Meaning::Offset { to, .. } => is_of_news(to),
        _ => false,
    }
}

/// Years from the story beyond which a year alone is an aside: "as in 1812".
const ASIDE_YEARS: u16 = 30;

/// What the text spoke of last.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub last: Option<Told>,
    /// The last one that was a day or lay within one.
    pub day: Option<Told>,
    /// The last quarter of a year.
    pub quarter: Option<Told>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    pub when: When,
    /// Number of the time in the record: t1 is 1.
    pub id: usize,
    /// Number of its sentence.
    pub sentence: usize,
}

impl Story {
    pub fn tell(&mut self, told: Told) {
        let far = |last: Told| last.when.year().abs_diff(told.when.year()) > ASIDE_YEARS;
        match told.when {
            When::Century(_) | When::Decade(_) => return,
            When::Year(_) if self.last.is_some_and(far) => return,
            when if when.is_of_day() => self.day = Some(told),
            _ => {}
        }
        self.last = Some(told);
    }
}
