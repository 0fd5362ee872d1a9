//! What open settings come to mean.

use super::*;

#[test]
fn in_flight_follows_the_threads() {
    let mut settings = Settings::default();
    assert_eq!(Resolved::of(&settings, 4).in_flight_max, 256);
    settings.worker.threads = Some(2);
    assert_eq!((Resolved::of(&settings, 4).threads, Resolved::of(&settings, 4).in_flight_max), (2, 128));
    settings.worker.in_flight_max = Some(7);
    assert_eq!(Resolved::of(&settings, 4).in_flight_max, 7);
}

#[test]
fn empty_listen_is_off() {
    let mut settings = Settings::default();
    assert_eq!(Resolved::of(&settings, 1).listen.map(|a| a.port()), Some(8640));
    settings.admin.listen.clear();
    assert_eq!(Resolved::of(&settings, 1).listen, None);
}

#[test]
fn pauses_double_up_to_the_longest() {
    let sum = |first_ms, longest_s, attempts| {
        retries(Duration::from_millis(first_ms), Duration::from_secs(longest_s), attempts).as_millis()
    };
    assert_eq!(sum(500, 60, 5), 500 + 1_000 + 2_000 + 4_000);
    assert_eq!(sum(500, 2, 5), 500 + 1_000 + 2_000 + 2_000);
    assert_eq!(sum(500, 60, 1), 0);
    assert_eq!(sum(0, 60, u64::MAX), 0);
    assert!(sum(1, 1, u64::MAX) > 1_000_000);
}
