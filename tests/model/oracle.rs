//! What must hold of the streams when everything is over.

use copydesk::transport::memory::{Broker, StoredMessage};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Everything that is wrong, in words.
pub fn problems(broker: &Broker) -> Vec<String> {
    let (input, output, dead) = (broker.messages("NEWS_RAW"), broker.messages("NEWS"), broker.messages("NEWS_DEAD"));
    let mut problems = Vec::new();
    let mut ids = HashSet::new();
    for message in output.iter().chain(&dead) {
        let id = message.id().unwrap_or_default();
        if !ids.insert(id.to_owned()) {
            problems.push(format!("{id} is stored twice"));
        }
    }
    let fates = fates(&output, &dead);
    for message in &input {
        let words = String::from_utf8_lossy(&message.payload);
        match fates.get(&message.sequence).map(Vec::as_slice) {
            Some(["record"]) if words.starts_with("reject") => problems.push(format!("{words}: a record of a reject")),
            Some(["record"]) | Some(["dead"]) => {}
            fate => problems.push(format!("{} ({words}): {fate:?}", message.sequence)),
        }
    }
    let known: HashSet<u64> = input.iter().map(|m| m.sequence).collect();
    problems.extend(fates.keys().filter(|s| !known.contains(s)).map(|s| format!("{s} was never fed")));
    problems.extend(output.iter().filter_map(|record| changed(record, &input)));
    problems
}

/// Input sequence → what became of it.
fn fates(output: &[Arc<StoredMessage>], dead: &[Arc<StoredMessage>]) -> HashMap<u64, Vec<&'static str>> {
    let mut fates: HashMap<u64, Vec<&'static str>> = HashMap::new();
    for (messages, fate) in [(output, "record"), (dead, "dead")] {
        for sequence in messages.iter().filter_map(|m| sequence(m)) {
            fates.entry(sequence).or_default().push(fate);
        }
    }
    fates
}

fn sequence(message: &StoredMessage) -> Option<u64> {
    message.headers.get("Copydesk-Source")?.split_once(':')?.1.parse().ok()
}

/// A record that is not its article's (the reader hands the words on as they are).
fn changed(record: &StoredMessage, input: &[Arc<StoredMessage>]) -> Option<String> {
    let of = sequence(record)?;
    let article = input.iter().find(|m| m.sequence == of)?;
    (article.payload != record.payload).then(|| format!("{of}: the record is another article's"))
}
