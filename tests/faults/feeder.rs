//! Publishes articles until the broker has each of them, once.

use crate::waits::until;
use async_nats::jetstream::{self, context::PublishAckFuture, message::PublishMessage};
use futures::StreamExt;
use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

/// Articles on their way to the broker at a time.
const ON_THE_WAY: usize = 64;
/// The broker's word on one article is awaited this long, then it is sent again under the same id.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// No fault of the broker lasts longer.
const PATIENCE: Duration = Duration::from_secs(60);

const TOWNS: [&str; 8] = ["Arden", "Bexley", "Corwen", "Dunmore", "Elstow", "Farnham", "Grasmere", "Helston"];
const TOPICS: [&str; 7] = ["harbour", "library", "railway", "hospital", "market", "bridge", "theatre"];
const DEEDS: [&str; 5] = ["approved", "postponed", "rejected", "reviewed", "welcomed"];

/// Everything that was fed: sequence in the input stream → id.
pub type Fed = BTreeMap<u64, String>;

/// One message for the input.
#[derive(Clone, Debug)]
pub struct Raw {
    pub id: String,
    pub payload: Vec<u8>,
}

/// A short article of its own for each number.
pub fn article(n: usize) -> Raw {
    let (town, topic, deed) = (TOWNS[n % TOWNS.len()], TOPICS[n % TOPICS.len()], DEEDS[n % DEEDS.len()]);
    let id = format!("article-{n:06}");
    let payload = serde_json::json!({
        "id": id,
        "title": format!("{town} council {deed} plan {n} for the {topic}"),
        "body": format!(
            "The council of {town} {deed} plan number {n} for the {topic} on Tuesday after a long debate.\n\n\
             \u{201c}We have waited {} years for this,\u{201d} said the mayor, who had asked for a decision before winter. \
             Work on the {topic} would cost {} pounds and take most of the year.\n\n\
             Residents of {town} can read the plan at the town hall until the end of the month.",
            n % 40 + 2,
            n * 137 + 5_000,
        ),
    });
    Raw { id, payload: payload.to_string().into_bytes() }
}

/// Articles by their numbers.
pub fn articles(numbers: Range<usize>) -> Vec<Raw> {
    numbers.map(article).collect()
}

/// Feeds all of these and answers where each stands in the input.
pub async fn feed(jetstream: &jetstream::Context, articles: Vec<Raw>) -> Fed {
    let each = articles.into_iter().map(|raw| async { (feed_one(jetstream, &raw).await, raw.id) });
    futures::stream::iter(each).buffer_unordered(ON_THE_WAY).collect().await
}

/// The same id again until there is an answer; a repetition has the sequence of the first.
async fn feed_one(jetstream: &jetstream::Context, raw: &Raw) -> u64 {
    until("the broker takes an article", PATIENCE, async || {
        let message = PublishMessage::build().message_id(&raw.id).payload(raw.payload.clone().into());
        let sent = async {
            let answer: PublishAckFuture = jetstream.send_publish("news.raw.town", message).await.ok()?;
            answer.await.ok()
        };
        tokio::time::timeout(ANSWER_MAX, sent).await.ok().flatten().map(|stored| stored.sequence)
    })
    .await
}
