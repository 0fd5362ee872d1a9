//! A consumer of its own on the input, for running old articles again; the durable one is not touched.

use super::connection::Broker;
use super::topology::{Topology, TopologyError};
use super::{InputSettings, Manage};
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, pull};
use jiff::Timestamp;
use std::time::Duration;

/// The server removes a replay's consumer when nobody asks it for this long.
const IDLE: Duration = Duration::from_secs(300);

/// Where a replay begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum From {
    Sequence(u64),
    Time(Timestamp),
}

/// Creates the consumer; the topology that comes back names it as its input, bound, never to be created again.
pub async fn open(
    broker: &Broker,
    topology: &Topology,
    from: From,
    filter: Option<&str>,
) -> Result<(Topology, u64), TopologyError> {
    let stream_name = &topology.input.stream;
    let refused = |why: String| TopologyError::Refused { what: "a consumer on stream", name: stream_name.clone(), why };
    let deliver_policy = match from {
        From::Sequence(start_sequence) => DeliverPolicy::ByStartSequence { start_sequence },
        From::Time(at) => {
            let start_time = time::OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond());
            DeliverPolicy::ByStartTime { start_time: start_time.map_err(|why| refused(why.to_string()))? }
        }
    };
    let config = pull::Config {
        name: Some(format!("{}-replay-{:08x}", topology.input.consumer, fastrand::u32(..))),
        description: Some("copydesk replay".into()),
        deliver_policy,
        ack_policy: AckPolicy::Explicit,
        ack_wait: Duration::from_secs(topology.input.ack_wait_s),
        inactive_threshold: IDLE,
        filter_subjects: filter.map_or_else(|| topology.input.subjects.clone(), |f| vec![f.to_owned()]),
        ..Default::default()
    };
    let stream = broker.jetstream().get_stream(stream_name).await.map_err(|why| refused(why.to_string()))?;
    let consumer = stream.create_consumer(config).await.map_err(|why| refused(why.to_string()))?;
    let info = consumer.cached_info();
    let input = InputSettings { consumer: info.name.clone(), manage: Manage::Bind, ..topology.input.clone() };
    Ok((Topology { input, ..topology.clone() }, info.num_pending))
}

/// Removes the consumer; it would go by itself, later.
pub async fn close(broker: &Broker, topology: &Topology) {
    if let Ok(stream) = broker.jetstream().get_stream(&topology.input.stream).await {
        let _ = stream.delete_consumer(&topology.input.consumer).await;
    }
}
