//! `copydesk replay`: old input run again through a consumer of its own.

use super::exit::{Exit, Failure};
use super::keeper::Keeper;
use super::shelf::Shelf;
use super::{desk, run, signals};
use crate::config::Loaded;
use crate::transport::nats::replay::From;
use crate::transport::nats::{NatsInbox, NatsOutbox, replay};
use crate::transport::{Gate, Paced};
use crate::worker::{self, Clock, Drained, Stop};
use jiff::Timestamp;
use std::sync::Arc;

/// What is to be run again.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub from: From,
    /// Last sequence; without it, up to what is the end now.
    pub to: Option<u64>,
    pub filter: Option<String>,
    /// Articles a second; 0 is no limit.
    pub per_second: f64,
}

/// Runs the articles again. What this revision of the pipeline already published is recognised and not repeated.
pub async fn run_again(loaded: Loaded, stretch: Stretch) -> Result<Exit, Failure> {
    let stop = Stop::default();
    signals::watch(stop.clone()).map_err(Failure::failed)?;
    let shelf = Shelf::open(&loaded.settings.knowledge)?;
    let metrics = desk::metrics(&loaded, &shelf.compose().knowledge);
    let broker = run::connect(&loaded, &metrics).await?;
    // As it is now: what changes while old articles are run again is for those to come.
    let knowledge = Keeper::start(&loaded, shelf, &broker, &metrics).await?.knowledge().await;
    let opened = replay::open(&broker, &run::topology(&loaded), stretch.from, stretch.filter.as_deref()).await;
    let (topology, waiting) = opened.map_err(Failure::failed)?;
    eprintln!("{waiting} articles to run again");
    if waiting == 0 {
        return Ok(Exit::Done);
    }
    let (in_flight, bytes) = (loaded.resolved.in_flight_max, loaded.settings.worker.in_flight_bytes_max);
    let inbox = NatsInbox::start(&broker, &topology, Gate::new(in_flight, bytes), in_flight, bytes, true);
    let pipeline = desk::pipeline(&loaded, knowledge, &metrics, Some(Arc::new(broker.clone())));
    let clock: Clock = Arc::new(Timestamp::now);
    let window = topology.duplicate_window(&broker).await;
    let outbox = NatsOutbox::new(&broker, &topology, window);
    let mut desk = desk::desk(&loaded, outbox, pipeline, clock, metrics.clone());
    desk.settings.duplicate_window = window;
    let paced = Paced::new(inbox, stretch.per_second, stretch.to, waiting);
    let drained = worker::run(paced, Arc::new(desk), stop).await;
    replay::close(&broker, &topology).await;
    let count = |outcome| metrics.outcomes.get_or_create(&crate::telemetry::OutcomeLabel { outcome }).get();
    eprintln!(
        "{} published, {} were there already, {} are dead letters",
        count("published"),
        count("duplicate"),
        count("dead")
    );
    broker.close().await;
    Ok(if drained == Drained::Clean { Exit::Done } else { Exit::Forced })
}
