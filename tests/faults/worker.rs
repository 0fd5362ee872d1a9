//! The program as a process: configured, started, killed, frozen, told to stop.

use crate::broker::free_port;
use crate::waits::{Signal, send, until};
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output};
use std::time::Duration;

/// Seconds until the broker hands an unanswered article to another worker: small, so that a scenario is short.
pub const ACK_WAIT: Duration = Duration::from_secs(2);
/// The broker's memory of message ids: the smallest that is worth the name.
pub const DUPLICATE_WINDOW: Duration = Duration::from_secs(2);
/// Articles in one worker at a time.
pub const IN_FLIGHT: usize = 64;

/// A `copydesk run` process.
pub struct Worker {
    child: Child,
    log: PathBuf,
    listen: String,
}

/// A configuration file, and where its worker shows its metrics.
#[derive(Clone, Debug)]
pub struct Config {
    pub file: PathBuf,
    listen: String,
}

/// Writes a configuration that differs from the defaults in its times, and in what a test machine must not share;
/// `more` follows it.
pub fn configure(dir: &Path, name: &str, address: &str, more: &str) -> Config {
    let listen = format!("127.0.0.1:{}", free_port());
    let file = dir.join(format!("{name}.toml"));
    let text = format!(
        "[nats]\nurl = \"nats://{address}\"\nname = \"{name}\"\n\
         [input]\nack_wait_s = {}\nheartbeat_s = 1\n\
         [output]\nduplicate_window_s = {}\n\
         [worker]\nin_flight_max = {IN_FLIGHT}\nattempts_max = 20\n\
         [admin]\nlisten = \"{listen}\"\n\
         [telemetry]\nlog = \"info,copydesk::worker=debug\"\nlog_format = \"text\"\n{more}",
        ACK_WAIT.as_secs(),
        DUPLICATE_WINDOW.as_secs(),
    );
    std::fs::write(&file, text).expect("a configuration file");
    Config { file, listen }
}

/// Runs a command of the program to its end.
pub fn copydesk(command: &[&str], config: &Config) -> Output {
    let program = env!("CARGO_BIN_EXE_copydesk");
    Command::new(program).args(command).arg("--config").arg(&config.file).output().expect("the program starts")
}

impl Worker {
    /// Starts a worker; its log lies beside its configuration.
    pub fn start(config: &Config) -> Worker {
        let log = config.file.with_extension("log");
        let said = File::options().create(true).append(true).open(&log).expect("a log file");
        let child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["run", "--config"])
            .arg(&config.file)
            .stdout(said.try_clone().expect("a log file"))
            .stderr(said)
            .spawn()
            .expect("the program starts");
        Worker { child, log, listen: config.listen.clone() }
    }

    /// SIGKILL: the process ends where it stands.
    pub fn kill(mut self) {
        send(&self.child, Signal::Kill);
        self.child.wait().expect("the worker ends");
    }

    /// SIGSTOP: it keeps its connection and all that it was about to do.
    pub fn freeze(&self) {
        send(&self.child, Signal::Stop);
    }

    pub fn thaw(&self) {
        send(&self.child, Signal::Continue);
    }

    /// SIGTERM: asks it to stop.
    pub fn terminate(&self) {
        send(&self.child, Signal::Terminate);
    }

    /// How it ended, which it must within `deadline`.
    pub async fn ended(&mut self, deadline: Duration) -> ExitStatus {
        let what = format!("the worker ends; its log is {}", self.log.display());
        until(&what, deadline, async || self.child.try_wait().expect("a child")).await
    }

    /// Whether it still runs: a worker ends only when it is told to.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    /// Waits until it takes articles; before that a signal ends it as it ends any process.
    pub async fn takes_articles(&self) {
        let what = format!("the worker is ready; its log is {}", self.log.display());
        let ready = async || self.asked("/readyz").filter(|answer| answer.starts_with("HTTP/1.1 200"));
        until(&what, Duration::from_secs(20), ready).await;
    }

    /// A counter of its metrics, given with its labels; `None` while it does not answer or show it.
    pub fn counted(&self, series: &str) -> Option<u64> {
        let answer = self.asked("/metrics")?;
        let value = answer.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '))?;
        value.split_whitespace().next()?.parse().ok()
    }

    /// What its HTTP side answers, head and body.
    fn asked(&self, path: &str) -> Option<String> {
        let mut page = TcpStream::connect(&self.listen).ok()?;
        page.set_read_timeout(Some(Duration::from_secs(1))).ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.listen);
        page.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        page.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    /// Whether its log holds these words.
    pub fn said(&self, words: &str) -> bool {
        std::fs::read_to_string(&self.log).is_ok_and(|log| log.contains(words))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
