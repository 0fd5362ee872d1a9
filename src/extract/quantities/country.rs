//! Whose dollars, pounds and pesos: the country of an article as far as its text and its sender show it.
//!
//! Quantities are read before the entities are known, so the evidence is plain: the region of the declared language and the
//! ending of the address (the publisher's country), the dateline, and the countries that the words of the text are of.

use super::currencies::{Currency, Name, TABLE};
use crate::record::{Document, Tokens};
use crate::text::words::Case;
use std::cell::OnceCell;

/// How sure a currency is: written in full; by the publisher; by the words of the text; by the dateline; by nothing but habit.
const CERTAIN: f64 = 0.98;
const BY_PUBLISHER: f64 = 0.8;
const BY_WORDS: f64 = 0.9;
const BY_DATELINE: f64 = 0.55;
const BY_HABIT: f64 = 0.85;
/// Habit, where the text speaks of another country with a currency of the same name.
const BY_HABIT_ABROAD: f64 = 0.7;
/// Words of a dateline: "HONG KONG, March 4".
const DATELINE_MAX: usize = 3;

/// The currency of a country that the article comes from.
#[derive(Clone, Copy)]
struct Local {
    currency: Currency,
    /// The text has a sign of its own for it ("A$"), so that the bare one means another.
    told_apart: bool,
}

pub struct Country<'a> {
    document: &'a Document,
    tokens: &'a Tokens,
    publisher: OnceCell<Option<Local>>,
    dateline: OnceCell<Option<Local>>,
    /// How often the text speaks of the country of each currency.
    votes: OnceCell<Vec<u32>>,
}

impl<'a> Country<'a> {
    pub fn of(document: &'a Document, tokens: &'a Tokens) -> Self {
        Self { document, tokens, publisher: OnceCell::new(), dateline: OnceCell::new(), votes: OnceCell::new() }
    }

    /// The currency that a name of several means here, and how sure that is.
    pub fn choose(&self, name: &Name) -> Option<(Currency, f64)> {
        let first = *name.currencies.first()?;
        if name.currencies.len() == 1 {
            return Some((first, CERTAIN));
        }
        let bare = |local: &Local| name.currencies.contains(&local.currency) && !local.told_apart;
        if let Some(own) = self.publisher().filter(bare) {
            return Some((own.currency, BY_PUBLISHER));
        }
        let best = name.currencies.iter().rev().copied().max_by_key(|c| self.votes(*c)).filter(|c| self.votes(*c) > 0);
        // Agencies and papers of the world mean the dollars of the United States wherever they write from.
        if TABLE.code(first) == "USD" {
            let local = self.dateline().filter(bare).map(|l| l.currency).filter(|c| *c != first && is_dollar(*c));
            return Some(match (self.votes(first), local, best) {
                (0, Some(local), _) => (local, BY_DATELINE),
                (0, None, Some(_)) => (first, BY_HABIT_ABROAD),
                _ => (first, BY_HABIT),
            });
        }
        Some(best.map_or((first, BY_HABIT), |best| (best, BY_WORDS)))
    }

    /// How often the text speaks of a currency's country.
    pub fn votes(&self, currency: Currency) -> u32 {
        let votes = self.votes.get_or_init(|| count(self.tokens));
        votes.get(usize::from(currency)).copied().unwrap_or(0)
    }

    /// Whether publisher or text speak for one of the currencies of a name.
    pub fn speaks_for(&self, name: &Name) -> bool {
        let own = self.publisher().map(|local| local.currency);
        name.currencies.iter().any(|c| own == Some(*c) || self.votes(*c) > 0)
    }

    fn local(&self, currency: Currency) -> Local {
        let told_apart = TABLE.own_signs(currency).iter().any(|sign| self.document.text.contains(sign));
        Local { currency, told_apart }
    }

    fn publisher(&self) -> Option<Local> {
        *self.publisher.get_or_init(|| {
            let declared = self.document.declared_language.as_deref().and_then(region_of_tag);
            let address = self.document.url.as_deref().and_then(region_of_address);
            let found = self.document.layers.language.as_ref().and_then(|language| region_of_tag(&language.tag));
            let regions = [address, declared, found].into_iter().flatten();
            regions.filter_map(|region| TABLE.of_region(&region)).map(|currency| self.local(currency)).next()
        })
    }

    /// The currency of the place in capitals that the body begins with.
    fn dateline(&self) -> Option<Local> {
        *self.dateline.get_or_init(|| {
            let first = self.tokens.from_byte(self.document.headline.map_or(0, |h| h.end));
            let words = (first..self.tokens.len()).take(DATELINE_MAX).map(|i| self.tokens.word(i));
            let capitals = words.take_while(|word| word.case == Case::Upper);
            let mut currencies = capitals.filter_map(|word| TABLE.of_word(word.lower).first().copied());
            currencies.next().map(|currency| self.local(currency))
        })
    }
}

fn is_dollar(currency: Currency) -> bool {
    TABLE.noun_named("dollar").is_some_and(|dollar| dollar.currencies.contains(&currency))
}

fn count(tokens: &Tokens) -> Vec<u32> {
    let mut votes = vec![0; TABLE.codes.len()];
    let of_word: Vec<&[Currency]> = tokens.words.iter().map(|word| TABLE.of_word(word.lower)).collect();
    let names = (0..tokens.len()).filter(|i| tokens.word(*i).case.is_capitalised());
    for word in names.filter_map(|i| tokens.word_of.get(i)) {
        for currency in of_word.get(*word as usize).copied().unwrap_or_default() {
            if let Some(n) = votes.get_mut(usize::from(*currency)) {
                *n += 1;
            }
        }
    }
    votes
}

/// "AU" of "en-AU".
fn region_of_tag(tag: &str) -> Option<String> {
    tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).map(str::to_uppercase)
}

/// "AU" of "https://example.com.au/story"; endings that are no country's name none.
fn region_of_address(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?']).next()?;
    let ending = host.rsplit('.').next().filter(|ending| ending.len() == 2)?;
    // Endings that are sold all over the world say nothing of a country.
    let sold = ["tv", "io", "co", "me", "ai", "fm", "ly", "eu", "cc", "ws", "gg", "to", "la"];
    (!sold.contains(&ending)).then(|| ending.to_uppercase())
}
