//! Reading a stream in order through one worker's connection.

use super::broker::far_ahead;
use super::link::{Call, CallError, Client};
use super::subject;
use crate::transport::{InboxError, Journal, Page, Pages};
use jiff::Timestamp;
use tokio::time::sleep_until;

/// A stream as a worker reads it.
#[derive(Clone)]
pub struct MemoryJournal {
    client: Client,
    stream: String,
}

/// A reading of it.
pub struct MemoryPages {
    journal: MemoryJournal,
    filter: String,
    since: Timestamp,
    next: u64,
}

impl MemoryJournal {
    pub(super) fn new(client: Client, stream: &str) -> Self {
        Self { client, stream: stream.to_owned() }
    }
}

impl Journal for MemoryJournal {
    type Pages = MemoryPages;

    fn read(&self, filter: &str, since: Timestamp) -> MemoryPages {
        MemoryPages { journal: self.clone(), filter: filter.to_owned(), since, next: 1 }
    }

    async fn last(&self, filter: &str) -> Result<Option<(u64, Timestamp)>, InboxError> {
        let (stream, filter) = (self.stream.clone(), filter.to_owned());
        let asked = self.client.request(Call::Ask, move |broker| {
            let state = broker.lock();
            let mut messages = state.stream(&stream)?.messages().rev();
            Some(messages.find(|m| subject::listens(&filter, &m.subject)).map(|m| (m.sequence, m.stored_at)))
        });
        match asked.await {
            Ok(last) => last.ok_or_else(|| InboxError::Gone(format!("no stream `{}`", self.stream))),
            Err(CallError::TimedOut(wait)) => Err(InboxError::Interrupted(format!("no answer within {wait:?}"))),
            Err(_) => Err(InboxError::Interrupted("the broker is down".into())),
        }
    }
}

impl Pages for MemoryPages {
    async fn next(&mut self) -> Result<Page, InboxError> {
        let client = &self.journal.client;
        loop {
            tokio::task::coop::consume_budget().await;
            client.thawed().await;
            if let Some(back) = client.down_until() {
                sleep_until(back).await;
                return Err(InboxError::Interrupted("the broker was down".into()));
            }
            let stirred = client.broker.stirred();
            tokio::pin!(stirred);
            stirred.as_mut().enable();
            let found = self.find()?;
            if let Some(page) = found {
                self.next = page.sequence + 1;
                return Ok(page);
            }
            let change = client.broker.next_change().unwrap_or_else(far_ahead);
            tokio::select! {
                () = stirred => {}
                () = sleep_until(change) => {}
            }
        }
    }
}

impl MemoryPages {
    fn find(&self) -> Result<Option<Page>, InboxError> {
        let state = self.journal.client.broker.lock();
        let gone = || InboxError::Gone(format!("no stream `{}`", self.journal.stream));
        let stream = state.stream(&self.journal.stream).ok_or_else(gone)?;
        let listens = |subject: &str| subject::listens(&self.filter, subject);
        let mut here = stream.messages().filter(|m| m.sequence >= self.next && m.stored_at >= self.since);
        let found = here.find(|m| listens(&m.subject));
        Ok(found.map(|message| Page {
            sequence: message.sequence,
            headers: message.headers.clone(),
            payload: message.payload.clone(),
            stored_at: message.stored_at,
            pending: here.filter(|m| listens(&m.subject)).count() as u64,
        }))
    }
}
