//! Answers to a delivery: confirmed through the client's own reply subject.
//!
//! async-nats has `double_ack` for this; it takes "nobody is listening" for a confirmation, see clippy.toml.

use super::connection::{Broker, REQUEST_TIMEOUT};
use crate::transport::{Receipt, SettleError};
use async_nats::client::{RequestError, RequestErrorKind};
use bytes::Bytes;
use std::time::Duration;

/// Where the answer to one delivery goes.
pub struct NatsReceipt {
    pub(super) broker: Broker,
    pub(super) reply: String,
    /// Wait for the confirmation of acks.
    pub(super) confirm: bool,
}

impl NatsReceipt {
    async fn confirmed(&self, answer: Bytes) -> Result<(), SettleError> {
        if !self.broker.connection().borrow().up {
            return Err(SettleError::Disconnected("the broker is away".into()));
        }
        self.broker.settle(self.reply.clone(), answer).await.map_err(settle_error)
    }

    async fn sent(&self, answer: Bytes) -> Result<(), SettleError> {
        if !self.broker.connection().borrow().up {
            return Err(SettleError::Disconnected("the broker is away".into()));
        }
        let sent = self.broker.client().publish(self.reply.clone(), answer).await;
        sent.map_err(|why| SettleError::Disconnected(why.to_string()))
    }
}

impl Receipt for NatsReceipt {
    async fn ack(&self) -> Result<(), SettleError> {
        let answer = Bytes::from_static(b"+ACK");
        if self.confirm { self.confirmed(answer).await } else { self.sent(answer).await }
    }

    async fn nak(&self, delay: Duration) -> Result<(), SettleError> {
        self.confirmed(Bytes::from(format!("-NAK {{\"delay\": {}}}", delay.as_nanos()))).await
    }

    async fn term(&self, reason: &str) -> Result<(), SettleError> {
        self.confirmed(Bytes::from(format!("+TERM {reason}"))).await
    }

    async fn in_progress(&self) -> Result<(), SettleError> {
        self.sent(Bytes::from_static(b"+WPI")).await
    }
}

fn settle_error(why: RequestError) -> SettleError {
    match why.kind() {
        RequestErrorKind::NoResponders => SettleError::ConsumerGone,
        RequestErrorKind::TimedOut => SettleError::TimedOut(REQUEST_TIMEOUT),
        _ => SettleError::Disconnected(why.to_string()),
    }
}
