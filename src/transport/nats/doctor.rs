//! What is wrong, or will go wrong, with the broker that a configuration names.

use super::connection::Broker;
use super::topology::Topology;
use super::{Manage, bucket};
use std::fmt;
use std::time::Duration;

/// The oldest servers of each line without known losses in work queues and ack floors.
const ADVISED: [(u64, u64, u64); 2] = [(2, 12, 12), (2, 14, 4)];

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    Good,
    Warning,
    Problem,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub gravity: Gravity,
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.gravity {
            Gravity::Good => "ok",
            Gravity::Warning => "warning",
            Gravity::Problem => "problem",
        };
        write!(f, "{mark}: {}", self.what)
    }
}

/// Looks at everything that a worker would meet. `retries_take` is the longest that all pauses between the attempts at
/// one article take together. Changes nothing.
pub async fn examine(broker: &Broker, topology: &Topology, retries_take: Duration) -> Vec<Finding> {
    let mut findings = vec![good(format!("signed in to nats-server {}", broker.server_version()))];
    findings.extend(version(&broker.server_version()));
    match topology.difference(broker).await {
        Ok(changes) if changes.is_empty() => findings.push(good("streams and consumer are as configured".into())),
        Ok(changes) => findings.extend(changes.iter().map(|change| missing(change, topology))),
        Err(why) => findings.push(problem(why.to_string())),
    }
    let streams = [&topology.input.stream, &topology.output.stream, &topology.dead_letters.stream];
    for name in streams {
        findings.extend(stream(broker, name).await);
    }
    let window = Duration::from_secs(topology.output.duplicate_window_s);
    if window < retries_take {
        findings.push(warning(format!(
            "the duplicate window ({window:?}) is shorter than all retries of one article can take ({retries_take:?}); \
             the worker then asks the output itself, which is slower"
        )));
    }
    findings
}

/// Looks at a key-value bucket that is to be followed.
pub async fn examine_bucket(broker: &Broker, name: &str) -> Finding {
    match bucket::values(broker, name).await {
        Ok(values) => good(format!("key-value bucket `{name}` is there and holds {values} values")),
        Err(why) => problem(why.to_string()),
    }
}

fn missing(change: &super::Change, topology: &Topology) -> Finding {
    match topology.input.manage {
        Manage::Bind => {
            problem(format!("`copydesk setup` would {change}; `manage = \"bind\"` keeps `run` from doing it"))
        }
        Manage::Ensure | Manage::Apply => warning(format!("`copydesk setup` would {change}")),
    }
}

async fn stream(broker: &Broker, name: &str) -> Vec<Finding> {
    let Ok(found) = broker.jetstream().get_stream(name).await else { return Vec::new() };
    let config = &found.cached_info().config;
    let mut findings = Vec::new();
    if config.num_replicas == 1 {
        findings.push(warning(format!(
            "stream `{name}` has one replica on one server, which by default syncs to disk every two minutes: what it \
             confirmed can be lost when its machine loses power"
        )));
    }
    if config.storage == async_nats::jetstream::stream::StorageType::Memory {
        findings.push(warning(format!("stream `{name}` is in memory: a restart of the server empties it")));
    }
    if config.retention != async_nats::jetstream::stream::RetentionPolicy::Limits {
        findings.push(warning(format!(
            "stream `{name}` does not keep its messages (retention {:?}): what is gone cannot be recognised as already done",
            config.retention
        )));
    }
    findings
}

fn version(version: &str) -> Option<Finding> {
    let mut numbers = version.split(['.', '-']).map(|n| n.parse::<u64>().unwrap_or(0));
    let found = (numbers.next()?, numbers.next()?, numbers.next()?);
    let advised = ADVISED.iter().any(|a| a.1 == found.1 && found >= *a) || found > ADVISED[1];
    (!advised).then(|| warning(format!("nats-server {version}: 2.12.12, 2.14.4 or newer is advised")))
}

fn good(what: String) -> Finding {
    Finding { gravity: Gravity::Good, what }
}

fn warning(what: String) -> Finding {
    Finding { gravity: Gravity::Warning, what }
}

fn problem(what: String) -> Finding {
    Finding { gravity: Gravity::Problem, what }
}
