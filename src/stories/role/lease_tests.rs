//! Who holds the lease, on paused time.

use super::*;
use crate::transport::memory::{Broker, Client, Options, Trouble};

struct Process {
    tenure: watch::Receiver<Option<Tenure>>,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

fn start(client: Client, name: &'static str) -> Process {
    let (sender, tenure) = watch::channel(None);
    let stop = CancellationToken::new();
    let ends = stop.clone();
    let task = tokio::spawn(async move {
        let cell = client.cell("lease");
        let mut lease = Lease::new(&cell, name);
        lease.keep(&sender, &ends).await;
        lease.release().await;
    });
    Process { tenure, stop, task }
}

/// Seconds until the process holds it.
async fn until_held(process: &mut Process) -> f64 {
    let begun = Instant::now();
    process.tenure.wait_for(Option::is_some).await.unwrap();
    begun.elapsed().as_secs_f64()
}

#[tokio::test(start_paused = true)]
async fn one_holds_it_and_another_takes_it_when_that_one_is_gone() {
    let broker = Broker::new(Options::default());
    let mut a = start(broker.client("a"), "a");
    until_held(&mut a).await;
    let mut b = start(broker.client("b"), "b");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(held(&a.tenure).is_some() && held(&b.tenure).is_none());
    a.task.abort();
    let taken = until_held(&mut b).await;
    assert!((4.5..8.0).contains(&taken), "taken after {taken} s");
    assert_eq!(held(&a.tenure), None);
}

#[tokio::test(start_paused = true)]
async fn who_stops_gives_it_up_at_once() {
    let broker = Broker::new(Options::default());
    let mut a = start(broker.client("a"), "a");
    until_held(&mut a).await;
    let mut b = start(broker.client("b"), "b");
    tokio::time::sleep(Duration::from_secs(5)).await;
    a.stop.cancel();
    assert!(until_held(&mut b).await <= 1.5);
}

#[tokio::test(start_paused = true)]
async fn who_is_cut_off_stops_before_another_begins() {
    let broker = Broker::new(Options::default());
    let mut a = start(broker.client("a"), "a");
    until_held(&mut a).await;
    let mut b = start(broker.client("b"), "b");
    tokio::time::sleep(Duration::from_secs(5)).await;
    broker.inject_now(Duration::from_secs(60), Trouble::Cut { worker: "a".into() });
    until_held(&mut b).await;
    assert_eq!(held(&a.tenure), None);
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert!(held(&a.tenure).is_none() && held(&b.tenure).is_some());
}
