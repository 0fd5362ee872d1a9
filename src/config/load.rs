//! The way from sources to settings, with every problem on it.

use super::keys::Keys;
use super::problem::{Origin, Problem, Problems};
use super::resolve::Resolved;
use super::sources::{self, Sources};
use super::tree::Node;
use super::{Settings, admission, checks};
use std::path::PathBuf;

/// A configuration that can be used.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub settings: Settings,
    pub resolved: Resolved,
    pub warnings: Vec<Problem>,
    /// The file that was read.
    pub file: Option<PathBuf>,
    typed: Node,
}

impl Loaded {
    /// Where a key, `worker.threads`, was typed.
    pub fn origin(&self, path: &str) -> Origin {
        self.typed.origin(path)
    }
}

/// Reads all sources; the later win: defaults, file, environment, flags.
///
/// # Errors
/// All problems at once, warnings among them, when at least one is an error; the program then exits with 78.
pub fn load(sources: Sources) -> Result<Loaded, Problems> {
    let mut problems = Vec::new();
    let typed = typed(&sources, &mut problems);
    let settings = settings(&typed, &mut problems);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let resolved = Resolved::of(&settings, cores);
    checks::check(&settings, &resolved, &typed, &sources.extractors, &mut problems);
    let problems = Problems(problems).sorted();
    if problems.have_errors() {
        return Err(problems);
    }
    Ok(Loaded { settings, resolved, warnings: problems.0, file: sources.file, typed })
}

fn typed(sources: &Sources, problems: &mut Vec<Problem>) -> Node {
    let mut tree = Node::nothing();
    if let Some(path) = &sources.file {
        // Admitted on its own first: a mistake in the file is told even where a variable covers it.
        tree.overlay(admission::admit(sources::read_file(path, problems), Keys::all(), problems));
    }
    sources::lay_environment(&mut tree, &sources.environment, problems);
    sources::lay_overrides(&mut tree, &sources.overrides, problems);
    admission::admit(tree, Keys::all(), problems)
}

/// What was admitted has the right types; should serde see that differently, it says so and the defaults are checked.
fn settings(typed: &Node, problems: &mut Vec<Problem>) -> Settings {
    serde_json::from_value(typed.to_json()).unwrap_or_else(|error| {
        problems.push(Problem::error("", &typed.at, error.to_string(), "correct this key"));
        Settings::default()
    })
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
