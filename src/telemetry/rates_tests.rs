//! Rates follow what happened within the window and forget what happened before it.

use super::*;

/// The rate over `window_s` after each `(wait_s, events)` step.
async fn rate_after(steps: &[(u64, u64)], window_s: u64) -> f64 {
    let rates = Rates::new();
    for (wait_s, events) in steps {
        tokio::time::advance(Duration::from_secs(*wait_s)).await;
        (0..*events).for_each(|_| rates.count());
    }
    rates.over(Duration::from_secs(window_s))
}

#[tokio::test(start_paused = true)]
async fn a_steady_stream_has_its_rate_in_every_window() {
    let rates = Rates::new();
    for _ in 0..400 {
        (0..7).for_each(|_| rates.count());
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    let RateWindows { ten_seconds, one_minute, five_minutes } = rates.windows();
    for rate in [ten_seconds, one_minute, five_minutes] {
        assert!((rate - 7.0).abs() < 0.01, "{rate}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_older_than_the_window_is_forgotten() {
    assert_eq!(rate_after(&[(0, 100), (11, 0)], 10).await, 0.0);
    assert!(rate_after(&[(0, 100), (11, 0)], 60).await > 9.0);
    assert_eq!(rate_after(&[(0, 100), (301, 0)], 300).await, 0.0);
    assert_eq!(rate_after(&[(0, 100), (3_000_000, 0)], 300).await, 0.0);
}

#[tokio::test(start_paused = true)]
async fn a_young_process_is_measured_over_its_own_age() {
    assert_eq!(rate_after(&[(0, 50), (5, 0)], 300).await, 10.0);
    assert_eq!(rate_after(&[(0, 50)], 10).await, 50.0, "the first moment counts as a second");
}

#[tokio::test(start_paused = true)]
async fn a_slot_that_comes_round_again_starts_empty() {
    assert_eq!(rate_after(&[(0, 100), (300, 30), (9, 0)], 10).await, 30.0 / 9.0);
}
