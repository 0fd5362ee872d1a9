//! The broker itself, through async-nats: the only room that names it.

mod connection;
mod credentials;
mod headers;
mod history;
mod inbox;
mod outbox;
mod pull;
mod ranges;
mod receipt;
mod secret;
mod settings;
mod topology;

pub use connection::{Broker, ConnectError, Connection};
pub use inbox::NatsInbox;
pub use outbox::NatsOutbox;
pub use receipt::NatsReceipt;
pub use secret::Secret;
pub use settings::{DeadLetterSettings, InputSettings, Manage, NatsSettings, OutputSettings};
pub use topology::{Change, Topology, TopologyError};
