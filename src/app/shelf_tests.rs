//! Files and bucket over each other: which wins, what is refused, what stays.

use super::*;
use crate::transport::nats::Value;

const FILE: &str = r#"{"id":"acme/bureau-7","name":"Harbour Bureau","type":"Organization"}"#;

fn shelf(rows: &str) -> (tempfile::TempDir, Shelf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.jsonl");
    std::fs::write(&file, rows).unwrap();
    let settings =
        KnowledgeSettings { overlays: vec![file], overlay_bucket: Some("own".into()), ..KnowledgeSettings::default() };
    let shelf = Shelf::open(&settings).unwrap_or_else(|why| panic!("{}", why.message));
    (folder, shelf)
}

fn contents(rows: &[(&str, &str)]) -> Contents {
    let value = |text: &str| Value { revision: 3, bytes: text.to_owned().into() };
    rows.iter().map(|(key, text)| (key.to_string(), value(text))).collect()
}

fn look(composed: &Composed, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    composed.knowledge.pointers(key, &mut found);
    found.iter().map(|p| composed.knowledge.row(p.entity).unwrap().name.to_owned()).collect()
}

#[test]
fn the_bucket_wins_over_files_and_what_is_no_row_is_refused() {
    let (_folder, shelf) = shelf(FILE);
    let shelf = shelf.holding(contents(&[
        ("a", r#"{"id":"acme/bureau-7","name":"Port Bureau"}"#),
        ("b", "no json"),
        ("c", r#"{"id":"acme/x","name":"Xenon Works","type":"Organization","parent":"acme/y"}"#),
        ("d", r#"{"id":"acme/z","name":"Zinc Works","type":"Organization","parent":"acme/x"}"#),
    ]));
    let composed = shelf.compose();
    assert_eq!(look(&composed, "harbour bureau"), [""; 0], "the label of the file was replaced before it was used");
    assert_eq!(
        (look(&composed, "port bureau"), look(&composed, "zinc works")),
        (vec!["Port Bureau".to_owned()], vec![])
    );
    let told: Vec<String> = composed.refused.iter().map(Problem::to_string).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].starts_with("error: bucket `own`, key `b`, revision 3: "), "{told:#?}");
    assert!(told[2].contains("key `d`"), "found one round later: {told:#?}");
    assert_eq!(look(&shelf.holding(Contents::new()).compose(), "harbour bureau"), ["Harbour Bureau"]);
}

#[test]
fn a_broken_file_is_told_and_keeps_what_there_was() {
    let (folder, shelf) = shelf(FILE);
    std::fs::write(folder.path().join("own.jsonl"), "{\"id\":\"acme/q\"}\nno json\n").unwrap();
    let why = shelf.reread().err().unwrap();
    assert_eq!(why.exit, Exit::Configuration);
    assert!(why.message.contains("own.jsonl:2: expected"), "{}", why.message);
    assert_eq!(look(&shelf.compose(), "harbour bureau"), ["Harbour Bureau"]);
    std::fs::write(folder.path().join("own.jsonl"), FILE.replace("Harbour", "Port")).unwrap();
    assert_eq!(look(&shelf.reread().ok().unwrap().compose(), "port bureau"), ["Port Bureau"]);
}

#[test]
fn problems_of_pack_and_overlays_are_told_together() {
    let folder = tempfile::tempdir().unwrap();
    let (pack, own) = (folder.path().join("k.pack"), folder.path().join("own.jsonl"));
    std::fs::write(&pack, "no pack").unwrap();
    std::fs::write(&own, "{}").unwrap();
    let settings = KnowledgeSettings { pack: Some(pack), overlays: vec![own], overlay_bucket: None };
    let why = Shelf::open(&settings).err().unwrap();
    let told: Vec<&str> = why.message.lines().collect();
    assert!(
        told[0].starts_with("error: knowledge.pack: ") && told[0].contains("k.pack: not a knowledge pack"),
        "{told:?}"
    );
    assert!(told[1].contains("own.jsonl:1: id: is missing"), "{told:?}");
}
