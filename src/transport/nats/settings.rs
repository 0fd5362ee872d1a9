//! What can be configured of the broker: the connection, the streams, the consumer.

use super::Secret;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// `[nats]`: how to reach the broker. Files are read again at each connect, so rotated credentials are picked up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NatsSettings {
    /// Server addresses, comma-separated for a cluster.
    pub url: String,
    /// Name of this connection in the server's listings.
    pub name: String,
    /// File with a user JWT and its seed.
    pub creds_file: Option<PathBuf>,
    /// File with an nkey seed.
    pub nkey_file: Option<PathBuf>,
    /// File with a token.
    pub token_file: Option<PathBuf>,
    /// The token itself; meant for the environment (`COPYDESK__NATS__TOKEN`), never printed.
    pub token: Option<Secret>,
    /// User name, with `password_file` or `password`.
    pub user: Option<String>,
    /// File with the password of `user`.
    pub password_file: Option<PathBuf>,
    /// The password itself; meant for the environment (`COPYDESK__NATS__PASSWORD`), never printed.
    pub password: Option<Secret>,
    /// PEM file with the certificate authorities to trust, besides the system's.
    pub tls_ca_file: Option<PathBuf>,
    /// PEM file with the client certificate, with `tls_key_file`.
    pub tls_cert_file: Option<PathBuf>,
    /// PEM file with the client's private key.
    pub tls_key_file: Option<PathBuf>,
    /// Seconds to wait for the first connection before `run` exits with 69; 0 waits for ever.
    pub connect_wait_s: u64,
}

impl Default for NatsSettings {
    fn default() -> Self {
        Self {
            url: "nats://127.0.0.1:4222".into(),
            name: "copydesk".into(),
            creds_file: None,
            nkey_file: None,
            token_file: None,
            token: None,
            user: None,
            password_file: None,
            password: None,
            tls_ca_file: None,
            tls_cert_file: None,
            tls_key_file: None,
            connect_wait_s: 0,
        }
    }
}

/// Who owns a stream or consumer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Manage {
    /// Create it where it is missing; refuse to work where it differs in what matters.
    #[default]
    Ensure,
    /// Use it as it is; never create or change it.
    Bind,
    /// Create it where it is missing, change it to what is configured where it differs.
    Apply,
}

/// `[input]`: the stream of raw articles and the durable pull consumer on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InputSettings {
    /// Stream that holds the raw articles.
    pub stream: String,
    /// Subjects of that stream, and what the consumer listens to.
    pub subjects: Vec<String>,
    /// Durable consumer; workers that share it share the work.
    pub consumer: String,
    pub manage: Manage,
    /// Seconds until the broker hands an unanswered article to another worker.
    pub ack_wait_s: u64,
    /// Most bytes that one pull asks for; must be above the server's `max_payload`, far below its 64 MiB of pending bytes.
    pub pull_bytes_max: usize,
    /// Most articles that one pull asks for.
    pub pull_messages_max: usize,
    /// Seconds between the broker's signs of life on an idle pull.
    pub heartbeat_s: u64,
}

impl Default for InputSettings {
    fn default() -> Self {
        Self {
            stream: "NEWS_RAW".into(),
            subjects: vec!["news.raw.>".into()],
            consumer: "copydesk".into(),
            manage: Manage::Ensure,
            ack_wait_s: 30,
            pull_bytes_max: 8 * 1024 * 1024,
            pull_messages_max: 64,
            heartbeat_s: 5,
        }
    }
}

/// `[output]`: the stream of enriched records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutputSettings {
    /// Stream that holds the records and their fan-out.
    pub stream: String,
    pub manage: Manage,
    /// First token of every subject that the worker publishes.
    pub subject_prefix: String,
    /// Publish every entity on `<prefix>.entity.<type>.<id>`.
    pub entities: bool,
    /// Publish every quote on `<prefix>.quote.<speaker>`.
    pub quotes: bool,
    /// Publish every event on `<prefix>.event.<plover type>.<country>`.
    pub events: bool,
    /// Publish stories on `<prefix>.story.<id>`.
    pub stories: bool,
    /// Seconds in which the stream recognises a repeated message id; used when the stream is created.
    pub duplicate_window_s: u64,
    /// Largest record in bytes; unset = what the server allows.
    pub record_bytes_max: Option<usize>,
}

impl Default for OutputSettings {
    fn default() -> Self {
        Self {
            stream: "NEWS".into(),
            manage: Manage::Ensure,
            subject_prefix: "news".into(),
            entities: false,
            quotes: false,
            events: false,
            stories: false,
            duplicate_window_s: 120,
            record_bytes_max: None,
        }
    }
}

/// `[dead_letters]`: the stream of what could not become a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeadLetterSettings {
    /// Stream that holds the dead letters.
    pub stream: String,
    pub manage: Manage,
}

impl Default for DeadLetterSettings {
    fn default() -> Self {
        Self { stream: "NEWS_DEAD".into(), manage: Manage::Ensure }
    }
}
