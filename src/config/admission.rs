//! Holds what was typed against the keys that exist: unknown keys and wrong types become problems and are left out.

use super::keys::{Keys, Kind};
use super::problem::Problem;
use super::tree::{Node, Tree};
use std::collections::BTreeMap;

/// Similarity (0 to 1, Jaro-Winkler) from which a known key is offered for an unknown one; below it guesses mislead.
const SIMILAR_MIN: f64 = 0.75;

/// Keeps of a tree what the keys take; everything else is reported.
pub fn admit(node: Node, keys: &Keys, problems: &mut Vec<Problem>) -> Node {
    let mut admission = Admission { problems };
    let at = node.at.clone();
    let value = admission.table(node, keys, "").unwrap_or_else(|| Tree::Table(BTreeMap::new()));
    Node { at, value }
}

/// The known name that a typed one resembles most.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().map(|name| (similarity(typed, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= SIMILAR_MIN).then_some(best.1)
}

/// As they stand, or with their words in order: `max_attempts` is `attempts_max`.
fn similarity(typed: &str, known: &str) -> f64 {
    let (typed, known) = (typed.to_lowercase(), known.to_lowercase());
    let as_typed = strsim::jaro_winkler(&typed, &known);
    let (typed, known) = (in_order(&typed), in_order(&known));
    as_typed.max(strsim::jaro_winkler(&typed, &known))
}

fn in_order(name: &str) -> String {
    let mut words: Vec<&str> = name.split('_').collect();
    words.sort_unstable();
    words.join("_")
}

struct Admission<'a> {
    problems: &'a mut Vec<Problem>,
}

impl Admission<'_> {
    /// The value where it fits; `None` (and a problem) where it does not.
    fn value(&mut self, node: Node, kind: &Kind, path: &str) -> Option<Node> {
        let at = node.at.clone();
        let value = match (kind, node.value) {
            (Kind::Table(keys), value) => self.table(Node { at: node.at, value }, keys, path)?,
            (Kind::List(items), Tree::List(list)) => {
                // With an item left out the others would be counted wrongly, so the list goes as a whole.
                let each = |(i, item): (usize, Node)| self.value(item, items, &format!("{path}[{i}]"));
                let items: Vec<Option<Node>> = list.into_iter().enumerate().map(each).collect();
                Tree::List(items.into_iter().collect::<Option<Vec<Node>>>()?)
            }
            (Kind::Text | Kind::Secret, value @ Tree::Text(_)) | (Kind::Boolean, value @ Tree::Boolean(_)) => value,
            (Kind::Count, Tree::Integer(n)) if n >= 0 => Tree::Integer(n),
            (Kind::Choice(words), Tree::Text(word)) if words.contains(&word) => Tree::Text(word),
            (Kind::Choice(words), Tree::Text(word)) => {
                let near = nearest(&word, words.iter().map(String::as_str));
                let next =
                    near.map_or_else(|| format!("write {}", kind.expected()), |w| format!("did you mean `{w}`?"));
                self.problems.push(Problem::error(path, &at, format!("`{word}` is not {}", kind.expected()), next));
                return None;
            }
            (_, value) => {
                let what = match value {
                    Tree::Integer(n) if n < 0 => "is below zero".to_owned(),
                    value => format!("is {}", value.type_name()),
                };
                self.problems.push(Problem::error(path, &at, what, format!("write {}", kind.expected())));
                return None;
            }
        };
        Some(Node { at, value })
    }

    fn table(&mut self, node: Node, keys: &Keys, path: &str) -> Option<Tree> {
        let Tree::Table(table) = node.value else {
            let next = format!("write it as a table, [{path}]");
            self.problems.push(Problem::error(path, &node.at, format!("is {}", node.value.type_name()), next));
            return None;
        };
        let missing = keys.0.iter().filter(|(name, key)| key.required && !table.contains_key(*name));
        let missing: Vec<String> = missing.map(|(name, _)| format!("`{name}`")).collect();
        if !missing.is_empty() {
            let what = format!("lacks {}", missing.join(" and "));
            self.problems.push(Problem::error(path, &node.at, what, "add it; nothing stands in for it"));
        }
        let kept = table.into_iter().filter_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match keys.0.get(&name) {
                Some(key) => Some((name, self.value(value, &key.kind, &path)?)),
                None => {
                    self.problems.push(Problem::error(&path, &value.at, "unknown key", advice(&path, keys)));
                    None
                }
            }
        });
        let kept: BTreeMap<String, Node> = kept.collect();
        let complete = keys.0.iter().all(|(name, key)| !key.required || kept.contains_key(name));
        complete.then_some(Tree::Table(kept))
    }
}

/// What may have been meant by an unknown key: a name of the same table, or the same name in another table.
fn advice(path: &str, here: &Keys) -> String {
    let (table, name) = path.rsplit_once('.').unwrap_or(("", path));
    if let Some(near) = nearest(name, here.0.keys().map(String::as_str)) {
        let near = if table.is_empty() { near.to_owned() } else { format!("{table}.{near}") };
        return format!("did you mean `{near}`?");
    }
    let elsewhere = Keys::all().paths().into_iter().find(|p| p.rsplit('.').next() == Some(name));
    match elsewhere {
        Some(known) => format!("did you mean `{known}`?"),
        None if table.is_empty() => {
            format!("the tables are {}", here.0.keys().map(String::as_str).collect::<Vec<_>>().join(", "))
        }
        None => "remove it; `copydesk schema config` lists all keys".to_owned(),
    }
}

#[cfg(test)]
#[path = "admission_tests.rs"]
mod tests;
