//! A small HTTP/1.1 client for what stands nearby: the collector of traces, and another worker's admin side.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::fmt;
use std::time::Duration;
use tokio::net::TcpStream;

/// `http://host[:port][/path]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// Host and port as in a `Host` header.
    authority: String,
    port: u16,
    path: String,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("cannot connect to {0}: {1}")]
    Connect(String, std::io::Error),
    #[error("{0} did not answer within {1:?}")]
    TimedOut(String, Duration),
    #[error("{0} broke off: {1}")]
    Broken(String, String),
}

impl Url {
    /// Reads a plain HTTP address; the error says what is wrong with it.
    pub fn parse(url: &str) -> Result<Self, String> {
        let rest = match url.split_once("://") {
            Some(("http", rest)) => rest,
            Some(("https", _)) => return Err("only http is spoken here; put a collector or proxy beside it".into()),
            _ => return Err("it does not begin with http://".into()),
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let parsed: hyper::http::uri::Authority = authority.parse().map_err(|_| format!("`{authority}` is no host"))?;
        if authority.contains('@') || parsed.host().is_empty() {
            return Err(format!("`{authority}` is no host"));
        }
        let path = path.trim_end_matches('/').to_owned();
        path.parse::<hyper::Uri>()
            .or_else(|e| if path.is_empty() { Ok(hyper::Uri::default()) } else { Err(e) })
            .map_err(|_| format!("`{path}` is no path"))?;
        Ok(Self { authority: authority.to_owned(), port: parsed.port_u16().unwrap_or(80), path })
    }

    /// The same server, `path` (beginning with `/`) added to what is there.
    pub fn join(&self, path: &str) -> Self {
        Self { path: format!("{}{path}", self.path), ..self.clone() }
    }

    fn address(&self) -> String {
        let host = self.authority.strip_suffix(&format!(":{}", self.port)).unwrap_or(&self.authority);
        format!("{host}:{}", self.port)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority, self.path)
    }
}

/// Asks for `url`; reads at most `bytes_max` of the answer.
pub async fn get(url: &Url, bytes_max: usize, timeout: Duration) -> Result<Answer, HttpError> {
    within(url, timeout, exchange(url, Method::GET, Bytes::new(), bytes_max)).await
}

/// Sends JSON to `url`.
pub async fn post_json(url: &Url, body: Vec<u8>, bytes_max: usize, timeout: Duration) -> Result<Answer, HttpError> {
    within(url, timeout, exchange(url, Method::POST, body.into(), bytes_max)).await
}

async fn within(
    url: &Url,
    timeout: Duration,
    exchange: impl Future<Output = Result<Answer, HttpError>>,
) -> Result<Answer, HttpError> {
    tokio::time::timeout(timeout, exchange).await.unwrap_or_else(|_| Err(HttpError::TimedOut(url.to_string(), timeout)))
}

/// One request on a connection of its own: a batch or a frame a second needs no pool.
async fn exchange(url: &Url, method: Method, body: Bytes, bytes_max: usize) -> Result<Answer, HttpError> {
    let broken = |problem: String| HttpError::Broken(url.to_string(), problem);
    let stream =
        TcpStream::connect(url.address()).await.map_err(|problem| HttpError::Connect(url.to_string(), problem))?;
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|e| broken(e.to_string()))?;
    let path = if url.path.is_empty() { "/" } else { &url.path };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, &url.authority)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONNECTION, "close")
        .body(Full::new(body))
        .map_err(|e| broken(e.to_string()))?;
    let answer = async move {
        let response = sender.send_request(request).await.map_err(|e| broken(e.to_string()))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), bytes_max).collect().await.map_err(|e| broken(e.to_string()))?;
        Ok(Answer { status, body: body.to_bytes() })
    };
    // The connection only moves while it is polled, and ends when `sender` goes with the answer.
    let (answer, _) = tokio::join!(answer, connection);
    answer
}
