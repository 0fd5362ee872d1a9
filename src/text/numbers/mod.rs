//! Numbers as news writes them, words and digits mixed, read exactly: "two hundred and forty", "1.5 million", "half a dozen".

mod chain;
mod parts;
mod pieces;
mod ratio;
mod words;

pub use pieces::{Kind, Piece, cut};
pub use ratio::Ratio;
pub use words::{Meaning, meaning, meaning_of};

/// What a number says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Cardinal,
    Ordinal,
    /// A part of one: "two thirds", "a quarter", "one in five".
    Fraction,
    /// A plural that names no number, "millions", "tens of thousands": the least that it can mean.
    Vague,
}

/// A number and the pieces that it is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    pub value: Ratio,
    pub form: Form,
    /// The piece behind the last one.
    pub end: usize,
    /// The last power of ten that is named in it, as its exponent ("240 billion", "5k"); else 0.
    pub power: u32,
    /// Value and end without the last letter, where that may be a unit as well: 3 of "3m".
    pub bare: Option<(Ratio, usize)>,
}

impl Number {
    fn new(value: Ratio, form: Form, end: usize) -> Self {
        Self { value, form, end, power: 0, bare: None }
    }
}

/// The number that begins at piece `at`, as long as it may be; `None` where none begins.
pub fn read(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let first = pieces.get(at)?;
    if first.meaning == Some(Meaning::Minus) || is_minus(pieces, at) {
        let number = read_positive(pieces, at + 1).filter(|n| n.form == Form::Cardinal || n.form == Form::Fraction)?;
        let bare = number.bare.map(|(value, end)| (value.negated(), end));
        return Some(Number { value: number.value.negated(), bare, ..number });
    }
    read_positive(pieces, at)
}

fn read_positive(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    match pieces.get(at)?.meaning {
        Some(Meaning::Vague(_)) => parts::vague(pieces, at),
        Some(Meaning::Part(_)) => parts::half(pieces, at),
        Some(Meaning::Vulgar(..)) => parts::vulgar(pieces, at),
        Some(Meaning::Ordinal(n)) => Some(Number::new(Ratio::whole(n.into()), Form::Ordinal, at + 1)),
        _ => {
            let chain = chain::read(pieces, at)?;
            Some(parts::fraction(pieces, at, &chain).or_else(|| parts::mixed(pieces, &chain)).unwrap_or(chain.number()))
        }
    }
}

/// A dash that stands against digits, and against nothing before it, is a minus.
fn is_minus(pieces: &[Piece<'_>], at: usize) -> bool {
    let Some(dash) = pieces.get(at).filter(|p| p.is_dash() && !p.glued) else { return false };
    let digits = pieces.get(at + 1).is_some_and(|p| p.kind == Kind::Digits && p.glued);
    digits && dash.text != "—"
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
