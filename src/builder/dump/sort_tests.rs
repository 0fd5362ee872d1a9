//! Sorted runs.

use super::*;
use proptest::prelude::*;

/// The rows of a sorter that got these, with so little memory that it writes many runs.
fn sorted(rows: &[Vec<u8>], limit: usize) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let mut sorter = Sorter::new(folder.path(), "test", limit);
    rows.iter().for_each(|row| sorter.add(&[row]).unwrap());
    let mut merge = sorter.merge().unwrap();
    let mut all = Vec::new();
    while let Some(row) = merge.next().unwrap() {
        all.push(row.to_vec());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn rows_come_out_sorted_however_they_fell_into_runs(
        mut rows in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..6), 0..300),
        limit in 1usize..4000,
    ) {
        let found = sorted(&rows, limit);
        rows.sort();
        prop_assert_eq!(found, rows);
    }
}

#[test]
fn more_runs_than_files_may_be_open_are_merged_in_steps() {
    let rows: Vec<Vec<u8>> = (0..600u32).rev().map(|n| n.to_be_bytes().to_vec()).collect();
    let mut expected = rows.clone();
    expected.sort();
    assert_eq!(sorted(&rows, 1), expected);
}

#[test]
fn a_cut_run_is_an_error_that_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.run");
    std::fs::write(&path, [9, 0, 0, 0, b'x']).unwrap();
    let why = Merge::open(&[path]).err().unwrap().to_string();
    assert!(why.contains("cut.run"), "{why}");
}

#[test]
fn rows_are_taken_apart() {
    assert_eq!(split_u32(&[0, 0, 1, 2, 9]), (258, &[9][..]));
    assert_eq!(split_u32(&[1]), (0, &[][..]));
    assert_eq!(split_text(b"ab\0c"), (&b"ab"[..], &b"c"[..]));
    assert_eq!(split_text(b"ab"), (&b"ab"[..], &b""[..]));
}
