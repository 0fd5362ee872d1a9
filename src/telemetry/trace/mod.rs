//! Traces: the context that travels in headers, the spans of an article, and their export to an OTLP collector.

mod context;
mod export;
mod otlp;
mod span;

pub use context::TraceContext;
pub use export::{ExportError, Exporter, Resource, exporter};
pub use span::{Kind, Span, Tracer, Value};
