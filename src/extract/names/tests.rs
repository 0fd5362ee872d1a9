//! Names in sentences of our own: what is found, of which kind, and how it is written in odd places.

use super::*;
use crate::extract::{sentences, tokens};
use crate::text::Span;

/// The names of a text of one or more paragraphs, in order, each as `Type:exact`.
fn names(text: &str) -> Vec<String> {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    let mut begin = 0;
    for line in text.split('\n') {
        document.paragraphs.push(Span::new(begin, begin + line.len()));
        begin += line.len() + 1;
    }
    document.paragraphs.retain(|p| !p.is_empty());
    for extractor in [&sentences::EXTRACTOR, &tokens::EXTRACTOR] {
        let layer = (extractor.extract)(&document, &Knowledge::none());
        document.fill(layer);
    }
    let Layer::Mentions(mentions) = extract(&document, &Knowledge::none()) else { panic!("mentions") };
    assert!(mentions.iter().all(|m| (0.0..=1.0).contains(&m.confidence)));
    mentions
        .iter()
        .map(|m| match m.kind {
            MentionKind::Demonym => format!("demonym:{}", m.span.of(text)),
            _ => format!("{:?}:{}", m.class, m.span.of(text)),
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(names(text), expected, "in {text:?}");
}

#[test]
fn people_bodies_and_places_are_told_apart() {
    check(
        "Ingrid Solheim, who leads the Northern Ports Authority in Bergen, met Kwame Boateng of the United Nations on Friday.",
        &[
            "Person:Ingrid Solheim",
            "Organization:Northern Ports Authority",
            "Place:Bergen",
            "Person:Kwame Boateng",
            "Organization:United Nations",
        ],
    );
}

#[test]
fn possessives_are_no_part_of_a_name() {
    check("Germany's finance ministry rejected Moscow’s offer.", &["Place:Germany", "Place:Moscow"]);
}

#[test]
fn hyphens_join_words_not_names() {
    check("The Moscow-Beijing line opens in May.", &["Place:Moscow", "Place:Beijing"]);
    check("A London-based bank bought the U.S.-built ships.", &["Place:London", "Place:U.S."]);
}

#[test]
fn nationalities_are_demonyms_and_faiths_are_names() {
    check("Russian and Chinese officials met Muslim leaders.", &["demonym:Russian", "demonym:Chinese", "Group:Muslim"]);
    check("The Norwegians won.", &["demonym:Norwegians"]);
}

#[test]
fn a_surname_is_read_like_its_full_name() {
    let text = "Maria Lindqvist presented the plan in Oslo.\nLindqvist said the work would begin soon.";
    check(text, &["Person:Maria Lindqvist", "Place:Oslo", "Person:Lindqvist"]);
}

#[test]
fn initials_titles_and_particles_stay_with_names() {
    check("Mr. J. R. Okafor and Dr. Anna van der Berg spoke.", &["Person:J. R. Okafor", "Person:Anna van der Berg"]);
}

#[test]
fn lines_without_names_have_none() {
    check("the rain will go on until the weekend , and it will be cold .", &[]);
    check("Rain, wind and snow are expected.", &[]);
}

#[test]
fn own_model_opens() {
    assert!(model::own().is_some(), "assets/names.model does not fit this build");
}

#[test]
fn a_broken_model_is_named() {
    use crate::model::{ModelError, write};
    let short = write(model::KIND, model::VERSION, &[0; 40]);
    assert!(matches!(model::NamesModel::read(&short).err(), Some(ModelError::Payload(_))));
}

#[test]
fn a_place_that_plays_is_a_team() {
    let report = "England beat Norway in the final.\nEngland captain Ellen Shaw scored both goals at the stadium in \
                  Norway. The striker and her coach praised the midfield. The league season ends with the cup match.";
    check(
        report,
        &["Organization:England", "Organization:Norway", "Organization:England", "Person:Ellen Shaw", "Place:Norway"],
    );
    check("England beat the drought in a wet June.", &["Place:England"]);
}

#[test]
fn datelines_are_places() {
    check("TRENTHOLM, Friday - The mill burned down.", &["Place:TRENTHOLM"]);
    check("PORT VELA (Northern Wire) — The mill burned down.", &["Place:PORT VELA", "Organization:Northern Wire"]);
    check("MILL-OWNERS ARE ANGRY", &[]);
}

#[test]
fn short_forms_follow_full_names() {
    check(
        "Kestrel Foods Inc. bought the mill.\nShares in Kestrel fell.",
        &["Organization:Kestrel Foods Inc.", "Organization:Kestrel"],
    );
}
