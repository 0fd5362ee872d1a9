//! Tests of a consumer by itself: what it hands out when, what an answer changes.

use super::{Answer, Consumer, ConsumerState};
use crate::transport::Headers;
use crate::transport::memory::{ConsumerOptions, StoredMessage};
use bytes::Bytes;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

const ACK_WAIT: Duration = Duration::from_secs(30);
const SECOND: Duration = Duration::from_secs(1);

/// A consumer over a few messages, with a clock that the test turns.
struct Bench {
    consumer: Consumer,
    messages: BTreeMap<u64, Arc<StoredMessage>>,
    now: Instant,
}

fn bench(options: ConsumerOptions, subjects: &[&str]) -> Bench {
    let mut consumer = Consumer::new(options.ack_wait(ACK_WAIT));
    let mut messages = BTreeMap::new();
    for (sequence, subject) in (1..).zip(subjects) {
        let message = StoredMessage {
            sequence,
            subject: (*subject).to_owned(),
            headers: Headers::new(),
            payload: Bytes::from_static(b"text"),
            stored_at: Timestamp::UNIX_EPOCH,
        };
        consumer.stored(&message);
        messages.insert(sequence, Arc::new(message));
    }
    Bench { consumer, messages, now: Instant::now() }
}

impl Bench {
    /// Hands out all it can: `(sequence, delivered)`.
    fn hand_out(&mut self) -> Vec<(u64, u64)> {
        std::iter::from_fn(|| self.consumer.hand_out(&self.messages, self.now, usize::MAX))
            .map(|out| (out.message.sequence, out.delivered))
            .collect()
    }

    fn answer(&mut self, sequence: u64, answer: Answer) {
        self.consumer.answer(sequence, answer, self.now);
    }

    fn after(&mut self, wait: Duration) -> &mut Self {
        self.now += wait;
        self
    }
}

fn plain() -> ConsumerOptions {
    ConsumerOptions::new("copydesk")
}

#[test]
fn messages_come_in_order_and_each_once() {
    let mut bench = bench(plain(), &["a", "b", "c"]);
    assert_eq!(bench.hand_out(), [(1, 1), (2, 1), (3, 1)]);
    assert_eq!(bench.consumer.state(), ConsumerState { pending: 0, ack_pending: 3, stranded: 0 });
}

#[test]
fn filters_pass_over_other_subjects() {
    let mut bench = bench(plain().filters(["news.*"]), &["news.a", "dead.b", "news.c"]);
    assert_eq!(bench.consumer.state().pending, 2);
    assert_eq!(bench.hand_out(), [(1, 1), (3, 1)]);
    assert_eq!(bench.consumer.state().pending, 0);
}

#[test]
fn an_unanswered_message_comes_again_after_the_ack_wait() {
    let mut bench = bench(plain(), &["a"]);
    assert_eq!(bench.hand_out(), [(1, 1)]);
    assert_eq!(bench.after(ACK_WAIT - SECOND).hand_out(), []);
    assert_eq!(bench.after(SECOND).hand_out(), [(1, 2)]);
    bench.answer(1, Answer::Ack);
    assert_eq!(bench.after(ACK_WAIT).hand_out(), []);
    assert!(bench.consumer.state().settled());
}

#[test]
fn in_progress_restarts_the_ack_wait() {
    let mut bench = bench(plain(), &["a"]);
    bench.hand_out();
    bench.after(ACK_WAIT - SECOND).answer(1, Answer::InProgress);
    assert_eq!(bench.after(ACK_WAIT - SECOND).hand_out(), []);
    assert_eq!(bench.after(SECOND).hand_out(), [(1, 2)]);
}

#[test]
fn a_nak_without_delay_comes_again_at_once_and_one_with_delay_after_it() {
    let mut bench = bench(plain(), &["a"]);
    bench.hand_out();
    bench.answer(1, Answer::Nak(Duration::ZERO));
    assert_eq!(bench.hand_out(), [(1, 2)]);
    bench.answer(1, Answer::Nak(2 * SECOND));
    assert_eq!(bench.after(SECOND).hand_out(), []);
    assert_eq!(bench.after(SECOND).hand_out(), [(1, 3)]);
}

#[test]
fn a_term_is_for_good_and_its_reason_is_known() {
    let mut bench = bench(plain(), &["a"]);
    bench.hand_out();
    bench.answer(1, Answer::Term("not-text".into()));
    assert_eq!(bench.after(ACK_WAIT).hand_out(), []);
    assert_eq!(bench.consumer.terms(), [(1, "not-text".to_owned())]);
}

#[test]
fn a_late_ack_after_redelivery_counts() {
    let mut bench = bench(plain(), &["a"]);
    bench.hand_out();
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [(1, 2)]);
    bench.answer(1, Answer::Ack);
    bench.answer(1, Answer::Ack);
    bench.answer(1, Answer::Nak(Duration::ZERO));
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [], "a nak after the ack changes nothing");
}

#[test]
fn a_late_nak_takes_the_message_from_its_second_holder() {
    let mut bench = bench(plain(), &["a"]);
    bench.hand_out();
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [(1, 2)]);
    bench.answer(1, Answer::Nak(Duration::ZERO));
    assert_eq!(bench.hand_out(), [(1, 3)]);
}

#[test]
fn no_new_message_is_handed_out_while_too_many_wait_for_an_answer() {
    let mut bench = bench(plain().ack_pending_max(2), &["a", "b", "c"]);
    assert_eq!(bench.hand_out(), [(1, 1), (2, 1)]);
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [(1, 2), (2, 2)], "redeliveries go on");
    bench.answer(1, Answer::Ack);
    assert_eq!(bench.hand_out(), [(3, 1)]);
}

#[test]
fn a_message_after_its_last_delivery_is_passed_over_only_when_someone_pulls() {
    let mut bench = bench(plain().deliveries_max(2), &["a"]);
    assert_eq!(bench.hand_out(), [(1, 1)]);
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [(1, 2)]);
    assert_eq!(bench.after(ACK_WAIT).consumer.state(), ConsumerState { pending: 0, ack_pending: 1, stranded: 0 });
    assert_eq!(bench.hand_out(), []);
    assert_eq!(bench.consumer.state(), ConsumerState { pending: 0, ack_pending: 0, stranded: 1 });
}

#[test]
fn an_answer_to_what_was_never_handed_out_changes_nothing() {
    let mut bench = bench(plain(), &["a"]);
    bench.answer(1, Answer::Ack);
    assert_eq!(bench.hand_out(), [(1, 1)]);
}

#[test]
fn a_roll_back_undoes_answers_and_deliveries_since_then() {
    let mut bench = bench(plain(), &["a", "b"]);
    bench.hand_out();
    bench.after(SECOND).answer(1, Answer::Ack);
    let since = bench.after(SECOND).now;
    bench.answer(2, Answer::Ack);
    let now = bench.now;
    bench.consumer.roll_back(since, now);
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [(2, 2)], "the older ack stands");
    let since = bench.now;
    bench.consumer.roll_back(since, since);
    assert_eq!(bench.after(ACK_WAIT).hand_out(), [(2, 2)], "the delivery was not counted");
}

#[test]
fn what_the_stream_dropped_is_not_waited_for() {
    let mut bench = bench(plain().ack_pending_max(1), &["a", "b"]);
    assert_eq!(bench.hand_out(), [(1, 1)]);
    for sequence in [1, 2] {
        let message = bench.messages.remove(&sequence).expect("stored above");
        bench.consumer.dropped(&message);
    }
    assert!(bench.consumer.state().settled());
    assert_eq!(bench.after(ACK_WAIT).hand_out(), []);
}
