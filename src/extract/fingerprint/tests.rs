//! Equal words give equal digests, and the sketch estimates within its stated error.

use super::words::mix;
use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

fn exact(text: &str) -> String {
    fingerprint(text, None).exact
}

/// A text of made-up words; the same seed gives the same text.
fn words(seed: u64, count: usize) -> Vec<String> {
    (0..count as u64).map(|n| format!("w{}", mix(seed << 32 | n) % 5000)).collect()
}

#[test]
fn case_spacing_punctuation_and_accents_are_folded() {
    let plain = exact("The cafe's owner said: we won");
    assert_eq!(plain.len(), 32);
    for other in [
        "THE CAFÉ’S OWNER  SAID — “we won!”",
        "The cafe\u{301}'s owner said\nwe won.",
        "The café's\u{a0}owner said we won",
    ] {
        assert_eq!(exact(other), plain, "{other}");
    }
    assert_ne!(exact("The cafe's owner said: we lost"), plain);
    assert_ne!(exact("w eon"), exact("we on"));
}

#[test]
fn the_headline_does_not_count() {
    let with = |headline: &str| {
        let text = format!("{headline}\n\nThe ferry ran aground at noon.");
        fingerprint(&text, Some(Span::new(0, headline.len())))
    };
    assert_eq!(with("Ferry aground"), with("Noon accident on the river"));
    assert!(!fingerprint("Only this", Some(Span::new(0, 9))).exact.is_empty());
    assert_eq!(fingerprint("… — !", None), Fingerprint { exact: String::new(), near: Vec::new() });
}

#[test]
fn the_numbers_never_change() {
    let found = fingerprint("The ferry ran aground at noon on Friday.", None);
    assert_eq!(found.exact, "c6cd7a14c34d11536618686e1184257f");
    let near = ["n4", "0e5d5426f0cadeea", "72c9e040dfe5b140", "ed17ea09cd33bf43", "f283c5f56bb1e7f5"];
    assert_eq!(found.near, near);
}

#[test]
fn short_texts_and_scripts_without_spaces_are_compared_too() {
    let (a, b) = (fingerprint("渡轮星期五中午在河上搁浅", None), fingerprint("渡轮星期五中午在河上搁浅了", None));
    assert!(resemblance(&a, &b) > 0.8);
    let (a, b) = (fingerprint("We won", None), fingerprint("WE WON!", None));
    assert_eq!(resemblance(&a, &b), 1.0);
    assert_eq!(resemblance(&a, &fingerprint("", None)), 0.0);
}

/// Over 200 pairs of every degree of overlap: mean error near none, none past four standard errors.
#[test]
fn estimates_stay_within_the_stated_error() {
    let (mut sum, mut pairs) = (0.0, 0);
    for seed in 0..200u64 {
        let shared = 40 + (seed as usize * 37) % 700;
        let a = words(seed, 800);
        let mut b = a[..shared].to_vec();
        b.extend(words(seed + 10_000, 800 - shared));
        let set = |w: &[String]| w.windows(sketch::SHINGLE_WORDS).map(|s| s.join(" ")).collect::<HashSet<_>>();
        let (sa, sb) = (set(&a), set(&b));
        let both = sa.intersection(&sb).count() as f64;
        let jaccard = both / sa.union(&sb).count() as f64;
        let contained = both / sa.len().min(sb.len()) as f64;
        let (fa, fb) = (fingerprint(&a.join(" "), None), fingerprint(&b.join(" "), None));
        let error = (jaccard * (1.0 - jaccard) / SKETCH_SIZE as f64).sqrt();
        let estimate = resemblance(&fa, &fb);
        assert!((estimate - jaccard).abs() <= 4.0 * error + 0.01, "{seed}: {estimate} for {jaccard}");
        assert!((containment(&fa, &fb) - contained).abs() <= 0.2, "{seed}: containment {contained}");
        sum += estimate - jaccard;
        pairs += 1;
    }
    assert!((sum / f64::from(pairs)).abs() < 0.01);
}

/// An article of 800 words that takes up the whole of one of 400.
#[test]
fn an_appended_text_is_contained() {
    let long = words(7, 800);
    let (short, long) = (fingerprint(&long[..400].join(" "), None), fingerprint(&long.join(" "), None));
    assert!(containment(&short, &long) > 0.8, "{}", containment(&short, &long));
    assert!((resemblance(&short, &long) - 0.5).abs() < 0.18);
}

proptest! {
    #[test]
    fn any_text_resembles_itself_and_estimates_are_symmetric(a in "\\PC{0,300}", b in "\\PC{0,300}") {
        let (a, b) = (fingerprint(&a, None), fingerprint(&b, None));
        prop_assert_eq!(resemblance(&a, &b), resemblance(&b, &a));
        prop_assert_eq!(containment(&a, &b), containment(&b, &a));
        prop_assert!(a.near.is_empty() || resemblance(&a, &a) == 1.0);
    }
}
