//! "I", "we" and "you": who speaks, and to whom.

use super::chains::Chains;
use super::lexicon::Sort;
use super::page::{NONE, Page};
use super::phrases::{Kind, Phrase};
use crate::text::Span;
use crate::text::maps::HashMap;

/// The phrase that some words name somebody by: that of their head, else the first name among them.
pub fn phrase_of(page: &Page<'_>, phrases: &[Phrase], words: Span) -> Option<usize> {
    let begin = words.begin.saturating_sub(WORDS_BESIDE);
    let first = phrases.partition_point(|phrase| phrase.span.begin < begin);
    let near = || {
        let near = phrases.iter().enumerate().skip(first);
        let near = near.take_while(|(_, phrase)| phrase.span.begin < words.end + WORDS_BESIDE);
        near.filter(|(_, phrase)| !matches!(phrase.kind, Kind::Adjective { .. } | Kind::Group))
    };
    let within = || near().filter(|(_, phrase)| phrase.span.overlaps(words));
    let head = page.head_of(&page.range(words));
    // The head of the words is that of the phrase, or the title that a name hangs on.
    let of_head = near().find(|(_, phrase)| Some(phrase.head) == head);
    let about = || within().find(|(_, phrase)| head.is_some_and(|head| phrase.tokens.contains(&head)));
    let of_name = || within().find(|(_, phrase)| matches!(phrase.kind, Kind::Name { .. }));
    of_head.or_else(about).or_else(of_name).or_else(|| within().next()).map(|(n, _)| n)
}

/// Bytes beside some words within which the phrase may stand that hangs on them: a title and a long name.
const WORDS_BESIDE: u32 = 80;

/// Gives every "I", "we" and "you" its chain.
pub fn join(
    page: &Page<'_>,
    phrases: &[Phrase],
    speakers: &[Option<usize>],
    addressees: &[Option<usize>],
    chains: &mut Chains<'_>,
) {
    let mut voices: HashMap<(u32, u8, bool), usize> = HashMap::default();
    for (n, phrase) in phrases.iter().enumerate() {
        let Kind::Pronoun(pronoun) = phrase.kind else { continue };
        if pronoun.person == 3 {
            continue;
        }
        let quote = phrase.quote.map_or(NONE, |quote| quote);
        let speech = page.speeches.get(quote as usize);
        let plural = pronoun.person == 1 && pronoun.plural == Some(true);
        let meant = if pronoun.person == 1 { speakers } else { addressees };
        let named = meant.get(quote as usize).copied().flatten().and_then(|phrase| chains.chain_of(phrase));
        // "We" is the speaker only where a body speaks: a person's "we" is more than that person.
        let is_body = |chain: usize| chains.get(chain).is_some_and(|chain| chain.traits.sort == Some(Sort::Body));
        let named = named.filter(|&chain| !plural || is_body(chain));
        let key = (speech.map_or(NONE, |speech| speech.voice), pronoun.person, plural);
        match named.or(voices.get(&key).copied()) {
            Some(chain) => chains.join(n, phrase, chain),
            None => _ = voices.insert(key, chains.open(n, phrase)),
        }
    }
}
