//! What an article is about comes before what it names in passing.

use super::*;
use crate::record::EntityType;
use crate::text::Span;

fn mention(begin: u32, end: u32, kind: MentionKind) -> Mention {
    let (id, exact) = (format!("m{begin}"), String::new());
    let (class, entity, alternative) = (EntityType::Person, None, None);
    Mention { id, span: Span { begin, end }, exact, kind, class, entity, alternative, confidence: 1.0 }
}

/// The shares of things, each one given by where it is named.
fn check(headline: Option<u32>, things: &[&[u32]], expected: &[f64]) {
    let headline = headline.map(|end| Span { begin: 0, end });
    let document = Document { text: "x".repeat(4_000), headline, ..Document::default() };
    let places: Vec<u32> = things.iter().flat_map(|t| t.iter().copied()).collect();
    let mentions: Vec<Mention> = places.iter().map(|&b| mention(b, b + 5, MentionKind::Name)).collect();
    let mut next = 0..;
    let groups: Vec<Vec<usize>> = things.iter().map(|t| next.by_ref().take(t.len()).collect()).collect();
    assert_eq!(shares(&document, &mentions, groups.iter().map(Vec::as_slice)), expected);
}

#[test]
fn many_mentions_early_ones_and_the_headline_count() {
    check(None, &[&[0, 900, 1_800], &[2_000]], &[0.87, 0.13]);
    check(None, &[&[0], &[3_000]], &[0.75, 0.25]);
    check(Some(40), &[&[10], &[50]], &[0.64, 0.36]);
    check(None, &[], &[]);
}

#[test]
fn standing_for_a_thing_is_half_of_naming_it() {
    let document = Document { text: "x".repeat(4_000), ..Document::default() };
    let mentions = [mention(3_000, 3_005, MentionKind::Name), mention(3_010, 3_015, MentionKind::Demonym)];
    let shares = shares(&document, &mentions, [&[0][..], &[1]].into_iter());
    assert_eq!(shares, [0.63, 0.37]);
}
