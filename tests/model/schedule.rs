//! What happens in one run, drawn from a seed: articles, workers, faults, each with its time.

use copydesk::transport::PublishError;
use copydesk::transport::memory::{Fault, Trouble};
use fastrand::Rng;
use std::time::Duration;

pub const ACK_WAIT: Duration = Duration::from_secs(5);
pub const WINDOW: Duration = Duration::from_secs(20);

/// Articles and faults all begin within this time.
const SPAN_S: u64 = 60;

/// One run.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub seed: u64,
    pub workers: usize,
    /// When each article is fed, and what it tells its reader.
    pub articles: Vec<(Duration, String)>,
    pub faults: Vec<Fault>,
    /// When which worker is killed, and how long it stays dead.
    pub kills: Vec<Kill>,
    pub latency_max: Duration,
    pub holds_lag: Duration,
}

#[derive(Clone, Debug)]
pub struct Kill {
    pub at: Duration,
    pub worker: usize,
    pub dead_for: Duration,
}

impl Schedule {
    pub fn of(seed: u64) -> Schedule {
        let mut rng = Rng::with_seed(seed);
        let workers = rng.usize(1..=3);
        let count = rng.usize(5..=40);
        let articles = (0..count).map(|n| (at(&mut rng), article(&mut rng, n))).collect();
        let faults = (0..rng.usize(0..=5)).map(|_| fault(&mut rng, workers)).collect();
        let kills = (0..rng.usize(0..=4)).map(|_| kill(&mut rng, workers)).collect();
        let latency_max = Duration::from_millis(rng.u64(0..=50));
        let holds_lag = Duration::from_millis(rng.u64(0..=1_000));
        Schedule { seed, workers, articles, faults, kills, latency_max, holds_lag }
    }

    /// When all that goes wrong is over.
    pub fn quiet_at(&self) -> Duration {
        let faults = self.faults.iter().map(|f| f.at + f.lasts);
        let kills = self.kills.iter().map(|k| k.at + k.dead_for);
        faults.chain(kills).chain([Duration::from_secs(SPAN_S)]).max().unwrap_or_default()
    }
}

fn at(rng: &mut Rng) -> Duration {
    Duration::from_millis(rng.u64(0..SPAN_S * 1_000))
}

/// Short troubles are common, some outlast the duplicate window several times.
fn lasts(rng: &mut Rng) -> Duration {
    match rng.u8(0..10) {
        0..=5 => Duration::from_millis(rng.u64(10..3_000)),
        6..=7 => ACK_WAIT + Duration::from_millis(rng.u64(0..5_000)),
        _ => WINDOW + Duration::from_millis(rng.u64(0..60_000)),
    }
}

fn article(rng: &mut Rng, n: usize) -> String {
    let told = match rng.u8(0..20) {
        0 => "reject",
        1 => "break-once",
        2 => "break",
        3 => "panic-once",
        4..=6 => "slow",
        _ => "read",
    };
    format!("{told} {n}")
}

fn fault(rng: &mut Rng, workers: usize) -> Fault {
    let worker = format!("w{}", rng.usize(0..workers));
    let by = Duration::from_millis(rng.u64(100..10_000));
    let trouble = match rng.u8(0..12) {
        0 => Trouble::PublishLost,
        1 => Trouble::PublishUnheard,
        2 => Trouble::PublishLate { by },
        3 => Trouble::PublishRefused(PublishError::Unavailable("no leader".into())),
        4 => Trouble::PublishRefused(PublishError::Full("maximum messages exceeded".into())),
        5 => Trouble::AnswerLost,
        6 => Trouble::AnswerUnheard,
        7 => Trouble::DeliveryLate { by },
        8 => Trouble::ConsumerGone,
        9 => Trouble::Restart { forgets: Duration::from_millis(rng.u64(0..3_000)) },
        10 => Trouble::Cut { worker },
        _ => Trouble::Freeze { worker },
    };
    Fault::new(at(rng), lasts(rng), trouble).percent(*rng.choice([20, 50, 100].iter()).unwrap_or(&100))
}

fn kill(rng: &mut Rng, workers: usize) -> Kill {
    Kill { at: at(rng), worker: rng.usize(0..workers), dead_for: lasts(rng) }
}
