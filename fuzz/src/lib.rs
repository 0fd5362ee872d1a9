//! What the fuzz targets share: the guard around each input, and what must hold of every document and record.

#[path = "../../tests/contract/layers.rs"]
pub mod layers;
pub mod rules;

use cpu_time::ThreadTime;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// Work on one input (64 KB at most) that counts as a hang. Measured as processor time, so that a busy machine makes no
/// findings; what waits for ever is caught by libFuzzer's own `-timeout`.
///
/// Less than 2 seconds of the product: watched and checked as here it needs 9 times as long (1.1 s instead of 0.12 s for
/// the costliest page that was found), and targets read an input twice.
const WORK_MAX: Duration = Duration::from_secs(10);

thread_local! {
    /// The last panic of this thread, told only if nobody catches it.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Takes the place of libFuzzer's panic hook, which ends the process at panics that the product catches on purpose (the
/// content finder's, say).
pub fn begin() {
    std::panic::set_hook(Box::new(|panic| {
        let told = format!("{panic}\n{}", Backtrace::force_capture());
        LAST_PANIC.with(|last| *last.borrow_mut() = told);
    }));
}

/// Tries one input. A panic that gets here, or too much work, is a finding: the process ends, libFuzzer keeps the input.
pub fn try_input(body: impl FnOnce()) {
    let begun = ThreadTime::now();
    let outcome = catch_unwind(AssertUnwindSafe(body));
    let worked = begun.elapsed();
    if outcome.is_err() {
        finding(&LAST_PANIC.with(|last| last.take()));
    }
    if worked > WORK_MAX {
        finding(&format!("a hang: {worked:?} of processor time for one input"));
    }
}

fn finding(what: &str) -> ! {
    eprintln!("FINDING: {what}");
    std::process::abort()
}

/// The entry point of a target: `target!(|data| …)`.
#[macro_export]
macro_rules! target {
    (|$data:ident| $body:block) => {
        libfuzzer_sys::fuzz_target!(init: $crate::begin(), |$data: &[u8]| {
            $crate::try_input(|| $body);
        });
    };
}
