//! `copydesk dlq`: what could not become a record, looked at, sent back, thrown away.

use super::exit::{Exit, Failure};
use super::print;
use crate::record::Reason;
use crate::transport::nats::{Broker, DeadLetters, DeadMessage, Topology};
use jiff::Timestamp;
use std::io::Write;
use std::time::Duration;

/// Which dead letters are meant.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub reason: Option<Reason>,
    pub stage: Option<String>,
    pub since: Option<Timestamp>,
    pub limit: Option<usize>,
}

impl Filter {
    fn takes(&self, dead: &DeadMessage) -> bool {
        let header = |name| dead.headers.get(name).unwrap_or_default();
        self.reason.is_none_or(|r| header("Copydesk-Dead-Reason") == r.as_str())
            && self.stage.as_deref().is_none_or(|s| header("Copydesk-Dead-Stage") == s)
    }
}

/// How a replay or a purge goes about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Only say what would be done.
    pub dry_run: bool,
    /// Letters a second; 0 is no limit.
    pub per_second: f64,
}

async fn chosen(letters: &DeadLetters, filter: &Filter) -> Result<Vec<Listed>, Failure> {
    let mut chosen = Vec::new();
    let limit = filter.limit.unwrap_or(usize::MAX);
    let visit = |dead: DeadMessage| {
        if filter.takes(&dead) && chosen.len() < limit {
            chosen.push(Listed::of(&dead));
        }
        chosen.len() < limit
    };
    letters.each(filter.since, visit).await.map_err(Failure::failed)?;
    Ok(chosen)
}

/// A line of `dlq ls`: without the payload, so that a long list stays small.
struct Listed {
    sequence: u64,
    line: String,
}

impl Listed {
    fn of(dead: &DeadMessage) -> Self {
        let header = |name| dead.headers.get(name).unwrap_or("-");
        let line = format!(
            "{}\t{}\t{}\t{}\t{}:{}\t{}",
            dead.sequence,
            dead.stored_at,
            header("Copydesk-Dead-Stage"),
            header("Copydesk-Dead-Reason"),
            header("Copydesk-Source-Stream"),
            header("Copydesk-Source-Sequence"),
            header("Copydesk-Dead-Detail"),
        );
        Self { sequence: dead.sequence, line }
    }
}

async fn open(broker: &Broker, topology: &Topology) -> Result<DeadLetters, Failure> {
    DeadLetters::open(broker, topology).await.map_err(Failure::failed)
}

/// `dlq ls`: one line a letter, oldest first, fields separated by tabs.
pub async fn list(broker: &Broker, topology: &Topology, filter: &Filter) -> Result<Exit, Failure> {
    let mut out = std::io::stdout().lock();
    for listed in chosen(&open(broker, topology).await?, filter).await? {
        writeln!(out, "{}", listed.line).map_err(Failure::failed)?;
    }
    Ok(Exit::Done)
}

/// `dlq show`: headers, a blank line, the original bytes.
pub async fn show(broker: &Broker, topology: &Topology, sequence: u64) -> Result<Exit, Failure> {
    let dead = open(broker, topology).await?.get(sequence).await.map_err(Failure::failed)?;
    let mut out = std::io::stdout().lock();
    let mut write = || -> std::io::Result<()> {
        writeln!(out, "Subject: {}", dead.subject)?;
        for (name, value) in dead.headers.iter() {
            writeln!(out, "{name}: {value}")?;
        }
        writeln!(out)?;
        out.write_all(&dead.payload)?;
        writeln!(out)
    };
    write().map_err(Failure::failed)?;
    Ok(Exit::Done)
}

/// `dlq replay`: sends the articles back to their subjects, and takes off the shelf those that the broker has stored.
pub async fn replay(broker: &Broker, topology: &Topology, filter: &Filter, manner: Manner) -> Result<Exit, Failure> {
    let letters = open(broker, topology).await?;
    let chosen = chosen(&letters, filter).await?;
    for listed in &chosen {
        if manner.dry_run {
            print::line(&listed.line)?;
            continue;
        }
        let dead = letters.get(listed.sequence).await.map_err(Failure::failed)?;
        letters.send_back(&dead).await.map_err(Failure::failed)?;
        letters.delete(listed.sequence).await.map_err(Failure::failed)?;
        pause(manner).await;
    }
    say("sent back", "would be sent back", chosen.len(), manner);
    Ok(Exit::Done)
}

/// `dlq purge`: throws dead letters away.
pub async fn purge(broker: &Broker, topology: &Topology, filter: &Filter, manner: Manner) -> Result<Exit, Failure> {
    let letters = open(broker, topology).await?;
    let chosen = chosen(&letters, filter).await?;
    for listed in &chosen {
        if manner.dry_run {
            print::line(&listed.line)?;
        } else {
            letters.delete(listed.sequence).await.map_err(Failure::failed)?;
            pause(manner).await;
        }
    }
    say("purged", "would be purged", chosen.len(), manner);
    Ok(Exit::Done)
}

async fn pause(manner: Manner) {
    if manner.per_second > 0.0 {
        tokio::time::sleep(Duration::from_secs_f64(1.0 / manner.per_second)).await;
    }
}

fn say(done: &str, would: &str, count: usize, manner: Manner) {
    eprintln!("{count} dead letters {}", if manner.dry_run { would } else { done });
}
