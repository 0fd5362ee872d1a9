//! Text without meaning: spans, code points, cleaning, dates as written, HTML to text.

mod clean;
mod code_points;
pub mod dates;
mod fold;
pub mod html;
pub mod maps;
mod names;
pub mod numbers;
mod rows;
mod span;
pub mod tokens;
pub mod words;

pub use clean::{clean, clean_field, has_words, is_layout, letters, same_words};
pub use code_points::CodePoints;
pub use fold::{fold, fold_into};
pub use names::names;
pub use rows::rows;
pub use span::Span;
