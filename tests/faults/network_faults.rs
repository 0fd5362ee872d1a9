//! A network between worker and broker that breaks, swallows, delays and dribbles.

use crate::lab::{Lab, size};
use crate::proxy::{Mode, Proxy};
use crate::waits::fault_lasts;
use crate::worker::{Worker, configure};
use std::time::Duration;

/// A worker behind a proxy meets the modes one after the other, each for its time, with a sound network in between.
async fn through(name: &'static str, modes: &[(Mode, Duration)]) {
    let mut lab = Lab::open(name).await;
    lab.feed(size()).await;
    let proxy = Proxy::to(lab.broker.address()).await;
    let mut worker = Worker::start(&configure(lab.dir.path(), "a", proxy.address(), ""));
    for (n, (mode, duration)) in modes.iter().enumerate() {
        lab.until_records(size() * (n + 1) / (modes.len() + 3)).await;
        proxy.set(*mode);
        lab.hit_at_work().await;
        fault_lasts(*duration).await;
        proxy.set(Mode::Pass);
        lab.flows_again().await;
    }
    assert!(worker.runs(), "a worker outlives its network");
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_network_is_cut_again_and_again() {
    through("cut", &[(Mode::Cut, Duration::from_millis(700)); 6]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_network_swallows_everything_for_a_while() {
    through("half-open", &[(Mode::HalfOpen, Duration::from_secs(4)); 2]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_network_is_slow_and_dribbles() {
    let slow = (Mode::Delay(Duration::from_millis(300)), Duration::from_secs(3));
    let dribble = (Mode::Trickle(97), Duration::from_secs(3));
    through("slow", &[slow, dribble]).await;
}
