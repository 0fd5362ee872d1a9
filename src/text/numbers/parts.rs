//! Fractions, mixed numbers and plurals that name no number.

use super::chain::{Chain, Last, is_hyphen};
use super::words::power;
use super::{Form, Kind, Meaning, Number, Piece, Ratio, chain};

/// Plurals in a row: "hundreds of thousands of millions".
const VAGUE_MAX: usize = 3;
/// The largest whole of which "two out of five hundred" tells a part, and the largest part and whole of "one in five":
/// beyond these "in" rather begins a date or a place.
const WHOLE_MAX: i128 = 1_000_000;
const PART_IN_MAX: i128 = 10;
const WHOLE_IN_MAX: i128 = 1000;

/// "half", "half a million", "quarter million", "half a dozen".
pub fn half(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let Some(Meaning::Part(n)) = pieces.get(at)?.meaning else { return None };
    Some(of_power(pieces, Ratio::new(1, n.into())?, at + 1))
}

/// "⅔", "¾ million".
pub fn vulgar(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let Some(Meaning::Vulgar(over, under)) = pieces.get(at)?.meaning else { return None };
    Some(of_power(pieces, Ratio::new(over.into(), under.into())?, at + 1))
}

/// "two thirds", "one fifth", "1/4", "one in five", of a power of ten perhaps.
pub fn fraction(pieces: &[Piece<'_>], at: usize, chain: &Chain) -> Option<Number> {
    let value = chain.value()?;
    let end = chain.end + usize::from(is_hyphen(pieces, chain.end));
    let under = match pieces.get(end)?.meaning {
        Some(Meaning::Part(n)) if !chain.is_ordinal() => Some(n),
        Some(Meaning::Ordinal(n @ 3..)) if value == Ratio::ONE && chain.last == Last::Small => Some(n),
        _ => None,
    };
    if let Some(under) = under {
        return Some(of_power(pieces, value.by(Ratio::whole(under.into()))?, end + 1));
    }
    if let Some((value, end)) = slashed(pieces, at) {
        return Some(of_power(pieces, value, end));
    }
    one_in(pieces, chain)
}

/// "1/4", where nothing but a fraction can be meant: below one, in lowest terms or not.
fn slashed(pieces: &[Piece<'_>], at: usize) -> Option<(Ratio, usize)> {
    let whole = |i: usize, glued: bool| {
        let piece = pieces.get(i).filter(|p| p.kind == Kind::Digits && (p.glued || !glued) && p.text.len() <= 2)?;
        piece.text.parse::<i128>().ok()
    };
    let slash = pieces.get(at + 1).filter(|p| matches!(p.text, "/" | "⁄") && p.glued);
    let (over, under) = (whole(at, false)?, slash.and_then(|_| whole(at + 2, true))?);
    let more = pieces.get(at + 3).is_some_and(|p| p.glued && (p.text == "/" || p.kind == Kind::Digits));
    (0 < over && over < under && !more).then_some((Ratio::new(over, under)?, at + 3))
}

/// "one in five", "two out of five hundred".
fn one_in(pieces: &[Piece<'_>], part: &Chain) -> Option<Number> {
    let at = part.end;
    let begin = match pieces.get(at)? {
        p if p.is("in") => at + 1,
        p if p.is("out") && pieces.get(at + 1).is_some_and(|p| p.is("of")) => at + 2,
        _ => return None,
    };
    let whole = chain::read(pieces, begin).filter(|c| !c.is_ordinal())?;
    let (over, under) = (part.value()?.as_whole()?, whole.value()?.as_whole()?);
    // Both in words, or both in digits, but for the round wholes of polls: "six in 10", never "one in 2020".
    let alike = (part.last == Last::Digits) == (whole.last == Last::Digits) || matches!(under, 10 | 100);
    let (part_max, whole_max) = if begin == at + 1 { (PART_IN_MAX, WHOLE_IN_MAX) } else { (WHOLE_MAX, WHOLE_MAX) };
    let fits = alike && 0 < over && over < under && over <= part_max && under <= whole_max;
    fits.then_some(Number::new(Ratio::new(over, under)?, Form::Fraction, whole.end))
}

/// "two and a half", "10 1/2", "5½", "one million and a half", "five and a half million".
pub fn mixed(pieces: &[Piece<'_>], chain: &Chain) -> Option<Number> {
    if chain.is_ordinal() {
        return None;
    }
    let (part, end) = tail(pieces, chain.end)?;
    let number = |value, end, power| Some(Number { power, ..Number::new(value, Form::Cardinal, end) });
    if let Some(Meaning::Scale(p)) = pieces.get(end).and_then(|piece| piece.meaning) {
        let value = chain.total().plus(chain.group().plus(part)?.times(power(p)?)?)?;
        return number(value, end + 1, p);
    }
    let (part, exponent) = match chain.last {
        Last::Scale(p) => (part.times(power(p)?)?, p),
        _ => (part, 0),
    };
    number(chain.value()?.plus(part)?, end, exponent)
}

/// The fraction behind a whole number.
fn tail(pieces: &[Piece<'_>], at: usize) -> Option<(Ratio, usize)> {
    let first = pieces.get(at)?;
    if let Some(Meaning::Vulgar(over, under)) = first.meaning {
        return Some((Ratio::new(over.into(), under.into())?, at + 1));
    }
    if first.is_dash() && first.glued && pieces.get(at + 1).is_some_and(|p| p.glued) {
        return slashed(pieces, at + 1);
    }
    if !first.is("and") {
        return slashed(pieces, at).filter(|_| !first.glued);
    }
    let (over, singular) = match pieces.get(at + 1)? {
        p if p.is("a") || p.is("an") => (1, true),
        p => match p.meaning? {
            Meaning::Small(n) => (n, n == 1),
            Meaning::Vulgar(over, under) => return Some((Ratio::new(over.into(), under.into())?, at + 2)),
            _ => return None,
        },
    };
    let end = at + 2 + usize::from(is_hyphen(pieces, at + 2));
    let under = match pieces.get(end)?.meaning? {
        Meaning::Part(n) => n,
        Meaning::Ordinal(n @ 3..) if singular => n,
        _ => return None,
    };
    Some((Ratio::new(over.into(), under.into())?, end + 1))
}

/// A fraction, times the power of ten that it is of: "three quarters of a million".
fn of_power(pieces: &[Piece<'_>], value: Ratio, end: usize) -> Number {
    let mut at = end;
    at += usize::from(is_hyphen(pieces, at));
    at += usize::from(pieces.get(at).is_some_and(|p| p.is("of")));
    at += usize::from(pieces.get(at).is_some_and(|p| p.is("a")));
    let (times, exponent) = match pieces.get(at).and_then(|p| p.meaning) {
        Some(Meaning::Scale(p)) => (power(p), p),
        Some(Meaning::Hundred) => (power(2), 2),
        Some(Meaning::Dozen) => (Some(Ratio::whole(12)), 0),
        _ => (None, 0),
    };
    match times.and_then(|times| value.times(times)) {
        Some(value) => Number { power: exponent, ..Number::new(value, Form::Cardinal, at + 1) },
        None => Number::new(value, Form::Fraction, end),
    }
}

/// "millions", "tens of thousands", "hundreds of millions".
pub fn vague(pieces: &[Piece<'_>], at: usize) -> Option<Number> {
    let (mut value, mut end, mut exponent) = (Ratio::ONE, at, 0);
    for _ in 0..VAGUE_MAX {
        let begin = if end > at && pieces.get(end).is_some_and(|p| p.is("of")) { end + 1 } else { end };
        let Some(Meaning::Vague(p)) = pieces.get(begin).and_then(|piece| piece.meaning) else { break };
        value = value.times(power(p)?)?;
        (end, exponent) = (begin + 1, p);
    }
    (end > at).then_some(Number { power: exponent, ..Number::new(value, Form::Vague, end) })
}
