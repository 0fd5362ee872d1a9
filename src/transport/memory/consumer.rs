//! A durable pull consumer: who holds which message until when, and what comes next.

use super::options::ConsumerOptions;
use super::stream::StoredMessage;
use super::subject;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

type Messages = BTreeMap<u64, Arc<StoredMessage>>;

/// Answers that are remembered for a roll-back and for reading; older ones are forgotten.
const ANSWERS_KEPT: usize = 4096;

/// How a delivery was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Ack,
    Nak(Duration),
    /// Never again, and why.
    Term(String),
    InProgress,
}

/// A message handed out and not yet done with.
#[derive(Clone, Copy, Debug)]
struct Pending {
    deliveries: u64,
    delivered_at: Instant,
    /// When it is handed out again unless it is answered.
    again_at: Instant,
}

/// A message that was done with, kept so that a crash can bring it back.
#[derive(Clone, Debug)]
struct Done {
    sequence: u64,
    at: Instant,
    pending: Pending,
    answer: Answer,
}

/// One message, handed out.
pub(super) struct HandedOut {
    pub message: Arc<StoredMessage>,
    pub delivered: u64,
    pub waiting: u64,
}

/// What a consumer still has to do, as the server reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConsumerState {
    /// Messages never handed out.
    pub pending: u64,
    /// Messages handed out and not done with.
    pub ack_pending: usize,
    /// Messages given up after `deliveries_max`.
    pub stranded: u64,
}

impl ConsumerState {
    /// Whether every message was handed out and answered for good.
    pub fn settled(&self) -> bool {
        self.pending == 0 && self.ack_pending == 0
    }
}

pub(super) struct Consumer {
    options: ConsumerOptions,
    /// Next sequence that was never handed out.
    next: u64,
    waiting: u64,
    pending: BTreeMap<u64, Pending>,
    /// The pending messages, soonest redelivery first.
    agenda: BTreeSet<(Instant, u64)>,
    done: VecDeque<Done>,
    stranded: u64,
}

impl Consumer {
    pub fn new(options: ConsumerOptions) -> Self {
        Self {
            options,
            next: 1,
            waiting: 0,
            pending: BTreeMap::new(),
            agenda: BTreeSet::new(),
            done: VecDeque::new(),
            stranded: 0,
        }
    }

    pub fn state(&self) -> ConsumerState {
        ConsumerState { pending: self.waiting, ack_pending: self.pending.len(), stranded: self.stranded }
    }

    /// A message came into the stream.
    pub fn stored(&mut self, message: &StoredMessage) {
        self.waiting += u64::from(self.wants(message));
    }

    /// A message left the stream by its limits.
    pub fn dropped(&mut self, message: &StoredMessage) {
        if message.sequence >= self.next {
            self.waiting -= u64::from(self.wants(message));
        } else {
            self.release(message.sequence);
        }
    }

    /// Hands out the next message of at most `bytes_max`: first one that is due again, then a new one.
    pub fn hand_out(&mut self, messages: &Messages, now: Instant, bytes_max: usize) -> Option<HandedOut> {
        self.strand(now);
        let due = self.agenda.first().filter(|(at, _)| *at <= now).map(|(_, sequence)| *sequence);
        let message = match due {
            Some(sequence) => messages.get(&sequence)?,
            None if self.pending.len() >= self.options.ack_pending_max => return None,
            None => messages.range(self.next..).map(|(_, message)| message).find(|message| self.wants(message))?,
        };
        if message.bytes() > bytes_max {
            return None;
        }
        if due.is_none() {
            self.next = message.sequence + 1;
            self.waiting = self.waiting.saturating_sub(1);
        }
        let deliveries = self.pending.get(&message.sequence).map_or(0, |p| p.deliveries) + 1;
        let again_at = now + self.options.ack_wait;
        self.hold(message.sequence, Pending { deliveries, delivered_at: now, again_at });
        Some(HandedOut { message: message.clone(), delivered: deliveries, waiting: self.waiting })
    }

    /// When the next pending message is due again.
    pub fn next_due(&self) -> Option<Instant> {
        self.agenda.first().map(|(at, _)| *at)
    }

    /// Takes an answer, from whoever held the message last or before: a late one counts, one for a message that is
    /// done with or was never handed out is confirmed and changes nothing.
    pub fn answer(&mut self, sequence: u64, answer: Answer, now: Instant) {
        let Some(&pending) = self.pending.get(&sequence) else { return };
        match answer {
            Answer::Nak(delay) => self.hold(sequence, Pending { again_at: now + delay, ..pending }),
            Answer::InProgress => self.hold(sequence, Pending { again_at: now + self.options.ack_wait, ..pending }),
            Answer::Ack | Answer::Term(_) => self.finish(sequence, pending, answer, now),
        }
    }

    /// Forgets what happened since `since`, as a server does that crashed before it wrote its consumer state: answers
    /// come undone, deliveries are not counted.
    pub fn roll_back(&mut self, since: Instant, now: Instant) {
        while self.done.back().is_some_and(|done| done.at >= since)
            && let Some(done) = self.done.pop_back()
        {
            self.hold(done.sequence, Pending { again_at: now + self.options.ack_wait, ..done.pending });
        }
        for pending in self.pending.values_mut().filter(|p| p.delivered_at >= since) {
            pending.deliveries = pending.deliveries.saturating_sub(1);
        }
    }

    /// The reasons of messages that were given up for good, oldest first, as far as they are remembered.
    pub fn terms(&self) -> Vec<(u64, String)> {
        let reason = |done: &Done| match &done.answer {
            Answer::Term(reason) => Some((done.sequence, reason.clone())),
            _ => None,
        };
        self.done.iter().filter_map(reason).collect()
    }

    fn wants(&self, message: &StoredMessage) -> bool {
        subject::any_listens(&self.options.filters, &message.subject)
    }

    fn hold(&mut self, sequence: u64, pending: Pending) {
        if let Some(before) = self.pending.insert(sequence, pending) {
            self.agenda.remove(&(before.again_at, sequence));
        }
        self.agenda.insert((pending.again_at, sequence));
    }

    fn release(&mut self, sequence: u64) -> Option<Pending> {
        let pending = self.pending.remove(&sequence)?;
        self.agenda.remove(&(pending.again_at, sequence));
        Some(pending)
    }

    fn finish(&mut self, sequence: u64, pending: Pending, answer: Answer, now: Instant) {
        self.release(sequence);
        if self.done.len() == ANSWERS_KEPT {
            self.done.pop_front();
        }
        self.done.push_back(Done { sequence, at: now, pending, answer });
    }

    /// Passes over due messages that had all their deliveries.
    fn strand(&mut self, now: Instant) {
        let Some(max) = self.options.deliveries_max else { return };
        while let Some(&(_, sequence)) = self.agenda.first().filter(|(at, _)| *at <= now)
            && self.pending.get(&sequence).is_some_and(|p| p.deliveries >= max)
        {
            self.release(sequence);
            self.stranded += 1;
        }
    }
}

#[cfg(test)]
#[path = "consumer_tests.rs"]
mod tests;
