//! Every character lands in one token; clitics, abbreviations, numbers and names as the treebanks have them.

use super::*;
use proptest::prelude::*;

/// `expected`: the tokens, separated by a blank.
fn check(line: &str, expected: &str) {
    let mut spans = Vec::new();
    tokenize(line, 0, &mut spans);
    let tokens: Vec<&str> = spans.iter().map(|s| s.of(line)).collect();
    assert_eq!(tokens.join(" "), expected, "in {line:?}");
}

#[test]
fn clitics_stand_alone() {
    check("Don't say we can't, won't or cannot.", "Do n't say we ca n't , wo n't or can not .");
    check("Obama's plan, the states' plan", "Obama 's plan , the states ' plan");
    check("They’re sure he’ll go; I'd wait.", "They ’re sure he ’ll go ; I 'd wait .");
    check("O'Brien's and D'Angelo's men", "O'Brien 's and D'Angelo 's men");
    check("rock 'n' roll of the company 's", "rock ' n ' roll of the company 's");
}

#[test]
fn hyphens_and_slashes_cut_words_but_not_numbers() {
    check("Moscow-Beijing talks", "Moscow - Beijing talks");
    check("a U.S.-led and/or well-known force", "a U.S. - led and / or well - known force");
    check("10,000 men at 10:30 for 1/2 of 3.5%", "10,000 men at 10:30 for 1/2 of 3.5 %");
    check("$5bn, £3.2m and 1990s", "$ 5bn , £ 3.2m and 1990s");
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "Mr. J. R. Smith of the U.S. Army came at 5 p.m. on Friday.",
        "Mr. J. R. Smith of the U.S. Army came at 5 p.m. on Friday .",
    );
    check("Smith Inc. and J.R.R. Tolkien", "Smith Inc. and J.R.R. Tolkien");
    check("He works for Smith Inc.", "He works for Smith Inc .");
    check("He lives in the U.S.", "He lives in the U.S.");
    check("Wait... what?! No.", "Wait ... what ? ! No .");
}

#[test]
fn addresses_are_whole() {
    check(
        "See https://example.org/a-b?c=1, or mail jo.do@example.org.",
        "See https://example.org/a-b?c=1 , or mail jo.do@example.org .",
    );
    check("Benito Jua\u{301}rez spoke", "Benito Jua\u{301}rez spoke");
    check("@handle likes #tag2, AT&T and S&P", "@handle likes #tag2 , AT&T and S&P");
}

#[test]
fn characters_of_no_width_are_in_no_word_and_cut_none() {
    check("the\u{200b} China\u{ad}Africa\u{feff} talks.\u{200b}", "the China\u{ad}Africa talks .");
    assert_eq!(crate::text::words::Word::of("earth\u{ad}quake"), crate::text::words::Word::of("earthquake"));
}

#[test]
fn quotation_marks_and_brackets_are_tokens() {
    check("“Yes,” he said (twice).", "“ Yes , ” he said ( twice ) .");
    check("'Yes' he said", "' Yes ' he said");
}

proptest! {
    #[test]
    fn every_visible_character_is_in_one_token(line in "\\PC{0,60}|[a-zA-Z0-9.,:'’&@#/-]{0,30}( [A-Z.']{1,8}){0,4}") {
        let mut spans = Vec::new();
        tokenize(&line, 0, &mut spans);
        prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].begin));
        let joined: String = spans.iter().map(|s| s.of(&line)).collect();
        let visible: String = line.chars().filter(|&c| !is_between(c)).collect();
        prop_assert_eq!(joined, visible);
    }
}
