//! The letters of a text by script, taken from a few windows of it: a long article is known long before its end.

use super::ngrams::{self, BLANK};
use super::scripts::{self, Range};

/// Letters read of one text at most, in [`WINDOWS`] places: as long as the longest sentences
/// that the table was measured on, and a long article takes no longer than a paragraph.
const LETTERS_MAX: usize = 300;
/// Places of a long text that are read. An article that changes its language half-way shows it in one of them.
const WINDOWS: usize = 6;
/// Scripts told apart in one text; a text of more is mixed anyway.
const SCRIPTS_MAX: usize = 8;

/// How many letters of each script the windows hold, and where the windows are.
pub struct Letters<'a> {
    windows: Vec<&'a str>,
    /// A row of the script, and the weight of its letters in letters of an alphabet.
    scripts: Vec<(&'static Range, u32)>,
}

impl<'a> Letters<'a> {
    pub fn of(text: &'a str) -> Self {
        let windows = windows(text);
        let mut scripts: Vec<(&'static Range, u32)> = Vec::new();
        for c in windows.iter().flat_map(|w| w.chars()) {
            let Some(range) = scripts::range_of(c) else { continue };
            let full = scripts.len() >= SCRIPTS_MAX;
            match scripts.iter_mut().find(|(r, _)| r.script == range.script) {
                Some((_, weight)) => *weight += range.weight,
                None if full => {}
                None => scripts.push((range, range.weight)),
            }
        }
        Self { windows, scripts }
    }

    /// Letters of all scripts.
    pub fn total(&self) -> u32 {
        self.scripts.iter().map(|(_, weight)| weight).sum()
    }

    pub fn of_script(&self, script: &str) -> u32 {
        self.scripts.iter().find(|(r, _)| r.script == script).map_or(0, |&(_, weight)| weight)
    }

    /// The script of most letters; the earlier one where two have as many.
    pub fn main_script(&self) -> Option<&'static Range> {
        self.scripts.iter().rev().max_by_key(|(_, weight)| *weight).map(|(range, _)| *range)
    }

    /// For each window the symbols of one script's words.
    pub fn symbols(&self, script: &str) -> impl Iterator<Item = Vec<u32>> {
        self.windows.iter().map(move |window| symbols(window, script))
    }
}

/// The words of one script as symbols, a blank before, between and after them; empty where there is none.
pub fn symbols(text: &str, script: &str) -> Vec<u32> {
    let mut out = Vec::with_capacity(text.len() + 2);
    let mut inside = false;
    for c in text.chars() {
        let range = scripts::range_of(c);
        if range.is_some_and(|r| r.script == script || (inside && r.script == "Mark")) {
            if !inside {
                out.push(BLANK);
            }
            inside = true;
            out.push(ngrams::symbol(c));
        } else {
            inside = false;
        }
    }
    if !out.is_empty() {
        out.push(BLANK);
    }
    out
}

/// The whole text where it is short; else pieces at even distances, each beginning after white space if any is near.
fn windows(text: &str) -> Vec<&str> {
    // Every script needs at least one byte a letter, so this many bytes never hold more letters.
    if text.len() <= LETTERS_MAX {
        return vec![text];
    }
    let step = text.len() / WINDOWS;
    (0..WINDOWS).filter_map(|i| window(text.get(text.floor_char_boundary(i * step)..)?)).collect()
}

fn window(rest: &str) -> Option<&str> {
    const LETTERS: usize = LETTERS_MAX / WINDOWS;
    let near = rest.char_indices().take(LETTERS / 2).find(|(_, c)| c.is_whitespace()).map_or(0, |(at, _)| at);
    let rest = rest.get(near..)?;
    let end = rest.char_indices().nth(LETTERS).map_or(rest.len(), |(at, _)| at);
    rest.get(..end)
}
