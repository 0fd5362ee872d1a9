//! Articles with what was found in them written into the text, for people to read in a diff.
//!
//! Run with `UPDATE_GOLDENS=1` to write what comes out now; then read the difference before keeping it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

#[path = "contract/documents.rs"]
#[allow(dead_code)] // shared with the contract, which uses all of it
mod documents;

use copydesk::extract::EXTRACTORS;
use copydesk::record::{Document, MentionKind, Quote, QuoteType};
use std::fmt::Write;
use std::path::Path;

#[test]
fn ferry() {
    check("ferry");
}

#[test]
fn budget() {
    check("budget");
}

#[test]
fn translated() {
    check("translated");
}

#[test]
fn capitals() {
    check("capitals");
}

#[test]
fn cup() {
    check("cup");
}

#[test]
fn market() {
    check("market");
}

#[test]
fn messages() {
    check("messages");
}

/// Reads `tests/goldens/NAME.txt` and compares what comes out with `NAME.marked`.
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("the article");
    let found = marked(&documents::prepared(&text, EXTRACTORS));
    let expected = folder.join(format!("{name}.marked"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&expected, &found).expect("a writable folder");
    }
    assert_eq!(found, std::fs::read_to_string(&expected).unwrap_or_default(), "{}", expected.display());
}

/// The text with ⟦id kind, speaker, cue, link: words⟧ around each quote, ‹name·Class› around each name, ‹he=entity› around what
/// stands for one, ‹Friday→value› around times and quantities; below it its entities (name, class, ids, country, how often it
/// is told of, posts), the focus, events, relations, topics and keyphrases.
fn marked(document: &Document) -> String {
    let mut at: Vec<(usize, std::cmp::Reverse<usize>, String)> = Vec::new();
    for (n, quote) in document.layers.quotes.iter().enumerate() {
        at.push((quote.span.begin as usize, std::cmp::Reverse(usize::MAX - n), head(document, quote)));
        at.push((quote.span.end as usize, std::cmp::Reverse(usize::MAX), "⟧".to_owned()));
    }
    // Names are read in English texts only.
    let names = document.layers.mentions.iter().filter(|_| document.language() == "en");
    for mention in names {
        let entity = mention.entity.as_deref().unwrap_or("?");
        let kind = match mention.kind {
            MentionKind::Name => format!("·{:?}", mention.class),
            MentionKind::Demonym => "·demonym".to_owned(),
            MentionKind::Nominal | MentionKind::Pronoun => format!("={entity}"),
        };
        at.push((mention.span.begin as usize, std::cmp::Reverse(0), "‹".to_owned()));
        at.push((mention.span.end as usize, std::cmp::Reverse(usize::MAX), format!("{kind}›")));
    }
    let times = document.layers.times.iter().map(|time| (time.span, time.value.clone()));
    let quantities = document.layers.quantities.iter().map(|n| {
        (n.span, [Some(n.value.as_str()), n.unit.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    for (span, value) in times.chain(quantities) {
        at.push((span.begin as usize, std::cmp::Reverse(0), "‹".to_owned()));
        at.push((span.end as usize, std::cmp::Reverse(usize::MAX), format!("→{value}›")));
    }
    at.sort();
    let (mut out, mut last) = (String::new(), 0);
    for (place, _, sign) in at {
        out.push_str(&document.text[last..place]);
        out.push_str(&sign);
        last = place;
    }
    out + &document.text[last..] + &entities(document) + &meaning(document)
}

/// Events, relations, topics and keyphrases, a line each.
fn meaning(document: &Document) -> String {
    let (layers, mut out) = (&document.layers, String::new());
    for event in &layers.events {
        let class = event.plover.as_ref().map_or("EVENT", |plover| plover.class.as_str());
        let trigger = event.trigger.span.of(&document.text);
        let _ = write!(out, "{} {class} “{trigger}” {:?} to {:?}", event.id, event.actors, event.recipients);
        let _ = write!(out, " in {:?} on {:?}, {:?}", event.place, event.time, event.modality);
        out.push_str(if event.main { ", main\n" } else { "\n" });
    }
    for relation in &layers.relations {
        let object = relation.object.as_deref().or(relation.value.as_deref()).unwrap_or_default();
        let _ = writeln!(out, "{} {} {object}", relation.subject, relation.predicate);
    }
    let topics: Vec<&str> = layers.topics.iter().map(|topic| topic.name.as_str()).collect();
    let phrases: Vec<&str> = layers.keyphrases.iter().map(|phrase| phrase.text.as_str()).collect();
    let _ = write!(out, "topics {}\nkeyphrases {}\n", topics.join(", "), phrases.join(", "));
    out
}

fn entities(document: &Document) -> String {
    let mut out = String::from("\n");
    for entity in &document.layers.entities {
        let ids = [entity.qid.clone(), entity.geonames_id.map(|id| format!("geonames {id}")), entity.country.clone()];
        let ids: String = ids.into_iter().flatten().map(|id| format!(", {id}")).collect();
        let _ = write!(out, "\n{} {} ({:?}{ids}) x{}", entity.id, entity.name, entity.class, entity.mentions.len());
        for role in &entity.roles {
            let of = role.of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
            let _ = write!(out, "; {}{of}", role.title);
        }
    }
    if let Some(focus) = document.layers.focus.as_ref().filter(|focus| focus.country.is_some()) {
        let _ = write!(out, "\nabout {} {:?}", focus.country.as_deref().unwrap_or_default(), focus.places);
    }
    out + "\n"
}

fn head(document: &Document, quote: &Quote) -> String {
    let kind = match quote.class {
        QuoteType::Direct => "direct",
        QuoteType::Mixed => "mixed",
        QuoteType::Indirect => "indirect",
        QuoteType::Scare => "scare",
    };
    let mut head = format!("⟦{} {kind}", quote.id);
    if let Some(speaker) = quote.speaker.as_ref().and_then(|speaker| speaker.entity.as_deref()) {
        let _ = write!(head, ", {speaker}");
    }
    if let Some(cue) = &quote.cue {
        let _ = write!(head, ", cue “{}”", cue.span.of(&document.text));
    }
    if let Some(id) = &quote.continues {
        let _ = write!(head, ", continues {id}");
    }
    head + ": "
}
