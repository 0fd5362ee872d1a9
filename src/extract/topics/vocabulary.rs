//! The IPTC Media Topics: codes, names, and what lies below what.

use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

/// The release that src/extract/topics/mediatopics.tsv is taken from.
pub const RELEASE: &str = "2022-02-03";

/// Levels of the vocabulary are fewer; a longer way up would be a circle.
const LEVELS_MAX: usize = 8;

static TOPICS: LazyLock<HashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?, (cells.next()?, cells.next()?)))
    };
    rows(include_str!("mediatopics.tsv")).filter_map(row).collect()
});

/// The name of a topic; `None` for a code that this release does not have.
pub fn name(code: &str) -> Option<&'static str> {
    TOPICS.get(code).map(|row| row.1)
}

/// The number of the subject of level 1 that a topic lies below, counted from 0.
pub fn subject(code: &str) -> Option<usize> {
    let mut code = code;
    for _ in 0..LEVELS_MAX {
        match TOPICS.get(code)?.0 {
            "" => return code.get(..2)?.parse::<usize>().ok()?.checked_sub(1),
            broader => code = broader,
        }
    }
    None
}

/// The code of a subject of level 1, counted from 0.
pub fn code(subject: usize) -> String {
    format!("{:02}000000", subject + 1)
}
