//! The story desk beside the broker: reads the records in order, and tells of each which story it reports, once.
//!
//! Every process with the desk follows the stream: the records, and the stories that were told of them, so its window is
//! always that of the one who speaks. Who holds the lease tells the stories of the records that have none yet. When it
//! falls silent another takes the lease, reads what the last one said to its end, and goes on behind it.

mod lease;
mod message;
mod publish;
mod reader;
mod told;

use super::desk::{Desk, Limits};
use crate::record::StoryRef;
use crate::telemetry::{Metrics, StoryLabel};
use crate::transport::{Cell, Journal, Outbox, Page};
use crate::worker::retry::Backoff;
use crate::worker::{Clock, Stop};
use jiff::{SignedDuration, Timestamp};
use lease::{Lease, Tenure, held};
use message::Hand;
use reader::Reader;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use told::{Told, Word};

/// A stream that cannot be read is asked again after this.
const PAUSE: Duration = Duration::from_millis(500);
/// A larger record is taken apart on a thread that may wait: it takes more than a millisecond.
const LARGE: usize = 256 * 1024;

/// The desk of one process.
pub struct Role<J, O, C> {
    pub journal: J,
    pub outbox: O,
    pub lease: C,
    pub settings: RoleSettings,
    pub clock: Clock,
    pub metrics: Arc<Metrics>,
}

/// What it needs to know of the configuration.
#[derive(Clone, Debug)]
pub struct RoleSettings {
    /// Stream of the records and the stories.
    pub stream: String,
    pub subject_prefix: String,
    /// Name of this process, of no other before or after it.
    pub name: String,
    pub limits: Limits,
    pub duplicate_window: Duration,
    pub retry: Backoff,
}

/// Why the window is given up.
enum End {
    Stopped,
    /// Another may have spoken in our place, or the stream is another: everything is read again.
    Again(String),
}

/// One window, from its first record on.
struct Reading {
    since: Timestamp,
    desk: Desk,
    told: Told,
    stories: Reader,
    records: Reader,
    hand: Option<Hand>,
    /// The tenure in which all was read that was said before it.
    clear: Option<Instant>,
}

/// Follows the stream, and speaks while the lease is held, until it must stop.
pub async fn run<J: Journal, O: Outbox, C: Cell>(role: Role<J, O, C>, stop: Stop) {
    let (sender, tenure) = watch::channel(None);
    let mut lease = Lease::new(&role.lease, &role.settings.name);
    tokio::join!(lease.keep(&sender, &stop.drain), role.follow(tenure, &stop));
    role.metrics.story_desk_active.set(0);
    lease.release().await;
}

impl<J: Journal, O: Outbox, C: Cell> Role<J, O, C> {
    async fn follow(&self, mut tenure: watch::Receiver<Option<Tenure>>, stop: &Stop) {
        while !stop.drain.is_cancelled() {
            let mut reading = self.open();
            if let End::Again(why) = self.read(&mut reading, &mut tenure, stop).await {
                tracing::info!(why, "the window of the story desk is read again");
                pause(stop).await;
            }
        }
    }

    fn open(&self) -> Reading {
        let settings = &self.settings;
        let window = SignedDuration::from_secs(settings.limits.window_s);
        let since = (self.clock)().checked_sub(window).unwrap_or(Timestamp::UNIX_EPOCH);
        Reading {
            since,
            desk: Desk::new(settings.limits),
            told: Told::new(&settings.stream),
            stories: Reader::start(self.journal.read(&self.stories(), since)),
            records: Reader::start(self.journal.read(&format!("{}.enriched.>", settings.subject_prefix), since)),
            hand: None,
            clear: None,
        }
    }

    fn stories(&self) -> String {
        format!("{}.story.>", self.settings.subject_prefix)
    }

    async fn read(&self, reading: &mut Reading, tenure: &mut watch::Receiver<Option<Tenure>>, stop: &Stop) -> End {
        loop {
            self.metrics.story_desk_active.set(i64::from(held(tenure).is_some()));
            match self.settle(reading, tenure, stop).await {
                Ok(()) => {}
                Err(why) => return End::Again(why),
            }
            let waits = reading.hand.is_some();
            let came = tokio::select! {
                biased;
                () = stop.drain.cancelled() => return End::Stopped,
                page = reading.stories.next(), if reading.told.has_room() => page.map(|page| reading.told.take(&page)),
                // Also when it is only renewed: what kept us from speaking may be over.
                _ = tenure.changed() => Ok(()),
                page = reading.records.next(), if !waits => match page {
                    Ok(page) => {
                        reading.hand = self.open_record(page).await;
                        Ok(())
                    }
                    Err(why) => Err(why),
                },
            };
            if let Err(why) = came {
                return End::Again(why.to_string());
            }
        }
    }

    async fn open_record(&self, page: Page) -> Option<Hand> {
        let stream = self.settings.stream.clone();
        if page.payload.len() < LARGE {
            return Hand::of(&stream, &page);
        }
        tokio::task::spawn_blocking(move || Hand::of(&stream, &page)).await.ok().flatten()
    }

    /// Gives the record in hand its place, if its story is known or ours to tell. An error ends the window.
    async fn settle(
        &self,
        reading: &mut Reading,
        tenure: &watch::Receiver<Option<Tenure>>,
        stop: &Stop,
    ) -> Result<(), String> {
        let Some(mut hand) = reading.hand.take() else { return Ok(()) };
        let Some(sighting) = hand.sighting.take() else { return Ok(()) };
        let desk = &mut reading.desk;
        match reading.told.of(hand.sequence) {
            // The same record once more, of an article that was read again.
            _ if desk.knows(&hand.id) => {}
            Word::Said(story) => desk.restore(sighting, hand.at(), &story),
            Word::Passed => drop(desk.place(sighting, hand.at())),
            Word::None if self.may_speak(reading, tenure).await => {
                let story = reading.desk.place(sighting, hand.at());
                let message = hand.message(&self.settings.subject_prefix, story.clone());
                self.publish(&hand, &message, tenure, stop).await?;
                self.count(&story);
            }
            Word::None => {
                hand.sighting = Some(sighting);
                reading.hand = Some(hand);
                return Ok(());
            }
        }
        self.gauge(reading, &hand);
        Ok(())
    }

    /// Whether the lease is held, and all was read that was said before.
    async fn may_speak(&self, reading: &mut Reading, tenure: &watch::Receiver<Option<Tenure>>) -> bool {
        let Some(now) = held(tenure) else { return false };
        if reading.clear != Some(now.begun) {
            match self.journal.last(&self.stories()).await {
                Ok(Some((last, at))) if last > reading.told.read && at >= reading.since => return false,
                Ok(_) => reading.clear = Some(now.begun),
                Err(why) => {
                    tracing::debug!(%why, "what was said before is not known yet");
                    return false;
                }
            }
        }
        held(tenure).is_some()
    }

    fn count(&self, story: &StoryRef) {
        let outcome = match story {
            _ if story.duplicate_of.is_some() => "repeat",
            _ if story.similarity > 0.0 => "joined",
            _ => "new",
        };
        self.metrics.stories.get_or_create(&StoryLabel { outcome }).inc();
    }

    fn gauge(&self, reading: &Reading, hand: &Hand) {
        self.metrics.story_window_articles.set(reading.desk.articles() as i64);
        self.metrics.story_window_bytes.set(reading.desk.bytes() as i64);
        self.metrics.story_pending.set(hand.pending as i64);
    }
}

async fn pause(stop: &Stop) {
    tokio::select! {
        () = tokio::time::sleep(PAUSE) => {}
        () = stop.drain.cancelled() => {}
    }
}

#[cfg(test)]
mod tests;
