//! Times: dates, times of the day, durations and what returns, with their values and intervals.
//!
//! Rules read the words (`grammar`), which gives each expression a meaning that does not know yet when it was written;
//! `resolve` then counts from the day of publication or from what the text spoke of before, as HeidelTime does (Strötgen
//! and Gertz 2013). Values are those of TIMEX3 (TimeML 1.2.1).

mod anchor;
mod grammar;
mod holidays;
mod lexicon;
mod meaning;
mod numbers;
mod offset;
mod page;
mod pick;
mod resolve;
mod tense;
mod values;
mod visits;
mod when;
mod within;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind, Time, TimeType};
use crate::text::Span;
use anchor::{Story, Told};
use grammar::Found;
use lexicon::Unit;
use meaning::Meaning;
use page::Page;
use resolve::{Hangs, Resolver};

pub const EXTRACTOR: Extractor = Extractor {
    name: "times",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Tokens, LayerKind::Tags, LayerKind::Trees],
    fills: &[LayerKind::Times],
    reads: Reads::English,
    models: &[],
    extract,
};

/// Finds the times of a document: [`Layer::Times`], numbered in the order of the text.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let mut page = Page::of(document);
    let sentences = &document.layers.tokens.sentences;
    let mut found = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        // "at 10 p.m. Wednesday" is one sentence, whatever its stops say.
        let goes_on = clock_goes_on(document, sentence.end);
        let end = sentences.get(n + 1).filter(|_| goes_on).map_or(sentence.end, |next| next.end);
        let begin = found.last().map_or(sentence.start, |f: &Found| f.end.max(sentence.start));
        page.sentence = begin.min(sentence.end)..end;
        read_sentence(&page, sentence.end, &mut found);
    }
    page.sentence = 0..document.layers.tokens.len();
    grammar::share_years(&page, &mut found);
    let writing = anchor::writing(document, &page, &found);
    let history = anchor::is_history(writing, &found);
    let mut story = Story::default();
    let mut times: Vec<Time> = Vec::with_capacity(found.len());
    let mut at = 0;
    for found in &found {
        while sentences.get(at).is_some_and(|s| s.end <= found.begin) {
            at += 1;
        }
        page.sentence = sentences.get(at).cloned().unwrap_or_default();
        let direction = match tense::direction(&page, found.begin, found.end - 1) {
            tense::Direction::Present if at == 0 && document.headline.is_some() => tense::Direction::Past,
            direction => direction,
        };
        let resolver = Resolver { writing, story: &story, history, sentence: at, direction };
        let answer = resolver.answer(&found.meaning);
        let id = times.len() + 1;
        let Some(span) = span(document, found) else { continue };
        times.push(Time {
            id: format!("t{id}"),
            span,
            exact: String::new(),
            class: class(&found.meaning),
            value: answer.value,
            interval: answer.interval,
            anchor: match answer.hangs {
                Hangs::Nothing => None,
                Hangs::Writing => writing.map(|w| w.source.to_owned()),
                Hangs::Told(id) => Some(format!("t{id}")),
            },
            rule: answer.rule.to_owned(),
            confidence: confidence(&found.meaning, answer.when.is_some()),
        });
        if let Some(when) = answer.when {
            let told = Told { when, id, sentence: at };
            let aside = matches!(found.meaning, Meaning::Unit { n: ..0, from: meaning::From::Story, .. });
            if !aside {
                story.tell(told);
            }
            if matches!(found.meaning, Meaning::Quarter(_) | Meaning::Unit { unit: Unit::Quarter, .. }) {
                story.quarter = Some(told);
            }
        }
    }
    visits::give_days(&document.layers, &found, &mut times);
    Layer::Times(times)
}

/// Whether the token before `end` is "a.m." or "p.m.", and a weekday follows.
fn clock_goes_on(document: &Document, end: usize) -> bool {
    let spans = &document.layers.tokens.spans;
    let exact = |i: usize| spans.get(i).map_or("", |s| s.of(&document.text));
    let half = end.checked_sub(1).is_some_and(|last| matches!(exact(last), "a.m." | "p.m."));
    let zone =
        |i: usize| lexicon::senses(document.layers.tokens.word(i).lower).iter().any(|s| s.kind == lexicon::Kind::Zone);
    let on = end + usize::from(zone(end));
    let day = on + usize::from(exact(on) == "on");
    let senses = lexicon::senses(document.layers.tokens.word(day).lower);
    half && senses.iter().any(|s| s.kind == lexicon::Kind::Weekday)
}

/// Reads the times of one sentence that begin before `end`; tokens before which no time can begin are passed over.
fn read_sentence(page: &Page, end: usize, found: &mut Vec<Found>) {
    let range = page.sentence.clone();
    let mut begins = vec![false; range.len()];
    let mut behind = false;
    for (n, i) in range.clone().enumerate().rev() {
        behind =
            page.is_trigger(i) || page.is_lead(i) && behind || (page.is_dash(i) || page.is_apostrophe(i)) && behind;
        if let Some(begin) = begins.get_mut(n) {
            *begin = behind;
        }
    }
    let mut i = range.start;
    while i < end {
        let may = begins.get(i - range.start).copied().unwrap_or(false);
        let end = may.then(|| grammar::read(page, i, found)).flatten();
        i = end.filter(|end| *end > i).unwrap_or(i + 1);
    }
}

fn span(document: &Document, found: &Found) -> Option<Span> {
    let spans = &document.layers.tokens.spans;
    let (first, last) = (spans.get(found.begin)?, spans.get(found.end.checked_sub(1)?)?);
    Some(Span { begin: first.begin, end: last.end })
}

fn class(meaning: &Meaning) -> TimeType {
    match meaning {
        Meaning::Duration(_) | Meaning::Stretch { .. } | Meaning::Piece { .. } => TimeType::Duration,
        Meaning::Set(_) => TimeType::Set,
        Meaning::Part { .. } | Meaning::Clock { .. } | Meaning::EndOfDay(_) => TimeType::Time,
        Meaning::Offset { amounts, .. } if amounts.last().is_some_and(|a| a.1 < Unit::Day) => TimeType::Time,
        _ => TimeType::Date,
    }
}

/// How often times of a kind are right: shares of right values on the developer sets, rounded.
fn confidence(meaning: &Meaning, anchored: bool) -> f64 {
    match meaning {
        Meaning::Fixed(_) => 0.97,
        Meaning::Duration(_) | Meaning::Set(_) | Meaning::Stretch { .. } => 0.9,
        Meaning::Ref(_) => 0.85,
        _ if anchored => 0.9,
        _ => 0.8,
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
