//! One amount told twice: "240 billion dollars (£189 billion)", "3 nautical miles, or 5.6 km,".

use super::scan::{Found, Sentence};
use super::units;
use super::vocabulary::NEARLY;
use crate::record::QuantityType;

/// Pieces between the first amount and the bracket of the second: "a year", "in 2023", "a share".
const BEFORE_BRACKET_MAX: usize = 4;
/// Pieces before the second amount within its bracket: "or about", "equivalent to roughly".
const NEARLY_MAX: usize = 5;
/// How far two measures of one thing may lie apart, as rounding goes: "about 10 miles (16 km)", "a foot (30 cm)".
const APART_MAX: f64 = 0.12;

/// Pairs of places in `found` that tell the same amount.
pub fn pairs(s: &Sentence<'_>, found: &[Found]) -> Vec<(usize, usize)> {
    let neighbours = found.windows(2).enumerate();
    neighbours
        .filter(|(_, pair)| matches!(pair, [a, b] if may_equal(a, b) && is_told_again(s, a, b)))
        .map(|(n, _)| (n, n + 1))
        .collect()
}

fn may_equal(a: &Found, b: &Found) -> bool {
    if a.class != b.class || a.dimension != b.dimension || a.unit == b.unit || a.dimension.is_empty() {
        return false;
    }
    let size = |found: &Found| units::named(found.unit.as_deref()?).map(|unit| unit.size * found.value.approximately());
    match (a.class, a.dimension, size(a), size(b)) {
        (QuantityType::Money, ..) | (_, "temperature", ..) => true,
        (QuantityType::Measure, _, Some(a), Some(b)) => (a - b).abs() <= APART_MAX * a.abs().max(b.abs()),
        _ => false,
    }
}

/// Whether the words between two amounts say that they are one.
fn is_told_again(s: &Sentence<'_>, a: &Found, b: &Found) -> bool {
    let Some(end) = (a.next..s.pieces.len())
        .take(BEFORE_BRACKET_MAX + NEARLY_MAX + 2)
        .find(|&i| s.piece(i).is_some_and(|p| p.begin >= b.begin))
    else {
        return false;
    };
    let between = a.next..end;
    let opens = |i: &usize| s.piece(*i).is_some_and(|p| matches!(p.text, "(" | "[" | "/" | "="));
    let nearly =
        |i: usize| s.piece(i).is_some_and(|p| NEARLY.has(p.text) || matches!(p.text, "," | "." | "~" | "≈" | "="));
    if let Some(bracket) = between.clone().find(opens) {
        let near = bracket - a.next <= BEFORE_BRACKET_MAX
            && !(a.next..bracket).any(|i| s.piece(i).is_some_and(|p| matches!(p.text, ")" | "," | ";" | "and")));
        return near && (bracket + 1..end).all(nearly);
    }
    let says_or = between
        .clone()
        .any(|i| s.piece(i).is_some_and(|p| ["or", "equivalent", "equal", "i.e."].iter().any(|w| p.is(w))));
    says_or && between.clone().all(nearly)
}
