//! Tests of the list of packages.

use super::*;

#[test]
fn every_package_is_pinned_and_takes_something() {
    let all = packages().unwrap();
    for package in &all {
        assert_eq!(package.sha256.len(), 64, "{}", package.name);
        assert!(package.file.contains(&package.version), "{}", package.name);
        assert!(!package.takes.is_empty() && !package.licence.is_empty(), "{}", package.name);
    }
    let mut names: Vec<_> = all.iter().map(|p| &p.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len());
}

#[test]
fn an_archive_with_another_digest_is_refused() {
    let cache = tempfile::tempdir().unwrap();
    let package = &packages().unwrap()[0];
    std::fs::write(cache.path().join(&package.file), b"something else").unwrap();
    assert!(matches!(package.open(cache.path()), Err(BuildError::Digest { .. })));
}
