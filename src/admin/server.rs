//! The listener: accepts a bounded number of connections and serves HTTP/1 on each.

use super::answers::{State, router};
use super::{AdminSettings, limits};
use axum::{Router, middleware};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Pause after a failed accept: the usual cause (no file descriptors left) does not pass at once.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why the HTTP side could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    #[error(
        "admin.listen = {listen:?}: {problem}; another worker may be using it: give each its own port, or \"\" to switch HTTP off"
    )]
    Listen { listen: String, problem: std::io::Error },
    #[error("admin.listen: the address is not known: {0}")]
    Address(std::io::Error),
}

/// The HTTP side, listening and not yet answering.
pub struct Admin {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
}

impl Admin {
    /// Takes the port; `None` where `admin.listen` is empty.
    pub async fn bind(settings: &AdminSettings, state: State) -> Result<Option<Admin>, AdminError> {
        let listen = settings.listen.trim();
        if listen.is_empty() {
            return Ok(None);
        }
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|problem| AdminError::Listen { listen: listen.to_owned(), problem })?;
        let address = listener.local_addr().map_err(AdminError::Address)?;
        let mut router = router(state).layer(middleware::from_fn(limits::limited));
        if address.ip().is_loopback() {
            router = router.layer(middleware::from_fn(limits::loopback_only));
        }
        Ok(Some(Admin { listener, address, router }))
    }

    /// Where it listens; with port 0 in the settings, the port that was given.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `shutdown`, then lets the answers that are being sent finish.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let places = Arc::new(Semaphore::new(limits::CONNECTIONS_MAX));
        let ending = CancellationToken::new();
        let tasks = tokio_util::task::TaskTracker::new();
        tokio::pin!(shutdown);
        loop {
            let accepted = async {
                // The place first: who finds none waits in the listener's backlog and costs this process nothing.
                let place = places.clone().acquire_owned().await;
                (place, self.listener.accept().await)
            };
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                (place, accepted) = accepted => match accepted {
                    Ok((stream, _)) => {
                        let connection = connection(stream, self.router.clone(), ending.clone());
                        tasks.spawn(async move { connection.await; drop(place) });
                    }
                    Err(problem) => {
                        tracing::warn!(%problem, "HTTP connection not accepted: {problem}");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
            }
        }
        ending.cancel();
        tasks.close();
        let _ = tokio::time::timeout(limits::ANSWER_TIMEOUT, tasks.wait()).await;
    }
}

/// Binds and answers until `shutdown`; returns at once where `admin.listen` is empty.
pub async fn serve(
    settings: &AdminSettings,
    state: State,
    shutdown: impl Future<Output = ()>,
) -> Result<(), AdminError> {
    if let Some(admin) = Admin::bind(settings, state).await? {
        admin.run(shutdown).await;
    }
    Ok(())
}

/// Serves one connection until it ends, has lived long enough, or the server ends.
async fn connection(stream: TcpStream, router: Router, ending: CancellationToken) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits::HEAD_TIMEOUT)
        .max_buf_size(limits::HEAD_BYTES_MAX)
        .max_headers(limits::HEADERS_MAX);
    let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(served);
    // What goes wrong on a caller's connection is the caller's affair: it ends, and that is all.
    tokio::select! {
        _ = &mut served => {}
        () = tokio::time::sleep(limits::CONNECTION_LIFE_MAX) => {}
        () = ending.cancelled() => {
            served.as_mut().graceful_shutdown();
            let _ = served.await;
        }
    }
}
