//! The rules of the extractors with their examples, for people to read: docs/rules.md, made from each `examples.tsv`.
//!
//! Run with `UPDATE_GOLDENS=1` to write what comes out now. A file says its form in the comment that it begins with, and may
//! name its columns in a line "#columns", parted by tabs; a new extractor with examples needs nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

use std::path::{Path, PathBuf};

#[test]
fn the_page_of_rules_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = page(&root.join("src/extract"));
    let written = root.join("docs/rules.md");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::create_dir_all(root.join("docs")).expect("a writable folder");
        std::fs::write(&written, &page).expect("a writable folder");
    }
    assert_eq!(page, std::fs::read_to_string(&written).unwrap_or_default(), "UPDATE_GOLDENS=1 writes docs/rules.md");
}

/// Every folder with examples, in the order of their names.
fn page(extractors: &Path) -> String {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(extractors).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    let mut page = String::from(
        "# Rules and their examples\n\nMade from `src/extract/*/examples.tsv`, which the tests of each extractor run: \
         what is written here holds.\n",
    );
    for folder in folders {
        let Ok(examples) = std::fs::read_to_string(folder.join("examples.tsv")) else { continue };
        let name = folder.file_name().unwrap().to_string_lossy();
        page += &format!("\n## {name}\n\n{}", section(&examples));
    }
    page
}

/// The comment that a file begins with, and its rows as a table; comments between rows part the table.
fn section(examples: &str) -> String {
    let (head, rest): (Vec<&str>, Vec<&str>) = {
        let opening = examples.lines().take_while(|line| line.starts_with('#')).count();
        (examples.lines().take(opening).collect(), examples.lines().skip(opening).collect())
    };
    let mut out = String::new();
    for line in head.iter().filter(|line| !line.starts_with("#columns")) {
        out += &format!("{}\n", escaped(line.trim_start_matches('#').trim()));
    }
    let columns = head.iter().find_map(|line| line.strip_prefix("#columns\t")).map(|line| line.split('\t').collect());
    let mut open = false;
    for line in rest.iter().filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix('#') {
            out += &format!("{}{}\n", if open { "\n" } else { "" }, escaped(comment.trim()));
            open = false;
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if !open {
            out += &header(columns.as_ref(), cells.len());
            open = true;
        }
        out += &row(&cells);
    }
    out
}

fn header(columns: Option<&Vec<&str>>, width: usize) -> String {
    let names: Vec<&str> = columns.cloned().unwrap_or_default();
    let cells: Vec<&str> = (0..width).map(|n| names.get(n).copied().unwrap_or(" ")).collect();
    format!("\n{}|{}\n", row(&cells), "---|".repeat(width))
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Signs that Markdown would read as its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '*' | '_' | '<' | '`' | '[' | ']' | '\\' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
