//! Layers laid over each other, and the lines that values remember.

use super::*;

fn tree(text: &str) -> Node {
    let mut problems = Vec::new();
    let tree = parse(text, &Arc::from("f"), &mut problems);
    assert_eq!(problems, vec![]);
    tree
}

#[test]
fn tables_join_and_lists_replace() {
    let mut under = tree("[a]\nx = 1\ny = [1, 2]\n[b]\nz = true\n");
    under.overlay(tree("[a]\ny = [3]\n[c]\nw = \"s\"\n"));
    assert_eq!(under.to_json(), serde_json::json!({"a": {"x": 1, "y": [3]}, "b": {"z": true}, "c": {"w": "s"}}));
}

#[test]
fn values_know_their_lines() {
    let tree = tree("# one\n[a]\nx = 0x10\n\n[[a.r]]\nn = 1\n[[a.r]]\n\nn = \"\"\"\n\n\"\"\"\nm = 2\n");
    for (path, line) in [("a.x", 3), ("a.r[0].n", 6), ("a.r[1].n", 9), ("a.r[1].m", 12), ("a.r[1]", 7)] {
        assert_eq!(tree.origin(path), Origin::File { path: Arc::from("f"), line }, "{path}");
    }
    assert_eq!(tree.origin("a.nothing"), Origin::Default);
    assert!(tree.get("a.r[7].n").is_none());
}

#[test]
fn debug_shows_no_value() {
    assert!(!format!("{:?}", tree("[nats]\npassword = \"hunter2\"\nl = [\"hunter2\"]\n")).contains("hunter2"));
}
