//! Measures the tagger of names: F1 on each developer set as `score_ner.py` counts it, and how far to trust its confidence.

use crate::corpus::{self, TrainError};
use crate::names_data::{Line, class_of, read};
use copydesk::extract::names;
use copydesk::extract::names::labels::CLASSES;
use copydesk::extract::names::model::NamesModel;
use copydesk::record::EntityType;
use copydesk::text::{CodePoints, Span};
use std::collections::{HashMap, HashSet};
use std::path::Path;

const SETS: [&str; 6] = ["worldwide-dev", "conll2003-dev", "gum-news-dev", "uner-ewt-dev", "re3d-dev", "wnut17-dev"];
/// Bins of the reliability table.
const BINS: usize = 10;

/// Whether each found name of an annotated class is right, with its probability.
pub fn judge(line: &Line, model: &NamesModel, out: &mut Vec<(f32, bool)>) {
    let gold = gold(line);
    let skipped = skipped(line);
    for (span, class, probability) in found(line, model) {
        if line.annotated.iter().any(|name| class_of(name) == Some(class)) && !skipped.contains(&span) {
            out.push((probability, gold.get(&span) == Some(&class)));
        }
    }
}

fn found(line: &Line, model: &NamesModel) -> Vec<(Span, usize, f32)> {
    let (text, tokens) = read(&line.text);
    let points = CodePoints::new(&text);
    let names = names::find(&text, &tokens, model);
    let spanned =
        names.iter().filter_map(|name| Some((points.points(name.span(&tokens)?), name.class, name.probability)));
    spanned.collect()
}

fn gold(line: &Line) -> HashMap<Span, usize> {
    line.entities.iter().filter(|e| e.is_name()).filter_map(|e| Some((e.span, class_of(&e.class)?))).collect()
}

/// Spans that the corpus marks as something else than a name: whether they are names is a matter of guidelines.
fn skipped(line: &Line) -> HashSet<Span> {
    line.entities.iter().filter(|e| !e.is_name()).map(|e| e.span).collect()
}

/// Which class of the headline: person, organisation, place with facility.
fn three(class: usize) -> Option<usize> {
    match CLASSES[class] {
        EntityType::Person => Some(0),
        EntityType::Organization => Some(1),
        EntityType::Place | EntityType::Facility => Some(2),
        _ => None,
    }
}

/// Right, found, gold.
#[derive(Clone, Copy, Default)]
struct Count(usize, usize, usize);

impl Count {
    fn f1(self) -> f64 {
        2.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }
}

/// Prints the table of all developer sets, then the reliability of the confidence on the first.
pub fn report(data: &Path, model: &NamesModel) -> Result<(), TrainError> {
    println!("names, exact span and class            F1    P     R      PER   ORG   LOC");
    for set in SETS {
        let lines: Vec<Line> = corpus::read(data, &format!("eval/ner/{set}.jsonl.xz"))?;
        let mut counts = [Count::default(); 3];
        lines.iter().for_each(|line| count(line, model, &mut counts));
        let all = counts.iter().fold(Count::default(), |a, b| Count(a.0 + b.0, a.1 + b.1, a.2 + b.2));
        let (precision, recall) = (all.0 as f64 / all.1.max(1) as f64, all.0 as f64 / all.2.max(1) as f64);
        let by_class: Vec<String> = counts.iter().map(|c| format!("{:.3}", c.f1())).collect();
        println!("{set:36} {:.3} {precision:.3} {recall:.3}  {}", all.f1(), by_class.join(" "));
    }
    let mut judged = Vec::new();
    let lines: Vec<Line> = corpus::read(data, "eval/ner/worldwide-dev.jsonl.xz")?;
    lines.iter().for_each(|line| judge(line, model, &mut judged));
    reliability(&judged.iter().map(|&(p, right)| (model.calibrated(p), right)).collect::<Vec<_>>());
    Ok(())
}

fn count(line: &Line, model: &NamesModel, counts: &mut [Count; 3]) {
    let (gold, skipped) = (gold(line), skipped(line));
    for &class in gold.values() {
        if let Some(c) = three(class) {
            counts[c].2 += 1;
        }
    }
    for (span, class, _) in found(line, model) {
        let Some(c) = three(class).filter(|_| gold.contains_key(&span) || !skipped.contains(&span)) else { continue };
        counts[c].1 += 1;
        counts[c].0 += usize::from(gold.get(&span).and_then(|&g| three(g)) == Some(c));
    }
}

/// Prints, for each tenth of confidence, how many names had it and how many of these were right; and the expected
/// calibration error (Guo et al. 2017).
fn reliability(judged: &[(f64, bool)]) {
    println!("confidence on worldwide-dev   names   said   right");
    let mut error = 0.0;
    for bin in 0..BINS {
        let inside = |x: &&(f64, bool)| ((x.0 * BINS as f64) as usize).min(BINS - 1) == bin;
        let (n, said, right) = judged
            .iter()
            .filter(inside)
            .fold((0usize, 0.0, 0.0), |(n, said, right), x| (n + 1, said + x.0, right + f64::from(u8::from(x.1))));
        if n > 0 {
            println!("  .{bin} to .{}  {n:15}   {:.3}   {:.3}", bin + 1, said / n as f64, right / n as f64);
            error += (said - right).abs();
        }
    }
    println!("expected calibration error {:.3} over {} names", error / judged.len().max(1) as f64, judged.len());
}
