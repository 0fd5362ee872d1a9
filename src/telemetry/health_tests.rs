//! Readiness is a conjunction; a silent loop is missed, a finished one is not.

use super::*;

/// A health in which the conditions hold that `set` makes true.
fn health(connected: bool, bound: bool, loaded: bool, draining: bool) -> Health {
    let health = Health::new();
    health.set_connected(connected);
    health.set_bound(bound);
    health.set_loaded(loaded);
    if draining {
        health.set_draining();
    }
    health
}

#[test]
fn ready_only_when_every_condition_holds() {
    for bits in 0..16u8 {
        let [connected, bound, loaded, draining] = [0, 1, 2, 3].map(|bit| bits & (1 << bit) != 0);
        let health = health(connected, bound, loaded, draining);
        let expected = connected && bound && loaded && !draining;
        assert_eq!(health.ready(), expected, "{:?}", health.readiness());
        assert_eq!(health.readiness().missing().is_empty(), expected, "{:?}", health.readiness());
    }
}

#[test]
fn every_missing_condition_is_named() {
    assert_eq!(
        health(false, false, false, true).readiness().missing(),
        [
            "not connected to the broker",
            "no consumer bound",
            "models and knowledge not loaded",
            "draining: being stopped"
        ]
    );
}

#[test]
fn starting_does_not_wait_for_the_broker() {
    assert!(health(false, false, true, false).started());
    assert!(!health(true, true, false, false).started());
}

#[tokio::test(start_paused = true)]
async fn a_loop_that_falls_silent_is_missed_until_it_beats_again() {
    let health = Health::new();
    health.watch("pull", Duration::from_secs(10));
    health.watch("settle", Duration::from_secs(60));
    tokio::time::advance(Duration::from_secs(10)).await;
    assert!(health.alive());
    tokio::time::advance(Duration::from_secs(1)).await;
    let silent = Silent { name: "pull", silence: Duration::from_secs(11), silence_max: Duration::from_secs(10) };
    assert_eq!(health.silent(), [silent]);
    health.beat("pull");
    assert!(health.alive());
}

#[tokio::test(start_paused = true)]
async fn a_finished_loop_is_not_missed_and_a_watched_one_starts_fresh() {
    let health = Health::new();
    health.watch("pull", Duration::from_secs(1));
    health.finish("pull");
    tokio::time::advance(Duration::from_secs(5)).await;
    assert!(health.alive());
    health.beat("pull");
    health.watch("pull", Duration::from_secs(1));
    assert!(health.alive());
    health.watch("pull", Duration::from_secs(2));
    tokio::time::advance(Duration::from_secs(3)).await;
    assert_eq!(health.silent().len(), 1, "watched twice, missed once");
}
