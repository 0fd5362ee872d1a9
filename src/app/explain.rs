//! Says why an entity of an article is what it is: what else it could have been, and what spoke for each.

use super::exit::{Exit, Failure};
use super::print;
use crate::pipeline::{Explanation, Pipeline};
use crate::text::{CodePoints, Span};
use crate::transport::Headers;
use std::path::PathBuf;
use std::sync::Arc;

/// What is asked.
pub struct Question {
    pub pipeline: Arc<Pipeline>,
    pub file: PathBuf,
    pub published: Option<String>,
    /// A code point of the record's text, or the id of an entity; neither asks for all.
    pub at: Option<u32>,
    pub entity: Option<String>,
}

/// Candidates that are shown of each entity.
const SHOWN: usize = 6;

/// Reads the article and prints the explanation.
pub fn explain(question: &Question) -> Result<Exit, Failure> {
    let name = question.file.display();
    let payload = std::fs::read(&question.file).map_err(|why| Failure::failed(format!("{name}: {why}")))?;
    let read = question.pipeline.explain(&payload, &Headers::default(), question.published.as_deref());
    let explanation = read.map_err(|why| Failure::failed(format!("{name} is no article: {why}")))?;
    let lines = lines(&explanation, question.at, question.entity.as_deref());
    if lines.is_empty() {
        let what = question.at.map_or("no such entity".to_owned(), |at| format!("no entity is named at {at}"));
        return Err(Failure::failed(format!("{name}: {what}; `copydesk extract --output json` shows all")));
    }
    lines.into_iter().try_for_each(print::line)?;
    Ok(Exit::Done)
}

fn lines(explanation: &Explanation, at: Option<u32>, entity: Option<&str>) -> Vec<String> {
    let text = explanation.document.text.as_str();
    let points = CodePoints::new(text);
    let is_asked = |spans: &[Span], id: Option<&str>| match (at, entity) {
        (Some(at), _) => spans.iter().any(|span| (span.begin..span.end).contains(&at)),
        (None, Some(entity)) => id == Some(entity),
        (None, None) => true,
    };
    let mut lines = Vec::new();
    for group in &explanation.entities {
        let spans: Vec<Span> = group.mentions.iter().map(|mention| points.points(mention.span)).collect();
        if !is_asked(&spans, group.entity.as_deref()) {
            continue;
        }
        let names = group.mentions.iter().zip(&spans);
        let names: Vec<String> = names.map(|(m, s)| format!("{:?} [{},{}]", m.span.of(text), s.begin, s.end)).collect();
        let class = group.mentions.first().map(|mention| format!("{:?}", mention.class)).unwrap_or_default();
        lines.push(format!("{} {class}: {}", group.entity.as_deref().unwrap_or("-"), names.join(", ")));
        let fate = match (group.linked, group.candidates.is_empty()) {
            (true, _) => "the first one is meant".to_owned(),
            (false, true) => "nothing is known by these names".to_owned(),
            (false, false) => format!("none is meant: the best must pass {:.1} and lead", group.threshold),
        };
        lines.push(format!("  {fate}"));
        for choice in group.candidates.iter().take(SHOWN) {
            let reasons: Vec<String> =
                choice.reasons.iter().map(|(what, worth)| format!("{what} {worth:+.1}")).collect();
            lines.push(format!("  {:>6.1}  {} ({})  {}", choice.score, choice.name, choice.id, reasons.join(", ")));
        }
        if let Some(more) = group.candidates.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            lines.push(format!("          and {more} more"));
        }
    }
    lines
}
