//! Which names can be one person's.

use super::*;

#[test]
fn full_names_that_go_together() {
    let same = |a: &str, b: &str| same_full_name(&parts(a), &parts(b));
    for (a, b) in [
        ("barack obama", "barack h obama"),
        ("joseph r biden jr", "joe biden"),
        ("william hague", "bill hague"),
        ("j fenwick", "joan fenwick"),
        ("dan orr", "daniel orr"),
        ("ruth ann quill", "ann quill"),
    ] {
        assert!(same(a, b), "{a} = {b}");
    }
    for (a, b) in [("bill clinton", "hillary clinton"), ("jo orr", "jim orr"), ("ann quill", "ann orr")] {
        assert!(!same(a, b), "{a} = {b}");
    }
}

#[test]
fn short_names_stand_for_full_ones() {
    let fit = |short: &str, full: &str| is_short_for(&parts(short), &parts(full));
    assert_eq!(fit("obama", "barack obama"), Some(Fit::End));
    assert_eq!(fit("bin salman", "mohammed bin salman"), Some(Fit::End));
    assert_eq!(fit("xi", "xi jinping"), Some(Fit::Begin));
    assert_eq!(fit("maria", "jose maria aznar"), Some(Fit::Inside));
    assert_eq!(fit("xi jinping", "xi jinping"), None);
    assert_eq!(fit("king", "xi jinping"), None);
    assert_eq!(fit("fenwik", "joan fenwick"), Some(Fit::Misspelt));
    assert_eq!(fit("ore", "joan orr"), None);
}
