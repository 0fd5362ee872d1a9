//! Lines inside of articles that speak for the site: "Read more: ...", "Follow us on ...".

use crate::text::maps::HashSet;
use crate::text::rows;
use std::sync::LazyLock;

/// Bytes of the longest line that is taken for a call: more is a paragraph that happens to begin so.
const LINE_BYTES_MAX: usize = 200;

static CALLS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| rows(include_str!("calls.txt")).collect());

/// Words of the longest beginning in the file.
static WORDS_MAX: LazyLock<usize> = LazyLock::new(|| CALLS.iter().map(|c| c.split(' ').count()).max().unwrap_or(0));

/// Whether a line is no part of its article.
pub fn is_call(line: &str) -> bool {
    if line.len() > LINE_BYTES_MAX {
        return false;
    }
    let lower = line.to_lowercase();
    let text = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    if text.starts_with('©') {
        return true;
    }
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric() && *c != '-').map(|(at, _)| at);
    let called = |end: usize| {
        let (begin, rest) = text.split_at_checked(end)?;
        // "Related: ..." is a label, "Related companies ..." a sentence.
        let whole = !rest.starts_with(' ') || begin.contains(' ') || rest.trim_start().starts_with([':', '|', '»']);
        Some(whole && CALLS.contains(begin))
    };
    ends.chain([text.len()]).take(*WORDS_MAX).any(|end| called(end) == Some(true))
}

#[cfg(test)]
#[path = "calls_tests.rs"]
mod tests;
