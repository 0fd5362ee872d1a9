//! Sentences of examples.tsv, read from their letters to their events, and whole articles for what needs more than a sentence.

use super::*;
use crate::extract::{actors, entities, names, sentences, tags, times, tokens, tree};
use crate::record::Published;
use crate::text::rows;

/// A document of one paragraph a line; the first is the headline where `headline` says so.
fn document(text: &str, headline: bool) -> Document {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            paragraphs.push(Span::new(at, at + line.len()));
        }
        at += line.len() + 1;
    }
    let headline = paragraphs.first().copied().filter(|_| headline);
    let published = Published { value: Some("2024-05-17".into()), ..Published::default() };
    Document { text: text.to_owned(), headline, paragraphs, published, ..Document::default() }
}

fn read(text: &str, headline: bool) -> Document {
    let knowledge = Knowledge::core();
    let mut document = document(text, headline);
    let steps: [crate::extract::Extract; 9] = [
        sentences::EXTRACTOR.extract,
        tokens::EXTRACTOR.extract,
        tags::EXTRACTOR.extract,
        tree::EXTRACTOR.extract,
        names::EXTRACTOR.extract,
        times::EXTRACTOR.extract,
        entities::EXTRACTOR.extract,
        actors::EXTRACTOR.extract,
        EXTRACTOR.extract,
    ];
    for step in steps {
        let layer = step(&document, &knowledge);
        document.fill(layer);
    }
    document
}

fn names_of(document: &Document, ids: &[String]) -> Vec<String> {
    let name = |id: &String| document.layers.entities.iter().find(|e| &e.id == id).map(|e| e.name.clone());
    ids.iter().filter_map(name).collect()
}

/// Whether parties are those that a row asks for: "*" anything, "-" nobody, else each name, as a part of the entity's.
fn fits(wanted: &str, found: &[String]) -> bool {
    match wanted {
        "*" => true,
        "-" => found.is_empty(),
        names => {
            let names: Vec<&str> = names.split('+').collect();
            let has = |name: &str| found.iter().any(|f| f.to_lowercase().contains(&name.to_lowercase()));
            found.len() == names.len() && names.iter().all(|name| has(name))
        }
    }
}

fn holds(document: &Document, wanted: &str) -> bool {
    let typed = || document.layers.events.iter().filter_map(|e| e.plover.as_ref().map(|p| (p.class.as_str(), e)));
    let asserted = |e: &Event| e.modality == Modality::Asserted;
    if wanted == "none" {
        return !typed().any(|(_, e)| asserted(e));
    }
    if let Some(class) = wanted.strip_prefix('!') {
        return !typed().any(|(c, e)| c == class && asserted(e));
    }
    let (class, rest) = wanted.split_once(' ').unwrap_or((wanted, "* > *"));
    let (actors, rest) = rest.split_once(" > ").unwrap_or(("*", rest));
    let known = ["future", "hypothetical", "negated", "historical", "hearsay"];
    let modality = known.iter().find(|m| rest.ends_with(**m)).copied();
    let recipients = modality.map_or(rest, |m| rest.trim_end_matches(m).trim_end());
    typed().any(|(c, e)| {
        c == class
            && fits(actors, &names_of(document, &e.actors))
            && fits(recipients, &names_of(document, &e.recipients))
            && format!("{:?}", e.modality).to_lowercase() == modality.unwrap_or("asserted")
    })
}

fn shown(document: &Document) -> Vec<String> {
    let show = |e: &Event| {
        let class = e.plover.as_ref().map_or("?", |p| p.class.as_str());
        let (actors, recipients) = (names_of(document, &e.actors), names_of(document, &e.recipients));
        format!("{class} {} > {} {:?} [{}]", actors.join("+"), recipients.join("+"), e.modality, e.rule)
    };
    document.layers.events.iter().map(show).collect()
}

#[test]
fn examples_are_read_as_they_say() {
    let mut wrong = Vec::new();
    for (wanted, sentence) in rows(include_str!("examples.tsv")).filter_map(|row| row.split_once('\t')) {
        let document = read(sentence, false);
        if !wanted.split("; ").all(|one| holds(&document, one)) {
            wrong.push(format!("{sentence}\n    wanted {wanted}\n    found  {}", shown(&document).join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_type_of_plover_has_frames_and_examples() {
    const TYPES: [&str; 16] = [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];
    let examples: Vec<&str> = rows(include_str!("examples.tsv")).collect();
    let verbs: Vec<&str> = rows(include_str!("verbs.tsv")).collect();
    for class in TYPES {
        assert!(verbs.iter().any(|row| row.split('\t').nth(3) == Some(class)), "{class}");
        assert!(examples.iter().any(|row| row.starts_with(class)), "{class}");
    }
    for row in verbs.iter().chain(&rows(include_str!("nouns.tsv")).collect::<Vec<_>>()) {
        let class = row.split('\t').nth(3).unwrap_or("");
        assert!(class == "NONE" || TYPES.contains(&class), "{row}");
    }
}

#[test]
fn rows_of_the_dictionary_are_whole() {
    let data = [include_str!("verbs.tsv"), include_str!("nouns.tsv")];
    for row in data.iter().flat_map(|data| rows(data)) {
        assert_eq!(dictionary::problem(row), None, "{row}");
    }
}

#[test]
fn the_main_event_is_told_by_the_lead_or_the_headline() {
    let text = "Kenya and Ethiopia agree on market\nNAIROBI — Kenya and Ethiopia agreed on Tuesday to reopen a market in Moyale.\nPolice arrested a man in March.";
    let document = read(text, true);
    let main: Vec<&Event> = document.layers.events.iter().filter(|e| e.main).collect();
    assert_eq!(main.len(), 1);
    assert_eq!(main[0].plover.as_ref().map(|p| p.class.as_str()), Some("AGREE"));
    assert!(fits("Kenya+Ethiopia", &names_of(&document, &main[0].actors)));
}

#[test]
fn a_main_event_that_is_none_of_plover_has_no_type() {
    let text = "Tram overturns in Lima\nSeven people died when a tram overturned in Lima on Wednesday.\nThe mayor praised the firefighters.";
    let document = read(text, true);
    let main = document.layers.events.iter().find(|e| e.main);
    assert!(main.is_some_and(|e| e.plover.is_none() && e.evidence[0].of(text).starts_with("Seven people died")));
}

#[test]
fn documents_without_layers_have_no_events() {
    assert_eq!(extract(&document("", false), &Knowledge::none()), Layer::Events(Vec::new()));
    assert_eq!(extract(&document("Chad attacked Sudan.", false), &Knowledge::none()), Layer::Events(Vec::new()));
}

#[test]
fn an_event_has_the_time_of_its_own_clause() {
    let check = |text: &str, trigger: &str, expected: Option<&str>| {
        let document = read(text, false);
        let event = document.layers.events.iter().find(|e| e.trigger.span.of(text) == trigger).expect(trigger);
        let time = document.layers.times.iter().find(|t| Some(&t.id) == event.time.as_ref());
        assert_eq!(time.map(|t| t.span.of(text)), expected, "{text}");
    };
    check("The rebels attacked the port of Tema on Sunday.", "attacked", Some("Sunday"));
    check("The council of Hull condemned the tunnel which the state would open by 2033.", "condemned", None);
    check(
        "The council of Hull on Tuesday condemned the tunnel which the state would open by 2033.",
        "condemned",
        Some("Tuesday"),
    );
}
