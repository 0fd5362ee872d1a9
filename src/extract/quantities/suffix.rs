//! What stands behind a number and makes it a sum, a share, a measure or an age.

use super::money;
use super::scan::{Found, Sentence};
use super::units::{self, Unit};
use crate::record::{QuantityType, Upos};
use crate::text::numbers::{Form, Kind, Number, Piece, Ratio};

/// How sure measures and shares are; those of a plural that names no number; an angle, which may be a grade or a title.
const CERTAIN: f64 = 0.97;
const VAGUE: f64 = 0.5;
const DEGREES: f64 = 0.8;

/// Measures in two units, the greater first: how many of the second make one of the first.
const COMPOUNDS: [(&str, &str, i128); 4] =
    [("[ft_i]", "[in_i]", 12), ("[lb_av]", "[oz_av]", 16), ("[stone_av]", "[lb_av]", 14), ("[yd_i]", "[ft_i]", 3)];

/// Units of age, by the words of time.
const AGES: [(&str, &str); 8] = [
    ("year", "a"),
    ("years", "a"),
    ("month", "mo"),
    ("months", "mo"),
    ("week", "wk"),
    ("weeks", "wk"),
    ("day", "d"),
    ("days", "d"),
];

/// The quantity of the number at `at`, whose words begin at piece `begin`, by what stands behind it.
pub fn read(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    if number.form == Form::Ordinal {
        return None;
    }
    let start = s.piece(begin)?.begin;
    if let Some(money) = money::behind(s, at, begin, number) {
        return Some(money);
    }
    let bare = || number.bare.map(|(value, end)| Number { value, end, bare: None, power: 0, ..*number });
    let unit = bare().and_then(|bare| measure(s, at, &bare)).filter(|found| !counts_on(s, found.next));
    let found = unit.or_else(|| age(s, number)).or_else(|| measure(s, at, number))?;
    Some(Found { begin: start, ..found })
}

/// Whether a plural noun follows: "3m people" are millions, "3m tall" are metres.
fn counts_on(s: &Sentence<'_>, at: usize) -> bool {
    s.upos(at) == Upos::Noun && s.piece(at).is_some_and(|p| !p.glued && (p.text.ends_with('s') || p.is("people")))
}

/// The piece of the word behind a number, over a hyphen that stands against both.
pub fn joined(pieces: &[Piece<'_>], end: usize) -> usize {
    let hyphen = pieces.get(end).is_some_and(|p| p.is_dash() && p.text != "—" && p.glued);
    let apart = pieces.get(end).is_some_and(|p| p.text == "-") && pieces.get(end + 1).is_some_and(|p| !p.glued);
    end + usize::from(hyphen && !apart)
}

/// "29 years old", "3 years of age", "87 yo", "45-year-old".
fn age(s: &Sentence<'_>, number: &Number) -> Option<Found> {
    let word = joined(&s.pieces, number.end);
    let piece = s.piece(word)?;
    let (unit, next) = if piece.is("yo") || piece.is("y.o.") {
        ("a", word + 1)
    } else {
        let unit = AGES.iter().find(|row| piece.is(row.0))?.1;
        let old = joined(&s.pieces, word + 1);
        let of_age = s.piece(word + 1).is_some_and(|p| p.is("of")) && s.piece(word + 2).is_some_and(|p| p.is("age"));
        let is_old = s.piece(old).is_some_and(|p| p.is("old") || p.is("olds"));
        (unit, if is_old { old + 1 } else { of_age.then_some(word + 3)? })
    };
    found(s, number, (number.value, unit, "age"), next)
}

fn measure(s: &Sentence<'_>, at: usize, number: &Number) -> Option<Found> {
    let begin = unit_begin(s, number);
    let (unit, next) = units::read_at(&s.pieces, begin)?;
    if !fits(s, at, begin, next, unit) {
        return None;
    }
    let (value, next) = compound(s, number, unit, next).unwrap_or((number.value, next));
    found(s, number, (value, &unit.symbol, unit.dimension), next)
}

fn found(s: &Sentence<'_>, number: &Number, unit: (Ratio, &str, &'static str), next: usize) -> Option<Found> {
    let (value, symbol, dimension) = unit;
    let confidence = match (number.form, dimension) {
        (Form::Vague, _) => VAGUE,
        (_, "angle") => DEGREES,
        _ => CERTAIN,
    };
    let class = if dimension == "percent" { QuantityType::Percent } else { QuantityType::Measure };
    let end = s.piece(next.checked_sub(1)?)?.end();
    Some(Found { begin: 0, end, next, class, value, most: None, unit: Some(symbol.to_owned()), dimension, confidence })
}

/// Where the unit begins: over a hyphen, over "of" behind "millions", over "of a" behind a fraction.
fn unit_begin(s: &Sentence<'_>, number: &Number) -> usize {
    let mut at = joined(&s.pieces, number.end);
    if matches!(number.form, Form::Vague | Form::Fraction) {
        at += usize::from(s.piece(at).is_some_and(|p| p.is("of")));
    }
    if number.form == Form::Fraction {
        at += usize::from(s.piece(at).is_some_and(|p| p.is("a") || p.is("an")));
    }
    at
}

/// Whether a unit may be meant there: letters alone stand behind digits only, and are no part of a longer word.
fn fits(s: &Sentence<'_>, at: usize, begin: usize, next: usize, unit: &Unit) -> bool {
    let Some(piece) = s.piece(begin) else { return false };
    let digits = s.before(begin).is_some_and(|p| p.kind == Kind::Digits);
    let short = next == begin + 1 && piece.kind == Kind::Word && piece.text.chars().count() <= 2;
    let followed =
        s.piece(next).is_some_and(|p| p.glued && (p.kind != Kind::Mark || p.text == "/" || (p.is_dash() && short)));
    // A capital behind a blank is rather a name: "5 C Street".
    let initial = short && !piece.glued && s.is_capital(begin) && s.is_capital(next) && s.upos(next) == Upos::Propn;
    let one_stone = unit.symbol == "[stone_av]" && s.piece(at).is_some_and(|p| p.is("one"));
    (!short || digits) && !followed && !is_type(s, at) && !initial && !one_stone
}

/// "SCP-173C", "F-16": digits that a dash ties to a word.
fn is_type(s: &Sentence<'_>, at: usize) -> bool {
    let glued = |i: usize| s.piece(i).is_some_and(|p| p.glued);
    let Some(word) = at.checked_sub(2).and_then(|i| s.piece(i)) else { return false };
    let dash = s.before(at).is_some_and(Piece::is_dash) && glued(at) && glued(at - 1);
    dash && word.kind == Kind::Word && word.meaning.is_none()
}

/// "5 feet 2 inches", "5 ft 2 in", "12 pounds 3 ounces".
fn compound(s: &Sentence<'_>, number: &Number, unit: &Unit, next: usize) -> Option<(Ratio, usize)> {
    let (_, minor, parts) = COMPOUNDS.iter().find(|row| row.0 == unit.symbol)?;
    let begin = next + usize::from(s.piece(next).is_some_and(|p| p.is("and")));
    let second = s.number(begin).filter(|n| n.form == Form::Cardinal)?;
    let at = joined(&s.pieces, second.end);
    let inches = s.piece(at).is_some_and(|p| p.is("in") || p.text == "\"");
    let end = match units::read_at(&s.pieces, at) {
        Some((unit, end)) if unit.symbol == *minor => end,
        _ if *minor == "[in_i]" && inches => at + 1,
        _ => return None,
    };
    let small = second.value.by(Ratio::whole(*parts))?;
    small.is_less_than(Ratio::ONE).then_some((number.value.plus(small)?, end))
}
