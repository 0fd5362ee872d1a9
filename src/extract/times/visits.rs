//! The days of a visit: "concluded a two-day visit on Friday" was Thursday and Friday.

use super::grammar::Found;
use super::lexicon::Unit;
use super::meaning::Meaning;
use super::when::{iso, span};
use crate::record::{Layers, Time, Upos};
use jiff::ToSpan;
use jiff::civil::Date;

/// Lemmas of verbs that name the last or the first day of what lasts.
const ENDS: &[&str] = &["conclude", "end", "finish", "complete", "wrap", "close"];
const BEGINS: &[&str] = &["begin", "start", "open", "kick", "launch", "commence", "embark"];
/// Tokens between the verb and the duration, and up to the day.
const REACH: usize = 14;

/// Gives durations of days their interval where their sentence says when they began or ended.
pub fn give_days(layers: &Layers, found: &[Found], times: &mut [Time]) {
    for n in 0..found.len().min(times.len()) {
        let Some(interval) = days_of(layers, found, times, n) else { continue };
        if let Some(time) = times.get_mut(n).filter(|t| t.interval.is_none()) {
            time.interval = Some(interval);
            time.rule = "duration.visit".to_owned();
        }
    }
}

fn days_of(layers: &Layers, found: &[Found], times: &[Time], n: usize) -> Option<String> {
    let this = found.get(n)?;
    let Meaning::Duration(amounts) = &this.meaning else { return None };
    let [(Some(hundredths), unit @ (Unit::Day | Unit::Week))] = amounts.as_slice() else { return None };
    let near = |m: usize| found.get(m).is_some_and(|f| f.begin.abs_diff(this.begin) <= REACH);
    let day = |m: usize| times.get(m).filter(|_| near(m))?.value.parse::<Date>().ok();
    let day = day(n + 1).or_else(|| n.checked_sub(1).and_then(day))?;
    let sentences = &layers.tokens.sentences;
    let sentence = sentences.get(sentences.partition_point(|s| s.end <= this.begin))?;
    let verbs = (sentence.start.max(this.begin.saturating_sub(REACH))..this.begin).rev();
    let verb = verbs.filter(|&v| layers.tags.upos(v) == Upos::Verb).map(|v| layers.tags.lemma(v)).next()?;
    let length = span(hundredths / 100, *unit)?;
    let (first, last) = if ENDS.contains(&verb) {
        (day.checked_sub(length).ok()?.checked_add(1.day()).ok()?, day)
    } else if BEGINS.contains(&verb) {
        (day, day.checked_add(length).ok()?.checked_sub(1.day()).ok()?)
    } else {
        return None;
    };
    Some(format!("{}/{}", iso(first), iso(last)))
}
