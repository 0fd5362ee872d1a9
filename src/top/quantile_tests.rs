//! Quantiles lie within the bucket that holds them.

use super::*;
use proptest::prelude::*;

fn buckets(counts: &[(f64, f64)]) -> Buckets {
    let lines = counts.iter().map(|(le, n)| format!("h_bucket{{le=\"{le}\"}} {n}\n"));
    Buckets::of(&Samples::parse(&lines.collect::<String>()), "h", |_| true)
}

#[test]
fn a_quantile_is_interpolated_within_its_bucket() {
    let h = buckets(&[(1.0, 50.0), (2.0, 100.0), (f64::INFINITY, 100.0)]);
    assert_eq!([0.0, 0.25, 0.5, 0.75, 1.0].map(|q| h.quantile(q)), [0.0, 0.5, 1.0, 1.5, 2.0].map(Some));
    assert_eq!(buckets(&[(1.0, 0.0), (f64::INFINITY, 4.0)]).quantile(0.5), Some(1.0), "no more is known than above 1");
    assert_eq!(buckets(&[(1.0, 0.0), (f64::INFINITY, 0.0)]).quantile(0.5), None);
    assert_eq!(Buckets::default().quantile(0.5), None);
}

#[test]
fn only_what_came_since_the_last_frame_counts_unless_the_worker_was_restarted() {
    let before = buckets(&[(1.0, 100.0), (2.0, 100.0), (f64::INFINITY, 100.0)]);
    let after = buckets(&[(1.0, 100.0), (2.0, 110.0), (f64::INFINITY, 110.0)]);
    assert_eq!(after.since(&before).quantile(0.5), Some(1.5));
    assert_eq!(before.since(&after), before);
}

proptest! {
    #[test]
    fn quantiles_are_ordered_and_within_the_bounds(counts in prop::collection::vec(0u32..1000, 1..12)) {
        let mut sum = 0.0;
        let bounds: Vec<_> = counts.iter().enumerate().map(|(i, n)| { sum += f64::from(*n); ((i + 1) as f64, sum) }).collect();
        let h = buckets(&bounds);
        let quantiles: Vec<_> = [0.0, 0.1, 0.5, 0.9, 0.99, 1.0].into_iter().filter_map(|q| h.quantile(q)).collect();
        prop_assert_eq!(quantiles.is_empty(), sum == 0.0);
        prop_assert!(quantiles.is_sorted() && quantiles.iter().all(|x| (0.0..=counts.len() as f64).contains(x)));
    }
}
