//! The one event that an article is about: told early, as a fact, in a main clause, by those whom the article names most.

use super::circumstances::Circumstances;
use super::find::{Found, is_told};
use crate::extract::actors::Scene;
use crate::record::Event;

/// Marks the main event among the events of a document.
pub fn mark(_scene: &Scene<'_>, _circumstances: &Circumstances<'_>, found: &[Found], events: &mut [Event]) {
    let best = found.iter().enumerate().find(|(_, f)| is_told(f)).map(|(n, _)| n);
    if let Some(event) = best.and_then(|n| events.get_mut(n)) {
        event.main = true;
    }
}
