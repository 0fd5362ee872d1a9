//! The only two ways of letting time pass: waiting for something, and a pause that is the fault itself.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Looks at `condition` until it answers, at most for `deadline`; `what` says in the failure what did not happen.
pub async fn until<T>(what: &str, deadline: Duration, mut condition: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        // One look may hang as well, where it asks a broker that is away.
        if let Ok(Some(answer)) = tokio::time::timeout(deadline, condition()).await {
            return answer;
        }
        assert!(begun.elapsed() < deadline, "not within {deadline:?}: {what}");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Lets a fault last: what happens meanwhile is the test.
pub async fn fault_lasts(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// The signals of a scenario.
#[derive(Clone, Copy, Debug)]
pub enum Signal {
    Kill,
    Stop,
    Continue,
    Terminate,
}

/// Sends a signal through the shell's own `kill`, which every Unix has.
pub fn send(child: &Child, signal: Signal) {
    let name = match signal {
        Signal::Kill => "KILL",
        Signal::Stop => "STOP",
        Signal::Continue => "CONT",
        Signal::Terminate => "TERM",
    };
    let line = format!("kill -{name} {}", child.id());
    let done = Command::new("sh").args(["-c", &line]).stderr(Stdio::inherit()).status().expect("sh starts");
    assert!(done.success(), "`{line}` failed: the process has ended by itself");
}
