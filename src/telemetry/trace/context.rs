//! W3C Trace Context: which trace a message belongs to, read from and written to its headers.

use std::fmt;
use std::num::{NonZeroU64, NonZeroU128};
use std::sync::Arc;

/// Bytes of `tracestate` that are carried on: the least that the standard asks for. A longer one is dropped whole.
const STATE_BYTES_MAX: usize = 512;
/// The only flag that the standard (level 1) defines.
const SAMPLED: u8 = 1;

/// The trace that a piece of work belongs to, and the span that asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceContext {
    trace_id: NonZeroU128,
    span_id: NonZeroU64,
    flags: u8,
    state: Option<Arc<str>>,
}

impl TraceContext {
    /// The first span of a new trace.
    pub fn root() -> Self {
        let trace_id = NonZeroU128::new(fastrand::u128(..)).unwrap_or(NonZeroU128::MIN);
        Self { trace_id, span_id: fresh_span_id(), flags: SAMPLED, state: None }
    }

    /// Reads `traceparent`. `None` for what is not one: its sender's mistake must not become ours.
    pub fn parse(traceparent: &str) -> Option<Self> {
        let mut parts = traceparent.trim().split('-');
        let version = u8::try_from(hex(parts.next()?, 2)?).ok()?;
        let trace_id = NonZeroU128::new(hex(parts.next()?, 32)?)?;
        let span_id = NonZeroU64::new(u64::try_from(hex(parts.next()?, 16)?).ok()?)?;
        let flags = u8::try_from(hex(parts.next()?, 2)?).ok()?;
        // Version 0 ends here; a later one may go on; 255 is forbidden.
        let fits = version != u8::MAX && (version > 0 || parts.next().is_none());
        fits.then_some(Self { trace_id, span_id, flags: flags & SAMPLED, state: None })
    }

    /// Reads both headers of a message.
    pub fn from_headers(traceparent: Option<&str>, tracestate: Option<&str>) -> Option<Self> {
        Some(Self::parse(traceparent?)?.with_state(tracestate.unwrap_or_default()))
    }

    /// Carries `tracestate` on, as it came; one that is empty, too long or not printable is left out.
    pub fn with_state(mut self, tracestate: &str) -> Self {
        let state = tracestate.trim();
        let carried =
            !state.is_empty() && state.len() <= STATE_BYTES_MAX && state.bytes().all(|b| (b' '..=b'~').contains(&b));
        self.state = carried.then(|| state.into());
        self
    }

    /// A new span of the same trace.
    pub fn child(&self) -> Self {
        Self { span_id: fresh_span_id(), ..self.clone() }
    }

    /// The value of `traceparent`.
    pub fn to_header(&self) -> String {
        self.to_string()
    }

    /// The value of `tracestate`, where there is one.
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// 32 hexadecimal digits, as logs and collectors name the trace.
    pub fn trace_id(&self) -> String {
        format!("{:032x}", self.trace_id)
    }

    /// 16 hexadecimal digits.
    pub fn span_id(&self) -> String {
        format!("{:016x}", self.span_id)
    }

    /// Whether the one who began the trace records it.
    pub fn sampled(&self) -> bool {
        self.flags & SAMPLED != 0
    }
}

impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.trace_id, self.span_id, self.flags)
    }
}

fn fresh_span_id() -> NonZeroU64 {
    NonZeroU64::new(fastrand::u64(..)).unwrap_or(NonZeroU64::MIN)
}

/// Exactly `digits` lower-case hexadecimal digits; the standard allows no others.
fn hex(text: &str, digits: usize) -> Option<u128> {
    let lower = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    lower.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
#[path = "context_tests.rs"]
mod tests;
