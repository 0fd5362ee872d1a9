//! What a byline says beside its names, and whether what is left is a name.

use crate::text::maps::HashSet;
use crate::text::rows;
use std::sync::LazyLock;

const NAME_WORDS_MAX: usize = 5;
const NAME_BYTES_MAX: usize = 60;

/// The lists of `bylines.txt`, where they are described.
#[derive(Default)]
pub struct Words {
    before: Vec<&'static str>,
    after: Vec<String>,
    pub labels: HashSet<&'static str>,
    pub companies: HashSet<&'static str>,
    particles: HashSet<&'static str>,
    nobody: HashSet<&'static str>,
    pub degrees: HashSet<&'static str>,
}

pub static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    let mut list = "";
    for line in rows(include_str!("bylines.txt")) {
        match (line.strip_prefix('='), list) {
            (Some(name), _) => list = name,
            (None, "before") => words.before.push(line),
            (None, "after") => words.after.push(if line == "(" { " (".to_owned() } else { format!(" {line} ") }),
            (None, "labels") => drop(words.labels.insert(line)),
            (None, "companies") => drop(words.companies.insert(line)),
            (None, "particles") => drop(words.particles.insert(line)),
            (None, "nobody") => drop(words.nobody.insert(line)),
            (None, "degrees") => drop(words.degrees.insert(line)),
            _ => {}
        }
    }
    words
});

/// "By Mary Quill | 3 May" without all but the name.
pub fn bare(byline: &str) -> String {
    let text = without_before(byline);
    let end = WORDS.after.iter().filter_map(|a| text.find(a.as_str())).min().unwrap_or(text.len());
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(end).min(end);
    text.get(..end).unwrap_or("").trim_end_matches([' ', ',', '|', ':', '-']).to_owned()
}

/// Whether a line says that a name follows.
pub fn is_introduced(line: &str) -> bool {
    without_before(line).len() + 2 < line.trim().len()
}

/// "Posted by Mary Quill" without what comes before the name.
fn without_before(byline: &str) -> &str {
    let mut text = byline.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '|'));
    for _ in 0..2 {
        let lower = text.to_lowercase();
        let before = WORDS.before.iter().find(|b| {
            lower.strip_prefix(*b).is_some_and(|rest| b.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']))
        });
        let Some(before) = before else { break };
        text = text.get(before.len()..).unwrap_or("").trim_start_matches([' ', ':', '\u{a0}']);
    }
    text
}

/// A few words that begin with a capital, if the script has any, but for those that stand inside of names.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let capital = |w: &str| w.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let ends = words.first().is_some_and(|w| capital(w)) && words.last().is_some_and(|w| capital(w));
    let inside = words.iter().all(|w| capital(w) || WORDS.particles.contains(w) || w.starts_with("d'"));
    let named = words.iter().all(|w| !WORDS.nobody.contains(w.to_lowercase().as_str()));
    ends && inside && named && words.len() <= NAME_WORDS_MAX && text.len() <= NAME_BYTES_MAX
}
