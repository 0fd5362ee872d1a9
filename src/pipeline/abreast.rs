//! Articles that are read abreast: an extractor reads all of them before the next extractor begins.
//!
//! Each extractor has tables of some megabytes. Alone with one article it finds them pushed out of the processor's cache
//! by those of all others; with several it fetches them once for all.

use super::local::Progress;
use crate::extract::Extractor;
use crate::knowledge::Knowledge;
use crate::telemetry::Metrics;
use std::time::Duration;

/// Articles abreast: sixteen take four fifths of the time that they take alone (`cargo bench --bench record`), eight a
/// twentieth longer than that; more gain nothing.
pub const ARTICLES_MAX: usize = 16;
/// Bytes of their messages together, beyond which one is the last: what is found out about longer texts fills the
/// cache by itself, and an article behind a long one would wait for nothing.
const BYTES_MAX: usize = 128 * 1024;

/// How many of these messages, given their bytes, are read abreast: as many as there is room for, or the first.
pub fn count(bytes: impl IntoIterator<Item = usize>) -> usize {
    let mut sum = 0usize;
    let fits = |bytes: &usize| {
        sum = sum.saturating_add(*bytes);
        sum <= BYTES_MAX
    };
    bytes.into_iter().take(ARTICLES_MAX).take_while(fits).count().max(1)
}

/// What extractors are run with.
pub struct Run<'r> {
    pub extractors: &'r [&'static Extractor],
    /// For all extractors on one article together.
    pub budget: Duration,
    pub metrics: &'r Metrics,
}

impl Run<'_> {
    /// Reads articles, each with its knowledge, as long as somebody wants them.
    pub fn read<'a>(
        &self,
        articles: impl Iterator<Item = (&'a Progress, &'a Knowledge)> + Clone,
        is_wanted: impl Fn() -> bool,
    ) {
        for (at, extractor) in self.extractors.iter().enumerate() {
            for (article, knowledge) in articles.clone() {
                if !is_wanted() {
                    return;
                }
                article.step(at, extractor, knowledge, self.budget, self.metrics);
            }
        }
    }
}
