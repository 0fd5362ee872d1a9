//! Quantiles from the cumulative buckets of a Prometheus histogram.

use super::{Sample, Samples};

/// A histogram: cumulative counts by upper bound, in ascending order, the last bound infinite.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Buckets(Vec<(f64, f64)>);

impl Buckets {
    /// The histogram `name` of the series that `wanted` picks.
    pub fn of(samples: &Samples, name: &str, wanted: impl Fn(&Sample) -> bool) -> Self {
        let name = format!("{name}_bucket");
        let bound = |s: &Sample| s.label("le").and_then(|le| le.parse::<f64>().ok());
        let mut buckets: Vec<_> =
            samples.named(&name).filter(|s| wanted(s)).filter_map(|s| Some((bound(s)?, s.value))).collect();
        buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self(buckets)
    }

    /// What was counted since `earlier`; all of it where the worker was restarted in between.
    pub fn since(&self, earlier: &Buckets) -> Self {
        if earlier.0.len() != self.0.len() || earlier.count() > self.count() {
            return self.clone();
        }
        Self(self.0.iter().zip(&earlier.0).map(|((bound, now), (_, then))| (*bound, (now - then).max(0.0))).collect())
    }

    pub fn count(&self) -> f64 {
        self.0.last().map_or(0.0, |(_, count)| *count)
    }

    /// The value that a share `q` (0 to 1) of what was counted does not exceed, interpolated within its bucket; above the
    /// last finite bound, that bound. `None` where nothing was counted.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let rank = q * self.count();
        if self.count() <= 0.0 {
            return None;
        }
        let (mut lower, mut below) = (0.0, 0.0);
        for (bound, count) in &self.0 {
            if *count >= rank && *count > below {
                let share = (rank - below).max(0.0) / (count - below);
                return Some(if bound.is_finite() { lower + (bound - lower) * share } else { lower });
            }
            (lower, below) = (if bound.is_finite() { *bound } else { lower }, count.max(below));
        }
        Some(lower)
    }
}

#[cfg(test)]
#[path = "quantile_tests.rs"]
mod tests;
