//! A half-open range of a text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Half-open range `[begin, end)` of a text.
///
/// Inside the program (a [`Document`](crate::record::Document) and its layers) the unit is **bytes** of the UTF-8
/// text, always on character boundaries. On the wire the unit is **Unicode code points**, as RECORD.md says;
/// [`Record::seal`](crate::record::Record::seal) is the one place where the first becomes the second.
/// Written as `[begin, end]` in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
#[schemars(with = "(u32, u32)")]
pub struct Span {
    pub begin: u32,
    pub end: u32,
}

impl Span {
    /// The range of two byte offsets. Texts are far below 4 GiB (`article_bytes_max`), so `u32` holds any offset.
    pub fn new(begin: usize, end: usize) -> Self {
        Self { begin: begin as u32, end: end as u32 }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.begin as usize..self.end as usize
    }

    /// The characters of this span, or nothing where it is not a valid range of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    pub fn is_empty(self) -> bool {
        self.end <= self.begin
    }

    pub fn len(self) -> usize {
        self.end.saturating_sub(self.begin) as usize
    }

    pub fn contains(self, other: Span) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.begin < other.end && other.begin < self.end
    }
}

impl From<(u32, u32)> for Span {
    fn from((begin, end): (u32, u32)) -> Self {
        Self { begin, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.begin, span.end)
    }
}
