//! What was typed: values with the place where each stands, before anything is made of them.

use super::problem::{Origin, Problem};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it was typed.
#[derive(Clone)]
pub struct Node {
    pub at: Origin,
    pub value: Tree,
}

/// A TOML value with an origin on each part.
#[derive(Clone)]
pub enum Tree {
    Text(String),
    Integer(i64),
    Boolean(bool),
    /// What no key takes: floating-point numbers, dates, integers past 64 bits. Holds the TOML name of its type.
    Other(&'static str),
    List(Vec<Node>),
    Table(BTreeMap<String, Node>),
}

/// Shows no value: any of them may be a secret.
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Tree::Table(table) => table.fmt(f),
            Tree::List(list) => list.fmt(f),
            value => write!(f, "{} ({})", value.type_name(), self.at),
        }
    }
}

impl Tree {
    pub fn type_name(&self) -> &'static str {
        match self {
            Tree::Text(_) => "a string",
            Tree::Integer(_) => "an integer",
            Tree::Boolean(_) => "a boolean",
            Tree::Other(name) => name,
            Tree::List(_) => "a list",
            Tree::Table(_) => "a table",
        }
    }
}

impl Node {
    /// An empty table that was typed nowhere: the base of all layers.
    pub fn nothing() -> Self {
        Self { at: Origin::Default, value: Tree::Table(BTreeMap::new()) }
    }

    /// Lays another tree over this one: tables are joined key by key, everything else is replaced.
    pub fn overlay(&mut self, over: Node) {
        match (&mut self.value, over) {
            (Tree::Table(under), Node { value: Tree::Table(over), at }) => {
                self.at = at;
                for (key, node) in over {
                    match under.get_mut(&key) {
                        Some(there) => there.overlay(node),
                        None => drop(under.insert(key, node)),
                    }
                }
            }
            (_, over) => *self = over,
        }
    }

    /// The node under a path such as `worker.threads` or `extract.remote[0].name`.
    pub fn get(&self, path: &str) -> Option<&Node> {
        path.split(['.', '[']).try_fold(self, |node, step| match (&node.value, step.strip_suffix(']')) {
            (Tree::List(list), Some(index)) => list.get(index.parse::<usize>().ok()?),
            (Tree::Table(table), None) => table.get(step),
            _ => None,
        })
    }

    /// Where a key was typed; the nearest table above it, or the default, where it was not.
    pub fn origin(&self, path: &str) -> Origin {
        self.get(path).map_or(Origin::Default, |node| node.at.clone())
    }

    /// The same values as JSON, for serde.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.value {
            Tree::Text(x) => Value::from(x.as_str()),
            Tree::Integer(x) => Value::from(*x),
            Tree::Boolean(x) => Value::from(*x),
            Tree::Other(_) => Value::Null,
            Tree::List(x) => x.iter().map(Node::to_json).collect(),
            Tree::Table(x) => Value::Object(x.iter().map(|(k, v)| (k.clone(), v.to_json())).collect()),
        }
    }
}

/// Reads a TOML file as a tree; what cannot be read becomes problems, the rest is kept so that it is checked too.
///
/// Messages name the line but never show it: it may hold a secret.
pub fn parse(text: &str, path: &Arc<str>, problems: &mut Vec<Problem>) -> Node {
    let lines = Lines { text, path };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = lines.origin(error.span().map_or(0, |s| s.start));
        let what = format!("not TOML: {}", error.message().replace('\n', ", "));
        problems.push(Problem::error("", &at, what, "correct this line"));
    }
    lines.table(table.span().start, table.into_inner())
}

/// Reads one TOML value, `[a, b]` say, that was typed at `at`.
pub fn parse_value(text: &str, at: &Origin) -> Result<Node, String> {
    let value = DeValue::parse(text).map_err(|e| e.message().replace('\n', ", "))?;
    let path: Arc<str> = Arc::from("");
    let mut node = Lines { text, path: &path }.value(value);
    node.place(at);
    Ok(node)
}

impl Node {
    fn place(&mut self, at: &Origin) {
        self.at = at.clone();
        match &mut self.value {
            Tree::List(list) => list.iter_mut().for_each(|node| node.place(at)),
            Tree::Table(table) => table.values_mut().for_each(|node| node.place(at)),
            _ => {}
        }
    }
}

/// Turns byte offsets of a file into lines.
struct Lines<'a> {
    text: &'a str,
    path: &'a Arc<str>,
}

impl Lines<'_> {
    fn origin(&self, offset: usize) -> Origin {
        let before = self.text.as_bytes().get(..offset).unwrap_or(self.text.as_bytes());
        Origin::File { path: self.path.clone(), line: 1 + before.iter().filter(|&&b| b == b'\n').count() }
    }

    fn table(&self, offset: usize, table: DeTable<'_>) -> Node {
        let entry = |(key, value): (Spanned<std::borrow::Cow<'_, str>>, Spanned<DeValue<'_>>)| {
            let mut node = self.value(value);
            node.at = self.origin(key.span().start);
            (key.into_inner().into_owned(), node)
        };
        Node { at: self.origin(offset), value: Tree::Table(table.into_iter().map(entry).collect()) }
    }

    fn value(&self, value: Spanned<DeValue<'_>>) -> Node {
        let offset = value.span().start;
        let tree = match value.into_inner() {
            DeValue::String(x) => Tree::Text(x.into_owned()),
            DeValue::Integer(x) => {
                i64::from_str_radix(x.as_str(), x.radix()).map_or(Tree::Other("too large a number"), Tree::Integer)
            }
            DeValue::Boolean(x) => Tree::Boolean(x),
            DeValue::Float(_) => Tree::Other("a number with a fraction"),
            DeValue::Datetime(_) => Tree::Other("a date"),
            DeValue::Array(x) => Tree::List(x.into_iter().map(|item| self.value(item)).collect()),
            DeValue::Table(x) => return self.table(offset, x),
        };
        Node { at: self.origin(offset), value: tree }
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
