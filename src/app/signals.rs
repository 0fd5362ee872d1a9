//! SIGTERM and SIGINT: the first drains, the second ends at once. SIGHUP: files are read again.

use crate::worker::Stop;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// SIGHUP, which ends a process that does not ask for it.
pub fn hangups() -> std::io::Result<Signal> {
    signal(SignalKind::hangup())
}

/// Turns signals into the worker's stop, for as long as the process lives.
pub fn watch(stop: Stop) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if stop.drain.is_cancelled() {
                stop.now.cancel();
            }
            stop.drain.cancel();
        }
    });
    Ok(())
}
