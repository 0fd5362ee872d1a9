//! Who reads what: no article waits while a thread is idle, and each thread takes its share.

use super::*;
use crate::knowledge::Knowledge;
use crate::pipeline::ExtractSettings;

type Done = oneshot::Receiver<Result<(), Failure>>;

/// Queues an article of so many bytes; whether a thread is begun for it, and where its end is waited for.
fn queue(threads: &Threads<()>, bytes: usize) -> (bool, Done) {
    let snapshot = Arc::new(Snapshot::new(&ExtractSettings::default(), Arc::new(Knowledge::none())));
    let ((opened, _), (done, doing)) = (oneshot::channel(), oneshot::channel());
    let payload = vec![b' '; bytes].into();
    (threads.queue(Job { payload, headers: Headers::new(), snapshot, opened, done }), doing)
}

/// How many articles each of the next threads takes, until none waits.
fn shares(threads: &Threads<()>) -> Vec<usize> {
    std::iter::from_fn(|| threads.take()).map(|jobs| jobs.len()).collect()
}

#[test]
fn as_many_threads_are_begun_as_there_are() {
    let threads = Threads::new(2);
    let (begun, doing): (Vec<_>, Vec<_>) = (0..5).map(|_| queue(&threads, 10)).unzip();
    assert_eq!(begun, [true, true, false, false, false]);
    assert_eq!(shares(&threads), [3, 1, 1], "a thread leaves half of them to the other");
    assert!(threads.take().is_none(), "both are idle again");
    assert!(queue(&threads, 10).0 && queue(&threads, 10).0 && !queue(&threads, 10).0);
    drop(doing);
}

#[test]
fn few_articles_are_read_abreast_and_long_ones_alone() {
    let threads = Threads::new(1);
    let lengths = [vec![5_000; 20], vec![1_000_000, 1_000_000, 90_000, 50_000, 10_000]].concat();
    let doing: Vec<Done> = lengths.into_iter().map(|bytes| queue(&threads, bytes).1).collect();
    assert_eq!(shares(&threads), [16, 4, 1, 1, 1, 2]);
    drop(doing);
}

#[test]
fn nobody_reads_what_nobody_waits_for() {
    let threads = Threads::new(1);
    let (begun, doing) = queue(&threads, 10);
    drop(doing);
    assert!(begun && threads.take().is_none());
}

#[test]
fn a_thread_that_is_given_up_is_replaced() {
    let threads = Threads::new(1);
    let first = queue(&threads, 10);
    assert!(threads.take().is_some_and(|jobs| jobs.len() == 1));
    let second = queue(&threads, 10);
    assert!(first.0 && !second.0, "the only thread is at work");
    assert!(threads.replace(), "somebody waits");
    assert!(threads.take().is_some() && threads.take().is_none());
    assert!(!threads.replace(), "nobody waits");
}

#[tokio::test]
async fn a_group_is_read_or_given_up_but_not_both() {
    let (read, lost) = (Group::default(), Group::default());
    assert!(read.end() && !read.give_up() && !read.is_given_up());
    assert!(lost.give_up() && !lost.give_up() && !lost.end() && lost.is_given_up());
    lost.given_up().await;
}
