//! The table of samples against the directory and its README.

use super::*;
use serde_json::Value;

#[test]
fn the_table_is_the_directory_and_the_readme() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let readme = std::fs::read_to_string(dir.join("README.md")).expect("a README");
    let mut files: Vec<String> = std::fs::read_dir(&dir)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "README.md")
        .collect();
    files.sort();
    assert_eq!(SAMPLES.iter().map(|s| s.name).collect::<Vec<_>>(), files);
    for sample in SAMPLES {
        let row = format!("| `{}` | `{}` |", sample.name, sample.subject);
        assert!(readme.contains(&row), "README lacks {row}");
    }
}

#[test]
fn headers_say_what_the_name_says() {
    for sample in SAMPLES {
        assert_eq!(Some(sample.headers[0].1), content_type(sample.name), "{}", sample.name);
    }
    assert_eq!(content_type("README.md"), None);
}

#[test]
fn json_is_json_but_for_the_one_that_breaks_off() {
    for sample in SAMPLES.iter().filter(|s| s.name.ends_with(".json")) {
        let good = serde_json::from_slice::<Value>(sample.bytes).is_ok();
        assert_eq!(good, sample.name != "15-truncated.json", "{}", sample.name);
    }
}

#[test]
fn the_windows_page_is_no_utf_8_and_reads_well_in_its_charset() {
    let page = SAMPLES.iter().find(|s| s.name == "07-tea-urn.html").expect("a sample");
    assert!(std::str::from_utf8(page.bytes).is_err());
    let (text, _, broken) = encoding_rs::WINDOWS_1252.decode(page.bytes);
    assert!(!broken && text.contains("“Café, Boulevard Voltaire”") && text.contains("£1.45m – The Eastern Gazette"));
}

#[test]
fn articles_have_the_length_of_articles() {
    let articles = SAMPLES.iter().filter(|s| !s.name.starts_with("15") && !s.name.starts_with("16"));
    for sample in articles {
        let words = String::from_utf8_lossy(sample.bytes).split_whitespace().count();
        assert!((200..500).contains(&words), "{}: {words}", sample.name);
    }
}
