//! `copydesk run`: the worker beside the broker, until it is told to stop.

use super::desk;
use super::exit::{Exit, Failure};
use super::keeper::Keeper;
use super::shelf::Shelf;
use super::signals;
use crate::admin::{self, About};
use crate::config::Loaded;
use crate::stories;
use crate::telemetry::trace::{Resource, Tracer, exporter};
use crate::telemetry::{Health, Metrics};
use crate::transport::Gate;
use crate::transport::nats::{Broker, NatsCell, NatsInbox, NatsJournal, NatsOutbox, Topology};
use crate::worker::{self, Clock, Desk, Drained, Stop, Window};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::Signal;
use tokio_util::sync::CancellationToken;

/// Gauges of the consumer are asked for this often.
const GAUGES_EVERY: Duration = Duration::from_secs(5);
/// A topology that could not be had is tried again after this pause: the broker may still be coming up.
const TOPOLOGY_PAUSE: Duration = Duration::from_secs(1);
/// Attempts at the topology before `run` gives up; JetStream needs a few seconds after a server's start.
const TOPOLOGY_TRIES: u32 = 10;

/// The key of the lease, in its bucket.
const LEASE_KEY: &str = "story-desk";
/// A broker that does not take the lease back by then is not waited for: the lease runs out by itself.
const LEASE_GIVEN_UP: Duration = Duration::from_secs(3);

/// What a configuration needs on the broker.
pub fn topology(loaded: &Loaded) -> Topology {
    let settings = &loaded.settings;
    Topology {
        input: settings.input.clone(),
        output: settings.output.clone(),
        dead_letters: settings.dead_letters.clone(),
        lease_bucket: settings
            .stories
            .limits()
            .filter(|_| settings.output.stories)
            .map(|_| settings.stories.lease_bucket.clone()),
    }
}

/// Connects or explains why not.
pub async fn connect(loaded: &Loaded, metrics: &Arc<Metrics>) -> Result<Broker, Failure> {
    Broker::connect(&loaded.settings.nats, metrics.clone()).await.map_err(Failure::no_broker)
}

/// Runs the worker.
pub async fn run(loaded: Loaded) -> Result<Exit, Failure> {
    let stop = Stop::default();
    signals::watch(stop.clone()).map_err(Failure::failed)?;
    let hangups = signals::hangups().map_err(Failure::failed)?;
    let shelf = Shelf::open(&loaded.settings.knowledge)?;
    let metrics = desk::metrics(&loaded, &shelf.compose().knowledge);
    let mut shared = Shared::new(&metrics);
    let exporting = trace(&loaded, &mut shared)?;
    let serving = serve(&loaded, &shared).await?;
    let broker = tokio::select! {
        broker = connect(&loaded, &metrics) => broker?,
        () = stop.drain.cancelled() => return Ok(Exit::Done),
    };
    watch_connection(&broker, &shared.health);
    let topology = topology(&loaded);
    tokio::select! {
        ready = ensure(&broker, &topology) => ready?,
        () = stop.drain.cancelled() => return Ok(Exit::Done),
    }
    let keeper = tokio::select! {
        keeper = Keeper::start(&loaded, shelf, &broker, &metrics) => keeper?,
        () = stop.drain.cancelled() => return Ok(Exit::Done),
    };
    let drained = work(&loaded, &broker, &topology, &shared, (keeper, hangups), stop).await;
    broker.close().await;
    exporting.end().await;
    serving.cancel();
    Ok(match drained {
        Drained::Clean => Exit::Done,
        Drained::Forced { .. } => Exit::Forced,
    })
}

/// What the worker and the HTTP side both hold.
pub struct Shared {
    pub metrics: Arc<Metrics>,
    pub health: Arc<Health>,
    pub recent: Arc<crate::telemetry::Recent>,
    pub rates: Arc<crate::telemetry::Rates>,
    pub tracer: Tracer,
}

impl Shared {
    pub fn new(metrics: &Arc<Metrics>) -> Self {
        let health = Arc::new(Health::new());
        health.set_loaded(true);
        Self { metrics: metrics.clone(), health, recent: Arc::default(), rates: Arc::default(), tracer: Tracer::off() }
    }

    /// Gives a desk the health, the last articles and the rates that the HTTP side shows.
    pub fn share<O: crate::transport::Outbox, R: crate::pipeline::Reader>(
        &self,
        mut desk: Desk<O, R>,
    ) -> Arc<Desk<O, R>> {
        (desk.health, desk.recent, desk.rates) = (self.health.clone(), self.recent.clone(), self.rates.clone());
        Arc::new(desk)
    }
}

async fn work(
    loaded: &Loaded,
    broker: &Broker,
    topology: &Topology,
    shared: &Shared,
    (mut keeper, hangups): (Keeper, Signal),
    stop: Stop,
) -> Drained {
    let knowledge = keeper.knowledge().await;
    let pipeline = desk::pipeline(loaded, knowledge, &shared.metrics, Some(Arc::new(broker.clone())));
    let keeping = tokio::spawn(keeper.keep(pipeline.clone(), hangups));
    let clock: Clock = Arc::new(Timestamp::now);
    let window = topology.duplicate_window(broker).await;
    let outbox = NatsOutbox::new(broker, topology, window);
    let mut desk = desk::desk(loaded, outbox, pipeline, clock, shared.metrics.clone());
    desk.settings.duplicate_window = window;
    desk.tracer = shared.tracer.clone();
    let (in_flight, bytes) = (loaded.resolved.in_flight_max, loaded.settings.worker.in_flight_bytes_max);
    let gate = Gate::new(in_flight, bytes);
    desk.window = Window::over(gate.clone());
    let desk = shared.share(desk);
    let inbox = NatsInbox::start(broker, topology, gate, in_flight, bytes, loaded.settings.worker.confirm_acks);
    shared.health.set_bound(true);
    let gauges = tokio::spawn(gauges(broker.clone(), topology.clone(), shared.metrics.clone()));
    tracing::info!(consumer = topology.input.consumer, in_flight, "taking articles");
    let telling = tell(loaded, broker, topology, window, shared, &stop);
    let drained = worker::run(inbox, desk, stop).await;
    telling.end().await;
    gauges.abort();
    keeping.abort();
    drained
}

/// The story desk of this process, where it is wanted.
fn tell(
    loaded: &Loaded,
    broker: &Broker,
    topology: &Topology,
    window: Duration,
    shared: &Shared,
    stop: &Stop,
) -> Telling {
    let settings = &loaded.settings.stories;
    let Some(limits) = settings.limits().filter(|_| topology.output.stories) else { return Telling(None) };
    let role = stories::Role {
        journal: NatsJournal::new(broker, &topology.output.stream),
        outbox: NatsOutbox::new(broker, topology, window),
        lease: NatsCell::new(broker, &settings.lease_bucket, LEASE_KEY, topology.output.manage),
        settings: desk::role_settings(loaded, limits, window),
        clock: Arc::new(Timestamp::now),
        metrics: shared.metrics.clone(),
    };
    Telling(Some(tokio::spawn(stories::role::run(role, stop.clone()))))
}

/// The task of the story desk, if any.
struct Telling(Option<tokio::task::JoinHandle<()>>);

impl Telling {
    /// Waits for the lease to be given up; the desk itself was told to stop with the worker.
    async fn end(self) {
        if let Some(task) = self.0 {
            let giving_up = task.abort_handle();
            if tokio::time::timeout(LEASE_GIVEN_UP, task).await.is_err() {
                giving_up.abort();
            }
        }
    }
}

/// Streams and consumer, with patience for a broker that is still starting.
pub async fn ensure(broker: &Broker, topology: &Topology) -> Result<(), Failure> {
    for attempt in 1.. {
        match topology.ensure(broker).await {
            Ok(changes) => {
                changes.iter().for_each(|change| tracing::info!("{change}"));
                return Ok(());
            }
            Err(why) if attempt >= TOPOLOGY_TRIES || why.is_final() => return Err(Failure::failed(why)),
            Err(why) => tracing::warn!(%why, attempt, "streams and consumer are not ready; trying again"),
        }
        tokio::time::sleep(TOPOLOGY_PAUSE).await;
    }
    Ok(())
}

fn watch_connection(broker: &Broker, health: &Arc<Health>) {
    let (mut connection, health) = (broker.connection(), health.clone());
    tokio::spawn(async move {
        loop {
            health.set_connected(connection.borrow_and_update().up);
            if connection.changed().await.is_err() {
                return;
            }
        }
    });
}

async fn gauges(broker: Broker, topology: Topology, metrics: Arc<Metrics>) {
    loop {
        if let Some((pending, ack_pending)) = topology.consumer_gauges(&broker).await {
            metrics.consumer_pending.set(pending as i64);
            metrics.consumer_ack_pending.set(ack_pending as i64);
        }
        tokio::time::sleep(GAUGES_EVERY).await;
    }
}

/// The task that exports spans, if any.
struct Exporting(Option<(CancellationToken, tokio::task::JoinHandle<()>)>);

impl Exporting {
    /// Sends what is left, and ends.
    async fn end(self) {
        if let Some((token, task)) = self.0 {
            token.cancel();
            let _ = task.await;
        }
    }
}

/// Starts the export of spans where a collector is configured.
fn trace(loaded: &Loaded, shared: &mut Shared) -> Result<Exporting, Failure> {
    let nats = &loaded.settings.nats;
    let resource = Resource {
        service: "copydesk".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        instance: format!("{}-{}", nats.name, std::process::id()),
    };
    let endpoint = &loaded.settings.telemetry.otlp_endpoint;
    let made = exporter(endpoint, resource, shared.metrics.spans_dropped.clone());
    let (tracer, exporter) = made.map_err(|why| Failure::new(Exit::Configuration, why))?;
    shared.tracer = tracer;
    Ok(Exporting(exporter.map(|exporter| {
        let token = CancellationToken::new();
        let task = tokio::spawn(exporter.run(token.clone().cancelled_owned()));
        (token, task)
    })))
}

/// Starts the HTTP side, if it is wanted; cancelling the token ends it.
pub async fn serve(loaded: &Loaded, shared: &Shared) -> Result<CancellationToken, Failure> {
    let token = CancellationToken::new();
    let state = admin::State {
        metrics: shared.metrics.clone(),
        health: shared.health.clone(),
        recent: shared.recent.clone(),
        rates: shared.rates.clone(),
        about: about(loaded, &shared.metrics),
    };
    let admin = admin::Admin::bind(&loaded.settings.admin, state).await.map_err(Failure::failed)?;
    if let Some(admin) = admin {
        tracing::info!("live page at http://{}/", admin.address());
        tokio::spawn(admin.run(token.clone().cancelled_owned()));
    }
    Ok(token)
}

fn about(loaded: &Loaded, metrics: &Arc<Metrics>) -> Arc<dyn Fn() -> About + Send + Sync> {
    let metrics = metrics.clone();
    let about = About {
        version: env!("CARGO_PKG_VERSION").into(),
        pipeline: String::new(),
        knowledge: None,
        broker: loaded.settings.nats.url.clone(),
        settings: serde_json::json!({
            "input": loaded.settings.input,
            "output": loaded.settings.output,
            "dead_letters": loaded.settings.dead_letters,
            "worker": loaded.settings.worker,
        }),
    };
    Arc::new(move || {
        let build = metrics.build();
        let knowledge = Some(build.knowledge.clone()).filter(|digest| digest != "none");
        About { pipeline: build.pipeline.clone(), knowledge, ..about.clone() }
    })
}
