//! Tests of archives: what is listed is kept, and nothing else.

use super::*;
use crate::builder::packages::Registry;
use std::io::Write;

fn package(file: &str) -> Package {
    Package {
        registry: Registry::Npm,
        name: "sample".into(),
        version: "1".into(),
        file: file.into(),
        sha256: String::new(),
        licence: String::new(),
        notice: String::new(),
        what: String::new(),
        takes: vec!["data/one.json".into(), "data/more/*".into()],
    }
}

const FILES: [(&str, &str); 3] = [("data/one.json", "[1, 2]"), ("data/more/two.txt", "two"), ("code.py", "pass")];

fn check(archive: &Archive) {
    assert_eq!(archive.files().map(|f| f.0).collect::<Vec<_>>(), ["data/more/two.txt", "data/one.json"]);
    assert_eq!(archive.json::<Vec<u8>>("data/one.json").unwrap(), [1, 2]);
    assert!(
        archive.text("code.py").unwrap_err().to_string().contains("sample: code.py: is not"),
        "named with its package"
    );
}

#[test]
fn wheels_are_opened() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in FILES {
        zip.start_file(path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    check(&Archive::open(&package("sample-1.whl"), &bytes).unwrap());
}

#[test]
fn tarballs_are_opened_without_their_top_folder() {
    let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    for (path, text) in FILES {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, format!("package/{path}"), text.as_bytes()).unwrap();
    }
    let bytes = tar.into_inner().unwrap().finish().unwrap();
    check(&Archive::open(&package("sample-1.tgz"), &bytes).unwrap());
    assert!(Archive::open(&package("sample-1.tgz"), b"no archive").is_err());
}
