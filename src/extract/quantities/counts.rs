//! Counts, ordinals and fractions, by what stands behind a number that has no unit.

use super::refused::{
    follows_name, follows_noun, is_age, is_date_or_time, is_joined, is_listed, is_long, is_name_word, is_named, is_one,
    is_plural, is_year,
};
use super::scan::{Found, Sentence};
use super::vocabulary::{AMOUNT, IDLE, PEOPLE, TIME};
use crate::record::{Dependency, QuantityType, Trees, Upos};
use crate::text::numbers::{Form, Kind, Meaning, Number, Ratio};

/// How sure counts are: with their noun, alone, of a plural that names no number; ordinals and fractions.
const WITH_NOUN: f64 = 0.93;
const ALONE: f64 = 0.6;
const VAGUE: f64 = 0.5;
const ORDINAL: f64 = 0.9;
const FRACTION: f64 = 0.85;
/// Tokens between a number and the noun that it counts: "three newly built regional rail stations".
const GAP_MAX: usize = 6;
/// Pieces of that many tokens, each with a hyphen and a part behind it.
const PIECES_MAX: usize = 4 * GAP_MAX;
/// The count, ordinal or fraction of a number without a unit; `None` where it is no quantity.
pub fn read(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    match number.form {
        Form::Ordinal => ordinal(s, at, number),
        Form::Fraction => fraction(s, at, begin, number),
        Form::Vague => vague(s, at, begin, number),
        Form::Cardinal if s.piece(at).is_some_and(|p| p.is("dozens")) => vague(s, at, begin, number),
        Form::Cardinal => cardinal(s, at, begin, number),
    }
}

fn found(
    s: &Sentence<'_>,
    begin: usize,
    next: usize,
    kind: (QuantityType, Ratio, f64),
    unit: Option<String>,
) -> Option<Found> {
    let (class, value, confidence) = kind;
    let (begin, end) = (s.piece(begin)?.begin, s.piece(next.checked_sub(1)?)?.end());
    Some(Found { begin, end, next, class, value, most: None, unit, dimension: "", confidence })
}

fn cardinal(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    if is_named(s, at) { None } else { counted(s, at, begin, number) }
}

/// A cardinal that nothing before it makes a name, as the second end of a range is ("10-15 nurses").
pub fn counted(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    if is_joined(s, at, number) || is_date_or_time(s, at, number) || is_listed(s, at, number) {
        return None;
    }
    let noun = match s.piece(number.end) {
        Some(hyphen) if hyphen.is_dash() && hyphen.glued => Some(hyphened_noun(s, number.end)?),
        _ => noun_behind(s, at, number),
    };
    let is_counted = noun.is_some_and(|n| !TIME.has(s.piece(n).map_or("", |p| p.text)));
    if noun.is_some() && !is_counted {
        return None;
    }
    let digits = number.end == at + 1 && s.piece(at).is_some_and(|p| p.kind == Kind::Digits);
    if (digits && is_year(s, at, number, noun)) || is_one(s, at, number, noun) || is_name_word(s, at, number) {
        return None;
    }
    if digits && follows_name(s, at) && !noun.is_some_and(|noun| is_plural(s, noun)) {
        return None;
    }
    if let Some(noun) = noun {
        let unit = unit_of(s, noun);
        return found(s, begin, noun + 1, (QuantityType::Count, number.value, WITH_NOUN), unit);
    }
    if is_long(s, at) || is_age(s, at, number) || (number.end == at + 1 && follows_noun(s, at)) {
        return None;
    }
    let people = s.piece(number.end).filter(|p| !p.glued && PEOPLE.has(p.text)).map(|p| p.text.to_lowercase());
    if people.is_some() {
        return found(s, begin, number.end + 1, (QuantityType::Count, number.value, WITH_NOUN), people);
    }
    found(s, begin, number.end, (QuantityType::Count, number.value, ALONE), noun_of_whole(s, number.end))
}

/// "a two-front war", "a 10-point lead": what stands against the number is what it counts; "one-off" counts nothing.
fn hyphened_noun(s: &Sentence<'_>, hyphen: usize) -> Option<usize> {
    let noun = hyphen + 1;
    let is_noun = s.upos(noun) == Upos::Noun && s.piece(noun).is_some_and(|p| p.glued && p.kind == Kind::Word);
    (is_noun && !s.piece(noun + 1).is_some_and(|p| p.glued && p.is_dash())).then_some(noun)
}

/// A counted noun as the unit of its count: in lower case, but for names ("four Americans").
fn unit_of(s: &Sentence<'_>, noun: usize) -> Option<String> {
    let text = s.piece(noun)?.text;
    Some(if s.upos(noun) == Upos::Propn { text.to_owned() } else { text.to_lowercase() })
}

/// A noun, or a name in the plural.
fn is_countable(s: &Sentence<'_>, at: usize) -> bool {
    match s.upos(at) {
        Upos::Noun => true,
        Upos::Propn => {
            s.piece(at).is_some_and(|p| p.text.ends_with('s') && p.text.len() > 3 && !p.text.ends_with("ss"))
        }
        _ => false,
    }
}

/// The noun that a number counts: by the tree where there is one, else the end of the run of adjectives and nouns behind.
pub fn noun_behind(s: &Sentence<'_>, at: usize, number: &Number) -> Option<usize> {
    let token = s.piece(number.end.checked_sub(1)?)?.token;
    let by_tree = s.trees.heads.get(token).filter(|head| **head != Trees::ROOT).and_then(|&head| {
        let nummod = s.trees.relations.get(token) == Some(&Dependency::Nummod);
        let near = (head as usize) > token && (head as usize) <= token + GAP_MAX && nummod;
        near.then_some(head as usize)
    });
    if s.piece(number.end).is_some_and(|p| p.glued && !p.is_dash()) {
        return None;
    }
    let after_dash = |i: usize| s.before(i).is_some_and(|p| p.is_dash() && p.glued);
    let by_tags = || {
        let behind = (number.end..number.end + GAP_MAX).take_while(|&i| match s.upos(i) {
            Upos::Adj | Upos::Noun | Upos::Propn => true,
            Upos::Verb => after_dash(i),
            Upos::Punct => s.piece(i).is_some_and(|p| p.is_dash() && p.glued),
            _ => false,
        });
        behind.filter(|&i| is_countable(s, i)).last()
    };
    let place =
        |token: usize| (at..s.pieces.len()).take(PIECES_MAX).find(|&i| s.piece(i).is_some_and(|p| p.token == token));
    // "72 work-related emails": what a hyphen follows is no noun of its own.
    let whole = |i: &usize| is_countable(s, *i) && !s.piece(i + 1).is_some_and(|p| p.is_dash() && p.glued);
    let piece = by_tree.and_then(place).filter(whole).or_else(by_tags)?;
    // A mark other than a hyphen ends what is counted.
    let parted = (number.end..piece)
        .filter_map(|i| s.piece(i))
        .any(|p| p.kind == Kind::Digits || matches!(p.text, "," | "(" | ")" | ";" | ":" | "." | "/" | "$"));
    let first_is_people = s.piece(number.end).is_some_and(|p| PEOPLE.has(p.text)) && piece > number.end + 1;
    (!parted && piece >= number.end && !first_is_people).then_some(piece)
}

/// "153 of the 338 seats": the noun that a part is taken of.
fn noun_of_whole(s: &Sentence<'_>, end: usize) -> Option<String> {
    s.piece(end).filter(|p| p.is("of"))?;
    let behind = (end + 1..end + 1 + GAP_MAX).take_while(|&i| {
        matches!(s.upos(i), Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron)
    });
    let noun = behind.filter(|&i| s.upos(i) == Upos::Noun).last()?;
    let text = s.piece(noun)?.text;
    (!TIME.has(text) && !text.eq_ignore_ascii_case("percent")).then(|| text.to_lowercase())
}

fn ordinal(s: &Sentence<'_>, at: usize, number: &Number) -> Option<Found> {
    if is_named(s, at) || is_date_or_time(s, at, number) || (s.is_capital(at) && !s.titled && at > 0) {
        return None;
    }
    let article = s.before(at).is_some_and(|p| p.is("a") || p.is("an"));
    let noun = noun_behind(s, at, number);
    let third = number.value.as_whole().filter(|n| *n >= 3 && number.end == at + 1);
    let of = s.piece(number.end).is_some_and(|p| p.is("of"));
    if let Some(under) = third.filter(|_| article && noun.is_none() && (of || !is_described(s, number.end))) {
        let part = Number { value: Ratio::new(1, under)?, form: Form::Fraction, ..*number };
        return fraction(s, at, at - 1, &part);
    }
    let tagged =
        s.piece(at).is_some_and(|p| p.kind == Kind::Digits) || matches!(s.upos(at), Upos::Adj | Upos::Num | Upos::X);
    let word = noun.and_then(|n| s.piece(n)).map(|p| p.text.to_lowercase());
    let compared = s.piece(number.end).is_some_and(|p| p.is_dash() && p.glued);
    let idle = word.as_deref().is_some_and(|word| TIME.has(word) || IDLE.has(word));
    let named = s.is_capital(number.end) && !s.titled;
    if !tagged || named || (idle && number.value == Ratio::ONE) || word.as_deref().is_some_and(|w| TIME.has(w)) {
        return None;
    }
    (word.is_some() || compared)
        .then(|| found(s, at, number.end, (QuantityType::Ordinal, number.value, ORDINAL), word))?
}

fn is_described(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.upos(at), Upos::Adj | Upos::Noun | Upos::Propn) || s.piece(at).is_some_and(|p| p.is_dash())
}

fn fraction(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    let alone = number.end == at + 1;
    let part = matches!(s.piece(at).and_then(|p| p.meaning), Some(Meaning::Part(_)));
    let behind = s.piece(number.end);
    let of = behind.is_some_and(|p| p.is("of"));
    let slash = s.piece(at + 1).is_some_and(|p| p.text == "/");
    let time = TIME.has(s.piece(super::suffix::joined(&s.pieces, number.end)).map_or("", |p| p.text))
        || ["a", "an"].iter().any(|a| behind.is_some_and(|p| p.is(a)))
            && TIME.has(s.piece(number.end + 1).map_or("", |p| p.text));
    let amount = s.before(begin).is_some_and(|p| AMOUNT.has(p.text) || p.is("by"));
    let quarters = alone && part && begin == at;
    let wanted =
        ["the", "all", "a", "an", "its", "their", "his", "her", "our"].iter().any(|w| behind.is_some_and(|p| p.is(w)));
    let half = alone && part && s.piece(at).is_some_and(|p| p.is("half"));
    let fits = match (quarters, slash) {
        (true, _) => {
            half && (of || amount || wanted)
                && !s.before(at).is_some_and(|p| matches!(s.upos(at - 1), Upos::Adj | Upos::Det) && !p.is("about"))
        }
        (_, true) => of || amount,
        _ => true,
    };
    if !fits || time || is_named(s, begin) || (s.piece(at).is_some_and(|p| p.is("quarters") || p.is("halves"))) {
        return None;
    }
    found(
        s,
        begin,
        number.end,
        (QuantityType::Count, number.value, FRACTION),
        noun_of_whole(s, number.end).or_else(|| counted_part(s, at, number)),
    )
}

/// "one in five patients": the noun of the whole.
fn counted_part(s: &Sentence<'_>, at: usize, number: &Number) -> Option<String> {
    let noun = noun_behind(s, at, number).filter(|n| *n == number.end)?;
    s.piece(noun).map(|p| p.text.to_lowercase())
}

fn vague(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    let unit = noun_of_whole(s, number.end)?;
    (!is_named(s, at)).then(|| found(s, begin, number.end, (QuantityType::Count, number.value, VAGUE), Some(unit)))?
}
