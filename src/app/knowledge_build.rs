//! Builds a pack from dumps, and says how far it is.

use super::exit::{Exit, Failure};
use super::print;
use crate::builder::dump::{DumpOptions, Progress, Report, Stage, build as build_pack};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Between two lines of progress: often enough to see it live, rarely enough for a log.
const ON_TERMINAL: Duration = Duration::from_secs(1);
const IN_LOG: Duration = Duration::from_secs(60);
const MEGABYTE: f64 = 1e6;

pub fn build(options: &DumpOptions) -> Result<Exit, Failure> {
    let mut meter = Meter::new(std::io::stderr().is_terminal());
    let report = build_pack(options, &mut |progress| meter.show(progress));
    meter.end();
    let report = report.map_err(Failure::failed)?;
    lines(options, &report).iter().try_for_each(print::line)?;
    report.counts.examples.iter().for_each(|example| eprintln!("passed over {example}"));
    Ok(Exit::Done)
}

fn lines(options: &DumpOptions, report: &Report) -> Vec<String> {
    let counts = &report.counts;
    let mut lines = vec![
        format!("{}: {} bytes", options.out.display(), report.bytes),
        format!("entities {}, of them {} of GeoNames alone", report.entities, report.places),
        format!("names {}, given names {}, links {}", report.names, report.given_names, report.links),
        format!(
            "items {} up to {}; without a name {}, redirects {}, of other kinds {}",
            counts.items, counts.newest, counts.nameless, counts.redirects, counts.other_kinds
        ),
    ];
    if counts.unreadable + report.unreadable_rows > 0 {
        lines.push(format!("unreadable lines {}, other rows {}", counts.unreadable, report.unreadable_rows));
    }
    lines
}

/// Turns reports into lines on standard error.
struct Meter {
    terminal: bool,
    shown: Option<Instant>,
    /// When the stage began, and how much had been read by then.
    began: (Instant, Progress),
}

impl Meter {
    fn new(terminal: bool) -> Self {
        Self { terminal, shown: None, began: (Instant::now(), Progress::rows(Stage::Assembling, 0, 0)) }
    }

    fn show(&mut self, progress: &Progress) {
        let now = Instant::now();
        if progress.stage != self.began.1.stage || progress.bytes_read < self.began.1.bytes_read {
            self.began = (now, *progress);
            self.shown = None;
        }
        let every = if self.terminal { ON_TERMINAL } else { IN_LOG };
        if self.shown.is_some_and(|last| now - last < every) {
            return;
        }
        self.shown = Some(now);
        let line = line(progress, &self.began.1, now - self.began.0);
        if self.terminal { eprint!("\r\x1b[K{line}") } else { eprintln!("{line}") }
    }

    fn end(&self) {
        if self.terminal && self.shown.is_some() {
            eprintln!();
        }
    }
}

/// "reading items: 12.3 % of 90,000 MB, 85 MB/s unpacked, 3 h 20 min left; 14000000 rows, 1200000 kept".
fn line(progress: &Progress, began: &Progress, took: Duration) -> String {
    let mut line = format!("{}:", progress.stage.as_str());
    if progress.bytes_all > 0 {
        let part = progress.bytes_read as f64 / progress.bytes_all as f64;
        line += &format!(" {:.1} % of {:.0} MB", 100.0 * part, progress.bytes_all as f64 / MEGABYTE);
        let seconds = took.as_secs_f64();
        let read = progress.bytes_read.saturating_sub(began.bytes_read) as f64;
        let unpacked = progress.bytes_unpacked.saturating_sub(began.bytes_unpacked) as f64;
        if seconds >= 1.0 && read > 0.0 {
            let left = progress.bytes_all.saturating_sub(progress.bytes_read) as f64 / (read / seconds);
            line += &format!(", {:.0} MB/s unpacked, {} left;", unpacked / seconds / MEGABYTE, duration(left));
        } else {
            line.push(';');
        }
    }
    line + &format!(" {} rows, {} kept", progress.rows, progress.kept)
}

fn duration(seconds: f64) -> String {
    let minutes = (seconds / 60.0).ceil() as u64;
    if minutes < 60 { format!("{minutes} min") } else { format!("{} h {} min", minutes / 60, minutes % 60) }
}

#[cfg(test)]
#[path = "knowledge_build_tests.rs"]
mod tests;
