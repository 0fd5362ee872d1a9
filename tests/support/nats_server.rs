//! A real nats-server on a free port with a store of its own, gone when dropped.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server starts within this, or not at all.
const START_WAIT: Duration = Duration::from_secs(20);
/// Pause between two looks at the port.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A server that can be stopped and started again with what it stored.
pub struct NatsServer {
    child: Option<Child>,
    port: u16,
    store: TempDir,
}

#[allow(dead_code)] // each test program uses a part of it
impl NatsServer {
    pub fn start() -> Self {
        Self::start_with("")
    }

    /// `extra`: lines for the server's configuration file.
    pub fn start_with(extra: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("its address").port();
        drop(free);
        let mut server = Self { child: None, port, store: TempDir::new().expect("a directory for the store") };
        server.start_again(extra);
        server
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    pub fn dir(&self) -> &Path {
        self.store.path()
    }

    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn start_again(&mut self, extra: &str) {
        let store = self.store.path();
        let config = store.join("server.conf");
        let text = format!(
            "listen: \"127.0.0.1:{}\"\njetstream {{ store_dir: {:?} }}\n{extra}\n",
            self.port,
            store.join("jetstream")
        );
        std::fs::write(&config, text).expect("the server's configuration");
        let program = program();
        let child = Command::new(&program).arg("-c").arg(&config).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        self.child = Some(child.unwrap_or_else(|why| panic!("cannot start {}: {why}", program.display())));
        let deadline = Instant::now() + START_WAIT;
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < deadline, "{} does not listen after {START_WAIT:?}", program.display());
            #[allow(clippy::disallowed_methods)] // a look at a port, repeated until a deadline
            std::thread::sleep(LOOK_EVERY);
        }
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// `$NATS_SERVER`, what `scripts/test` fetches, or what is installed.
fn program() -> PathBuf {
    let fetched = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/nats-server");
    let named = std::env::var_os("NATS_SERVER").map(PathBuf::from);
    let installed = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .map(|dir| dir.join("nats-server"))
        .collect::<Vec<_>>();
    let found = named.into_iter().chain([fetched]).chain(installed).find(|program| program.is_file());
    found.expect(
        "no nats-server: set NATS_SERVER, install it, or run `scripts/nats-server 2.15.1 target/tools/nats-server`",
    )
}
