//! Following the oracle finds every gold tree without crossing arcs; each mistake costs what it loses.

use super::*;
use copydesk::record::Dependency;

/// Heads counted from 1, 0 at the root.
fn heads(gold: &[u32]) -> Vec<u32> {
    gold.iter().map(|h| h.checked_sub(1).unwrap_or(NONE)).collect()
}

fn follow(gold: &[u32]) {
    let heads = heads(gold);
    let mut machine = Machine::default();
    machine.begin(heads.len());
    while !machine.is_done() {
        let costs = costs(&machine, &heads);
        let best = ACTIONS.into_iter().min_by_key(|&a| costs[a as usize]).unwrap();
        assert_eq!(costs[best as usize], 0, "{machine:?}");
        machine.take(best, Dependency::Dep);
    }
    assert_eq!(machine.nodes.iter().map(|n| n.head).collect::<Vec<_>>(), heads);
}

#[test]
fn gold_trees_cost_nothing() {
    follow(&[0]);
    follow(&[2, 3, 0, 5, 3, 8, 8, 3, 3]);
    follow(&[0, 1, 2, 3, 4]);
    follow(&[2, 3, 4, 5, 0]);
    follow(&[3, 1, 0, 3, 4]);
}

#[test]
fn a_wrong_shift_costs_its_arcs() {
    let heads = heads(&[2, 0]);
    let mut machine = Machine::default();
    machine.begin(2);
    machine.take(Action::Shift, Dependency::Dep);
    // The second token can no longer be the head of the first, nor the root.
    assert_eq!(costs(&machine, &heads), [2, 0, u32::MAX]);
}
