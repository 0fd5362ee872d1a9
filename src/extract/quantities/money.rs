//! Money: signs before numbers, nouns and codes behind them, small coins at the end.

use super::country::Country;
use super::currencies::{Currency, Name, TABLE};
use super::scan::{Found, Sentence, shared_power};
use super::suffix::joined;
use super::vocabulary::PAY;
use crate::record::{QuantityType, Upos};
use crate::text::numbers::{Form, Kind, Meaning, Number, Piece, Ratio};

/// Words of a country before a noun: "Hong Kong dollars", "United States dollars".
const QUALIFIERS_MAX: usize = 3;
/// The power of ten from which a number is rather money than anything else that the word could mean.
const BIG_POWER: u32 = 6;
/// What a letter stands for without a country in the text: at least this much.
const BIG_VALUE: i128 = 10_000;
/// How sure money is whose number is only a plural ("millions of dollars").
const VAGUE: f64 = 0.6;
/// Pieces around "pounds" in which paying makes them money.
const PAY_WINDOW: usize = 8;

/// A currency as it is named in the text.
struct Named {
    currency: Currency,
    confidence: f64,
    /// How many of it make one.
    parts: u32,
    times: Option<Ratio>,
    next: usize,
    /// Its noun stands there by itself, so that coins may follow: "3 dollars 50".
    takes_coins: bool,
}

/// "$5 million", "US$ 10", "$500-580M": a sign and the number behind it, or a range of two numbers.
pub fn prefixed(s: &Sentence<'_>, at: usize) -> Option<Found> {
    let first = sum(s, at)?;
    Some(one_range(s, &first).unwrap_or(first))
}

/// "$5 million", "US$ 10", "Rs 500", "USD 20".
fn sum(s: &Sentence<'_>, at: usize) -> Option<Found> {
    let piece = s.piece(at)?;
    let number_at = at + 1 + usize::from(s.piece(at + 1).is_some_and(|p| p.text == "." && p.glued));
    let next = s.piece(number_at)?;
    if next.kind != Kind::Digits && (piece.kind == Kind::Word || !next.meaning.is_some_and(Meaning::begins)) {
        return None;
    }
    // "$1 in five" is no fifth.
    let number = s.number(number_at).filter(|n| n.form == Form::Cardinal).or_else(|| s.first_word(number_at))?;
    let (begin, name, times) = match piece.kind {
        Kind::Mark => sign(s, at)?,
        Kind::Word => short_form(s, at, &number)?,
        Kind::Digits => return None,
    };
    let (mut currency, mut confidence) = s.country.choose(&name)?;
    let mut end = number.end;
    // "$5 pesos", "US$ 25 million dollars": the noun says it once more, or says it better.
    if let Some(noun) = noun(s, number.end, &number).filter(|noun| noun.parts == 1 && noun.times.is_none()) {
        if !name.currencies.contains(&noun.currency) {
            (currency, confidence) = (noun.currency, noun.confidence);
        }
        end = noun.next;
    }
    let ranged = range_power(s, number_at, &number);
    let mut value = ranged.or_else(|| number.value.times(times))?;
    let named = Named { currency, confidence, parts: name.parts, times: None, next: end, takes_coins: true };
    if let Some((more, next)) = coins(s, &number, &named) {
        (value, end) = (value.plus(more)?, next);
    }
    finish(s, begin, end, value, &named)
}

/// "$500-580M", "$3.18-$3.81": one amount, from the first end to the second.
fn one_range(s: &Sentence<'_>, first: &Found) -> Option<Found> {
    let at = first.next + 1;
    if !s.is_one_range(first.next) {
        return None;
    }
    let second = sum(s, at).filter(|second| second.unit == first.unit).or_else(|| {
        let second = s.number(at).filter(|n| n.form == Form::Cardinal)?;
        let noun = noun(s, second.end, &second).map_or(second.end, |noun| noun.next);
        let end = s.piece(noun.checked_sub(1)?)?.end();
        Some(Found { end, next: noun, value: second.value, ..first.clone() })
    })?;
    let most = first.value.is_less_than(second.value).then_some(second.value)?;
    Some(Found { end: second.end, next: second.next, most: Some(most), ..first.clone() })
}

fn finish(s: &Sentence<'_>, begin: usize, next: usize, value: Ratio, named: &Named) -> Option<Found> {
    Some(Found {
        begin: s.piece(begin)?.begin,
        end: s.piece(next.checked_sub(1)?)?.end(),
        next,
        class: QuantityType::Money,
        value: value.by(Ratio::whole(named.parts.max(1).into()))?,
        most: None,
        unit: Some(TABLE.code(named.currency).to_owned()),
        dimension: "money",
        confidence: named.confidence,
    })
}

/// A sign of one mark with the letters before it: where it begins, and what it means.
fn sign(s: &Sentence<'_>, at: usize) -> Option<(usize, Name, Ratio)> {
    let mark = s.piece(at)?;
    let plain = TABLE.sign_named(mark.text);
    let letters = s.before(at).filter(|p| p.kind == Kind::Word && at > 0);
    let spaced = s.piece(at + 1).is_some_and(|p| !p.glued);
    let compound = letters.and_then(|letters| {
        let capitals = letters.text.len() > 1 && letters.text.bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
        // "a $ 5 bill", "music ' s $ 5 bill": tokens that stand apart are not always letters of a sign.
        let word = letters.is("a")
            || (letters.is("s") && at >= 2 && s.piece(at - 2).is_some_and(|p| matches!(p.text, "'" | "’")));
        let near = mark.glued || capitals || (spaced && !word);
        near.then(|| TABLE.compound(letters.text, mark.text)).flatten()
    });
    match compound {
        Some(name) => Some((at - 1, name, Ratio::ONE)),
        None => Some((at, plain?.clone(), Ratio::ONE)),
    }
}

/// Letters that stand before a number: "Rs 500", "R75 000", "MGBP 48", "usd 20", "US dollars 6000".
fn short_form(s: &Sentence<'_>, at: usize, number: &Number) -> Option<(usize, Name, Ratio)> {
    let piece = s.piece(at)?;
    let glued = s.piece(at + 1).is_some_and(|p| p.glued);
    let joined_before = s.before(at).is_some_and(|p| piece.glued && (p.is_dash() || p.kind != Kind::Mark));
    if joined_before {
        return None;
    }
    if let Some(name) = TABLE.sign_named(piece.text).filter(|name| !name.glued) {
        let single = piece.text.chars().count() == 1;
        let big = number.power >= BIG_POWER || (glued && Ratio::whole(BIG_VALUE - 1).is_less_than(number.value));
        let sure = !name.weak || ((glued || !single) && (big || s.country.speaks_for(name)));
        return sure.then(|| (at, name.clone(), Ratio::ONE));
    }
    if let Some((currency, times)) = TABLE.scaled_code(piece.text) {
        return Some((at, Name { currencies: vec![currency], parts: 1, ..Name::default() }, times));
    }
    let name = TABLE.noun_named(piece.text).filter(|name| name.parts == 1 && !name.weak)?;
    if name.is_code {
        return Some((at, name.clone(), Ratio::ONE));
    }
    let (begin, currency) = qualified_before(s, at, name)?;
    Some((begin, Name { currencies: vec![currency], parts: 1, ..Name::default() }, Ratio::ONE))
}

/// The words of a country directly before a noun.
fn qualified_before(s: &Sentence<'_>, at: usize, name: &Name) -> Option<(usize, Currency)> {
    let first = (at.saturating_sub(QUALIFIERS_MAX)..at).rev().take_while(|&i| of_word(s, i, name).is_some()).last()?;
    Some((first, of_word(s, first, name)?))
}

/// The currency of a name whose country a word is of.
fn of_word(s: &Sentence<'_>, at: usize, name: &Name) -> Option<Currency> {
    let word = s.piece(at).filter(|p| p.kind == Kind::Word)?;
    let all = TABLE.of_word(crate::text::words::lower_hash(word.text));
    name.currencies.iter().copied().find(|currency| all.contains(currency))
}

/// "240 billion dollars", "10 €", "5 Kenyan shillings", "75 USD million", "50p": a number and what stands behind it.
pub fn behind(s: &Sentence<'_>, at: usize, begin: usize, number: &Number) -> Option<Found> {
    let named = noun(s, number.end, number)?;
    let mut value = match named.times {
        Some(times) => number.value.times(times)?,
        None => number.value,
    };
    if number.power == 0 && named.times.is_none() {
        value = range_power(s, at, number).unwrap_or(value);
    }
    let mut next = named.next;
    if let Some((more, end)) = coins(s, number, &named) {
        (value, next) = (value.plus(more)?, end);
    }
    let confidence = if number.form == Form::Vague { VAGUE } else { named.confidence };
    finish(s, begin, next, value, &Named { confidence, ..named })
}

/// The currency behind a number.
fn noun(s: &Sentence<'_>, end: usize, number: &Number) -> Option<Named> {
    let mut at = joined(&s.pieces, end);
    if matches!(number.form, Form::Vague | Form::Fraction) || number.power >= BIG_POWER {
        at += usize::from(s.piece(at).is_some_and(|p| p.is("of")));
    }
    if number.form == Form::Fraction {
        at += usize::from(s.piece(at).is_some_and(|p| p.is("a")));
    }
    let first = at;
    while at < first + QUALIFIERS_MAX && s.piece(at).is_some_and(is_country) {
        at = joined(&s.pieces, at + 1);
    }
    let qualified = (first < at).then_some(first..at);
    let named = noun_at(s, at, qualified, number, end).or_else(|| noun_at(s, first, None, number, end))?;
    let scale = s.piece(named.next).and_then(|p| p.meaning);
    match scale {
        // "75 USD million"
        Some(Meaning::Scale(p)) if number.power == 0 => {
            Some(Named { times: Ratio::power_of_ten(p), next: named.next + 1, takes_coins: false, ..named })
        }
        _ => Some(named),
    }
}

fn is_country(piece: &Piece<'_>) -> bool {
    piece.kind == Kind::Word && !TABLE.of_word(crate::text::words::lower_hash(piece.text)).is_empty()
}

fn noun_at(
    s: &Sentence<'_>,
    at: usize,
    qualified: Option<std::ops::Range<usize>>,
    number: &Number,
    end: usize,
) -> Option<Named> {
    let piece = s.piece(at)?;
    let before_digits =
        s.piece(at + 1).is_some_and(|p| p.kind == Kind::Digits && (p.glued || piece.kind == Kind::Mark));
    let digits = s.before(end).is_some_and(|p| p.kind == Kind::Digits || p.meaning.is_some());
    let next = at + 1;
    if let Some(name) = TABLE.sign_named(piece.text).filter(|_| qualified.is_none()) {
        let glued = !name.glued || (piece.glued && s.before(at).is_some_and(|p| p.kind == Kind::Digits));
        let sure = !name.weak || number.power >= BIG_POWER || (piece.glued && s.country.speaks_for(name));
        let single = piece.text.len() == 1 && piece.kind == Kind::Word && !name.glued;
        if glued && sure && digits && !before_digits && !single {
            let (currency, confidence) = s.country.choose(name)?;
            return Some(Named { currency, confidence, parts: name.parts, times: None, next, takes_coins: true });
        }
    }
    if let Some((currency, times)) = TABLE.scaled_code(piece.text) {
        return Some(Named { currency, confidence: 0.95, parts: 1, times: Some(times), next, takes_coins: false });
    }
    let name = TABLE.noun_named(piece.text).filter(|_| !before_digits)?;
    let by_words = qualified.clone().and_then(|mut words| words.find_map(|i| of_word(s, i, name)));
    if qualified.is_some() && by_words.is_none() {
        return None;
    }
    if let Some(currency) = by_words {
        return Some(Named { currency, confidence: 0.98, parts: name.parts, times: None, next, takes_coins: true });
    }
    if (name.weak && number.power < BIG_POWER && !s.country.speaks_for(name)) || is_weight(s, at, number, name) {
        return None;
    }
    let (currency, confidence) = s.country.choose(name)?;
    Some(Named { currency, confidence, parts: name.parts, times: None, next, takes_coins: true })
}

/// Whether "pounds" are a weight: no big number, no Britain in the text, and nobody pays.
fn is_weight(s: &Sentence<'_>, at: usize, number: &Number, name: &Name) -> bool {
    if !s.piece(at).is_some_and(|p| p.is("pound") || p.is("pounds")) || number.power >= BIG_POWER {
        return false;
    }
    let around = at.saturating_sub(PAY_WINDOW)..at + PAY_WINDOW;
    let pays = around.filter_map(|i| s.piece(i)).any(|p| PAY.has(p.text) || p.text == "£");
    !pays && !britain(s.country, name)
}

fn britain(country: &Country<'_>, name: &Name) -> bool {
    name.currencies.first().is_some_and(|pound| country.votes(*pound) > 0)
}

/// The value of the first end of a range, which takes the power of ten from the second: "$3-4 million", "$3 to $4 million".
fn range_power(s: &Sentence<'_>, at: usize, number: &Number) -> Option<Ratio> {
    let mut second = s.other_end(at, number.end)?;
    let is_sign = |at: usize| s.piece(at).is_some_and(|p| p.kind == Kind::Mark && TABLE.sign_named(p.text).is_some());
    second += usize::from(is_sign(second));
    shared_power(number, &s.number(second)?)
}

/// "3 dollars 50 cents", "thirteen dollars and forty-five", "17 USD 25": how many hundredths follow.
fn coins(s: &Sentence<'_>, number: &Number, named: &Named) -> Option<(Ratio, usize)> {
    let fits = named.takes_coins && named.parts == 1 && number.power == 0 && number.form == Form::Cardinal;
    let at = named.next + usize::from(s.piece(named.next).is_some_and(|p| p.is("and")));
    let second = s.number(at).filter(|n| fits && n.form == Form::Cardinal && n.power == 0)?;
    let whole = second.value.as_whole().filter(|n| (1..100).contains(n) && number.value.as_whole().is_some())?;
    let coin = s.piece(second.end).and_then(|p| TABLE.noun_named(p.text)).filter(|coin| coin.parts > 1);
    if let Some(coin) = coin {
        let same = coin.currencies.contains(&named.currency);
        let more = Ratio::new(whole, coin.parts.into())?;
        // "five mao five": the last number counts the next smaller coin.
        let tail = s.number(second.end + 1).filter(|n| n.value.is_less_than(Ratio::whole(10)) && ends(s, n.end));
        return match tail {
            Some(tail) if coin.parts == 10 => Some((more.plus(tail.value.by(Ratio::whole(100))?)?, tail.end)),
            _ => same.then_some((more, second.end + 1)),
        };
    }
    // In words a bare "fifty" is cents only where the sum was in words or has its noun; never before what it could count.
    ends(s, second.end).then_some((Ratio::new(whole, 100)?, second.end))
}

/// Whether nothing follows that a number could count.
fn ends(s: &Sentence<'_>, at: usize) -> bool {
    let Some(piece) = s.piece(at) else { return true };
    match piece.kind {
        Kind::Mark => matches!(piece.text, "." | "," | ";" | "!" | "?" | ")" | "\"" | "”"),
        _ => {
            !piece.glued && matches!(s.upos(at), Upos::Cconj | Upos::Sconj | Upos::Adv | Upos::Pron)
                || piece.is("more")
                || piece.is("and")
        }
    }
}
