//! The streams and the consumer that a configuration describes: compared, created, changed, or left alone.

use super::cell;
use super::connection::Broker;
use super::{DeadLetterSettings, InputSettings, Manage, OutputSettings};
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, FromConsumer, pull};
use async_nats::jetstream::context::{ConsumerInfoErrorKind, GetStreamErrorKind};
use async_nats::jetstream::stream::{self, DiscardPolicy, RetentionPolicy, StorageType};
use std::fmt;
use std::time::Duration;

/// Deliveries that may wait for an answer, over all workers of the consumer: 100 workers of two cores at 64 in flight for
/// each core, and half as many again.
const ACK_PENDING_MAX: i64 = 20_000;
/// Pull requests that may wait: two for each of 1,000 workers.
const WAITING_MAX: i64 = 2_048;
/// Kinds of messages in the output stream: the second token of their subjects.
const OUTPUT_KINDS: [&str; 5] = ["enriched", "entity", "quote", "event", "story"];

/// The server's own default: how long feeders may repeat themselves.
const INPUT_WINDOW: Duration = Duration::from_secs(120);

/// What is gone is created again after this. The server says that a stream or consumer is gone before it has removed its
/// files, and removes those of one that is created in between as well: that stream then stores nothing any more.
pub(super) const RECREATE_AFTER: Duration = Duration::from_secs(1);

/// What a worker needs on the broker.
#[derive(Clone, Debug)]
pub struct Topology {
    pub input: InputSettings,
    pub output: OutputSettings,
    pub dead_letters: DeadLetterSettings,
    /// Key-value bucket of the story desk's lease, where there is a desk.
    pub lease_bucket: Option<String>,
}

/// Something that is, or would be, done to the broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change(pub String);

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why the broker is not as the configuration describes it.
#[derive(Debug, thiserror::Error)]
pub enum TopologyError {
    #[error(
        "{what} `{name}` does not exist, and `manage = \"bind\"` leaves its creation to you; `copydesk setup` creates it"
    )]
    Missing { what: &'static str, name: String },
    #[error("{what} `{name}` differs: {}; change the configuration, or set `manage = \"apply\"`", .differences.join("; "))]
    Differs { what: &'static str, name: String, differences: Vec<String> },
    #[error("the broker refuses {what} `{name}`: {why}")]
    Refused { what: &'static str, name: String, why: String },
}

impl TopologyError {
    /// Whether trying again cannot help.
    pub fn is_final(&self) -> bool {
        !matches!(self, TopologyError::Refused { .. })
    }

    fn refused(what: &'static str, name: &str, why: impl fmt::Display) -> Self {
        TopologyError::Refused { what, name: name.to_owned(), why: why.to_string() }
    }
}

/// Only look, or also do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hand {
    Look,
    Do,
}

impl Topology {
    /// Brings streams and consumer into being as each one's `manage` says; answers what was done.
    pub async fn ensure(&self, broker: &Broker) -> Result<Vec<Change>, TopologyError> {
        self.each(broker, Hand::Do, None).await
    }

    /// What `setup` would do, with `manage` as if it were `apply`.
    pub async fn difference(&self, broker: &Broker) -> Result<Vec<Change>, TopologyError> {
        self.each(broker, Hand::Look, Some(Manage::Apply)).await
    }

    /// Creates and changes everything, whatever `manage` says: someone asked for it.
    pub async fn apply(&self, broker: &Broker) -> Result<Vec<Change>, TopologyError> {
        self.each(broker, Hand::Do, Some(Manage::Apply)).await
    }

    /// The input stream and its consumer only.
    pub async fn ensure_input(&self, broker: &Broker) -> Result<Vec<Change>, TopologyError> {
        let mut changes = stream(broker, &self.input_stream(), self.input.manage, Hand::Do).await?;
        changes.extend(self.consumer(broker, self.input.manage, Hand::Do).await?);
        Ok(changes)
    }

    async fn each(&self, broker: &Broker, hand: Hand, manage: Option<Manage>) -> Result<Vec<Change>, TopologyError> {
        let Topology { input, output, dead_letters, lease_bucket } = self;
        let mut changes = stream(broker, &self.input_stream(), manage.unwrap_or(input.manage), hand).await?;
        changes.extend(stream(broker, &self.output_stream(), manage.unwrap_or(output.manage), hand).await?);
        changes.extend(stream(broker, &self.dead_stream(), manage.unwrap_or(dead_letters.manage), hand).await?);
        changes.extend(self.consumer(broker, manage.unwrap_or(input.manage), hand).await?);
        // The worker itself can do without: the desk says so, and looks for its bucket again.
        if let Some(name) = lease_bucket.as_deref().filter(|_| manage.is_some()) {
            changes.extend(bucket(broker, name, hand).await?);
        }
        Ok(changes)
    }

    /// Articles that wait, and articles that are handed out and not answered; `None` while the broker cannot say.
    pub async fn consumer_gauges(&self, broker: &Broker) -> Option<(u64, usize)> {
        let stream = broker.jetstream().get_stream_no_info(&self.input.stream).await.ok()?;
        let info = stream.consumer_info(&self.input.consumer).await.ok()?;
        Some((info.num_pending, info.num_ack_pending))
    }

    /// The duplicate window that publishes can rely on: the shortest of what is configured and of what the streams, which
    /// others may have created, really have.
    pub async fn duplicate_window(&self, broker: &Broker) -> Duration {
        let mut window = self.window();
        for name in [&self.output.stream, &self.dead_letters.stream] {
            if let Ok(stream) = broker.jetstream().get_stream(name).await {
                window = window.min(stream.cached_info().config.duplicate_window);
            }
        }
        window
    }

    fn window(&self) -> Duration {
        Duration::from_secs(self.output.duplicate_window_s)
    }

    /// Subjects of everything that the worker publishes, dead letters apart.
    pub fn output_subjects(&self) -> Vec<String> {
        OUTPUT_KINDS.iter().map(|kind| format!("{}.{kind}.>", self.output.subject_prefix)).collect()
    }

    pub fn dead_subject(&self) -> String {
        format!("{}.dead.>", self.output.subject_prefix)
    }

    fn input_stream(&self) -> stream::Config {
        stream_config(&self.input.stream, self.input.subjects.clone(), INPUT_WINDOW)
    }

    fn output_stream(&self) -> stream::Config {
        stream_config(&self.output.stream, self.output_subjects(), self.window())
    }

    fn dead_stream(&self) -> stream::Config {
        stream_config(&self.dead_letters.stream, vec![self.dead_subject()], self.window())
    }

    fn consumer_config(&self) -> pull::Config {
        pull::Config {
            durable_name: Some(self.input.consumer.clone()),
            description: Some("copydesk workers".into()),
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::Explicit,
            ack_wait: Duration::from_secs(self.input.ack_wait_s),
            max_deliver: -1,
            max_ack_pending: ACK_PENDING_MAX,
            max_waiting: WAITING_MAX,
            filter_subjects: self.input.subjects.clone(),
            ..Default::default()
        }
    }

    async fn consumer(&self, broker: &Broker, manage: Manage, hand: Hand) -> Result<Vec<Change>, TopologyError> {
        let (what, name) = ("consumer", self.input.consumer.as_str());
        let wanted = self.consumer_config();
        let jetstream = broker.jetstream();
        let parent = match jetstream.get_stream(&self.input.stream).await {
            Ok(parent) => parent,
            Err(_) if hand == Hand::Look => return Ok(vec![created(what, name)]),
            Err(why) => return Err(TopologyError::refused("stream", &self.input.stream, why)),
        };
        let found = match parent.consumer_info(name).await {
            Ok(info) => Some(info.config),
            Err(why) if why.kind() == ConsumerInfoErrorKind::NotFound => None,
            Err(why) => return Err(TopologyError::refused(what, name, why)),
        };
        let differences = found.as_ref().map(|found| consumer_differences(found, &wanted));
        let change = match (differences, manage) {
            (None, Manage::Bind) => return Err(TopologyError::Missing { what, name: name.to_owned() }),
            (None, _) => created(what, name),
            (Some(differences), _) if differences.is_empty() => return Ok(Vec::new()),
            (Some(differences), Manage::Apply) => changed(what, name, &differences),
            (Some(differences), _) => return Err(TopologyError::Differs { what, name: name.to_owned(), differences }),
        };
        if hand == Hand::Do {
            let wanted = found.map_or(wanted.clone(), |found| with_ours(found, &wanted));
            parent.create_consumer(wanted).await.map_err(|why| TopologyError::refused(what, name, why))?;
        }
        Ok(vec![change])
    }
}

async fn stream(
    broker: &Broker,
    wanted: &stream::Config,
    manage: Manage,
    hand: Hand,
) -> Result<Vec<Change>, TopologyError> {
    let (what, name) = ("stream", wanted.name.as_str());
    let jetstream = broker.jetstream();
    let found = match jetstream.get_stream(name).await {
        Ok(found) => Some(found.cached_info().config.clone()),
        Err(why) if is_missing(why.kind()) => None,
        Err(why) => return Err(TopologyError::refused(what, name, why)),
    };
    let Some(found) = found else {
        if manage == Manage::Bind {
            return Err(TopologyError::Missing { what, name: name.to_owned() });
        }
        if hand == Hand::Do {
            jetstream.create_stream(wanted.clone()).await.map_err(|why| TopologyError::refused(what, name, why))?;
        }
        return Ok(vec![created(what, name)]);
    };
    let differences = stream_differences(&found, wanted);
    match manage {
        Manage::Apply if !differences.all().is_empty() => {
            if hand == Hand::Do {
                let changed = stream::Config {
                    subjects: with_missing(&found, wanted),
                    duplicate_window: wanted.duplicate_window,
                    ..found
                };
                jetstream.update_stream(changed).await.map_err(|why| TopologyError::refused(what, name, why))?;
            }
            Ok(vec![changed(what, name, &differences.all())])
        }
        // What a stream does not take would be lost or held for ever; the rest is for `check --connect` to mention.
        _ if !differences.grave.is_empty() => {
            Err(TopologyError::Differs { what, name: name.to_owned(), differences: differences.grave })
        }
        _ => Ok(Vec::new()),
    }
}

/// A bucket, which is made where it is missing; one that is there is taken as it is.
async fn bucket(broker: &Broker, name: &str, hand: Hand) -> Result<Vec<Change>, TopologyError> {
    let what = "bucket";
    match broker.jetstream().get_stream(cell::stream_of(name)).await {
        Ok(_) => return Ok(Vec::new()),
        Err(why) if is_missing(why.kind()) => {}
        Err(why) => return Err(TopologyError::refused(what, name, why)),
    }
    if hand == Hand::Do {
        let made = broker.jetstream().create_key_value(cell::bucket_config(name)).await;
        made.map_err(|why| TopologyError::refused(what, name, why))?;
    }
    Ok(vec![created(what, name)])
}

pub(super) fn is_missing(kind: GetStreamErrorKind) -> bool {
    const STREAM_NOT_FOUND: u64 = 10059;
    matches!(kind, GetStreamErrorKind::JetStream(error) if error.error_code().0 == STREAM_NOT_FOUND)
}

/// How a stream differs: in what the worker cannot do without, and in the rest.
pub(super) struct Differences {
    pub grave: Vec<String>,
    pub slight: Vec<String>,
}

impl Differences {
    fn all(&self) -> Vec<String> {
        self.grave.iter().chain(&self.slight).cloned().collect()
    }
}

fn stream_differences(found: &stream::Config, wanted: &stream::Config) -> Differences {
    let missing: Vec<_> = wanted.subjects.iter().filter(|s| !found.subjects.contains(s)).collect();
    let uncovered = missing.iter().filter(|s| !found.subjects.iter().any(|have| covers(have, s)));
    let grave = uncovered.filter(|_| !is_fed(found)).map(|s| format!("it does not listen to `{s}`")).collect();
    let window = (found.duplicate_window < wanted.duplicate_window)
        .then(|| format!("duplicate window is {:?}, not {:?}", found.duplicate_window, wanted.duplicate_window));
    Differences { grave, slight: window.into_iter().collect() }
}

/// The subjects of a stream and those that it lacks; none is taken away, they may be another's.
fn with_missing(found: &stream::Config, wanted: &stream::Config) -> Vec<String> {
    let mut subjects = found.subjects.clone();
    if !is_fed(found) {
        subjects.retain(|have| !wanted.subjects.iter().any(|w| w != have && covers(w, have)));
        subjects.extend(wanted.subjects.iter().filter(|w| !found.subjects.iter().any(|have| covers(have, w))).cloned());
    }
    subjects
}

/// A stream that is fed by a mirror or sources has no subjects of its own.
fn is_fed(found: &stream::Config) -> bool {
    found.mirror.is_some() || found.sources.as_ref().is_some_and(|s| !s.is_empty())
}

/// Whether every subject of pattern `narrow` is one of pattern `wide`.
fn covers(wide: &str, narrow: &str) -> bool {
    let (mut wide, mut narrow) = (wide.split('.'), narrow.split('.'));
    loop {
        match (wide.next(), narrow.next()) {
            (Some(">"), Some(_)) => return true,
            (None, None) => return true,
            (Some("*"), Some(n)) if n != ">" => {}
            (Some(w), Some(n)) if w == n => {}
            _ => return false,
        }
    }
}

fn consumer_differences(found: &async_nats::jetstream::consumer::Config, wanted: &pull::Config) -> Vec<String> {
    let mut differences = Vec::new();
    if found.deliver_subject.is_some() {
        differences.push("it pushes, the worker pulls".to_owned());
    }
    if found.ack_policy != AckPolicy::Explicit {
        differences.push(format!("ack policy is {:?}, every article needs its own ack", found.ack_policy));
    }
    if found.ack_wait != wanted.ack_wait {
        differences.push(format!("ack wait is {:?}, not {:?}", found.ack_wait, wanted.ack_wait));
    }
    if found.max_deliver > 0 {
        let max = found.max_deliver;
        differences.push(format!("max deliver is {max}: the broker would give up articles in silence"));
    }
    if !found.backoff.is_empty() {
        differences.push("it has a backoff, which adds up wrongly with the worker's own pauses".to_owned());
    }
    let mut filters = found.filter_subjects.clone();
    filters.extend(Some(found.filter_subject.clone()).filter(|f| !f.is_empty()));
    if !filters.is_empty() && !wanted.filter_subjects.iter().all(|w| filters.iter().any(|f| covers(f, w))) {
        differences.push(format!("it listens to {filters:?}, not to {:?}", wanted.filter_subjects));
    }
    differences
}

/// A consumer that is there, with ours in what matters. The rest stays: it may be meant, and some of it cannot be changed.
fn with_ours(found: async_nats::jetstream::consumer::Config, wanted: &pull::Config) -> pull::Config {
    let Ok(found) = pull::Config::try_from_consumer_config(found) else { return wanted.clone() };
    pull::Config {
        durable_name: wanted.durable_name.clone(),
        ack_policy: wanted.ack_policy,
        ack_wait: wanted.ack_wait,
        max_deliver: wanted.max_deliver,
        backoff: Vec::new(),
        filter_subject: String::new(),
        filter_subjects: wanted.filter_subjects.clone(),
        ..found
    }
}

fn created(what: &str, name: &str) -> Change {
    Change(format!("create {what} `{name}`"))
}

fn changed(what: &str, name: &str, differences: &[String]) -> Change {
    Change(format!("change {what} `{name}`: {}", differences.join("; ")))
}

fn stream_config(name: &str, subjects: Vec<String>, duplicate_window: Duration) -> stream::Config {
    stream::Config {
        name: name.to_owned(),
        subjects,
        retention: RetentionPolicy::Limits,
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        duplicate_window,
        num_replicas: 1,
        allow_direct: true,
        ..Default::default()
    }
}
