//! Sides named after places: in a report about sport "England" that beats "Sweden" is a team, not a country.
//!
//! Only articles about sport are looked at. A place that is seen once doing what a side does is a side wherever the
//! article says its name without a preposition of place before it.

use super::labels::class_of;
use super::tagger::Found;
use crate::record::{EntityType, Tokens};
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// Least share of an article's words that speak of sport, in hundredths, and how many different ones.
const TOPIC_PERCENT: usize = 2;
const TOPIC_WORDS: usize = 5;

/// What a word of sport.txt says: one bit a group.
const TOPIC: u8 = 1;
const ROLE: u8 = 2;
const DOES: u8 = 4;
const AGAINST: u8 = 8;
const WHERE: u8 = 16;
const GROUPS: [(&str, u8); 5] =
    [("topic", TOPIC), ("role", ROLE), ("does", DOES), ("against", AGAINST), ("where", WHERE)];

static WORDS: LazyLock<HashedMap<u8>> = LazyLock::new(|| {
    let mut words: HashedMap<u8> = HashedMap::default();
    for line in rows(include_str!("sport.txt")) {
        let Some((group, members)) = line.split_once('\t') else { continue };
        let bit = GROUPS.iter().find(|g| g.0 == group).map_or(0, |g| g.1);
        members.split(' ').for_each(|word| *words.entry(lower_hash(word)).or_default() |= bit);
    }
    words
});

/// Turns places that are sides of a game into organisations.
pub fn name_sides(text: &str, tokens: &Tokens, found: &mut [Found]) {
    let (Some(place), Some(organization)) = (class_of(EntityType::Place), class_of(EntityType::Organization)) else {
        return;
    };
    if !found.iter().any(|name| name.class == place) || !is_about_sport(tokens) {
        return;
    }
    let context = Context { text, tokens };
    let sides: Vec<u64> =
        found.iter().filter(|name| name.class == place && context.is_side(name)).map(|name| name.key(tokens)).collect();
    for name in found.iter_mut().filter(|name| name.class == place) {
        if sides.contains(&name.key(tokens)) && !context.is_place(name) {
            name.class = organization;
        }
    }
}

/// Whether so many of an article's words speak of sport that it reports some.
pub fn is_about_sport(tokens: &Tokens) -> bool {
    let different = tokens.words.iter().filter(|word| group(word.lower) & TOPIC != 0).count();
    let all = (0..tokens.len()).filter(|&i| group(tokens.word(i).lower) & TOPIC != 0).count();
    different >= TOPIC_WORDS && all * 100 >= tokens.len() * TOPIC_PERCENT
}

fn group(word: u64) -> u8 {
    WORDS.get(&word).copied().unwrap_or(0)
}

/// Whether a preposition of place stands before the name that begins at a token.
pub fn is_where(tokens: &Tokens, begin: usize) -> bool {
    begin.checked_sub(1).is_some_and(|i| group(tokens.word(i).lower) & WHERE != 0)
}

struct Context<'a> {
    text: &'a str,
    tokens: &'a Tokens,
}

impl Context<'_> {
    fn exact(&self, i: usize) -> &str {
        self.tokens.spans.get(i).map_or("", |span| span.of(self.text))
    }

    fn group(&self, i: Option<usize>) -> u8 {
        i.map_or(0, |i| group(self.tokens.word(i).lower))
    }

    /// A number as scores have it.
    fn is_score(&self, i: usize) -> bool {
        let exact = self.exact(i);
        !exact.is_empty() && exact.len() <= SCORE_DIGITS && exact.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether a name stands where a side of a game stands.
    fn is_side(&self, name: &Found) -> bool {
        let before = name.begin.checked_sub(1);
        let behind = self.group(Some(name.end));
        behind & (ROLE | DOES) != 0
            || self.is_score(name.end)
            || (self.group(before) & AGAINST != 0)
            || ["v", "vs", "-"].contains(&self.exact(name.end)) && self.is_score(name.end + 2)
    }

    /// Whether a preposition says that the place is meant.
    fn is_place(&self, name: &Found) -> bool {
        is_where(self.tokens, name.begin) && !self.is_score(name.end)
    }
}

/// Longest score: cricket counts hundreds.
const SCORE_DIGITS: usize = 3;
