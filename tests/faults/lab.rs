//! One scenario's world: a broker, its streams, the articles that were fed, and the verdict at the end.

use crate::broker::Broker;
use crate::feeder::{self, Fed, Raw};
use crate::oracle;
use crate::waits::until;
use crate::worker::{Config, Worker, configure, copydesk};
use async_nats::jetstream;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, MutexGuard};
use tokio::task::JoinHandle;

/// How soon articles must flow again once a fault is over.
pub const FLOW_WITHIN: Duration = Duration::from_secs(5);
/// Articles a second that the slowest machine of interest reads with an unoptimised program.
const SLOWEST_RATE: u64 = 40;
/// What redeliveries and timeouts may add to the time of a scenario.
const SPARE: Duration = Duration::from_secs(60);

/// Scenarios measure times, so they run one after the other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// The world of one scenario.
pub struct Lab {
    pub broker: Broker,
    pub jetstream: jetstream::Context,
    pub dir: TempDir,
    name: &'static str,
    fed: Fed,
    dead: BTreeSet<String>,
    next: usize,
    begun: Instant,
    _turn: MutexGuard<'static, ()>,
}

/// `FAULT_ARTICLES`, or the size for every push.
pub fn size() -> usize {
    std::env::var("FAULT_ARTICLES").map_or(2_000, |n| n.parse().expect("FAULT_ARTICLES is a number"))
}

impl Lab {
    /// A broker with the streams of the program, made by the program, and nothing in them.
    pub async fn open(name: &'static str) -> Lab {
        let turn = ONE_AT_A_TIME.lock().await;
        let mut dir = tempfile::Builder::new().prefix(&format!("copydesk-{name}-")).tempdir().expect("a directory");
        dir.disable_cleanup(true); // until the verdict: logs of a failure are wanted
        let broker = Broker::start(dir.path()).await;
        let options = async_nats::ConnectOptions::new().reconnect_delay_callback(|_| Duration::from_millis(50));
        let client = options.connect(broker.address()).await.expect("a connection");
        let lab = Lab {
            jetstream: jetstream::new(client),
            broker,
            dir,
            name,
            fed: Fed::new(),
            dead: BTreeSet::new(),
            next: 0,
            begun: Instant::now(),
            _turn: turn,
        };
        let setup = copydesk(&["setup"], &lab.config("setup"));
        assert!(setup.status.success(), "{setup:?}");
        lab
    }

    /// A configuration for a worker of this name, directly at the broker.
    pub fn config(&self, name: &str) -> Config {
        configure(self.dir.path(), name, &self.broker.address(), "")
    }

    /// A worker directly at the broker.
    pub fn worker(&self, name: &str) -> Worker {
        Worker::start(&self.config(name))
    }

    /// Feeds as many new articles.
    pub async fn feed(&mut self, count: usize) {
        let articles = feeder::articles(self.next..self.next + count);
        self.next += count;
        self.fed.extend(feeder::feed(&self.jetstream, articles).await);
    }

    /// Begins to feed as many new articles while other things happen; `fed` takes note of them.
    pub fn feeding(&mut self, count: usize) -> JoinHandle<Fed> {
        let (jetstream, articles) = (self.jetstream.clone(), feeder::articles(self.next..self.next + count));
        self.next += count;
        let here = Handle::current();
        tokio::task::spawn_blocking(move || here.block_on(feeder::feed(&jetstream, articles)))
    }

    /// Waits for what `feeding` began.
    pub async fn fed(&mut self, feeding: JoinHandle<Fed>) {
        self.fed.extend(feeding.await.expect("the feeder ends"));
    }

    /// Feeds what cannot become a record.
    pub async fn feed_bad(&mut self, bad: Vec<Raw>) {
        self.dead.extend(bad.iter().map(|raw| raw.id.clone()));
        self.fed.extend(feeder::feed(&self.jetstream, bad).await);
    }

    /// Where an article stands in the input.
    pub fn sequences(&self) -> impl Iterator<Item = u64> {
        self.fed.keys().copied()
    }

    /// The fault hit a worker at work: articles were handed out that nobody has answered.
    pub async fn hit_at_work(&self) {
        let unanswered = self.waiting().await.map_or(0, |(_, unanswered)| unanswered);
        assert!(unanswered > 0, "the fault hit an idle worker, which proves nothing: feed more articles");
    }

    /// Messages in a stream now; nothing while the broker is away.
    pub async fn count(&self, stream: &str) -> Option<u64> {
        Some(self.jetstream.get_stream(stream).await.ok()?.cached_info().state.messages)
    }

    /// Waits until at least as many records are out.
    pub async fn until_records(&self, at_least: usize) {
        let what = format!("{at_least} records are out; logs in {}", self.dir.path().display());
        let enough = async || self.count("NEWS").await.filter(|count| *count >= at_least as u64);
        until(&what, self.patience(), enough).await;
    }

    /// The fault is over: records must flow again soon. Only where articles are known to wait.
    pub async fn flows_again(&self) {
        let begun = Instant::now();
        let what = format!("records flow again after the fault; logs in {}", self.dir.path().display());
        let before = until(&what, FLOW_WITHIN, async || self.count("NEWS").await).await;
        until(&what, FLOW_WITHIN.saturating_sub(begun.elapsed()), async || {
            let grown = self.count("NEWS").await.is_some_and(|now| now > before);
            (grown || self.waiting().await == Some((0, 0))).then_some(())
        })
        .await;
        println!("{}: flows again after {:.1?}", self.name, begun.elapsed());
    }

    /// Articles that wait, and that are handed out and not answered.
    pub async fn waiting(&self) -> Option<(u64, usize)> {
        let stream = self.jetstream.get_stream_no_info("NEWS_RAW").await.ok()?;
        let info = stream.consumer_info("copydesk").await.ok()?;
        Some((info.num_pending, info.num_ack_pending))
    }

    /// Waits until every article has its end and the broker has every answer.
    pub async fn settled(&self) {
        let wanted = self.fed.len() as u64;
        let what = format!("all {wanted} articles are settled; logs in {}", self.dir.path().display());
        until(&what, self.patience(), async || {
            let out = self.count("NEWS").await? + self.count("NEWS_DEAD").await?;
            (out >= wanted && self.waiting().await? == (0, 0)).then_some(())
        })
        .await;
    }

    /// Everything settles, a fresh article comes out at once, and what came out is what went in, once.
    pub async fn verdict(mut self) {
        self.settled().await;
        let drained = self.begun.elapsed();
        self.feed(1).await;
        let records = self.fed.len() - self.dead.len();
        let what = format!("a fresh article comes out; logs in {}", self.dir.path().display());
        let fresh = async || self.count("NEWS").await.filter(|count| *count >= records as u64);
        until(&what, FLOW_WITHIN, fresh).await;
        self.settled().await;
        let faults = self.faults().await;
        assert!(faults.is_empty(), "{}\nlogs in {}", oracle::told(&faults), self.dir.path().display());
        println!("{}: {} articles, {:.1?} until all were settled", self.name, self.fed.len(), drained);
        self.dir.disable_cleanup(false);
    }

    /// What is wrong with what came out. A copy that a worker stored while it woke up may be there for a moment longer.
    async fn faults(&self) -> Vec<String> {
        let begun = Instant::now();
        loop {
            let records = oracle::read(&self.jetstream, "NEWS").await;
            let letters = oracle::read(&self.jetstream, "NEWS_DEAD").await;
            let faults = oracle::faults(&self.fed, &self.dead, &records, &letters);
            if faults.is_empty() || begun.elapsed() > FLOW_WITHIN {
                return faults;
            }
        }
    }

    /// Time in which the slowest machine is done with all that was fed.
    fn patience(&self) -> Duration {
        SPARE + Duration::from_secs(self.fed.len() as u64 / SLOWEST_RATE)
    }
}
