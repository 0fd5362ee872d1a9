//! Spans: what was done for one article, from when to when. Nothing is kept or computed where no collector is configured.

use super::TraceContext;
use prometheus_client::metrics::counter::Counter;
use std::time::SystemTime;
use tokio::sync::mpsc;

/// Makes spans. Cheap to clone; `Tracer::off()` makes spans that cost nothing.
#[derive(Clone)]
pub struct Tracer {
    sink: Option<Sink>,
}

#[derive(Clone)]
pub(super) struct Sink {
    pub queue: mpsc::Sender<Finished>,
    /// Spans that found the queue full, or whose batch the collector did not take.
    pub dropped: Counter,
}

/// OTLP span kinds, by their numbers on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Internal = 1,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        (number as u64).into()
    }
}

/// A span that has ended.
#[derive(Debug)]
pub(super) struct Finished {
    pub name: String,
    pub kind: Kind,
    pub context: TraceContext,
    pub parent: Option<TraceContext>,
    pub attributes: Vec<(&'static str, Value)>,
    pub error: Option<String>,
    pub begin: SystemTime,
    pub end: SystemTime,
}

/// A span that runs. It ends when it is told to, or dropped.
#[must_use = "a span that is dropped at once measures nothing"]
pub struct Span {
    /// What travels on when nothing is recorded.
    passing: Option<TraceContext>,
    recorded: Option<Box<Recorded>>,
}

struct Recorded {
    sink: Sink,
    span: Finished,
}

impl Tracer {
    /// Records nothing; the contexts of messages still travel on.
    pub fn off() -> Self {
        Self { sink: None }
    }

    pub(super) fn to(sink: Sink) -> Self {
        Self { sink: Some(sink) }
    }

    /// Whether spans are recorded; to skip what only they need.
    pub fn is_on(&self) -> bool {
        self.sink.is_some()
    }

    /// Begins a span such as `process news.raw.x` (operation and destination). Without a parent it begins a trace.
    /// Nothing is recorded of a trace whose beginner does not record it.
    pub fn start(&self, name: impl FnOnce() -> String, kind: Kind, parent: Option<&TraceContext>) -> Span {
        let recorded = self.sink.as_ref().filter(|_| parent.is_none_or(TraceContext::sampled)).map(|sink| {
            let context = parent.map_or_else(TraceContext::root, TraceContext::child);
            let now = SystemTime::now();
            let attributes = vec![("messaging.system", Value::from("nats"))];
            let parent = parent.cloned();
            let span = Finished { name: name(), kind, context, parent, attributes, error: None, begin: now, end: now };
            Box::new(Recorded { sink: sink.clone(), span })
        });
        let passing = if recorded.is_none() { parent.cloned() } else { None };
        Span { passing, recorded }
    }
}

impl Span {
    /// Adds a fact, under a `messaging.*` name where OpenTelemetry has one.
    pub fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        if let Some(recorded) = &mut self.recorded {
            recorded.span.attributes.push((name, value.into()));
        }
    }

    /// What the span was for did not succeed.
    pub fn fail(&mut self, problem: impl std::fmt::Display) {
        if let Some(recorded) = &mut self.recorded {
            recorded.span.error = Some(problem.to_string());
        }
    }

    /// The context for outgoing headers and child spans: this span's, or the one that came in where nothing is
    /// recorded, so that a trace does not break here.
    pub fn context(&self) -> Option<&TraceContext> {
        self.recorded.as_ref().map(|r| &r.span.context).or(self.passing.as_ref())
    }

    /// Ends the span. Never waits: where the queue is full, the span is dropped and counted.
    pub fn end(self) {}
}

impl Drop for Span {
    fn drop(&mut self) {
        if let Some(recorded) = self.recorded.take() {
            let Recorded { sink, mut span } = *recorded;
            span.end = SystemTime::now();
            if sink.queue.try_send(span).is_err() {
                sink.dropped.inc();
            }
        }
    }
}
