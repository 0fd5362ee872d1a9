//! Reads everything that came out, and says what is wrong with it.

use crate::feeder::Fed;
use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::stream::Stream;
use async_nats::jetstream::{self, Message};
use futures::StreamExt;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Duration;

/// Messages of one pull.
const PULL: usize = 1_000;
/// Faults shown before the rest is only counted.
const SHOWN: usize = 12;

/// One message that came out, record or dead letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// Sequence of its article in the input, from `Copydesk-Source`.
    pub source: String,
    pub message_id: String,
    pub digest: Option<String>,
    pub reason: Option<String>,
    pub payload: Vec<u8>,
}

/// All messages of a stream, oldest first. Read again where messages were taken out meanwhile.
pub async fn read(jetstream: &jetstream::Context, stream: &str) -> Vec<Came> {
    let mut stream = jetstream.get_stream(stream).await.expect("the stream exists");
    loop {
        let held = messages(&mut stream).await;
        let all = read_up_to(&stream, held).await;
        if all.len() == held && messages(&mut stream).await == held {
            return all;
        }
    }
}

async fn messages(stream: &mut Stream) -> usize {
    stream.info().await.expect("the stream's state").state.messages as usize
}

async fn read_up_to(stream: &Stream, waiting: usize) -> Vec<Came> {
    let config = pull::Config { ack_policy: AckPolicy::None, memory_storage: true, ..Default::default() };
    let consumer = stream.create_consumer(config).await.expect("a consumer");
    let mut all = Vec::with_capacity(waiting);
    while all.len() < waiting {
        let wanted = PULL.min(waiting - all.len());
        let batch = consumer.fetch().max_messages(wanted).expires(Duration::from_secs(5)).messages().await;
        let mut batch = batch.expect("a batch");
        let before = all.len();
        while let Some(message) = batch.next().await {
            all.push(came(&message.expect("a message")));
        }
        if all.len() == before {
            break;
        }
    }
    all
}

fn came(message: &Message) -> Came {
    let header = |name: &str| message.headers.as_ref().and_then(|h| h.get(name)).map(|v| v.as_str().to_owned());
    Came {
        source: header("Copydesk-Source").unwrap_or_default(),
        message_id: header("Nats-Msg-Id").unwrap_or_default(),
        digest: header("Copydesk-Digest"),
        reason: header("Copydesk-Dead-Reason"),
        payload: message.payload.to_vec(),
    }
}

/// Holds what came out against what went in; `dead` are the ids that must be dead letters. Empty when all is well.
pub fn faults(fed: &Fed, dead: &BTreeSet<String>, records: &[Came], letters: &[Came]) -> Vec<String> {
    let mut faults = Vec::new();
    let sources: BTreeMap<String, &String> = fed.iter().map(|(n, id)| (format!("NEWS_RAW:{n}"), id)).collect();
    let mut ends: BTreeMap<&String, Vec<&str>> = fed.values().map(|id| (id, Vec::new())).collect();
    for (came, kind) in records.iter().map(|r| (r, "record")).chain(letters.iter().map(|l| (l, "letter"))) {
        match sources.get(&came.source) {
            Some(id) => ends.entry(id).or_default().push(kind),
            None => faults.push(format!("a {kind} of `{}`, which nobody fed", came.source)),
        }
    }
    for (id, ends) in &ends {
        let wanted = if dead.contains(*id) { "letter" } else { "record" };
        if ends.as_slice() != [wanted] {
            faults.push(format!("{id} ended as {ends:?}, not as one {wanted}"));
        }
    }
    faults.extend(repeated(records.iter().chain(letters).map(|c| c.message_id.as_str()), "message id"));
    let mut source_ids = Vec::new();
    for record in records {
        let id = source_id(&record.payload);
        if sources.get(&record.source).is_some_and(|fed| **fed != id) {
            faults.push(format!("the record of {} has the source id `{id}`", record.source));
        }
        if record.digest.as_deref() != Some(sha256(&record.payload).as_str()) {
            faults.push(format!("the record of {id} is not what its digest says"));
        }
        source_ids.push(id);
    }
    faults.extend(repeated(source_ids.iter().map(String::as_str), "source id"));
    faults
}

/// The faults as a text for people.
pub fn told(faults: &[String]) -> String {
    let shown = faults.iter().take(SHOWN).map(|fault| format!("\n  {fault}")).collect::<String>();
    format!("{} faults:{shown}{}", faults.len(), if faults.len() > SHOWN { "\n  …" } else { "" })
}

fn repeated<'a>(values: impl Iterator<Item = &'a str>, what: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    values.filter(|value| !seen.insert(*value)).map(|value| format!("the {what} `{value}` came twice")).collect()
}

fn source_id(record: &[u8]) -> String {
    let record: serde_json::Value = serde_json::from_slice(record).unwrap_or_default();
    record["sourceId"].as_str().unwrap_or_default().to_owned()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An oracle that cannot complain proves nothing.
#[test]
fn the_oracle_sees_each_fault() {
    let fed: Fed = [(1, "a".to_owned()), (2, "b".to_owned())].into();
    let record = |n: u64, id: &str| {
        let payload = format!("{{\"sourceId\":\"{id}\"}}").into_bytes();
        Came {
            source: format!("NEWS_RAW:{n}"),
            message_id: format!("{n}:record"),
            digest: Some(sha256(&payload)),
            reason: None,
            payload,
        }
    };
    let letter = |n: u64| Came { message_id: format!("dead:{n}"), ..record(n, "") };
    let (a, b) = (record(1, "a"), record(2, "b"));
    let check = |records: &[Came], letters: &[Came], said: &str| {
        let faults = faults(&fed, &BTreeSet::new(), records, letters);
        assert_eq!(faults.is_empty(), said.is_empty(), "{faults:?}");
        assert!(said.is_empty() || faults.iter().any(|fault| fault.contains(said)), "{faults:?}: {said}");
    };
    check(&[a.clone(), b.clone()], &[], "");
    check(std::slice::from_ref(&a), &[], "b ended as []");
    check(&[a.clone(), b.clone(), b.clone()], &[], "message id `2:record` came twice");
    check(&[a.clone(), b.clone(), Came { message_id: "x".into(), ..b.clone() }], &[], "source id `b` came twice");
    check(&[a.clone(), b.clone()], &[letter(2)], "b ended as [\"record\", \"letter\"]");
    check(std::slice::from_ref(&a), &[letter(2)], "b ended as [\"letter\"]");
    check(&[a.clone(), b.clone(), record(3, "c")], &[], "which nobody fed");
    check(&[a.clone(), record(2, "c")], &[], "has the source id `c`");
    check(&[a, Came { digest: None, ..b }], &[], "not what its digest says");
}
