//! Asks a running worker again and again, and draws what it says.

use super::Samples;
use super::frame::{View, frame};
use crate::telemetry::http::{self, Url};
use std::io::Write;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Between two frames.
const REFRESH: Duration = Duration::from_secs(1);
/// For one answer; all are made from memory.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes of an answer: a worker with 100 extractors exposes about 200 KB.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Cursor home, the rest of the screen cleared.
const HOME: &str = "\x1b[H\x1b[J";

/// Why there is no dashboard.
#[derive(Debug, thiserror::Error)]
pub enum TopError {
    #[error(
        "{address:?} is no address of a worker ({problem}); it is written like 127.0.0.1:8640 and stands in admin.listen"
    )]
    Address { address: String, problem: String },
    #[error("no worker answers at {url}: {problem}; is it running, and is admin.listen set to this address?")]
    Silent { url: String, problem: String },
    #[error("standard output: {0}")]
    Output(#[from] std::io::Error),
}

/// Prints one frame. `address`: `host:port`, or `http://host:port`.
pub async fn once(address: &str, out: &mut impl Write) -> Result<(), TopError> {
    let url = url(address)?;
    let view = view(&url).await?;
    Ok(out.write_all(frame(&url.to_string(), &view, None).as_bytes())?)
}

/// Draws a frame a second until the program is stopped or `out` is closed; a worker that goes away is waited for.
pub async fn run(address: &str, out: &mut impl Write) -> Result<(), TopError> {
    let url = url(address)?;
    let mut ticks = interval(REFRESH);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut before = None;
    loop {
        ticks.tick().await;
        let text = match view(&url).await {
            Ok(now) => {
                let text = frame(&url.to_string(), &now, before.as_ref());
                before = Some(now);
                text
            }
            Err(problem) => format!("{problem}\n"),
        };
        write!(out, "{HOME}{text}")?;
        out.flush()?;
    }
}

fn url(address: &str) -> Result<Url, TopError> {
    let address = address.trim();
    let full = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    Url::parse(&full).map_err(|problem| TopError::Address { address: address.to_owned(), problem })
}

async fn view(url: &Url) -> Result<View, TopError> {
    let (metrics, status) = tokio::try_join!(body(url, "/metrics"), body(url, "/api/status"))?;
    let status = serde_json::from_slice(&status)
        .map_err(|problem| TopError::Silent { url: url.to_string(), problem: format!("/api/status: {problem}") })?;
    Ok(View { samples: Samples::parse(&String::from_utf8_lossy(&metrics)), status })
}

async fn body(url: &Url, path: &str) -> Result<bytes::Bytes, TopError> {
    let silent = |problem: String| TopError::Silent { url: url.to_string(), problem };
    match http::get(&url.join(path), ANSWER_BYTES_MAX, TIMEOUT).await {
        Ok(answer) if answer.status.is_success() => Ok(answer.body),
        Ok(answer) => Err(silent(format!("{path} answers {}", answer.status))),
        Err(problem) => Err(silent(problem.to_string())),
    }
}
