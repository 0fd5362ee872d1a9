//! What a caller may ask for at most, and what is refused before any answer is made.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::time::Duration;

/// Connections at a time: probes, a scraper and some browsers (six connections each). More wait to be accepted.
pub const CONNECTIONS_MAX: usize = 64;
/// Bytes of request line and headers, also hyper's smallest buffer; a browser sends under 2 KiB.
pub const HEAD_BYTES_MAX: usize = 8 * 1024;
/// Header lines of a request; a browser sends about 20.
pub const HEADERS_MAX: usize = 64;
/// Time to send the head of a request, and longest idle time between two: longer than the page's pause.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Time to make an answer; all are made from memory.
pub const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest life of a connection: whoever reads slowly or never gives a place back in the end.
pub const CONNECTION_LIFE_MAX: Duration = Duration::from_secs(300);

/// Refuses what changes or sends something; gives up on an answer that takes too long.
pub async fn limited(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return closing(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD: nothing here changes state\n");
    }
    let headers = request.headers();
    let empty = headers.get(header::CONTENT_LENGTH).is_none_or(|length| length == "0");
    if !empty || headers.contains_key(header::TRANSFER_ENCODING) {
        return closing(StatusCode::PAYLOAD_TOO_LARGE, "a request has no body here\n");
    }
    match tokio::time::timeout(ANSWER_TIMEOUT, next.run(request)).await {
        Ok(mut response) => {
            let headers = response.headers_mut();
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
            response
        }
        Err(_) => closing(StatusCode::GATEWAY_TIMEOUT, "no answer in time\n"),
    }
}

/// Refuses names that only look like this machine: a page elsewhere on the web must not read a server on loopback through
/// a name of its own (DNS rebinding).
pub async fn loopback_only(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if host.is_none_or(is_local_name) {
        next.run(request).await
    } else {
        closing(StatusCode::MISDIRECTED_REQUEST, "this server answers to localhost and to addresses only\n")
    }
}

/// `localhost`, or an address; with or without a port.
fn is_local_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(v6),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok()
}

fn closing(status: StatusCode, words: &'static str) -> Response {
    (status, [(header::CONNECTION, "close")], words).into_response()
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
