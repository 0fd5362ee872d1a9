//! The exact words of a place: "northern Angola" is Angola, "Nyanza province" is Nyanza, "W.Va." has its full stop.

use crate::record::{Document, EntityType, Mention, MentionKind};
use crate::text::{Span, rows};
use std::sync::LazyLock;

/// Words in small letters that stand beside a name and are no part of it: `before` it, or `after`.
static BESIDE: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| rows(include_str!("beside-places.txt")).filter_map(|row| row.split_once('\t')).collect());
/// Words that may stand on one side of a name: "southern and central" is three, none was seen with more.
const WORDS_MAX: usize = 4;

/// Takes what is no part of the name off all places.
pub fn trim(document: &Document, mentions: &mut [Mention]) {
    for mention in mentions {
        if mention.class == EntityType::Place && mention.kind == MentionKind::Name {
            mention.span = name(&document.text, mention.span);
        }
    }
}

/// The span of the name alone; the whole one where nothing else would be left.
fn name(text: &str, span: Span) -> Span {
    let mut exact = span.of(text);
    let mut begin = span.begin as usize;
    for _ in 0..WORDS_MAX {
        let Some(rest) = beside("before", exact, |exact, word| exact.strip_prefix(word)?.strip_prefix([' ', '-']))
        else {
            break;
        };
        begin += exact.len() - rest.len();
        exact = rest;
    }
    for _ in 0..WORDS_MAX {
        let bare = exact.trim_end_matches([',', ';', ':', ' ']);
        exact = beside("after", bare, |exact, word| exact.strip_suffix(word)?.strip_suffix(' ')).unwrap_or(bare);
    }
    if exact.is_empty() {
        return span;
    }
    let end = begin + exact.len();
    let is_cut_off =
        exact.contains('.') && !exact.ends_with('.') && text.get(end..).is_some_and(|t| t.starts_with('.'));
    Span::new(begin, end + usize::from(is_cut_off))
}

/// What is left of `exact` without one of the words of a side; `None` where there is none, or nothing else.
fn beside<'t>(side: &str, exact: &'t str, strip: impl Fn(&'t str, &str) -> Option<&'t str>) -> Option<&'t str> {
    let rest = BESIDE.iter().filter(|row| row.0 == side).find_map(|row| strip(exact, row.1))?;
    rest.contains(char::is_uppercase).then_some(rest)
}

#[cfg(test)]
#[path = "trim_tests.rs"]
mod tests;
