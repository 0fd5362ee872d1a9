//! That reading is linear in the length of a text, whatever the text is made of.
//!
//! `cargo bench --bench shapes -- [NAME]`: ordinary prose and texts made to be expensive, of three lengths, each four
//! times the one before; a name leaves out all others. Where four times the text takes more than ten times the
//! processor time, in the whole or in one extractor, the bench says so and fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

#[path = "support/articles.rs"]
mod articles;
#[path = "support/clock.rs"]
mod clock;
#[path = "support/shapes.rs"]
mod shapes;

use clock::seconds;
use copydesk::extract::EXTRACTORS;
use copydesk::extract::clean::clean;
use copydesk::intake;
use copydesk::knowledge::Knowledge;
use copydesk::record::{Document, Provenance, Record};
use shapes::{SHAPES, Shape};
use std::hint::black_box;
use std::process::ExitCode;

/// Bytes of the texts.
const LENGTHS: [usize; 3] = [64 << 10, 256 << 10, 1 << 20];
/// Four times the text may take so many times the time. Quadratic work would take 16 times; what is linear takes up to 8, where
/// the longer text is in no cache any more and each byte costs twice as much.
const RATIO_MAX: f64 = 10.0;
/// A step is compared where it is this share of the whole at least: below it, it is still no burden on the longest article
/// that is taken (2 MB), and what is measured is rather memory that is given back and asked for again.
const COMPARED_SHARE: f64 = 0.1;
/// What takes less is done again, and the fastest counts: a first run also pays for memory that is new.
const REPEATED_S: f64 = 0.05;
const REPEATS: usize = 3;

/// A step of the reading and its seconds for one text.
type Steps = Vec<(&'static str, f64)>;

fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    println!(
        "{:24} {:>8} {:>8} {:>8}   {:>5} {:>5}   dearest steps",
        "µs/KB of", "64 KB", "256 KB", "1 MB", "ratio", "ratio"
    );
    let mut linear = true;
    whole(&SHAPES[0], LENGTHS[0]); // reads the models
    for shape in SHAPES.iter().filter(|shape| wanted.as_ref().is_none_or(|name| shape.name.contains(name.as_str()))) {
        let steps = LENGTHS.map(|bytes| whole(shape, bytes));
        line(shape, &steps);
        for found in steps.windows(2).flat_map(|pair| compared(&pair[0], &pair[1])) {
            println!("    not linear: {found}");
            linear = false;
        }
    }
    if linear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The steps from the bytes of a message to those of its record. Every extractor reads it, whatever its language.
fn whole(shape: &Shape, bytes: usize) -> Steps {
    let (form, text) = (shape.form.content_type(), (shape.make)(bytes));
    let mut steps = Vec::new();
    let header = |name: &str| (name == "Content-Type").then_some(form);
    let open = || clean(intake::read(text.as_bytes(), header, &intake::Limits::default())?);
    let Ok(mut document) = timed("clean", &mut steps, open) else { return steps };
    let knowledge = Knowledge::core();
    for extractor in EXTRACTORS {
        let layer = timed(extractor.name, &mut steps, || (extractor.extract)(&document, &knowledge));
        document.fill(layer);
    }
    timed("record", &mut steps, || sealed(&document));
    steps
}

fn sealed(document: &Document) -> usize {
    let record = Record::seal(document.clone(), &Provenance::default());
    serde_json::to_vec(&record).map_or(0, |json| black_box(json).len())
}

/// Notes the time of a step.
fn timed<T>(name: &'static str, steps: &mut Steps, work: impl Fn() -> T) -> T {
    let (mut done, mut least) = seconds(&work);
    for _ in 1..REPEATS {
        if least < REPEATED_S {
            let (again, spent) = seconds(&work);
            (done, least) = (again, least.min(spent));
        }
    }
    steps.push((name, least));
    done
}

fn line(shape: &Shape, steps: &[Steps; 3]) {
    let sums = steps.each_ref().map(|steps| steps.iter().map(|(_, seconds)| seconds).sum::<f64>());
    let per_kb = |n: usize| sums[n] * 1e6 / (LENGTHS[n] >> 10) as f64;
    let mut dearest = steps[2].clone();
    dearest.sort_by(|a, b| b.1.total_cmp(&a.1));
    let dearest: Vec<_> =
        dearest.iter().take(3).map(|(name, seconds)| format!("{name} {:.0} %", seconds * 100.0 / sums[2])).collect();
    println!(
        "{:24} {:8.1} {:8.1} {:8.1}   {:5.2} {:5.2}   {}",
        shape.name,
        per_kb(0),
        per_kb(1),
        per_kb(2),
        sums[1] / sums[0],
        sums[2] / sums[1],
        dearest.join(", ")
    );
}

/// Steps, and the whole, that take more than their share of a text four times as long.
fn compared(short: &Steps, long: &Steps) -> Vec<String> {
    let whole = |steps: &Steps| ("the whole", steps.iter().map(|(_, seconds)| seconds).sum::<f64>());
    let pairs = short.iter().copied().zip(long.iter().copied()).chain([(whole(short), whole(long))]);
    let least = whole(long).1 * COMPARED_SHARE;
    let dear = pairs.filter(|((_, less), (_, more))| *more > least && more / less > RATIO_MAX);
    let told = |((name, less), (_, more)): ((&str, f64), (&str, f64))| {
        format!("{name} takes {:.1} ms, then {:.1} ms: {:.1} times", less * 1e3, more * 1e3, more / less)
    };
    dear.map(told).collect()
}
