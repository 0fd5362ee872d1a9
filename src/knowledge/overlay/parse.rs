//! From text to changes, with every problem of every row.

use super::ROWS_MAX;
use super::change::Change;
use super::problem::{Place, Problem};
use super::row::{FIELDS, OverlayRow, advice};
use serde_json::{Map, Value};

/// Longest row in bytes: 500 names of 100 bytes, and the rest.
const ROW_BYTES_MAX: usize = 64 * 1024;
/// Problems of one file that are told; whoever has more has another file in mind.
const PROBLEMS_MAX: usize = 200;
/// A key is meant by another that is at least this like it.
const LIKENESS_MIN: f64 = 0.75;

/// Reads JSONL; empty lines are passed over.
///
/// # Errors
/// Every problem of the file.
pub fn parse(source: &str, text: &str) -> Result<Vec<Change>, Vec<Problem>> {
    let (mut changes, mut problems) = (Vec::new(), Vec::new());
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    for (row, line) in lines {
        let at = Place { source: source.into(), line };
        if changes.len() >= ROWS_MAX || problems.len() >= PROBLEMS_MAX {
            let what = format!("{} rows and {} problems are enough", changes.len(), problems.len());
            let next = format!("correct the first ones; all overlays together have at most {ROWS_MAX} rows");
            problems.push(Problem { at, field: String::new(), what, next });
            break;
        }
        match parse_row(at, row) {
            Ok(change) => changes.push(change),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(changes) } else { Err(problems) }
}

/// Reads one row.
///
/// # Errors
/// Every problem of the row.
pub fn parse_row(at: Place, text: &str) -> Result<Change, Vec<Problem>> {
    if text.len() > ROW_BYTES_MAX {
        let what = format!("has {} bytes", text.len());
        let next = format!("write {ROW_BYTES_MAX} at most; one row, one entity");
        return Err(vec![Problem { at, field: String::new(), what, next }]);
    }
    match serde_json::from_str::<OverlayRow>(text) {
        Ok(row) => Change::of(at, row),
        Err(why) => Err(malformed(&at, text, &why)),
    }
}

/// Which fields of a row cannot be read: each is tried by itself.
fn malformed(at: &Place, text: &str, why: &serde_json::Error) -> Vec<Problem> {
    let problem = |field: &str, what: String, next: String| Problem { at: at.clone(), field: field.into(), what, next };
    let whole = |why: &serde_json::Error, next: &str| vec![problem("", why.to_string(), next.to_owned())];
    let fields: Map<String, Value> = match serde_json::from_str(text) {
        Ok(fields) => fields,
        Err(why) => return whole(&why, "write one JSON object a line, with \"id\" in it"),
    };
    let mut problems = Vec::new();
    if !fields.contains_key("id") {
        problems.push(problem("id", "is missing".into(), advice("id")));
    }
    for (name, value) in fields {
        if !FIELDS.iter().any(|field| field.0 == name) {
            problems.push(problem(&name, "is no field".into(), nearest(&name)));
        } else if let Err(why) = alone(&name, value) {
            problems.push(problem(&name, why.to_string(), advice(&name)));
        }
    }
    if problems.is_empty() { whole(why, "correct this row") } else { problems }
}

/// A row of this field and nothing else.
fn alone(name: &str, value: Value) -> Result<OverlayRow, serde_json::Error> {
    let mut fields = Map::new();
    fields.insert("id".into(), "any/id".into());
    fields.insert(name.to_owned(), value);
    serde_json::from_value(Value::Object(fields))
}

fn nearest(name: &str) -> String {
    let likeness = |field: &str| strsim::jaro_winkler(name, field);
    let best = FIELDS.iter().map(|field| field.0).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|field| likeness(field) >= LIKENESS_MIN) {
        Some(field) => format!("did you mean `{field}`?"),
        None => format!("fields are {}", FIELDS.iter().map(|field| field.0).collect::<Vec<_>>().join(", ")),
    }
}
