//! Permits are counted right, whether the gate is wide or narrow.

use super::*;

#[tokio::test]
async fn a_narrow_gate_lets_in_fewer_and_a_wide_one_all() {
    let gate = Gate::new(10, 1 << 20);
    gate.narrow_to(4);
    assert_eq!(gate.in_flight(), 0, "what is kept is not in flight");
    assert_eq!(gate.room(1, 10, 1).await.messages(), 4);
    gate.narrow_to(10);
    assert_eq!(gate.room(1, 10, 1).await.messages(), 10);
}

#[tokio::test]
async fn narrowing_waits_for_what_is_in_flight() {
    let gate = Gate::new(10, 1 << 20);
    let room = gate.room(8, 8, 1).await;
    gate.narrow_to(4);
    assert_eq!(gate.in_flight(), 8);
    drop(room);
    gate.narrow_to(4);
    assert_eq!(gate.room(1, 10, 1).await.messages(), 4);
}

#[tokio::test]
async fn it_is_never_shut() {
    let gate = Gate::new(3, 1 << 20);
    gate.narrow_to(0);
    assert_eq!(gate.room(1, 3, 1).await.messages(), 1);
}
