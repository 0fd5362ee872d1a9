//! Plain publishing and listening, for the feeder, the demo, `tap` and remote extractors.

use super::connection::Broker;
use super::headers;
use crate::transport::{Answering, Ask, AskError, Headers};
use async_nats::client::RequestErrorKind;
use bytes::Bytes;
use futures::StreamExt;
use std::time::Duration;

/// Stores one message in whatever stream listens to its subject.
///
/// # Errors
/// In words, when no stream confirms it.
pub async fn publish(broker: &Broker, subject: &str, headers: &Headers, payload: Bytes) -> Result<(), String> {
    let headers = headers::theirs(headers);
    let sent = broker.jetstream().publish_with_headers(subject.to_owned(), headers, payload).await;
    let stored = sent.map_err(|why| why.to_string())?.await;
    stored.map(drop).map_err(|why| format!("`{subject}`: {why}"))
}

/// Messages as they pass, without a stream in between: those that pass while nobody listens are not seen.
pub struct Live(async_nats::Subscriber);

/// One passing message.
#[derive(Clone, Debug)]
pub struct Passing {
    pub subject: String,
    pub headers: Headers,
    pub payload: Bytes,
}

impl Live {
    pub async fn listen(broker: &Broker, subject: &str) -> Result<Live, String> {
        let subscribed = broker.client().subscribe(subject.to_owned()).await;
        subscribed.map(Live).map_err(|why| format!("cannot listen on `{subject}`: {why}"))
    }

    pub async fn next(&mut self) -> Option<Passing> {
        let message = self.0.next().await?;
        Some(Passing {
            subject: message.subject.to_string(),
            headers: headers::ours(message.headers.as_ref()),
            payload: message.payload,
        })
    }
}

impl Ask for Broker {
    fn ask(&self, subject: &str, payload: Bytes, timeout: Duration) -> Answering<'_> {
        let subject = subject.to_owned();
        Box::pin(async move {
            match self.request(subject.clone(), None, payload, timeout).await {
                Ok(answer) => Ok(answer.payload),
                Err(why) => Err(match why.kind() {
                    RequestErrorKind::TimedOut => AskError::TimedOut(timeout),
                    RequestErrorKind::NoResponders => AskError::Nobody(subject),
                    _ => AskError::Failed(why.to_string()),
                }),
            }
        })
    }
}
