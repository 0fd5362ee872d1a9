//! Deliveries of a durable pull consumer: permits first, then messages.

use super::connection::{Broker, Connection};
use super::pull::{self, Word};
use super::receipt::NatsReceipt;
use super::topology::{RECREATE_AFTER, Topology};
use super::{InputSettings, Manage, headers};
use crate::transport::{Delivery, Gate, Inbox, InboxError, Origin, Room};
use async_nats::Subscriber;
use futures::StreamExt;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, watch};
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
/// A pull that is to be closed is read on until nothing came for this long: dozens of round trips in a data centre.
const QUIET: Duration = Duration::from_millis(50);
/// A pull that is to be closed and does not fall quiet is closed after this; half of what `close` waits.
const QUIET_MAX: Duration = Duration::from_millis(500);
/// Pause after a pull that was refused or failed.
const REFUSED_PAUSE: Duration = Duration::from_millis(500);

/// The input of a worker.
pub struct NatsInbox {
    arrived: mpsc::Receiver<Delivery<NatsReceipt>>,
    trouble: mpsc::Receiver<InboxError>,
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
    arrived: mpsc::Sender<Delivery<NatsReceipt>>,
    /// Holds one report: what went wrong before it was read would only hold up deliveries behind it.
    trouble: mpsc::Sender<InboxError>,
    closing: CancellationToken,
    connection: watch::Receiver<Connection>,
    stream: Arc<str>,
    /// Held by the lane that creates the consumer again.
    recreating: Arc<Mutex<()>>,
    /// Counts pulls, so that a late word about one is not taken for a word about the next.
    pulled: u64,
    /// The next message is larger than what a pull asks for: it is asked for alone, without a limit of bytes.
    too_big: bool,
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
        let (reports, trouble) = mpsc::channel(1);
        let closing = CancellationToken::new();
        let recreating = Arc::new(Mutex::default());
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
                trouble: reports.clone(),
                closing: closing.clone(),
                connection: broker.connection(),
                stream: settings.stream.as_str().into(),
                settings: settings.clone(),
                recreating: recreating.clone(),
                pulled: 0,
                too_big: false,
            };
            tokio::spawn(lane.run());
        }
        NatsInbox { arrived, trouble, closing }
    }
}

/// An inbox that is dropped pulls no more: nobody would answer what comes.
impl Drop for NatsInbox {
    fn drop(&mut self) {
        self.closing.cancel();
    }
}

impl Inbox for NatsInbox {
    type Receipt = NatsReceipt;

    async fn next(&mut self) -> Result<Delivery<NatsReceipt>, InboxError> {
        tokio::select! {
            biased;
            delivery = self.arrived.recv() => delivery.ok_or(InboxError::Closed),
            Some(why) = self.trouble.recv() => Err(why),
        }
    }

    async fn close(&mut self) -> Vec<Delivery<NatsReceipt>> {
        self.closing.cancel();
        let mut left = Vec::new();
        let drain = async {
            while let Some(arrived) = self.arrived.recv().await {
                left.push(arrived);
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
        let mut subscriber = match client.subscribe(format!("{inbox}.*")).await {
            Ok(subscriber) => subscriber,
            Err(why) => return End::Refused(why.to_string()),
        };
        loop {
            let most = if self.too_big { 1 } else { self.messages_max };
            let room = tokio::select! {
                room = self.gate.room(most.div_ceil(LEAST_SHARE), most, self.bytes) => room,
                () = self.closing.cancelled() => return End::Closing,
            };
            let now = *self.connection.borrow();
            if !now.up || now.epoch != connected.epoch {
                return End::Reconnected;
            }
            match self.pull(&client, &inbox, &mut subscriber, room, connected.epoch).await {
                End::Over => {}
                end => return end,
            }
        }
    }

    /// One pull, until it is filled or ended by the broker.
    async fn pull(
        &mut self,
        client: &async_nats::Client,
        inbox: &str,
        subscriber: &mut Subscriber,
        mut room: Room,
        epoch: u64,
    ) -> End {
        let heartbeat = Duration::from_secs(self.settings.heartbeat_s.max(1));
        self.pulled += 1;
        let reply = format!("{inbox}.{}", self.pulled);
        let bytes = (!self.too_big).then(|| room.bytes());
        let (stream, consumer) = (&self.settings.stream, &self.settings.consumer);
        let (subject, body) = pull::request(stream, consumer, room.messages(), bytes, heartbeat);
        if let Err(why) = client.publish_with_reply(subject, reply.clone(), body).await {
            return End::Refused(why.to_string());
        }
        let asked_for = room.messages();
        while room.messages() > 0 {
            let message = tokio::select! {
                biased;
                message = subscriber.next() => message,
                _ = self.connection.wait_for(|c| !c.up || c.epoch != epoch) => return End::Reconnected,
                () = self.closing.cancelled() => break,
                () = tokio::time::sleep(heartbeat.mul_f64(HEARTBEATS_MISSED_MAX)) => return End::Silent,
            };
            let Some(message) = message else { return End::Reconnected };
            match pull::word(message.status, message.description.as_deref()) {
                Word::Message => {
                    self.too_big = false;
                    self.deliver(message, &mut room).await;
                }
                // The broker says "Batch Completed" after the last message of a pull, when the next may be under way.
                _ if message.subject.as_str() != reply => {}
                Word::Heartbeat => {}
                Word::Over => return End::Over,
                Word::TooBig => {
                    self.too_big = room.messages() == asked_for;
                    return End::Over;
                }
                Word::Gone(why) => return End::Gone(why),
                Word::Refused(why) => return End::Refused(why),
            }
        }
        if self.closing.is_cancelled() {
            self.empty(subscriber, &mut room).await;
            return End::Closing;
        }
        End::Over
    }

    /// Makes a delivery of a message and hands it on. A message without a permit is not ours to work on: it was not
    /// asked for, and the broker delivers it again.
    async fn deliver(&self, message: async_nats::Message, room: &mut Room) {
        let message = async_nats::jetstream::Message { message, context: self.broker.jetstream() };
        let Some((origin, reply)) = origin(&message, &self.stream) else {
            tracing::warn!(subject = %message.subject, "a message without a JetStream reply subject on the pull is passed over");
            return;
        };
        let Some(permit) = room.take(message.payload.len()) else { return };
        let message = message.message;
        let delivery = Delivery {
            origin,
            headers: headers::ours(message.headers.as_ref()),
            payload: message.payload,
            received_at: Timestamp::now(),
            receipt: NatsReceipt { broker: self.broker.clone(), reply, confirm: self.confirm },
            permit,
        };
        // Fails only when the inbox was dropped; then the broker delivers again.
        let _ = self.arrived.send(delivery).await;
    }

    /// What comes while the inbox is closed is handed on, so that it can be given back. The broker goes on filling a pull
    /// until it hears that nobody listens, and what it sends in between would wait for the ack wait: so the pull is first
    /// read until it is filled or falls quiet.
    async fn empty(&self, subscriber: &mut Subscriber, room: &mut Room) {
        let until = tokio::time::Instant::now() + QUIET_MAX;
        while room.messages() > 0 && tokio::time::Instant::now() < until {
            let Ok(Some(message)) = tokio::time::timeout(QUIET, subscriber.next()).await else { break };
            self.deliver_if_message(message, room).await;
        }
        if subscriber.drain().await.is_err() {
            return;
        }
        while let Ok(Some(message)) = tokio::time::timeout(QUIET, subscriber.next()).await {
            self.deliver_if_message(message, room).await;
        }
    }

    async fn deliver_if_message(&self, message: async_nats::Message, room: &mut Room) {
        if pull::word(message.status, message.description.as_deref()) == Word::Message {
            self.deliver(message, room).await;
        }
    }

    /// Does what is to be done after a pull ended so; whether to go on.
    async fn after(&self, end: End) -> bool {
        match end {
            End::Over | End::Reconnected => true,
            End::Closing => false,
            End::Silent => {
                self.broker.metrics().heartbeats_missed.inc();
                self.report(InboxError::Interrupted("the broker fell silent on a pull".into()));
                true
            }
            End::Refused(why) => {
                self.report(InboxError::Interrupted(why));
                self.pause(REFUSED_PAUSE).await
            }
            End::Gone(why) => self.recreate(why).await,
        }
    }

    /// A consumer of ours is created again, by one lane; whatever it delivers twice is recognised.
    async fn recreate(&self, why: String) -> bool {
        if self.settings.manage == Manage::Bind {
            self.report(InboxError::Gone(why));
            return self.pause(REFUSED_PAUSE).await;
        }
        let _alone = self.recreating.lock().await;
        if !self.pause(RECREATE_AFTER).await {
            return false;
        }
        let Some(ensured) = self.broker.on_one_connection(self.topology.ensure_input(&self.broker)).await else {
            return true;
        };
        match ensured {
            // It is there, or there again: the other lane was quicker, or its server is still waking up.
            Ok(changes) if changes.is_empty() => true,
            Ok(changes) => {
                tracing::warn!(why, ?changes, "the consumer was gone");
                true
            }
            Err(problem) => {
                self.report(InboxError::Gone(format!("{why}; {problem}")));
                self.pause(REFUSED_PAUSE).await
            }
        }
    }

    fn report(&self, why: InboxError) {
        let _ = self.trouble.try_send(why);
    }

    /// Whether the inbox is still open after it.
    async fn pause(&self, pause: Duration) -> bool {
        tokio::select! {
            () = tokio::time::sleep(pause) => true,
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
