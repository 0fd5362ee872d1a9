//! A real nats-server on a free port with a store of its own, gone when dropped.

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
    /// Chosen by the server at its first start: a port that is only found free may be another's by then.
    port: Option<u16>,
    store: TempDir,
}

#[allow(dead_code)] // each test program uses a part of it
impl NatsServer {
    pub fn start() -> Self {
        Self::start_with("")
    }

    /// `extra`: lines for the server's configuration file.
    pub fn start_with(extra: &str) -> Self {
        let mut server = Self { child: None, port: None, store: TempDir::new().expect("a directory for the store") };
        server.start_again(extra);
        server
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port.expect("it has started"))
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
            "listen: \"127.0.0.1:{}\"\nports_file_dir: {store:?}\njetstream {{ store_dir: {:?} }}\n{extra}\n",
            self.port.map_or(-1, i32::from),
            store.join("jetstream")
        );
        std::fs::write(&config, text).expect("the server's configuration");
        let program = program();
        let child = Command::new(&program).arg("-c").arg(&config).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap_or_else(|why| panic!("cannot start {}: {why}", program.display()));
        let ports = store.join(format!("nats-server_{}.ports", child.id()));
        let deadline = Instant::now() + START_WAIT;
        self.port = loop {
            assert!(Instant::now() < deadline, "{} does not listen after {START_WAIT:?}", program.display());
            assert!(child.try_wait().is_ok_and(|ended| ended.is_none()), "{} ended at its start", program.display());
            if let port @ Some(_) = listening(&ports) {
                break port;
            }
            #[allow(clippy::disallowed_methods)] // a look at a file, repeated until a deadline
            std::thread::sleep(LOOK_EVERY);
        };
        self.child = Some(child);
    }
}

/// The port in what the server writes when it listens: `{"nats":["nats://127.0.0.1:4222"]}`.
fn listening(ports: &Path) -> Option<u16> {
    let text = std::fs::read_to_string(ports).ok()?;
    text.split("127.0.0.1:").nth(1)?.split('"').next()?.parse().ok()
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
