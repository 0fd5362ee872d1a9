//! What is written is read back; what is broken is named.

use super::*;

fn sample() -> Vec<u8> {
    write("language", "2026.1", b"numbers")
}

#[test]
fn reads_what_it_wrote() {
    let bytes = sample();
    let model = Model::read(&bytes, "language").unwrap();
    assert_eq!((model.version, model.payload), ("2026.1", &b"numbers"[..]));
    assert_eq!(write("language", "2026.1", b"numbers"), bytes, "the same model has the same bytes");
}

#[test]
fn names_what_is_wrong() {
    let check = |bytes: &[u8], expected: ModelError| assert_eq!(Model::read(bytes, "language"), Err(expected));
    check(b"", ModelError::NotAModel);
    check(b"version https://git-lfs", ModelError::NotAModel);
    check(b"COPYDESK", ModelError::Short { wanted: 84, found: 8 });
    let mut newer = sample();
    newer[8] = 9;
    check(&newer, ModelError::Format { found: 9 });
    check(
        &write("sentences", "1", b""),
        ModelError::Kind { found: "sentences".to_owned(), wanted: "language".to_owned() },
    );
    check(&sample()[..88], ModelError::Short { wanted: 91, found: 88 });
}

#[test]
fn every_changed_byte_is_noticed() {
    for at in 0..sample().len() {
        let mut broken = sample();
        broken[at] ^= 1;
        assert!(Model::read(&broken, "language").is_err(), "byte {at}");
    }
}
