//! Measures languages and sentences on their developer sets.

use crate::corpus::{self, TrainError};
use crate::evaluate::document;
use copydesk::extract::{language, sentences};
use copydesk::knowledge::Knowledge;
use copydesk::record::{Document, Language};
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;

#[derive(Deserialize)]
struct LanguageLine {
    text: String,
    language: String,
    #[serde(default)]
    length: Option<String>,
}

#[derive(Deserialize)]
struct SentencesLine {
    text: String,
    sentences: Vec<Span>,
}

/// Prints how often languages and regions of English are right.
pub fn languages(data: &Path) -> Result<(), TrainError> {
    let lines: Vec<LanguageLine> = corpus::read(data, "eval/language/sentences-dev.jsonl.xz")?;
    println!("languages, primary subtag             right");
    for length in ["long", "short"] {
        let these: Vec<_> = lines.iter().filter(|l| l.length.as_deref() == Some(length)).collect();
        let right =
            these.iter().filter(|l| said(&l.text).primary() == l.language.split('-').next().unwrap_or("")).count();
        println!("{:36} {:.3} of {}", format!("sentences-dev, {length}"), share(right, these.len()), these.len());
    }
    let lines: Vec<LanguageLine> = corpus::read(data, "eval/language/english-dev.jsonl.xz")?;
    let right = lines.iter().filter(|l| said(&l.text).tag == l.language).count();
    println!("{:36} {:.3} of {}", "english-dev, region", share(right, lines.len()), lines.len());
    Ok(())
}

fn said(text: &str) -> Language {
    let mut document = document(text.to_owned());
    document.fill(language::extract(&document, &Knowledge::none()));
    document.layers.language.unwrap_or_else(Language::unknown)
}

/// Prints F1 of sentences whose both ends are right, quotation marks and brackets at their edges aside.
pub fn sentences(data: &Path) -> Result<(), TrainError> {
    println!("sentences, both ends                   F1    P     R");
    for set in ["gum-news-dev", "ewt-dev"] {
        let lines: Vec<SentencesLine> = corpus::read(data, &format!("eval/sentences/{set}.jsonl.xz"))?;
        let (mut right, mut found, mut gold) = (0, 0, 0);
        for line in lines {
            let mut document = document(line.text);
            document.fill(sentences::extract(&document, &Knowledge::none()));
            let points = CodePoints::new(&document.text);
            let wanted: HashSet<Span> =
                line.sentences.iter().filter_map(|&s| points.bytes(s)).map(|s| trimmed(&document, s)).collect();
            let ours: HashSet<Span> = document.layers.sentences.iter().map(|&s| trimmed(&document, s)).collect();
            right += wanted.intersection(&ours).count();
            (found, gold) = (found + ours.len(), gold + wanted.len());
        }
        let f1 = 2.0 * right as f64 / (found + gold).max(1) as f64;
        println!("{set:36} {f1:.3} {:.3} {:.3}", share(right, found), share(right, gold));
    }
    Ok(())
}

/// Marks that belong to no one at the edge of a sentence.
const EDGE: &[char] = &['"', '\'', '“', '”', '‘', '’', '«', '»', '(', ')', '[', ']', ' '];

fn trimmed(document: &Document, span: Span) -> Span {
    let words = span.of(&document.text);
    let begin = span.begin as usize + words.len() - words.trim_start_matches(EDGE).len();
    Span::new(begin, begin + words.trim_matches(EDGE).len())
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
