//! A network that misbehaves on demand: a TCP proxy between a worker and the broker.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use std::time::Duration;

/// Bytes that are passed on at a time.
const CHUNK: usize = 16 * 1024;

/// How the network behaves, in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Pass,
    /// Connections break, and no new ones are made.
    Cut,
    /// Connections look open and swallow all bytes; those that lost some are reset when it ends.
    HalfOpen,
    /// Every chunk waits this long.
    Delay(Duration),
    /// So many bytes at a time, each followed by a millisecond: messages come in pieces.
    Trickle(usize),
}

/// The proxy; dropping it cuts everything.
pub struct Proxy {
    address: String,
    mode: watch::Sender<Mode>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a port of its own and leads to `upstream`.
    pub async fn to(upstream: String) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let (mode, watched) = watch::channel(Mode::Pass);
        let accepting = tokio::spawn(accept(listener, upstream, watched));
        Proxy { address, mode, accepting }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.set(Mode::Cut);
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, upstream: String, mode: watch::Receiver<Mode>) {
    while let Ok((client, _)) = listener.accept().await {
        if *mode.borrow() == Mode::Cut {
            continue;
        }
        tokio::spawn(join(client, upstream.clone(), mode.clone()));
    }
}

/// Both directions; when one ends, so does the other.
async fn join(client: TcpStream, upstream: String, mode: watch::Receiver<Mode>) {
    let Ok(server) = TcpStream::connect(upstream).await else { return };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    tokio::select! {
        () = pass(from_client, to_server, mode.clone()) => {}
        () = pass(from_server, to_client, mode) => {}
    }
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut mode: watch::Receiver<Mode>) {
    let mut chunk = vec![0; CHUNK];
    let mut swallowed = false;
    loop {
        let now = *mode.borrow_and_update();
        if now == Mode::Cut || (swallowed && now != Mode::HalfOpen) {
            return;
        }
        let read = tokio::select! {
            read = from.read(&mut chunk) => read,
            changed = mode.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
        };
        let Ok(read @ 1..) = read else { return };
        // Read after the bytes came: they meet the network as it is now.
        let now = *mode.borrow();
        swallowed |= now == Mode::HalfOpen;
        if now == Mode::Cut || (now != Mode::HalfOpen && write(&mut to, &chunk[..read], now).await.is_err()) {
            return;
        }
    }
}

async fn write(to: &mut OwnedWriteHalf, bytes: &[u8], mode: Mode) -> std::io::Result<()> {
    match mode {
        Mode::Delay(delay) => {
            tokio::time::sleep(delay).await;
            to.write_all(bytes).await
        }
        Mode::Trickle(size) => {
            for piece in bytes.chunks(size) {
                to.write_all(piece).await?;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Ok(())
        }
        _ => to.write_all(bytes).await,
    }
}
