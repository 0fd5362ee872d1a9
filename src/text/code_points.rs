//! Conversion between byte offsets and code point offsets of one text.

use super::Span;

/// Bytes between two remembered positions: one table entry of 4 bytes for 64 bytes of text, at most 63 bytes to count.
const STRIDE: usize = 64;

/// Answers "how many code points stand before this byte" and the reverse, in constant time.
///
/// ASCII texts need no table: there a byte is a code point.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `i * STRIDE`; empty for ASCII.
    before: Vec<u32>,
    total: u32,
}

impl<'a> CodePoints<'a> {
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, before: Vec::new(), total: text.len() as u32 };
        }
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut total = 0u32;
        for block in text.as_bytes().chunks(STRIDE) {
            before.push(total);
            total += starts(block);
        }
        Self { text, before, total }
    }

    /// Number of code points of the whole text.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Code points before byte offset `byte`; offsets past the end count as the end.
    pub fn at_byte(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if self.before.is_empty() {
            return byte as u32;
        }
        let block = (byte / STRIDE).min(self.before.len() - 1);
        self.before[block] + starts(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// Byte offset of the code point number `point`; `None` past the end.
    pub fn to_byte(&self, point: u32) -> Option<u32> {
        if point > self.total {
            return None;
        }
        if self.before.is_empty() {
            return Some(point);
        }
        let block = self.before.partition_point(|&n| n <= point).saturating_sub(1);
        let mut left = point - self.before[block];
        let mut byte = block * STRIDE;
        let bytes = self.text.as_bytes();
        while byte < bytes.len() {
            if is_start(bytes[byte]) {
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            byte += 1;
        }
        Some(byte as u32)
    }

    /// A span in bytes as a span in code points.
    pub fn points(&self, bytes: Span) -> Span {
        Span { begin: self.at_byte(bytes.begin), end: self.at_byte(bytes.end) }
    }

    /// A span in code points as a span in bytes; `None` where it is no range of the text.
    pub fn bytes(&self, points: Span) -> Option<Span> {
        (points.begin <= points.end).then_some(())?;
        Some(Span { begin: self.to_byte(points.begin)?, end: self.to_byte(points.end)? })
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| is_start(b)).count() as u32
}

#[cfg(test)]
#[path = "code_points_tests.rs"]
mod tests;
