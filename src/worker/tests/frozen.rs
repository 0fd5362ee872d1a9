//! A worker that stands still between its decision and its publish, for longer than ids are remembered.

use super::bench::*;
use crate::telemetry::{BuildLabels, Metrics};
use crate::transport::memory::{Broker, MemoryOutbox};
use crate::transport::{Gate, Origin, Outbox, Outgoing, PublishError, Stored};
use crate::worker::{Clock, Desk, Stop, run};
use jiff::Timestamp;
use std::sync::Arc;

/// Its publishes reach the broker ten windows late; before, another worker stored the same.
struct Frozen {
    this: MemoryOutbox,
    other: MemoryOutbox,
}

impl Outbox for Frozen {
    async fn publish(&self, message: &Outgoing) -> Result<Stored, PublishError> {
        self.other.publish(message).await?;
        tokio::time::sleep(10 * WINDOW).await;
        self.this.publish(message).await
    }

    fn message_bytes_max(&self) -> usize {
        self.this.message_bytes_max()
    }

    async fn holds(&self, id: &str, origin: &Origin, since: Timestamp) -> Result<bool, PublishError> {
        self.this.holds(id, origin, since).await
    }

    async fn keep_oldest(&self, id: &str, since: Timestamp) -> Result<(), PublishError> {
        self.this.keep_oldest(id, since).await
    }
}

fn start_frozen(broker: &Broker) {
    let outbox = Frozen { this: broker.outbox(), other: broker.outbox() };
    let build = BuildLabels { version: "t".into(), knowledge: "t".into(), pipeline: "t".into() };
    let clock: Clock = Arc::new(broker.clock());
    let desk = Desk::new(outbox, Obedient::default(), settings(), clock, Arc::new(Metrics::new(build)));
    tokio::spawn(run(broker.inbox("copydesk", Gate::new(16, 1 << 20)), Arc::new(desk), Stop::default()));
}

#[tokio::test(start_paused = true)]
async fn what_it_stores_a_second_time_is_taken_out_again() {
    let broker = broker();
    feed(&broker, "frozen article");
    start_frozen(&broker);
    broker.settled("copydesk").await;
    let sequences: Vec<u64> = output(&broker).iter().map(|m| m.sequence).collect();
    assert_eq!(sequences, [1], "the first one stays");
}
