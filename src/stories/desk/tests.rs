//! What the desk says of invented reports, and what it holds to whatever it reads.

use super::*;
use proptest::prelude::*;

const LIMITS: Limits = Limits { window_s: 3_600, memory_bytes_max: 64 << 20 };

const FERRY: &str = "The ferry Aurelia ran aground off Port Lindow on Tuesday night with forty passengers on board. \
    Lifeboats from Lindow and Carrick brought all of them ashore before dawn, the coastguard said. The master told \
    investigators that a buoy which marks the sandbank had drifted. Divers will look at the hull of the Aurelia today.";
const FERRY_LATER: &str = "Divers have found no crack in the hull of the ferry Aurelia, which ran aground off Port \
    Lindow. The coastguard wants to know why a buoy had drifted from the sandbank. All forty passengers were brought \
    ashore by lifeboats from Lindow and Carrick.";
const BUDGET: &str = "The finance minister of Estovia wants to borrow less next year. Her budget, which parliament will \
    read in May, raises the tax on petrol and pays for two new hospitals. The opposition called the petrol tax a \
    burden on farmers.";

/// A record of a text without facts.
fn record(id: &str, text: &str) -> String {
    let record = serde_json::json!({
        "id": id, "sourceId": null, "text": {"value": text, "headline": null},
        "language": {"tag": "en", "confidence": 1.0}, "published": {"value": "2024-05-17", "source": "input"},
        "entities": [], "fingerprint": {"exact": text.to_lowercase(), "near": []},
    });
    record.to_string()
}

fn sighting(id: &str, text: &str) -> Sighting {
    Excerpt::read(record(id, text).as_bytes()).unwrap().sighting()
}

/// What is said of each text, in order.
fn place(texts: &[&str]) -> Vec<StoryRef> {
    let mut desk = Desk::new(LIMITS);
    texts.iter().enumerate().map(|(n, text)| desk.place(sighting(&n.to_string(), text), None)).collect()
}

#[test]
fn reports_of_one_event_are_one_story() {
    let said = place(&[FERRY, BUDGET, FERRY_LATER]);
    assert_eq!(said[0].id, said[2].id);
    assert_ne!(said[0].id, said[1].id);
    assert!(said.iter().all(|story| story.duplicate_of.is_none()));
    assert_eq!((said[0].similarity, said[0].novelty), (0.0, 1.0));
    assert!(said[2].similarity > 0.2 && (0.01..0.9).contains(&said[2].novelty), "{:?}", said[2]);
}

/// Whether the second text is taken for a repetition of the first.
fn repeats(second: &str) -> bool {
    place(&[FERRY, second])[1].duplicate_of.as_deref() == Some("0")
}

#[test]
fn editions_of_a_text_repeat_it_and_reports_that_quote_it_do_not() {
    assert!(repeats(FERRY));
    assert!(repeats(&FERRY.to_uppercase()));
    assert!(repeats(&format!("{FERRY} Subscribe to our letter from the coast for more news of boats and tides.")));
    assert!(repeats(FERRY.split_once(" Divers").unwrap().0));
    assert!(repeats(&FERRY.replace("forty", "some forty").replace("investigators", "the police")));
    assert!(!repeats(FERRY_LATER));
    assert!(!repeats(&format!("{BUDGET} The ferry Aurelia ran aground off Port Lindow on Tuesday night.")));
    assert!(!repeats(""));
}

#[test]
fn a_repetition_points_to_the_text_and_adds_nothing() {
    let said = place(&[FERRY, FERRY]);
    let expected = StoryRef { id: said[0].id.clone(), duplicate_of: Some("0".into()), similarity: 1.0, novelty: 0.0 };
    assert_eq!(said[1], expected);
}

#[test]
fn what_is_restored_goes_on_as_if_it_had_been_placed() {
    let (mut placed, mut restored) = (Desk::new(LIMITS), Desk::new(LIMITS));
    for (n, text) in [FERRY, BUDGET].iter().enumerate() {
        let said = placed.place(sighting(&n.to_string(), text), Some(0));
        restored.restore(sighting(&n.to_string(), text), Some(0), &said);
    }
    assert!(restored.knows("1") && !restored.knows("2"));
    let next = || sighting("2", FERRY_LATER);
    assert_eq!(placed.place(next(), Some(1)), restored.place(next(), Some(1)));
}

#[test]
fn the_window_forgets_by_the_streams_time() {
    let mut desk = Desk::new(LIMITS);
    desk.place(sighting("0", FERRY), Some(0));
    let soon = desk.place(sighting("1", FERRY_LATER), Some(LIMITS.window_s));
    assert!(soon.similarity > 0.0);
    let late = desk.place(sighting("2", FERRY), Some(3 * LIMITS.window_s));
    assert_eq!((late.duplicate_of, desk.articles(), desk.stories()), (None, 1, 1));
}

#[test]
fn the_window_forgets_by_bytes_and_counts_them() {
    let mut desk = Desk::new(Limits { memory_bytes_max: 1 << 20, ..LIMITS });
    for n in 0..2_000 {
        let words: Vec<String> = (0..80).map(|w| format!("w{}", n * 37 + w)).collect();
        desk.place(sighting(&n.to_string(), &words.join(" ")), None);
        assert!(desk.bytes() <= (1 << 20) + 4_096, "{} bytes after {n}", desk.bytes());
    }
    assert!((100..2_000).contains(&desk.articles()), "{}", desk.articles());
    assert!(desk.stories() <= desk.articles());
}

/// A story that has drifted apart does not draw what is far from it.
#[test]
fn a_loose_story_does_not_draw_everything() {
    let (rarity, mut loose) = (Rarity::default(), Story::new("s".into()));
    for n in 0..200 {
        let words: Vec<String> = (0..50).map(|w| format!("w{}", n * 50 + w)).collect();
        loose.add(&Vector::of(&sighting("x", &words.join(" ")), &rarity), None);
    }
    assert!(loose.pull(0.11, None) < story::PULL_MIN);
    assert!(loose.pull(0.13, None) > story::PULL_MIN);
}

/// Two texts without a common word are no story in any language, from the first one on.
#[test]
fn function_words_of_a_new_language_make_no_story() {
    let german = |text: &str, id: &str| {
        let record = record(id, text).replace("\"tag\":\"en\"", "\"tag\":\"de\"");
        Excerpt::read(record.as_bytes()).unwrap().sighting()
    };
    let mut desk = Desk::new(LIMITS);
    let first =
        desk.place(german("Der Hafen in der Stadt ist an dem Tag zu, und das ist für die Leute neu.", "a"), None);
    let second =
        desk.place(german("Das Wetter ist in der Woche gut, und die Ernte in dem Tal ist es auch.", "b"), None);
    assert_ne!(first.id, second.id);
}

proptest! {
    /// The same articles in the same order give the same stories; numbers stay within their bounds.
    #[test]
    fn the_desk_is_a_function_of_what_it_reads(texts in prop::collection::vec("([a-f]{1,2} ){0,40}", 1..30)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let said = place(&texts);
        prop_assert_eq!(&said, &place(&texts));
        for (n, story) in said.iter().enumerate() {
            prop_assert!((0.0..=1.0).contains(&story.similarity) && (0.0..=1.0).contains(&story.novelty));
            if let Some(earlier) = &story.duplicate_of {
                let earlier: usize = earlier.parse().unwrap();
                prop_assert!(earlier < n && said[earlier].id == story.id);
            }
        }
    }

    /// However small the window: nothing is left of what it forgot.
    #[test]
    fn a_window_of_any_size_holds(texts in prop::collection::vec("([a-f]{1,2} ){0,40}", 1..30), kept_s in 0i64..20) {
        let mut desk = Desk::new(Limits { window_s: kept_s, memory_bytes_max: 1 << 20 });
        for (n, text) in texts.iter().enumerate() {
            desk.place(sighting(&n.to_string(), text), Some(n as i64));
            prop_assert!(desk.articles() <= kept_s as usize + 1);
            prop_assert!(desk.stories() <= desk.articles());
        }
    }
}
