//! The configuration files of the house: complete, documented, and equal to the built-in defaults.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

use copydesk::config::{Keys, Settings, Sources, load};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(file(name)).expect("a file")
}

fn loaded(path: PathBuf) -> Settings {
    let loaded = load(Sources { file: Some(path), ..Sources::default() }).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(loaded.warnings, vec![]);
    loaded.settings
}

/// The keys that a file shows, set or commented out (`#key = …`), each with the sentences above it.
fn keys_shown(text: &str) -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    let (mut table, mut said) = (String::new(), String::new());
    for line in text.lines() {
        if let Some(sentence) = line.strip_prefix("# ") {
            said += sentence;
            continue;
        }
        let line = line.trim_start_matches('#');
        if let Some(name) = line.strip_prefix("[[") {
            table = format!("{}[].", name.trim_end_matches("]]"));
        } else if let Some(name) = line.strip_prefix('[') {
            table = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((key, _)) = line.split_once(" = ") {
            shown.insert(format!("{table}{key}"), std::mem::take(&mut said));
        }
        said.clear();
    }
    shown
}

#[test]
fn the_annotated_file_is_the_defaults() {
    assert_eq!(loaded(file("copydesk.toml")), Settings::default());
}

#[test]
fn the_minimal_file_is_good() {
    assert_eq!(loaded(file("minimal.toml")), Settings::default());
}

#[test]
fn every_key_is_shown_and_documented_and_every_key_shown_exists() {
    let shown = keys_shown(&text("copydesk.toml"));
    let mut known = Keys::all().paths();
    known.sort();
    assert_eq!(shown.keys().cloned().collect::<Vec<_>>(), known);
    for (key, said) in shown {
        assert!(said.ends_with(['.', '?']) && said.len() > 10, "{key} is not documented: {said:?}");
    }
}

#[test]
fn every_commented_key_has_a_value_of_the_right_type() {
    let all: String = text("copydesk.toml")
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .flat_map(|line| [line, "\n"])
        .collect();
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("all.toml");
    std::fs::write(&path, all).expect("written");
    // Not all of them make sense together; but each is a key, and of the right type.
    let problems = load(Sources { file: Some(path), ..Sources::default() }).expect_err("several ways to sign in");
    for problem in &problems.0 {
        let what = &problem.what;
        assert!(
            what.contains("set as well") || what.contains("has no effect") || what.contains("is no file"),
            "{problem}"
        );
    }
}

#[test]
fn every_description_in_the_schema_is_there() {
    let undocumented: Vec<String> = Keys::all()
        .paths()
        .into_iter()
        .filter(|path| Keys::all().find(path).is_some_and(|key| key.description.is_empty()))
        .collect();
    assert_eq!(undocumented, Vec::<String>::new());
}
