//! W3C trace context: the `traceparent` that came in, and the one that goes out.

/// One span of a trace (<https://www.w3.org/TR/trace-context/>, version 00).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceContext {
    pub trace_id: u128,
    pub span_id: u64,
    pub flags: u8,
}

impl TraceContext {
    /// Reads a `traceparent`; versions above 00 may have more fields, which are passed over.
    pub fn parse(header: &str) -> Option<TraceContext> {
        let mut fields = header.trim().split('-');
        let version = hex(fields.next()?, 2)?;
        let trace_id = hex(fields.next()?, 32)?;
        let span_id = hex(fields.next()?, 16)?;
        let flags = hex(fields.next()?, 2)?;
        let ends = fields.next().is_none();
        let valid = trace_id != 0 && span_id != 0 && version != 0xff && (ends || version != 0);
        valid.then_some(TraceContext { trace_id, span_id: span_id as u64, flags: flags as u8 })
    }

    /// A new trace, recorded.
    pub fn start() -> TraceContext {
        TraceContext { trace_id: fastrand::u128(1..), span_id: fastrand::u64(1..), flags: 1 }
    }

    /// Another span of the same trace.
    pub fn child(self) -> TraceContext {
        TraceContext { span_id: fastrand::u64(1..), ..self }
    }

    pub fn to_header(self) -> String {
        format!("00-{:032x}-{:016x}-{:02x}", self.trace_id, self.span_id, self.flags)
    }
}

/// Lower-case hex of exactly `digits` digits, as the specification wants it.
fn hex(field: &str, digits: usize) -> Option<u128> {
    let lower = field.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    (field.len() == digits && lower).then(|| u128::from_str_radix(field, 16).ok()).flatten()
}

#[cfg(test)]
#[path = "trace_tests.rs"]
mod tests;
