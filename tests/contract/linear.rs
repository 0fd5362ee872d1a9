//! Linear time on texts that were made to be slow.

use super::documents::bare;
use crate::clock::processor_time;
use copydesk::extract::Extractor;
use copydesk::knowledge::Knowledge;
use std::time::Duration;

/// Makes a text of about so many bytes.
type Make = fn(usize) -> String;

pub const ADVERSARIES: &[(&str, Make)] = &[
    ("straight marks", |n| "\"".repeat(n)),
    ("opening marks", |n| "“".repeat(n / 3)),
    ("closing marks", |n| "”".repeat(n / 3)),
    ("opening marks before words", |n| "“a ".repeat(n / 5)),
    ("closing marks after words", |n| "a” said ".repeat(n / 10)),
    ("alternating marks", |n| "“a‘b\"c'd«".repeat(n / 14)),
    ("marks that never close, a paragraph each", |n| "“Word and word.\n".repeat(n / 18)),
    ("apostrophes", |n| "Jones' 'n' ".repeat(n / 11)),
    ("dots", |n| ".".repeat(n)),
    ("dots and letters", |n| "a. ".repeat(n / 3)),
    ("brackets", |n| "([{".repeat(n / 3)),
    ("one long word", |n| "a".repeat(n)),
    ("one long word of capitals", |n| "A".repeat(n)),
    ("newlines", |n| "\n".repeat(n)),
    ("short lines", |n| "a\n".repeat(n / 2)),
    ("spaces", |n| " ".repeat(n)),
    ("digits", |n| "9".repeat(n)),
    ("numbers", |n| "1,000.5 ".repeat(n / 8)),
    ("alternating scripts", |n| "aбの".repeat(n / 6)),
    ("combining marks", |n| format!("a{}", "\u{301}".repeat(n / 2))),
    ("one sentence", |n| "word ".repeat(n / 5)),
];

/// Bytes of the small text; the large one is [`TIMES`] as long.
const SMALL: usize = 16 << 10;
const TIMES: usize = 8;
/// Linear work takes 8 times as long, quadratic work 64 times; 24 leaves threefold slack on both sides.
const RATIO_MAX: u32 = 24;
/// Time is that of the thread on its processor; caches that others fill may still spoil some attempts. Quadratic work fails all
/// of them.
const ATTEMPTS: usize = 6;
/// Times below this are noise: the small one counts as at least so much.
const FLOOR: Duration = Duration::from_micros(500);

pub fn check(extractor: &Extractor, name: &str, make: Make) {
    let mut last = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ATTEMPTS {
        last = (time(extractor, &make(SMALL)), time(extractor, &make(SMALL * TIMES)));
        if last.1 <= last.0.max(FLOOR) * RATIO_MAX {
            return;
        }
    }
    panic!("{} on {name}: {TIMES} times the text took {:?} instead of {:?}", extractor.name, last.1, last.0);
}

fn time(extractor: &Extractor, text: &str) -> Duration {
    let document = bare(text);
    let knowledge = Knowledge::core();
    let begin = processor_time();
    std::hint::black_box((extractor.extract)(&document, &knowledge));
    processor_time() - begin
}
