//! Pages a second on one core, by the processor time of the thread.
//!
//! `cargo bench --bench pages -- FILE.jsonl...`: one `{"html": ...}` a line. Whole passes over a file are timed, each at
//! least three times and for two seconds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

use copydesk::text::html;

/// Processor time of a run and its passes at least.
const SECONDS: f64 = 2.0;
const PASSES: usize = 3;

fn main() {
    for file in std::env::args().skip(1).filter(|a| !a.starts_with('-')) {
        let lines = std::fs::read_to_string(&file).expect("the file can be read");
        let pages: Vec<String> = lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"))
            .filter_map(|page| page.get("html").and_then(|h| h.as_str()).map(str::to_owned))
            .collect();
        let (mut passes, mut read, begin) = (0, 0, cpu_seconds());
        while passes < PASSES || cpu_seconds() - begin < SECONDS {
            read += pages.iter().filter(|p| html::read(p).is_ok()).count();
            passes += 1;
        }
        let seconds = cpu_seconds() - begin;
        println!("{file}: {} pages, {read} read in {passes} passes, {:.0} pages a second", pages.len(), read as f64 / seconds);
    }
}

/// User and system time of this process, from the kernel's count in hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells processor times");
    let after = stat.rsplit_once(')').expect("the name stands in parentheses").1;
    let field = |n: usize| after.split_whitespace().nth(n).and_then(|v| v.parse::<f64>().ok()).expect("a time");
    (field(11) + field(12)) / 100.0
}
