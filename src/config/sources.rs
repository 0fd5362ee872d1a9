//! Where a configuration comes from: file, environment, flags; read here, judged elsewhere.

use super::admission::nearest;
use super::keys::{Keys, Kind};
use super::problem::{Origin, Problem};
use super::tree::{self, Node, Tree};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Variables that set a key begin with this; the rest names table and key, `COPYDESK__WORKER__THREADS`.
const PREFIX: &str = "COPYDESK__";
/// Variable that names the file.
const FILE_VARIABLE: &str = "COPYDESK_CONFIG";
/// File that is read when none is named, if it exists.
const FILE_DEFAULT: &str = "config/copydesk.toml";
/// Largest configuration file in bytes: the complete annotated default has about ten thousand.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// All that a configuration is made of, in rising order of precedence.
#[derive(Clone, Default)]
pub struct Sources {
    /// The file, if there is one.
    pub file: Option<PathBuf>,
    /// Variables that begin with `COPYDESK__`.
    pub environment: Vec<(String, String)>,
    /// What flags say.
    pub overrides: Vec<Override>,
    /// Extractors of the plan: the names that `extract.disabled` may hold.
    pub extractors: Vec<String>,
}

/// A flag that sets a key.
#[derive(Clone)]
pub struct Override {
    /// As typed, `--listen`.
    pub flag: String,
    /// The key, `admin.listen`.
    pub path: String,
    /// Written as in the environment: plain text, lists comma-separated or as TOML.
    pub value: String,
}

impl Sources {
    /// The sources of this process: the file that `--config` or `$COPYDESK_CONFIG` names, else `./config/copydesk.toml`
    /// if it exists; and its environment.
    pub fn of_process(config: Option<PathBuf>, extractors: Vec<String>) -> Self {
        let named = config.or_else(|| std::env::var_os(FILE_VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from));
        let file = named.or_else(|| Some(PathBuf::from(FILE_DEFAULT)).filter(|path| path.is_file()));
        let text = |x: std::ffi::OsString| x.to_string_lossy().into_owned();
        let ours = std::env::vars_os().map(|(k, v)| (text(k), text(v))).filter(|(k, _)| k.starts_with(PREFIX));
        Self { file, environment: ours.collect(), overrides: Vec::new(), extractors }
    }
}

/// Reads the file; one that is not there or not text is a problem.
pub fn read_file(path: &Path, problems: &mut Vec<Problem>) -> Node {
    let name: Arc<str> = path.to_string_lossy().into();
    let at = Origin::File { path: name.clone(), line: 1 };
    match text_of(path) {
        Ok(text) => tree::parse(&text, &name, problems),
        Err(what) => {
            let next = format!("give a readable TOML file with --config or ${FILE_VARIABLE}");
            problems.push(Problem::error("", &at, what, next));
            Node::nothing()
        }
    }
}

fn text_of(path: &Path) -> Result<String, String> {
    let bytes = std::fs::metadata(path).map_err(|e| format!("cannot be read: {e}"))?.len();
    if bytes > FILE_BYTES_MAX {
        return Err(format!("has {bytes} bytes, a configuration has at most {FILE_BYTES_MAX}"));
    }
    std::fs::read_to_string(path).map_err(|e| format!("cannot be read: {e}"))
}

/// Lays variables over what the file says. An empty variable makes an optional key unset.
pub fn lay_environment(tree: &mut Node, variables: &[(String, String)], problems: &mut Vec<Problem>) {
    for (name, value) in variables {
        let at = Origin::Variable(name.clone());
        let path = name.strip_prefix(PREFIX).unwrap_or(name).to_lowercase().replace("__", ".");
        lay(tree, &path, value, &at, problems);
    }
}

/// Lays flags over everything.
pub fn lay_overrides(tree: &mut Node, overrides: &[Override], problems: &mut Vec<Problem>) {
    for Override { flag, path, value } in overrides {
        lay(tree, path, value, &Origin::Flag(flag.clone()), problems);
    }
}

fn lay(tree: &mut Node, path: &str, value: &str, at: &Origin, problems: &mut Vec<Problem>) {
    let key = path.split_once('.').and_then(|_| Keys::all().find(path)).filter(|k| !matches!(k.kind, Kind::Table(_)));
    let Some(key) = key else {
        return problems.push(unknown(path, at));
    };
    if value.is_empty() && key.optional {
        return remove(tree, path);
    }
    match typed(value, &key.kind, at) {
        Ok(node) => tree.overlay(nested(path, node)),
        Err(what) => problems.push(Problem::error(path, at, what, format!("write {}", key.kind.expected()))),
    }
}

fn unknown(path: &str, at: &Origin) -> Problem {
    let paths = Keys::all().paths();
    let near = nearest(path, paths.iter().map(String::as_str).filter(|p| !p.contains('[')));
    let next = match (near, at) {
        (Some(near), Origin::Variable(_)) => {
            format!("did you mean {PREFIX}{}?", near.to_uppercase().replace('.', "__"))
        }
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, _) => format!("unset it; variables are {PREFIX}TABLE__KEY, `copydesk schema config` lists the keys"),
    };
    Problem::error(path, at, "names no key", next)
}

/// Text from a variable or flag as the type of its key.
fn typed(text: &str, kind: &Kind, at: &Origin) -> Result<Node, String> {
    let value = match kind {
        Kind::Text | Kind::Secret | Kind::Choice(_) | Kind::Table(_) => Tree::Text(text.to_owned()),
        Kind::Count => Tree::Integer(text.trim().parse().map_err(|_| "is not a whole number".to_owned())?),
        Kind::Boolean => Tree::Boolean(text.trim().parse().map_err(|_| "is neither true nor false".to_owned())?),
        Kind::List(_) if text.trim_start().starts_with('[') => return tree::parse_value(text.trim(), at),
        Kind::List(items) if items.table().is_some() => return Err("is not a TOML list of tables".into()),
        Kind::List(_) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Tree::List(items.map(|item| Node { at: at.clone(), value: Tree::Text(item.to_owned()) }).collect())
        }
    };
    Ok(Node { at: at.clone(), value })
}

/// A tree with one leaf.
fn nested(path: &str, leaf: Node) -> Node {
    path.rsplit('.').fold(leaf, |node, name| {
        let at = node.at.clone();
        Node { at, value: Tree::Table(BTreeMap::from([(name.to_owned(), node)])) }
    })
}

fn remove(tree: &mut Node, path: &str) {
    let Tree::Table(table) = &mut tree.value else { return };
    match path.split_once('.') {
        None => drop(table.remove(path)),
        Some((first, rest)) => {
            if let Some(below) = table.get_mut(first) {
                remove(below, rest);
            }
        }
    }
}

#[cfg(test)]
#[path = "sources_tests.rs"]
mod tests;
