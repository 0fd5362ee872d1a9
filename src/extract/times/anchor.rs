//! From where relative times count: the day of publication, a dateline, or what the text spoke of last.

use super::grammar::Found;
use super::meaning::Meaning;
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
    if let Some(written) = document.published.value.as_deref() {
        let day: Date = written.get(..10)?.parse().ok()?;
        let time = written.get(11..19).and_then(|t| t.parse::<Time>().ok());
        let at = day.to_datetime(time.unwrap_or_default());
        return Some(Writing { at, to_the_second: time.is_some(), source: "published" });
    }
    let first = found.iter().take_while(|f| f.begin < DATELINE_TOKENS).find_map(|f| match f.meaning {
        Meaning::Fixed(When::Day(day)) if is_dateline(page, f) => Some(day),
        _ => None,
    })?;
    Some(Writing { at: first.at(0, 0, 0, 0), to_the_second: false, source: "dateline" })
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
    let dash = rest.trim_start_matches([')', ' ']).starts_with(['-', '–', '—', ':']) || rest.contains(") -") || rest.contains(") –");
    line.trim().is_empty() && rest.is_empty() || place && (dash || rest.starts_with('('))
}

/// Years before the publication at which a history begins, and how many such years a history names.
const HISTORY_YEARS: i16 = 2;
const HISTORY_MENTIONS: usize = 8;

/// Whether a text is a history: nearly all the years that it names lie well before its publication.
pub fn is_history(writing: Option<Writing>, found: &[Found]) -> bool {
    let years = found.iter().filter_map(|f| match &f.meaning {
        Meaning::Fixed(when @ (When::Year(_) | When::Month(..) | When::Day(_) | When::Season(..))) => Some(when.year()),
        _ => None,
    });
    let Some(writing) = writing else { return years.count() > 0 };
    let (mut all, mut old) = (0, 0);
    for year in years {
        all += 1;
        old += usize::from(year + HISTORY_YEARS <= writing.at.year());
    }
    let now = found.iter().filter(|f| matches!(f.meaning, Meaning::Weekday(_) | Meaning::Today(_))).count();
    all >= HISTORY_MENTIONS && old * 10 >= all * 6 && now * 4 < all
}

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
        match told.when {
            When::Century(_) | When::Decade(_) => return,
            when if when.is_of_day() => self.day = Some(told),
            When::Quarter(..) => self.quarter = Some(told),
            _ => {}
        }
        self.last = Some(told);
    }
}
