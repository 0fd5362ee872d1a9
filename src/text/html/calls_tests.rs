//! Lines that speak for the site.

use super::*;

fn check(line: &str, expected: bool) {
    assert_eq!(is_call(line), expected, "{line:?}");
}

#[test]
fn calls_are_lines_that_begin_so() {
    for line in [
        "Advertisement",
        "ADVERTISEMENT",
        "Read more: Ferry fares to rise in May",
        "» Lesen Sie auch: Die Fähre fährt wieder",
        "À lire aussi : le bac reprend du service",
        "Follow us on all channels",
        "© 2024 Ellery Gazette",
    ] {
        check(line, true);
    }
}

#[test]
fn words_of_articles_stay() {
    check("Related-party deals were left out of the report.", false);
    check("Advertisements paid for the new ferry.", false);
    check("Related companies were left out too.", false);
    check("Recommended doses are lower now.", false);
    let long = format!("Subscribe to the theory, {}", "as many on the island do, ".repeat(10));
    check(&long, false);
}
