//! The rooms of the house: who may import whom, how every file opens, what must not be there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Room → rooms that it may import. What is not listed is forbidden. ARCHITECTURE.md shows the same table.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &[]),
    ("record", &["text"]),
    ("knowledge", &["record", "text"]),
    ("intake", &["record", "text"]),
    ("extract", &["knowledge", "model", "record", "text"]),
    ("telemetry", &[]),
    ("transport", &["telemetry"]),
    ("pipeline", &["extract", "intake", "knowledge", "record", "telemetry", "text", "transport"]),
    ("worker", &["pipeline", "record", "telemetry", "transport"]),
    ("stories", &["extract", "model", "record", "telemetry", "text", "transport", "worker"]),
    ("admin", &["telemetry"]),
    ("config", &["admin", "knowledge", "pipeline", "stories", "telemetry", "transport", "worker"]),
    ("schema", &["config", "knowledge", "record"]),
    ("builder", &["knowledge", "record", "text"]),
    (
        "app",
        &[
            "admin",
            "builder",
            "config",
            "intake",
            "knowledge",
            "pipeline",
            "record",
            "stories",
            "telemetry",
            "text",
            "transport",
            "worker",
        ],
    ),
    (
        "cli",
        &["app", "builder", "config", "knowledge", "pipeline", "record", "schema", "telemetry", "top", "transport"],
    ),
    ("top", &["record", "telemetry", "transport"]),
    ("train", &["extract", "knowledge", "model", "record", "stories", "text"]),
];

/// Files longer than this hold two ideas; none does today.
const LINES_MAX: usize = 500;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(rust_files(&path)),
            false if path.extension().is_some_and(|e| e == "rs") => files.push(path),
            false => {}
        }
    }
    files
}

/// Rooms that a text names as `crate::room`.
fn named(text: &str) -> BTreeSet<String> {
    let after = text.split("crate::").skip(1);
    after.map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()).collect()
}

fn is_test(path: &Path) -> bool {
    path.components().any(|c| c.as_os_str() == "tests") || path.to_string_lossy().ends_with("tests.rs")
}

#[test]
fn rooms_import_only_what_they_may() {
    let allowed: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for room in std::fs::read_dir(source()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let name = room.file_name().unwrap().to_string_lossy().into_owned();
        let may = allowed.get(name.as_str()).unwrap_or_else(|| panic!("room `{name}` is not in the table"));
        for file in rust_files(&room).iter().filter(|f| !is_test(f)) {
            let text = std::fs::read_to_string(file).unwrap();
            let code: String =
                text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            let own = |import: &String| *import == name || !allowed.contains_key(import.as_str());
            let foreign = named(&code).into_iter().filter(|i| !own(i) && !may.contains(&i.as_str()));
            wrong.extend(foreign.map(|import| format!("{} imports {import}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_one_room_names_the_client_library() {
    let nats = source().join("transport").join("nats");
    let others = rust_files(&source()).into_iter().filter(|f| !f.starts_with(&nats));
    let named = others.filter(|f| std::fs::read_to_string(f).unwrap().contains("async_nats::"));
    assert_eq!(named.collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn the_heart_neither_waits_nor_looks_at_a_clock() {
    let forbidden = ["tokio", "std::time", "std::fs", "std::env", "SystemTime", "Timestamp::now", "fastrand", ".await"];
    for room in ["text", "model", "record", "knowledge", "intake", "extract", "stories/desk"] {
        for file in rust_files(&source().join(room)).iter().filter(|f| !is_test(f)) {
            let text = std::fs::read_to_string(file).unwrap();
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            let found = code.flat_map(|l| forbidden.iter().filter(move |f| l.contains(**f)));
            assert_eq!(found.collect::<Vec<_>>(), Vec::<&&str>::new(), "in {}", file.display());
        }
    }
}

#[test]
fn every_file_opens_with_a_sentence_and_fits_a_head() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "tests"] {
        for file in rust_files(&root.join(folder)) {
            let text = std::fs::read_to_string(&file).unwrap();
            let first = text.lines().next().unwrap_or_default();
            let sentence = first
                .strip_prefix("//! ")
                .is_some_and(|s| s.chars().next().is_some_and(|c| !c.is_lowercase() || c == '`'));
            assert!(sentence, "{} opens with {first:?}", file.display());
            let lines = text.lines().count();
            assert!(lines <= LINES_MAX, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn nothing_is_left_to_do_in_the_code() {
    for file in rust_files(&source()) {
        let text = std::fs::read_to_string(&file).unwrap();
        for mark in ["todo!(", "unimplemented!(", "TODO", "FIXME", "XXX:"] {
            assert!(!text.contains(mark), "{mark} in {}", file.display());
        }
    }
}

#[test]
fn what_must_not_be_called_is_forbidden_with_a_reason() {
    let rules = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("clippy.toml")).unwrap();
    for method in ["Message::double_ack", "Message::ack", "unbounded_channel"] {
        let rule = rules.lines().find(|line| line.contains(&format!("{method}\"")));
        assert!(rule.is_some_and(|rule| rule.contains("reason")), "clippy.toml forbids {method}, and says why");
    }
}

#[test]
fn every_requirement_points_at_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(root.join("tests/requirements.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
    let numbers: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    assert_eq!(numbers, (1..=27).map(|n| format!("R{n}")).collect::<Vec<_>>());
    let untested: Vec<&str> = rows.iter().filter(|row| row[2] == "none").map(|row| row[0]).collect();
    assert_eq!(untested, ["R17"]);
    for row in rows.iter().filter(|row| row[2] != "none") {
        let file = std::fs::read_to_string(root.join(row[2])).unwrap_or_else(|why| panic!("{}: {why}", row[2]));
        assert!(file.contains(&format!("fn {}(", row[3])), "{}: no test `{}` in {}", row[0], row[3], row[2]);
    }
}
