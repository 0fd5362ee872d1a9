//! The connection: signed in anew at each connect, watched, and replaced before it leaks.

use super::{NatsSettings, credentials};
use crate::telemetry::Metrics;
use arc_swap::ArcSwap;
use async_nats::client::{RequestError, RequestErrorKind};
use async_nats::{Client, ConnectOptions, Event};
use bytes::Bytes;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// Half-open connections are found within two pings.
const PING_INTERVAL: Duration = Duration::from_secs(10);
/// Reconnects are tried at once, then after 200 ms, doubled each time up to this, with jitter so that workers do not come all at once.
const RECONNECT_MAX: Duration = Duration::from_secs(2);
/// How long the broker may take to confirm a publish or an ack.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
/// A request that times out costs async-nats about 350 bytes for as long as its client lives; at this many (7 MB) the
/// client is replaced.
const TIMEOUTS_PER_CLIENT: u64 = 20_000;
/// Acks that wait for confirmation at a time; more bring nothing (measured by others at 128, 1,024 and 8,192).
const ACKS_IN_FLIGHT: usize = 128;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("no broker at {url} within {waited:?}; start one, or set nats.url")]
    TimedOut { url: String, waited: Duration },
    #[error("cannot connect to {url}: {why}")]
    Refused { url: String, why: String },
}

/// A connection to the broker that outlives each single TCP connection. Cheap to clone.
#[derive(Clone)]
pub struct Broker(Arc<Inner>);

struct Inner {
    linked: ArcSwap<Linked>,
    settings: NatsSettings,
    line: Arc<Line>,
    timeouts: AtomicU64,
    acks: Semaphore,
}

/// A client and what is asked of JetStream through it. Making the second anew for each question would start a task each
/// time.
struct Linked {
    client: Client,
    jetstream: async_nats::jetstream::Context,
}

/// What clients report to. Only the youngest is believed: the end of one that was replaced is no loss of connection.
struct Line {
    state: watch::Sender<Connection>,
    youngest: AtomicU64,
    metrics: Arc<Metrics>,
}

/// Whether there is a connection, and how many there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    pub up: bool,
    /// Counts connections: when it changes, what was asked on the one before will not be answered.
    pub epoch: u64,
}

impl Broker {
    /// Connects and waits for the first connection: at most `connect_wait_s`, for ever where that is 0.
    pub async fn connect(settings: &NatsSettings, metrics: Arc<Metrics>) -> Result<Broker, ConnectError> {
        let (state, mut watched) = watch::channel(Connection::default());
        let line = Arc::new(Line { state, youngest: AtomicU64::new(0), metrics });
        let linked = open(settings, &line).await?;
        let broker = Broker(Arc::new(Inner {
            linked: ArcSwap::from_pointee(linked),
            settings: settings.clone(),
            line,
            timeouts: AtomicU64::new(0),
            acks: Semaphore::new(ACKS_IN_FLIGHT),
        }));
        let up = watched.wait_for(|c| c.up);
        match settings.connect_wait_s {
            0 => drop(up.await),
            wait_s => {
                let waited = Duration::from_secs(wait_s);
                let url = settings.url.clone();
                drop(tokio::time::timeout(waited, up).await.map_err(|_| ConnectError::TimedOut { url, waited })?);
            }
        }
        Ok(broker)
    }

    pub(super) fn client(&self) -> Client {
        self.0.linked.load().client.clone()
    }

    pub(super) fn jetstream(&self) -> async_nats::jetstream::Context {
        self.0.linked.load().jetstream.clone()
    }

    pub fn metrics(&self) -> &Metrics {
        &self.0.line.metrics
    }

    pub fn connection(&self) -> watch::Receiver<Connection> {
        self.0.line.state.subscribe()
    }

    /// Waits until there is a connection: nothing is asked of a broker that is not there.
    pub async fn connected(&self) -> Connection {
        let mut state = self.connection();
        let up = state.wait_for(|c| c.up).await;
        up.map(|c| *c).unwrap_or_default()
    }

    /// Version of the server, for instance `2.15.1`.
    pub fn server_version(&self) -> String {
        self.client().try_server_info().map(|info| info.version).unwrap_or_default()
    }

    /// Largest message that the server takes, in bytes.
    pub fn payload_max(&self) -> usize {
        self.client().max_payload()
    }

    /// One request, one answer; counts those that stay unanswered. A lost connection ends the wait: what was asked on it
    /// will not be answered on the next.
    pub(super) async fn request(
        &self,
        subject: String,
        headers: Option<async_nats::HeaderMap>,
        payload: Bytes,
        timeout: Duration,
    ) -> Result<async_nats::Message, RequestError> {
        let mut request = async_nats::Request::new().payload(payload).timeout(Some(timeout));
        if let Some(headers) = headers {
            request = request.headers(headers);
        }
        let client = self.client();
        let mut connection = self.connection();
        let asked_on = connection.borrow_and_update().epoch;
        let answer = tokio::select! {
            biased;
            answer = client.send_request(subject, request) => answer,
            _ = connection.wait_for(|c| !c.up || c.epoch != asked_on) => {
                Err(RequestError::with_source(RequestErrorKind::Other, "the connection was lost before the answer came"))
            }
        };
        if matches!(&answer, Err(why) if matches!(why.kind(), RequestErrorKind::TimedOut | RequestErrorKind::Other)) {
            self.count_unanswered();
        }
        answer
    }

    /// Does what asks the broker several things, and gives it up (`None`) when the connection is lost: async-nats would
    /// wait for each lost answer until it times out.
    pub(super) async fn on_one_connection<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut connection = self.connection();
        let begun_on = connection.borrow_and_update().epoch;
        tokio::select! {
            biased;
            done = work => Some(done),
            _ = connection.wait_for(|c| !c.up || c.epoch != begun_on) => None,
        }
    }

    /// A confirmed answer to a delivery.
    pub(super) async fn settle(&self, reply: String, answer: Bytes) -> Result<(), RequestError> {
        let _slot = self.0.acks.acquire().await;
        self.request(reply, None, answer, REQUEST_TIMEOUT).await.map(drop)
    }

    fn count_unanswered(&self) {
        self.0.line.metrics.request_timeouts.inc();
        if self.0.timeouts.fetch_add(1, Ordering::Relaxed) + 1 == TIMEOUTS_PER_CLIENT {
            tokio::spawn(self.clone().replace_client());
        }
    }

    /// A new client in the place of one that has leaked enough; requests on the old one end as they may.
    async fn replace_client(self) {
        tracing::info!("{TIMEOUTS_PER_CLIENT} requests timed out: the connection is replaced");
        match open(&self.0.settings, &self.0.line).await {
            Ok(linked) => {
                self.0.linked.store(Arc::new(linked));
                self.0.line.state.send_modify(|c| c.epoch += 1);
            }
            Err(why) => {
                tracing::warn!(%why, "the connection could not be replaced");
                self.0.line.back_to(&self.client());
            }
        }
        self.0.timeouts.store(0, Ordering::Relaxed);
    }

    /// Sends what is still buffered, and closes.
    pub async fn close(&self) {
        let client = self.client();
        let _ = tokio::time::timeout(REQUEST_TIMEOUT, async {
            let _ = client.flush().await;
            let _ = client.drain().await;
        })
        .await;
    }
}

impl Line {
    /// Believes nobody but the client that is about to be made; answers its number.
    fn next(&self) -> u64 {
        let number = self.youngest.fetch_add(1, Ordering::AcqRel) + 1;
        self.state.send_modify(|c| c.up = false);
        number
    }

    /// Believes the client before again.
    fn back_to(&self, client: &Client) {
        self.youngest.fetch_sub(1, Ordering::AcqRel);
        let up = client.connection_state() == async_nats::connection::State::Connected;
        self.state.send_modify(|c| c.up = up);
    }

    fn note(&self, number: u64, event: &Event) {
        if number == self.youngest.load(Ordering::Acquire) {
            note(event, &self.state, &self.metrics);
        }
    }
}

async fn open(settings: &NatsSettings, line: &Arc<Line>) -> Result<Linked, ConnectError> {
    let servers: Vec<String> = settings.url.split(',').map(|s| s.trim().to_owned()).collect();
    let refused = |why: String| ConnectError::Refused { url: settings.url.clone(), why };
    let addresses = servers
        .iter()
        .map(|s| s.parse::<async_nats::ServerAddr>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|why| refused(why.to_string()))?;
    let client = options(settings, line.clone()).connect(addresses).await.map_err(|why| refused(why.to_string()))?;
    let jetstream = async_nats::jetstream::new(client.clone());
    Ok(Linked { client, jetstream })
}

fn options(settings: &NatsSettings, line: Arc<Line>) -> ConnectOptions {
    let number = line.next();
    let for_sign_in = settings.clone();
    let mut options = ConnectOptions::with_auth_callback(move |nonce| {
        let auth = credentials::sign_in(&for_sign_in, &nonce);
        async move { auth }
    })
    .name(&settings.name)
    .ping_interval(PING_INTERVAL)
    .retry_on_initial_connect()
    .reconnect_delay_callback(reconnect_delay)
    .event_callback(move |event| {
        line.note(number, &event);
        async {}
    });
    if let Some(file) = &settings.tls_ca_file {
        options = options.add_root_certificates(PathBuf::from(file)).require_tls(true);
    }
    if let (Some(cert), Some(key)) = (&settings.tls_cert_file, &settings.tls_key_file) {
        options = options.add_client_certificate(cert.clone(), key.clone()).require_tls(true);
    }
    options
}

fn reconnect_delay(attempts: usize) -> Duration {
    if attempts <= 1 {
        return Duration::ZERO;
    }
    let doublings = attempts.min(16) as u32;
    let full = Duration::from_millis(50).saturating_mul(2u32.saturating_pow(doublings)).min(RECONNECT_MAX);
    full / 2 + full.mul_f64(fastrand::f64() / 2.0)
}

fn note(event: &Event, state: &watch::Sender<Connection>, metrics: &Metrics) {
    match event {
        Event::Connected => {
            state.send_modify(|c| {
                if c.epoch > 0 {
                    metrics.reconnects.inc();
                }
                *c = Connection { up: true, epoch: c.epoch + 1 };
            });
            tracing::info!("connected to the broker");
        }
        Event::Disconnected | Event::Closed => {
            state.send_modify(|c| c.up = false);
            tracing::warn!("connection to the broker lost");
        }
        Event::LameDuckMode => tracing::info!("the server is about to stop; another will be looked for"),
        Event::SlowConsumer(_) => tracing::warn!("the broker's messages are not read fast enough"),
        other => tracing::warn!(event = %other, "the broker complains"),
    }
}
