//! Order where it is wanted: articles of one source one after the other.

use std::collections::HashMap;
use tokio::sync::watch;

/// Sources that are remembered before those that are idle are swept out.
const SWEEP_AT: usize = 1024;

/// The last article of each source that is in work.
#[derive(Default)]
pub struct Lanes {
    last: HashMap<String, watch::Receiver<()>>,
    sweep_at: usize,
}

/// A place in a lane: wait for your turn, keep the place while you work, drop it to let the next one go.
pub struct Place {
    before: Option<watch::Receiver<()>>,
    _done: watch::Sender<()>,
}

impl Lanes {
    /// Queues up behind the last article of this source.
    pub fn place(&mut self, source: &str) -> Place {
        if self.last.len() >= self.sweep_at.max(SWEEP_AT) {
            self.last.retain(|_, last| last.has_changed().is_ok());
            self.sweep_at = self.last.len() * 2;
        }
        let (done, last) = watch::channel(());
        Place { before: self.last.insert(source.to_owned(), last), _done: done }
    }
}

impl Place {
    /// Waits until the one before is done: its sender is gone.
    pub async fn turn(&mut self) {
        if let Some(mut before) = self.before.take() {
            while before.changed().await.is_ok() {}
        }
    }
}
