//! Keeps the knowledge of a running worker as it is meant to be: files read again on SIGHUP, a bucket followed.

use super::desk;
use super::exit::Failure;
use super::shelf::{Composed, Shelf};
use crate::config::Loaded;
use crate::knowledge::overlay::{Place, Problem};
use crate::pipeline::{ExtractSettings, Pipeline};
use crate::telemetry::Metrics;
use crate::transport::nats::{Broker, Bucket, BucketError, Contents};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::Signal;

/// A bucket that could not be read at start is tried again after this pause: the broker may still be coming up.
const START_PAUSE: Duration = Duration::from_secs(1);
/// Attempts before `run` gives up; JetStream needs a few seconds after a server's start.
const START_TRIES: u32 = 10;

/// Watches what the knowledge is made of.
pub struct Keeper {
    shelf: Shelf,
    bucket: Option<Bucket>,
    metrics: Arc<Metrics>,
    settings: ExtractSettings,
    /// Values that were complained about; each is once.
    told: HashSet<Place>,
}

impl Keeper {
    /// Reads the bucket, if there is one.
    pub async fn start(
        loaded: &Loaded,
        shelf: Shelf,
        broker: &Broker,
        metrics: &Arc<Metrics>,
    ) -> Result<Self, Failure> {
        let (metrics, settings) = (metrics.clone(), loaded.settings.extract.clone());
        let (bucket, shelf) = match shelf.bucket() {
            None => (None, shelf),
            Some(name) => {
                let (bucket, contents) = open(broker, name).await?;
                (Some(bucket), shelf.holding(contents))
            }
        };
        Ok(Self { shelf, bucket, metrics, settings, told: HashSet::new() })
    }

    /// What is known now.
    pub async fn knowledge(&mut self) -> Arc<crate::knowledge::Knowledge> {
        let shelf = self.shelf.clone();
        let composed = tokio::task::spawn_blocking(move || shelf.compose()).await;
        let Composed { knowledge, refused } = composed.unwrap_or_else(|_| self.shelf.compose());
        self.complain(&refused);
        self.metrics.set_build(desk::build(&self.settings, &knowledge));
        knowledge
    }

    /// Hands every change to the pipeline, until it is dropped.
    pub async fn keep(mut self, pipeline: Arc<Pipeline>, mut hangups: Signal) {
        loop {
            tokio::select! {
                Some(()) = hangups.recv() => self.reread().await,
                contents = next(&mut self.bucket) => self.shelf = self.shelf.holding(contents),
            }
            let knowledge = self.knowledge().await;
            pipeline.know(knowledge);
            let build = self.metrics.build();
            tracing::info!(
                knowledge = build.knowledge,
                pipeline = build.pipeline,
                "articles are read with new knowledge"
            );
        }
    }

    /// A file that cannot be used keeps all files as they were.
    async fn reread(&mut self) {
        let shelf = self.shelf.clone();
        match tokio::task::spawn_blocking(move || shelf.reread()).await {
            Ok(Ok(shelf)) => self.shelf = shelf,
            Ok(Err(why)) => tracing::error!("the knowledge is not replaced:\n{}", why.message),
            Err(why) => tracing::error!(%why, "the knowledge is not replaced"),
        }
    }

    fn complain(&mut self, refused: &[Problem]) {
        for problem in refused {
            tracing::error!("a value of the overlay bucket is left out: {problem}");
        }
        let places: HashSet<Place> = refused.iter().map(|problem| problem.at.clone()).collect();
        self.metrics.overlay_rows_refused.inc_by(places.difference(&self.told).count() as u64);
        self.told = places;
    }
}

async fn next(bucket: &mut Option<Bucket>) -> Contents {
    match bucket {
        Some(bucket) => bucket.next().await,
        None => std::future::pending().await,
    }
}

async fn open(broker: &Broker, name: &str) -> Result<(Bucket, Contents), Failure> {
    for attempt in 1.. {
        match Bucket::open(broker, name).await {
            Ok(opened) => return Ok(opened),
            Err(why @ BucketError::Missing(_)) => {
                return Err(Failure::failed(format!("{why}, or unset knowledge.overlay_bucket")));
            }
            Err(why) if attempt >= START_TRIES => return Err(Failure::failed(why)),
            Err(why) => tracing::warn!(%why, attempt, "the overlay bucket is not ready; trying again"),
        }
        tokio::time::sleep(START_PAUSE).await;
    }
    unreachable!("the loop above has no end but a return")
}
