//! Why nothing comes out twice.
//!
//! The broker recognises a repeated message id for as long as its duplicate window is. An article can be published
//! earlier than that: by a worker that died and stayed dead, by this one before it was frozen, by a consumer whose state
//! was lost. All of these happened after the article was stored. So:
//!
//! * younger than half the window: whoever published it did so within the window; the id is enough.
//! * older: ask the output whether it holds the record. The answer may miss the last moments, which the window covers.
//!
//! One gap is left: a worker can stand still between this decision and the moment its publish reaches the broker, for
//! longer than the window. Nothing on this side can prevent that. But it shows, on the clock, when the worker wakes up
//! ([`is_late`]); then the second copy is taken out again (`Outbox::keep_oldest`).

use jiff::Timestamp;
use std::time::Duration;

/// What protects this publish from being a second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The broker's duplicate window.
    Window,
    /// The output must be asked.
    Output,
}

/// `stored_at`: of the article in the input stream. Half the window is left for clocks that differ and for the time
/// between the question and the publish.
pub fn guard(stored_at: Timestamp, now: Timestamp, window: Duration) -> Guard {
    let age = now.duration_since(stored_at);
    let safe = jiff::SignedDuration::try_from(window / 2).unwrap_or(jiff::SignedDuration::MAX);
    if age < safe { Guard::Window } else { Guard::Output }
}

/// Whether so much time passed between the decision and the broker's answer that the decision did not hold any more: half
/// the window is what `guard` left.
pub fn is_late(decided: Timestamp, answered: Timestamp, window: Duration) -> bool {
    guard(decided, answered, window) == Guard::Output
}
