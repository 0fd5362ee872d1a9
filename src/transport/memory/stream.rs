//! A stream: messages in order, bounded, with the ids that it has seen lately.

use super::consumer::Consumer;
use super::options::{Discard, StreamOptions};
use super::subject;
use crate::transport::{Headers, PublishError, Stored};
use bytes::Bytes;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use tokio::time::Instant;

/// Header that carries a message's id.
pub(super) const ID_HEADER: &str = "Nats-Msg-Id";

/// Header that makes a publish conditional on the last sequence under its subject; `0` = there is none.
const EXPECTED_LAST_HEADER: &str = "Nats-Expected-Last-Subject-Sequence";

/// A message that a stream keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredMessage {
    pub sequence: u64,
    pub subject: String,
    pub headers: Headers,
    pub payload: Bytes,
    pub stored_at: Timestamp,
}

impl StoredMessage {
    /// The id under which it was published, if any.
    pub fn id(&self) -> Option<&str> {
        self.headers.get(ID_HEADER)
    }

    /// What it counts against the stream's limit, in bytes.
    pub fn bytes(&self) -> usize {
        self.subject.len() + message_bytes(&self.headers, &self.payload)
    }
}

/// What the server counts against its largest message: each header takes its name, `: ` and a line end.
pub(super) fn message_bytes(headers: &Headers, payload: &Bytes) -> usize {
    const HEADER_OVERHEAD: usize = 4;
    let headers: usize = headers.iter().map(|(name, value)| name.len() + value.len() + HEADER_OVERHEAD).sum();
    headers + payload.len()
}

pub(super) struct Stream {
    pub options: StreamOptions,
    pub consumers: BTreeMap<String, Consumer>,
    messages: BTreeMap<u64, Arc<StoredMessage>>,
    bytes: usize,
    last: u64,
    /// Ids within the duplicate window, with the sequence they were stored under.
    ids: HashMap<String, u64>,
    /// The same ids, oldest first, with the end of their window.
    ids_by_age: VecDeque<(Instant, String)>,
}

impl Stream {
    pub fn new(options: StreamOptions) -> Self {
        let consumers = options.consumers.iter().map(|c| (c.name.clone(), Consumer::new(c.clone()))).collect();
        Self {
            options,
            consumers,
            messages: BTreeMap::new(),
            bytes: 0,
            last: 0,
            ids: HashMap::new(),
            ids_by_age: VecDeque::new(),
        }
    }

    pub fn listens_to(&self, subject: &str) -> bool {
        self.options.subjects.iter().any(|pattern| subject::listens(pattern, subject))
    }

    /// Stores a message, or recognises its id; `now` and `date` are the same moment on two clocks.
    pub fn store(
        &mut self,
        subject: &str,
        headers: Headers,
        payload: Bytes,
        now: Instant,
        date: Timestamp,
    ) -> Result<Stored, PublishError> {
        self.forget_ids(now);
        let id = headers.get(ID_HEADER).map(str::to_owned);
        if let Some(&sequence) = id.as_ref().and_then(|id| self.ids.get(id)) {
            return Ok(Stored { sequence, duplicate: true });
        }
        self.check_expected(subject, &headers)?;
        let message =
            StoredMessage { sequence: self.last + 1, subject: subject.to_owned(), headers, payload, stored_at: date };
        self.make_room(message.bytes())?;
        self.last = message.sequence;
        self.bytes += message.bytes();
        self.consumers.values_mut().for_each(|consumer| consumer.stored(&message));
        self.messages.insert(message.sequence, Arc::new(message));
        if let Some(id) = id {
            self.ids.insert(id.clone(), self.last);
            self.ids_by_age.push_back((now + self.options.duplicate_window, id));
        }
        Ok(Stored { sequence: self.last, duplicate: false })
    }

    /// Takes out all messages of this id since `since` but the oldest.
    pub fn keep_oldest(&mut self, id: &str, since: Timestamp) {
        let copies = self.messages.values().filter(|m| m.stored_at >= since && m.id() == Some(id)).skip(1);
        let sequences: Vec<u64> = copies.map(|m| m.sequence).collect();
        for message in sequences.iter().filter_map(|sequence| self.messages.remove(sequence)) {
            self.bytes -= message.bytes();
            self.consumers.values_mut().for_each(|consumer| consumer.dropped(&message));
        }
    }

    /// All messages that it keeps, oldest first.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Arc<StoredMessage>> {
        self.messages.values()
    }

    /// The first message it keeps at or after `sequence`.
    pub fn message_from(&self, sequence: u64) -> Option<&Arc<StoredMessage>> {
        self.messages.range(sequence..).next().map(|(_, message)| message)
    }

    pub fn last_sequence(&self) -> u64 {
        self.last
    }

    /// The consumer of this name, and the messages for it to hand out.
    pub fn consumer_mut(&mut self, name: &str) -> Option<(&mut Consumer, &BTreeMap<u64, Arc<StoredMessage>>)> {
        Some((self.consumers.get_mut(name)?, &self.messages))
    }

    /// Creates the configured consumers, again where they are: they know nothing and start at the first message.
    pub fn create_consumers(&mut self) {
        for options in &self.options.consumers {
            let mut consumer = Consumer::new(options.clone());
            self.messages.values().for_each(|message| consumer.stored(message));
            self.consumers.insert(options.name.clone(), consumer);
        }
    }

    fn forget_ids(&mut self, now: Instant) {
        while self.ids_by_age.front().is_some_and(|(end, _)| *end <= now)
            && let Some((_, id)) = self.ids_by_age.pop_front()
        {
            self.ids.remove(&id);
        }
    }

    fn check_expected(&self, subject: &str, headers: &Headers) -> Result<(), PublishError> {
        let Some(expected) = headers.get(EXPECTED_LAST_HEADER) else { return Ok(()) };
        let last = self.messages().rev().find(|m| m.subject == subject).map_or(0, |m| m.sequence);
        match expected.parse() == Ok(last) {
            true => Ok(()),
            false => Err(PublishError::Refused(format!("wrong last sequence: {last} (10071)"))),
        }
    }

    fn make_room(&mut self, bytes: usize) -> Result<(), PublishError> {
        let StreamOptions { messages_max, bytes_max, discard, .. } = self.options;
        let full = |count: usize, held: usize| count >= messages_max || held + bytes > bytes_max;
        while full(self.messages.len(), self.bytes) {
            match discard {
                Discard::New => return Err(PublishError::Full(self.limits_reached())),
                Discard::Old if self.messages.is_empty() => return Err(PublishError::Full(self.limits_reached())),
                Discard::Old => self.drop_oldest(),
            }
        }
        Ok(())
    }

    fn drop_oldest(&mut self) {
        if let Some((_, message)) = self.messages.pop_first() {
            self.bytes -= message.bytes();
            self.consumers.values_mut().for_each(|consumer| consumer.dropped(&message));
        }
    }

    fn limits_reached(&self) -> String {
        let StreamOptions { name, messages_max, bytes_max, .. } = &self.options;
        format!(
            "`{name}` holds {} of {messages_max} messages, {} of {bytes_max} bytes",
            self.messages.len(),
            self.bytes
        )
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
