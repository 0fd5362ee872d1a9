//! The transition system: arc-hybrid (Kuhlmann, Gómez-Rodríguez, Satta 2011), whose trees have one root and no crossing arcs.
//!
//! Tokens are shifted from the rest of the sentence onto a stack; the top of the stack is taken off again when its head is
//! found: the next token (LEFT), or the token below it (RIGHT). n tokens take n shifts and n - 1 arcs, the last one
//! left is the root.

use crate::record::Dependency;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    Shift,
    Left,
    Right,
}

/// Every action, in the order of the numbers that models use.
pub const ACTIONS: [Action; 3] = [Action::Shift, Action::Left, Action::Right];

/// Stands for no token.
pub const NONE: u32 = u32::MAX;

/// What is known of a token so far.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its head, counted from the beginning of the sentence; [`NONE`] without one.
    pub head: u32,
    pub relation: Dependency,
    /// The outermost children on each side, and those attached before them.
    pub left: [u32; 2],
    pub right: [u32; 2],
    /// Groups of relations that its children have, one bit a group.
    pub has: u16,
}

impl Node {
    pub const NEW: Node = Node { head: NONE, relation: Dependency::Root, left: [NONE; 2], right: [NONE; 2], has: 0 };
}

/// One sentence being parsed.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    pub stack: Vec<u32>,
    /// The next token that was not shifted yet.
    pub next: u32,
    pub nodes: Vec<Node>,
}

impl Machine {
    /// Begins a sentence of `n` tokens.
    pub fn begin(&mut self, n: usize) {
        self.stack.clear();
        self.next = 0;
        self.nodes.clear();
        self.nodes.resize(n, Node::NEW);
    }

    /// The token `depth` below the top of the stack; [`NONE`] without one.
    #[inline]
    pub fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).and_then(|i| self.stack.get(i)).copied().unwrap_or(NONE)
    }

    /// The token `ahead` of the next one; [`NONE`] past the end.
    #[inline]
    pub fn ahead(&self, ahead: u32) -> u32 {
        let at = self.next + ahead;
        if (at as usize) < self.nodes.len() { at } else { NONE }
    }

    #[inline]
    pub fn node(&self, token: u32) -> &Node {
        static NOTHING: Node = Node::NEW;
        self.nodes.get(token as usize).unwrap_or(&NOTHING)
    }

    #[inline]
    pub fn allows(&self, action: Action) -> bool {
        let more = (self.next as usize) < self.nodes.len();
        match action {
            Action::Shift => more,
            Action::Left => more && !self.stack.is_empty(),
            Action::Right => self.stack.len() > 1,
        }
    }

    pub fn is_done(&self) -> bool {
        self.next as usize >= self.nodes.len() && self.stack.len() <= 1
    }

    /// Takes a step that is allowed; others change nothing.
    pub fn take(&mut self, action: Action, relation: Dependency) {
        if !self.allows(action) {
            return;
        }
        if action == Action::Shift {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some(child) = self.stack.pop() else { return };
        let head = if action == Action::Left { self.next } else { self.stacked(0) };
        if let Some(node) = self.nodes.get_mut(child as usize) {
            (node.head, node.relation) = (head, relation);
        }
        if let Some(node) = self.nodes.get_mut(head as usize) {
            let side = if action == Action::Left { &mut node.left } else { &mut node.right };
            *side = [child, side[0]];
            node.has |= group(relation);
        }
    }
}

/// The bit of a relation in [`Node::has`].
fn group(relation: Dependency) -> u16 {
    let bit = match relation.universal() {
        "nsubj" | "csubj" | "expl" => 0,
        "obj" => 1,
        "iobj" => 2,
        "ccomp" | "xcomp" => 3,
        "aux" => 4,
        "cop" => 5,
        "mark" => 6,
        "case" => 7,
        "det" => 8,
        "cc" => 9,
        "conj" => 10,
        "punct" => 11,
        "obl" | "nmod" => 12,
        "advmod" => 13,
        "advcl" | "acl" | "parataxis" | "appos" => 14,
        _ => 15,
    };
    1 << bit
}
