//! Text without meaning: spans, code points, cleaning, casing, HTML to text.

mod code_points;
mod span;

pub use code_points::CodePoints;
pub use span::Span;
