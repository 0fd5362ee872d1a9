//! What the in-process broker holds: streams, their limits, their consumers.

use crate::transport::nats::{DeadLetterSettings, InputSettings, OutputSettings};
use jiff::Timestamp;
use std::time::Duration;

/// The server's own default for the largest message.
const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

/// async-nats waits this long for a publish or an ack to be confirmed.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// The server's own default for deliveries that may wait for an answer.
const ACK_PENDING_MAX: usize = 1000;

/// Default limits of a stream. At 64 MiB the three streams of a demo stay well under the memory that a worker may use.
const STREAM_MESSAGES_MAX: usize = 100_000;
const STREAM_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Everything that a broker is made of.
#[derive(Clone, Debug)]
pub struct Options {
    pub streams: Vec<StreamOptions>,
    /// Largest message (headers and payload), in bytes.
    pub message_bytes_max: usize,
    /// How long a client waits for the answer to a request.
    pub request_timeout: Duration,
    /// Round trips take up to this long, drawn from `seed`; zero answers at once.
    pub latency_max: Duration,
    /// What was stored within this time may be missed by `Outbox::holds`.
    pub holds_lag: Duration,
    /// Most messages that one pull takes before they are worked on.
    pub pull_messages_max: usize,
    /// Most bytes that one pull takes.
    pub pull_bytes_max: usize,
    /// Seeds whatever is drawn: latencies and the faults that have a chance.
    pub seed: u64,
    /// Date at which the broker's clock starts.
    pub base: Timestamp,
}

/// A stream: which subjects it keeps, how much of them, for how long it knows a message id.
#[derive(Clone, Debug)]
pub struct StreamOptions {
    pub name: String,
    pub subjects: Vec<String>,
    pub messages_max: usize,
    pub bytes_max: usize,
    pub discard: Discard,
    pub duplicate_window: Duration,
    pub consumers: Vec<ConsumerOptions>,
}

/// What happens at a stream's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discard {
    /// New messages are refused with `PublishError::Full`.
    New,
    /// The oldest messages go.
    Old,
}

/// A durable pull consumer with explicit acks, from the stream's first message on.
#[derive(Clone, Debug)]
pub struct ConsumerOptions {
    pub name: String,
    /// Patterns of the subjects it wants; none means all.
    pub filters: Vec<String>,
    pub ack_wait: Duration,
    pub ack_pending_max: usize,
    /// Deliveries after which a message is passed over in silence, as the server does; `None` never gives up.
    pub deliveries_max: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            streams: Vec::new(),
            message_bytes_max: MESSAGE_BYTES_MAX,
            request_timeout: REQUEST_TIMEOUT,
            latency_max: Duration::ZERO,
            holds_lag: Duration::ZERO,
            pull_messages_max: InputSettings::default().pull_messages_max,
            pull_bytes_max: InputSettings::default().pull_bytes_max,
            seed: 0,
            base: Timestamp::now(),
        }
    }
}

impl Options {
    /// The three streams that a configuration describes, with the consumer on the input.
    pub fn of(input: &InputSettings, output: &OutputSettings, dead_letters: &DeadLetterSettings) -> Self {
        let prefix = &output.subject_prefix;
        let kinds = ["enriched", "entity", "quote", "event", "story"];
        let consumer = ConsumerOptions::new(&input.consumer)
            .filters(&input.subjects)
            .ack_wait(Duration::from_secs(input.ack_wait_s));
        Self::default()
            .pull(input.pull_messages_max, input.pull_bytes_max)
            .stream(StreamOptions::new(&input.stream, &input.subjects).consumer(consumer))
            .stream(
                StreamOptions::new(&output.stream, kinds.map(|kind| format!("{prefix}.{kind}.>")))
                    .duplicate_window(Duration::from_secs(output.duplicate_window_s)),
            )
            .stream(StreamOptions::new(&dead_letters.stream, [format!("{prefix}.dead.>")]))
    }

    pub fn stream(mut self, stream: StreamOptions) -> Self {
        self.streams.push(stream);
        self
    }

    /// The options of one stream, to change them.
    pub fn stream_mut(&mut self, name: &str) -> Option<&mut StreamOptions> {
        self.streams.iter_mut().find(|stream| stream.name == name)
    }

    pub fn pull(mut self, messages_max: usize, bytes_max: usize) -> Self {
        self.pull_messages_max = messages_max.max(1);
        self.pull_bytes_max = bytes_max;
        self
    }

    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    pub fn base(mut self, base: Timestamp) -> Self {
        self.base = base;
        self
    }

    pub fn latency_max(mut self, latency: Duration) -> Self {
        self.latency_max = latency;
        self
    }
}

impl StreamOptions {
    pub fn new<S: Into<String>>(name: &str, subjects: impl IntoIterator<Item = S>) -> Self {
        Self {
            name: name.to_owned(),
            subjects: subjects.into_iter().map(Into::into).collect(),
            messages_max: STREAM_MESSAGES_MAX,
            bytes_max: STREAM_BYTES_MAX,
            discard: Discard::New,
            duplicate_window: Duration::from_secs(OutputSettings::default().duplicate_window_s),
            consumers: Vec::new(),
        }
    }

    pub fn limits(mut self, messages_max: usize, bytes_max: usize, discard: Discard) -> Self {
        (self.messages_max, self.bytes_max, self.discard) = (messages_max, bytes_max, discard);
        self
    }

    pub fn duplicate_window(mut self, window: Duration) -> Self {
        self.duplicate_window = window;
        self
    }

    pub fn consumer(mut self, consumer: ConsumerOptions) -> Self {
        self.consumers.push(consumer);
        self
    }
}

impl ConsumerOptions {
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            filters: Vec::new(),
            ack_wait: Duration::from_secs(InputSettings::default().ack_wait_s),
            ack_pending_max: ACK_PENDING_MAX,
            deliveries_max: None,
        }
    }

    pub fn filters<S: Into<String>>(mut self, filters: impl IntoIterator<Item = S>) -> Self {
        self.filters = filters.into_iter().map(Into::into).collect();
        self
    }

    pub fn ack_wait(mut self, wait: Duration) -> Self {
        self.ack_wait = wait;
        self
    }

    pub fn ack_pending_max(mut self, max: usize) -> Self {
        self.ack_pending_max = max.max(1);
        self
    }

    pub fn deliveries_max(mut self, max: u64) -> Self {
        self.deliveries_max = Some(max);
        self
    }
}
