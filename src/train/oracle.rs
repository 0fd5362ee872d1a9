//! The dynamic oracle of the arc-hybrid system: how many gold arcs each action makes impossible (Goldberg & Nivre 2013).

use copydesk::extract::tree::machine::{ACTIONS, Action, Machine, NONE};

/// Gold arcs that each action loses, for one sentence whose gold `heads` are counted from its beginning, [`NONE`] at
/// the root; `u32::MAX` where the action is not allowed.
pub fn costs(machine: &Machine, heads: &[u32]) -> [u32; 3] {
    ACTIONS.map(|action| if machine.allows(action) { cost(machine, heads, action) } else { u32::MAX })
}

fn cost(machine: &Machine, heads: &[u32], action: Action) -> u32 {
    let (next, n) = (machine.next, heads.len() as u32);
    let s0 = machine.stacked(0);
    let waits = |token: u32| token != NONE && token >= next && token < n;
    if action == Action::Shift {
        // The next token loses heads below the top of the stack, and every child on the stack.
        let head = heads[next as usize];
        let below = machine.stack.iter().rev().skip(1).any(|&token| token == head);
        let root = head == NONE && !machine.stack.is_empty();
        let children = machine.stack.iter().filter(|&&token| heads[token as usize] == next).count();
        return u32::from(below || root) + children as u32;
    }
    // The top of the stack loses its children to come, and any head but the one it is given.
    let head = heads[s0 as usize];
    let children = (next..n).filter(|&token| heads[token as usize] == s0).count() as u32;
    let lost = match action {
        Action::Left => head != next && (waits(head) || head == NONE || head == machine.stacked(1)),
        _ => head != machine.stacked(1) && (waits(head) || head == NONE),
    };
    children + u32::from(lost)
}

#[cfg(test)]
#[path = "oracle_tests.rs"]
mod tests;
