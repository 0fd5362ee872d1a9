//! Which mentions of an article are one thing.

use super::*;
use crate::knowledge::NameCase;
use crate::text::fold;

/// Names with a letter for their type, "(f)" or "(m)" behind an honorific's gender, joined by "; ": the clusters as names.
fn check(mentions: &str, expected: &[&[&str]]) {
    let names: Vec<(&str, &str)> = mentions.split("; ").filter_map(|m| m.split_once(':')).collect();
    let forms: Vec<Form> = names.iter().map(|(kind, name)| form(kind, name)).collect();
    let found: Vec<Vec<&str>> =
        clusters(&forms).iter().map(|c| c.mentions.iter().map(|&m| names[m].1).collect()).collect();
    assert_eq!(found, expected);
}

fn form(kind: &str, name: &str) -> Form {
    Form {
        key: fold(name),
        class: match kind.chars().next() {
            Some('P') => EntityType::Person,
            Some('O') => EntityType::Organization,
            _ => EntityType::Place,
        },
        demonym: false,
        case: NameCase::Words,
        gender: match kind.chars().nth(1) {
            Some('f') => Some(Gender::Female),
            Some('m') => Some(Gender::Male),
            _ => None,
        },
        honorific: kind.len() > 1,
        token: 0,
        coined: false,
    }
}

#[test]
fn short_names_follow_the_full_name() {
    check("P:Obama; P:Barack Obama; O:Orr; P:Obama", &[&["Obama", "Barack Obama", "Obama"], &["Orr"]]);
    check("P:Xi Jinping; P:Xi; L:Harn; L:Harn", &[&["Xi Jinping", "Xi"], &["Harn", "Harn"]]);
}

#[test]
fn two_people_with_one_family_name_stay_two() {
    check("P:Ann Orr; P:Orr; P:Tom Orr; P:Orr; Pf:Orr", &[&["Ann Orr", "Orr"], &["Tom Orr", "Orr", "Orr"]]);
    check("Pf:Ann Orr; Pm:Tom Orr; Pf:Orr; P:Orr", &[&["Ann Orr", "Orr", "Orr"], &["Tom Orr"]]);
}

#[test]
fn who_is_called_by_the_family_name_all_through_keeps_it() {
    check(
        "P:Ann Orr; P:Orr; P:Orr; P:Tom Orr; P:Orr; P:Orr",
        &[&["Ann Orr", "Orr", "Orr", "Orr", "Orr"], &["Tom Orr"]],
    );
    check("P:Aung San Suu Kyi; P:Suu Kyi; P:Kyi", &[&["Aung San Suu Kyi", "Suu Kyi", "Kyi"]]);
}

#[test]
fn bodies_and_their_short_forms() {
    check(
        "O:World Health Organization; O:WHO; O:Kestrel Foods Inc.; O:Kestrel; O:Kestrel Foods",
        &[&["World Health Organization", "WHO"], &["Kestrel Foods Inc.", "Kestrel", "Kestrel Foods"]],
    );
    check("O:National Bank of Harn; O:National", &[&["National Bank of Harn"], &["National"]]);
}

#[test]
fn a_place_and_a_side_of_its_name_are_two() {
    check("L:England; O:England; L:England", &[&["England", "England"], &["England"]]);
}

/// Were every name held against every other, these would take minutes.
#[test]
fn lists_of_names_come_to_an_end() {
    let n = 50_000;
    let people: Vec<Form> = (0..n).map(|i| form("P", &format!("a{i} b{i}"))).collect();
    assert_eq!(clusters(&people).len(), n);
    let bodies: Vec<Form> = (0..n).map(|i| form("O", &format!("c{i} works"))).collect();
    assert_eq!(clusters(&bodies).len(), n);
    // A family that is called by its name again and again.
    let one = |i: usize| [form("P", &format!("d{i} orr")), form("Pf", "orr")];
    let family: Vec<Form> = (0..n / 5).flat_map(one).collect();
    assert!(clusters(&family).iter().all(|cluster| !cluster.mentions.is_empty()));
}
