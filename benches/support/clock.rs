//! What a measurement counts: this thread's time on its processor, and the memory of the process.

use std::time::Duration;

/// Time that this thread has had on a processor: others may share the machine.
pub fn processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// Processor time of one piece of work in seconds.
#[allow(dead_code)] // each bench uses a part of this file
pub fn seconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = processor_time();
    let done = work();
    (done, (processor_time() - begun).as_secs_f64())
}

/// Memory that is in use, the program's own pages among it.
#[allow(dead_code)]
pub fn resident_mib() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").expect("Linux counts pages");
    let pages = pages.split(' ').nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    pages * rustix::param::page_size() as f64 / (1 << 20) as f64
}
