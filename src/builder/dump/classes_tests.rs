//! The table of classes, and the way up to it.

use super::*;
use crate::builder::dump::sort::Sorter;

fn kinds<'a>(classes: &'a Classes, rows: &[(u32, u32)]) -> Kinds<'a> {
    let folder = tempfile::tempdir().unwrap();
    let mut sorter = Sorter::new(folder.path(), "kinds", 1000);
    rows.iter().for_each(|(a, b)| sorter.add(&[&a.to_be_bytes(), &b.to_be_bytes()]).unwrap());
    Kinds::read(classes, sorter.merge().unwrap()).unwrap()
}

#[test]
fn the_table_inside_the_program_is_whole() {
    let classes = Classes::load(None).unwrap();
    assert!(classes.rows.iter().filter(|row| row.class.is_some()).count() >= 120);
    assert_eq!(classes.by_qid.len(), classes.rows.len(), "no class stands twice");
    assert!(classes.leave_out(&[13_442_814]) && !classes.leave_out(&[5]) && !classes.leave_out(&[13_442_814, 5]));
}

#[test]
fn the_nearest_class_wins_and_of_two_the_earlier() {
    let classes = Classes::load(None).unwrap();
    // 900001 is a kind of city, 900002 a kind of that and of organisation, 900003 and 900004 kinds of each other.
    let rows = [(900_001, 515), (900_002, 900_001), (900_002, 43_229), (900_003, 900_004), (900_004, 900_003)];
    let mut kinds = kinds(&classes, &rows);
    let mut class = |qids: &[u32]| kinds.class_of(qids).and_then(|c| c.class.clone()).map(|c| c.0);
    assert_eq!(class(&[900_001]), Some(EntityType::Place));
    assert_eq!(class(&[900_002]), Some(EntityType::Organization));
    assert_eq!(class(&[900_001, 5]), Some(EntityType::Person));
    assert_eq!(class(&[900_003]), None);
    assert_eq!(class(&[]), None);
}

#[test]
fn a_bad_row_is_an_error_that_names_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.tsv");
    for bad in ["Q5", "5\tPerson", "Q5\tperson", "Q5\tPerson\tPerson\tmany"] {
        std::fs::write(&path, format!("# own\nQ515\tPlace\tCity\n{bad}\n")).unwrap();
        let why = Classes::load(Some(&path)).unwrap_err().to_string();
        assert!(why.contains("own.tsv, line 3"), "{why}");
    }
}
