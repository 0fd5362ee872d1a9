//! A real nats-server with a store of its own, which can be killed, frozen and started again.

use crate::waits::{Signal, send, until};
use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

/// A server with a store of 10,000 articles to recover is up well within this.
const START_MAX: Duration = Duration::from_secs(20);
/// Where `scripts/test` puts the server.
const TOOL: &str = "target/tools/nats-server";

/// A nats-server process on a port of its own.
pub struct Broker {
    child: Child,
    port: u16,
    dir: PathBuf,
}

impl Broker {
    /// Starts a server that keeps its streams under `dir`.
    pub async fn start(dir: &Path) -> Broker {
        let port = free_port();
        let broker = Broker { child: spawn(port, dir), port, dir: dir.to_owned() };
        broker.listening().await;
        broker
    }

    /// Where clients find it.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// SIGKILL: nothing is flushed, nothing is said.
    pub fn kill(&mut self) {
        send(&self.child, Signal::Kill);
        self.child.wait().expect("the server ends");
    }

    /// Starts it again, on the same port and store.
    pub async fn restart(&mut self) {
        self.child = spawn(self.port, &self.dir);
        self.listening().await;
    }

    /// SIGSTOP: connections stay open, nobody answers.
    pub fn freeze(&self) {
        send(&self.child, Signal::Stop);
    }

    pub fn thaw(&self) {
        send(&self.child, Signal::Continue);
    }

    async fn listening(&self) {
        let what = format!("nats-server listens on {}; its log is {}", self.address(), log(&self.dir).display());
        until(&what, START_MAX, async || TcpStream::connect(self.address()).ok()).await;
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on now.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

fn log(dir: &Path) -> PathBuf {
    dir.join("nats-server.log")
}

fn spawn(port: u16, dir: &Path) -> Child {
    let said = File::options().create(true).append(true).open(log(dir)).expect("a log file");
    let program = program();
    Command::new(&program)
        .args(["--jetstream", "--addr", "127.0.0.1", "--port", &port.to_string(), "--store_dir"])
        .arg(dir.join("store"))
        .stdout(said.try_clone().expect("a log file"))
        .stderr(said)
        .spawn()
        .unwrap_or_else(|why| panic!("{}: {why}", program.display()))
}

/// `$NATS_SERVER`, then the one that `scripts/test` fetched, then `PATH`.
fn program() -> PathBuf {
    let named = std::env::var_os("NATS_SERVER").filter(|v| !v.is_empty()).map(PathBuf::from);
    let fetched = Path::new(env!("CARGO_MANIFEST_DIR")).join(TOOL);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).map(|dir| dir.join("nats-server"));
    let found = named.into_iter().chain([fetched]).chain(in_path).find(|file| file.is_file());
    found.expect("no nats-server: set NATS_SERVER, or run scripts/test, which fetches it into target/tools")
}
