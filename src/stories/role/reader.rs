//! Pages on their way: read ahead by a task of their own, so that whoever waits for one can turn to something else.

use crate::transport::{InboxError, Page, Pages};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Pages that wait here, besides those of the pull that they came with.
const AHEAD: usize = 32;
/// A stream that cannot be read is asked again after this.
const PAUSE: Duration = Duration::from_millis(500);

/// Reads until it is dropped, or the stream is gone.
pub struct Reader {
    pages: mpsc::Receiver<Result<Page, InboxError>>,
    task: JoinHandle<()>,
}

impl Reader {
    pub fn start(pages: impl Pages) -> Self {
        let (sender, receiver) = mpsc::channel(AHEAD);
        Self { pages: receiver, task: tokio::spawn(read(pages, sender)) }
    }

    /// The next page. Cancel-safe.
    ///
    /// # Errors
    /// Where the stream is gone; interruptions are waited out.
    pub async fn next(&mut self) -> Result<Page, InboxError> {
        self.pages.recv().await.unwrap_or(Err(InboxError::Closed))
    }
}

async fn read(mut pages: impl Pages, sender: mpsc::Sender<Result<Page, InboxError>>) {
    loop {
        let page = pages.next().await;
        if let Err(InboxError::Interrupted(why)) = &page {
            tracing::debug!(why, "the story desk reads on after a pause");
            tokio::time::sleep(PAUSE).await;
            continue;
        }
        let over = page.is_err();
        if sender.send(page).await.is_err() || over {
            return;
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.task.abort();
    }
}
