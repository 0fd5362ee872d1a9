//! Datelines: the capitals that a report begins with name the place that it was sent from.
//!
//! "HAVNEBY, Friday -", "OSLO (Northern Wire) -", "BONN 1996-08-22": one to four words in capitals at the beginning of a line,
//! then a comma, a date or a name in brackets, and a dash within reach; or a date alone.

use super::labels::class_of;
use super::tagger::Found;
use crate::record::{EntityType, Tokens};
use crate::text::maps::HashSet;
use crate::text::rows;
use crate::text::words::{Case, lower_hash};
use std::ops::Range;
use std::sync::LazyLock;

/// Words of a place, and tokens between it and the dash ("(Northern Wire Service) March 4, 2024").
const WORDS_MAX: usize = 4;
const GAP_MAX: usize = 12;
/// Letters below which a word in capitals is rather an abbreviation ("EU", "UN").
const LETTERS_MIN: usize = 3;

/// Adds or corrects the places of datelines.
pub fn name_places(text: &str, tokens: &Tokens, found: &mut Vec<Found>) {
    let Some(place) = class_of(EntityType::Place) else { return };
    for sentence in &tokens.sentences {
        let Some(words) = place_of(text, tokens, sentence.clone()) else { continue };
        let at = found.partition_point(|name| name.begin < words.start);
        let overlapping = found.iter().skip(at).take_while(|name| name.begin < words.end).count();
        let name = Found { begin: words.start, end: words.end, class: place, probability: PROBABILITY };
        let longer = found.get(at..at + overlapping).is_some_and(|old| old.iter().any(|old| old.end > words.end));
        if !longer {
            found.splice(at..at + overlapping, [name]);
        }
    }
}

/// Words of desks.txt.
static DESKS: LazyLock<HashSet<u64>> =
    LazyLock::new(|| rows(include_str!("desks.txt")).flat_map(str::split_whitespace).map(lower_hash).collect());

/// How sure a place of a dateline is: as sure as the tagger ever is of one in running text.
const PROBABILITY: f32 = 0.95;

fn place_of(text: &str, tokens: &Tokens, sentence: Range<usize>) -> Option<Range<usize>> {
    let exact = |i: usize| tokens.spans.get(i).filter(|_| i < sentence.end).map_or("", |span| span.of(text));
    let is_word = |i: usize| i < sentence.end && tokens.word(i).case == Case::Upper;
    let words = sentence.start..(sentence.start..sentence.end).find(|&i| !is_word(i))?;
    let long = words.clone().any(|i| exact(i).len() >= LETTERS_MIN && !exact(i).contains('.'));
    let is_desk = words.clone().all(|i| DESKS.contains(&tokens.word(i).lower));
    if words.is_empty() || words.len() > WORDS_MAX || !long || is_desk {
        return None;
    }
    let is_dash = |i: usize| matches!(exact(i), "-" | "--" | "–" | "—");
    let opens = matches!(exact(words.end), "," | "(") || is_dash(words.end);
    // A hyphen joins words where no blank stands before it.
    let is_apart = |i: usize| match (tokens.spans.get(i.wrapping_sub(1)), tokens.spans.get(i)) {
        (Some(left), Some(right)) => left.end < right.begin,
        _ => true,
    };
    let dash = (words.end..words.end + GAP_MAX).find(|&i| is_dash(i)).filter(|_| opens);
    let dated =
        exact(words.end).len() == 4 && exact(words.end).bytes().all(|b| b.is_ascii_digit()) && is_dash(words.end + 1);
    (dash.is_some_and(is_apart) || dated).then_some(words)
}
