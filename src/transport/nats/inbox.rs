//! Deliveries of a durable pull consumer: permits first, then messages.

use super::connection::{Broker, Connection};
use super::pull::{self, Word};
use super::receipt::NatsReceipt;
use super::topology::Topology;
use super::{InputSettings, Manage, headers};
use crate::transport::{Delivery, Gate, Inbox, InboxError, Origin, Room};
use async_nats::Subscriber;
use futures::StreamExt;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

/// Pulls that overlap, so that one is under way while the other's messages arrive.
const LANES: usize = 2;
/// A lane asks when this share of what it may ask for is free: single messages would make single pulls.
const LEAST_SHARE: usize = 4;
/// Heartbeats that may be missed before a pull is given up.
const HEARTBEATS_MISSED_MAX: f64 = 2.5;
/// What a message has besides its payload: subject, reply subject, protocol line.
const OVERHEAD_BYTES: usize = 64 * 1024;
/// How long `close` waits for what the broker had already sent.
const CLOSE_WAIT: Duration = Duration::from_secs(1);
/// Pause after a pull that was refused or failed.
const REFUSED_PAUSE: Duration = Duration::from_millis(500);

/// The input of a worker.
pub struct NatsInbox {
    arrived: mpsc::Receiver<Result<Delivery<NatsReceipt>, InboxError>>,
    closing: CancellationToken,
}

/// One of the overlapping pulls.
struct Lane {
    broker: Broker,
    topology: Topology,
    settings: InputSettings,
    gate: Gate,
    messages_max: usize,
    bytes: usize,
    confirm: bool,
    arrived: mpsc::Sender<Result<Delivery<NatsReceipt>, InboxError>>,
    closing: CancellationToken,
    connection: watch::Receiver<Connection>,
    stream: Arc<str>,
}

/// Why a pull ended.
enum End {
    Over,
    Reconnected,
    Silent,
    Gone(String),
    Refused(String),
    Closing,
}

impl NatsInbox {
    /// Starts pulling. `in_flight_max` and `in_flight_bytes_max` are those of the gate.
    pub fn start(
        broker: &Broker,
        topology: &Topology,
        gate: Gate,
        in_flight_max: usize,
        in_flight_bytes_max: usize,
        confirm: bool,
    ) -> NatsInbox {
        let settings = topology.input.clone();
        let lanes = LANES.min(in_flight_max.max(1));
        // Every message has a permit before it is asked for, so the channel never holds more than the gate lets in.
        let (sender, arrived) = mpsc::channel(in_flight_max.max(1));
        let closing = CancellationToken::new();
        let least_bytes = broker.payload_max() + OVERHEAD_BYTES;
        for _ in 0..lanes {
            let lane = Lane {
                broker: broker.clone(),
                topology: topology.clone(),
                gate: gate.clone(),
                messages_max: (in_flight_max / lanes).clamp(1, settings.pull_messages_max.max(1)),
                bytes: settings.pull_bytes_max.min(in_flight_bytes_max / lanes).max(least_bytes),
                confirm,
                arrived: sender.clone(),
                closing: closing.clone(),
                connection: broker.connection(),
                stream: settings.stream.as_str().into(),
                settings: settings.clone(),
            };
            tokio::spawn(lane.run());
        }
        NatsInbox { arrived, closing }
    }
}

impl Inbox for NatsInbox {
    type Receipt = NatsReceipt;

    async fn next(&mut self) -> Result<Delivery<NatsReceipt>, InboxError> {
        self.arrived.recv().await.unwrap_or(Err(InboxError::Closed))
    }

    async fn close(&mut self) -> Vec<Delivery<NatsReceipt>> {
        self.closing.cancel();
        let mut left = Vec::new();
        let drain = async {
            while let Some(arrived) = self.arrived.recv().await {
                left.extend(arrived.ok());
            }
        };
        let _ = tokio::time::timeout(CLOSE_WAIT, drain).await;
        left
    }
}

impl Lane {
    /// Pulls until the inbox is closed; each subscription lasts until a pull on it goes wrong.
    async fn run(mut self) {
        while !self.closing.is_cancelled() {
            let connected = tokio::select! {
                connection = self.broker.connected() => connection,
                () = self.closing.cancelled() => return,
            };
            self.connection.mark_unchanged();
            let end = self.pulls(connected).await;
            if !self.after(end).await {
                return;
            }
        }
    }

    /// One subscription, pull after pull.
    async fn pulls(&mut self, connected: Connection) -> End {
        let client = self.broker.client();
        let inbox = client.new_inbox();
        let mut subscriber = match client.subscribe(inbox.clone()).await {
            Ok(subscriber) => subscriber,
            Err(why) => return End::Refused(why.to_string()),
        };
        loop {
            let least = self.messages_max.div_ceil(LEAST_SHARE);
            let room = tokio::select! {
                room = self.gate.room(least, self.messages_max, self.bytes) => room,
                () = self.closing.cancelled() => return End::Closing,
            };
            let now = *self.connection.borrow();
            if !now.up || now.epoch != connected.epoch {
                return End::Reconnected;
            }
            match self.pull(&client, &inbox, &mut subscriber, room, connected.epoch).await {
                End::Over => {}
                End::Closing => {
                    self.empty(&mut subscriber).await;
                    return End::Closing;
                }
                end => return end,
            }
        }
    }

    async fn pull(
        &mut self,
        client: &async_nats::Client,
        inbox: &str,
        subscriber: &mut Subscriber,
        mut room: Room,
        epoch: u64,
    ) -> End {
        let heartbeat = Duration::from_secs(self.settings.heartbeat_s.max(1));
        let (stream, consumer) = (&self.settings.stream, &self.settings.consumer);
        let (subject, body) = pull::request(stream, consumer, room.messages(), room.bytes(), heartbeat);
        if let Err(why) = client.publish_with_reply(subject, inbox.to_owned(), body).await {
            return End::Refused(why.to_string());
        }
        while room.messages() > 0 {
            let message = tokio::select! {
                biased;
                message = subscriber.next() => message,
                changed = self.connection.wait_for(|c| !c.up || c.epoch != epoch) => {
                    drop(changed);
                    return End::Reconnected;
                }
                () = self.closing.cancelled() => return End::Closing,
                () = tokio::time::sleep(heartbeat.mul_f64(HEARTBEATS_MISSED_MAX)) => return End::Silent,
            };
            let Some(message) = message else { return End::Reconnected };
            match pull::word(message.status, message.description.as_deref()) {
                Word::Message => self.deliver(message, Some(&mut room)).await,
                Word::Heartbeat => {}
                Word::Over => return End::Over,
                Word::Gone(why) => return End::Gone(why),
                Word::Refused(why) => return End::Refused(why),
            }
        }
        End::Over
    }

    /// Makes a delivery of a message and hands it on. Without a permit it is given back at once.
    async fn deliver(&self, message: async_nats::Message, room: Option<&mut Room>) {
        let message = async_nats::jetstream::Message { message, context: self.broker.jetstream() };
        let Some((origin, reply)) = origin(&message, &self.stream) else {
            tracing::warn!(subject = %message.subject, "a message without a JetStream reply subject on the pull is passed over");
            return;
        };
        let receipt = NatsReceipt { broker: self.broker.clone(), reply, confirm: self.confirm };
        let bytes = message.payload.len();
        let permit = match room {
            Some(room) => room.take(bytes),
            None => self.gate.room(1, 1, bytes).await.take(bytes),
        };
        let Some(permit) = permit else { return };
        let delivery = Delivery {
            origin,
            headers: headers::ours(message.headers.as_ref()),
            payload: message.payload.clone(),
            received_at: Timestamp::now(),
            receipt,
            permit,
        };
        let _ = self.arrived.send(Ok(delivery)).await;
    }

    /// What had already come when the inbox was closed is handed on, so that it can be given back.
    async fn empty(&self, subscriber: &mut Subscriber) {
        let _ = subscriber.unsubscribe().await;
        while let Some(message) = subscriber.next().await {
            if pull::word(message.status, message.description.as_deref()) == Word::Message {
                self.deliver(message, None).await;
            }
        }
    }

    /// Whether to go on.
    async fn after(&self, end: End) -> bool {
        match end {
            End::Over | End::Reconnected => true,
            End::Closing => false,
            End::Silent => {
                self.broker.metrics().heartbeats_missed.inc();
                self.report(InboxError::Interrupted("the broker fell silent on a pull".into())).await
            }
            End::Refused(why) => {
                let reported = self.report(InboxError::Interrupted(why)).await;
                tokio::time::sleep(REFUSED_PAUSE).await;
                reported
            }
            End::Gone(why) => self.recreate(why).await,
        }
    }

    /// A consumer of ours is created again; whatever it delivers twice is recognised.
    async fn recreate(&self, why: String) -> bool {
        if self.settings.manage == Manage::Bind {
            let reported = self.report(InboxError::Gone(why)).await;
            tokio::time::sleep(REFUSED_PAUSE).await;
            return reported;
        }
        match self.topology.ensure_input(&self.broker).await {
            Ok(changes) => {
                tracing::warn!(why, ?changes, "the consumer was gone");
                true
            }
            Err(problem) => {
                let reported = self.report(InboxError::Gone(format!("{why}; {problem}"))).await;
                tokio::time::sleep(REFUSED_PAUSE).await;
                reported
            }
        }
    }

    async fn report(&self, why: InboxError) -> bool {
        tokio::select! {
            sent = self.arrived.send(Err(why)) => sent.is_ok(),
            () = self.closing.cancelled() => false,
        }
    }
}

/// Where a message stands, from its reply subject (both forms of it).
fn origin(message: &async_nats::jetstream::Message, stream: &Arc<str>) -> Option<(Origin, String)> {
    let reply = message.reply.as_ref()?.to_string();
    let info = message.info().ok()?;
    let origin = Origin {
        stream: stream.clone(),
        sequence: info.stream_sequence,
        subject: message.subject.to_string(),
        stored_at: Timestamp::from_nanosecond(info.published.unix_timestamp_nanos()).ok()?,
        delivered: info.delivered.max(1) as u64,
        pending: info.pending,
    };
    Some((origin, reply))
}
