//! The configuration: every module's settings composed from defaults, file, environment and flags.
//!
//! What was typed ([`Tree`], with where it was typed) is kept apart from what it means ([`Settings`], [`Resolved`]).
//! All problems are reported at once. No other room imports this one: they get their own settings handed in.

mod admission;
mod checks;
mod keys;
mod load;
mod problem;
mod resolve;
mod settings;
mod sources;
mod subjects;
mod tree;

pub use keys::{Keys, Kind};
pub use load::{Loaded, load};
pub use problem::{Origin, Problem, Problems, Severity};
pub use resolve::Resolved;
pub use settings::Settings;
pub use sources::{Override, Sources};
pub use subjects::{overlap, problem_of_filter, problem_of_literal};
