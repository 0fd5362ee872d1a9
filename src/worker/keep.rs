//! Keeps an article ours while we work on it: in-progress acks from receipt to settlement.

use crate::transport::{Delivery, Receipt};
use std::time::Duration;

/// In-progress acks per ack wait: two may be lost before the broker gives the article away.
const PER_ACK_WAIT: u32 = 3;

/// Restarts the broker's ack timer again and again; never ends. An ack that fails is of no consequence: the next one
/// may pass, and a redelivery is recognised.
pub async fn in_progress<R: Receipt>(delivery: &Delivery<R>, ack_wait: Duration) -> std::convert::Infallible {
    loop {
        // Up to a tenth earlier, so that articles that came together do not all speak at once.
        let pause = (ack_wait / PER_ACK_WAIT).mul_f64(1.0 - fastrand::f64() / 10.0);
        tokio::time::sleep(pause.max(Duration::from_millis(1))).await;
        if let Err(why) = delivery.receipt.in_progress().await {
            tracing::debug!(sequence = delivery.origin.sequence, %why, "could not say that the article is in progress");
        }
    }
}
