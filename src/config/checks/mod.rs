//! What types cannot say: ranges, well-formed names, and keys that must fit each other.

mod broker;
mod extract;
mod limits;
mod values;

use super::problem::{Origin, Problem};
use super::tree::Node;
use super::{Resolved, Settings};

/// Adds every problem of settings whose types are right.
pub fn check(
    settings: &Settings,
    resolved: &Resolved,
    typed: &Node,
    extractors: &[String],
    problems: &mut Vec<Problem>,
) {
    let mut findings = Findings { typed, problems };
    limits::check(settings, resolved, &mut findings);
    broker::check(settings, &mut findings);
    extract::check(settings, extractors, &mut findings);
    values::check(settings, &mut findings);
}

/// Collects problems, each with the place where its key was typed.
struct Findings<'a> {
    typed: &'a Node,
    problems: &'a mut Vec<Problem>,
}

impl Findings<'_> {
    fn error(&mut self, path: &str, what: impl Into<String>, next: impl Into<String>) {
        let at = self.origin(path);
        self.problems.push(Problem::error(path, &at, what, next));
    }

    fn warning(&mut self, path: &str, what: impl Into<String>, next: impl Into<String>) {
        let at = self.origin(path);
        self.problems.push(Problem::warning(path, &at, what, next));
    }

    fn origin(&self, path: &str) -> Origin {
        self.typed.origin(path)
    }
}

#[cfg(test)]
#[path = "../checks_tests.rs"]
mod tests;
