//! Counts, ordinals and fractions, and the numbers that are none: years, dates, times, scores, names.

use super::scan::{Found, Sentence};
use super::vocabulary::{AMOUNT, CLOCK, IDLE, LABEL, MONTH, PEOPLE, TIME, WEEKDAY, YEAR};
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
/// Marks before the first word of a sentence.
const OPENING_MAX: usize = 4;
/// Digits without a separator from which a number is rather the name of something: a telephone, an account, a post.
const NAME_DIGITS: usize = 10;
/// Numbers of four digits that are years where nothing is counted.
const YEARS: std::ops::RangeInclusive<i128> = 1000..=2100;
/// Years in which news is mostly written of: nothing but people is counted by them without a comma.
const NEAR_YEARS: std::ops::RangeInclusive<i128> = 1900..=2050;
/// The last day of a month.
const DAY_MAX: i128 = 31;
/// The greatest age of a person.
const AGE_MAX: i128 = 120;

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
    let long = digits
        && s.piece(at).is_some_and(|p| p.text.len() >= NAME_DIGITS && p.text.bytes().all(|b| b.is_ascii_digit()));
    if long || is_age(s, at, number) || (number.end == at + 1 && follows_noun(s, at)) {
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
fn noun_behind(s: &Sentence<'_>, at: usize, number: &Number) -> Option<usize> {
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

/// "Article 5", "No. 3", "Boeing 737 -", "COVID-19": a number that is a name, or a part of one.
pub fn is_named(s: &Sentence<'_>, at: usize) -> bool {
    let Some(piece) = s.piece(at) else { return true };
    let Some(before) = s.before(at) else { return false };
    if piece.glued {
        // A dash with a blank before it is a minus or a thought; one against a word makes a name of both: "COVID-19".
        let apart = before.is_dash() && !before.glued;
        let opens = matches!(before.text, "(" | "[" | "\"" | "“" | "‘" | "—" | "~" | ">" | "<" | "+" | "…");
        return !opens && !apart;
    }
    // "Sweden 1 – 0 Norway"
    if before.is_dash() && at >= 2 && s.piece(at - 2).is_some_and(|p| p.kind == Kind::Digits) {
        return true;
    }
    let label = if before.text == "." { at.checked_sub(2).and_then(|i| s.piece(i)) } else { Some(before) };
    label.is_some_and(|p| p.kind == Kind::Word && LABEL.has(p.text)) || matches!(before.text, "#" | "№" | "@")
}

/// "10:30", "3-1", "5/17", "747s", "1 – 0": a number with something against it, or a score.
fn is_joined(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
    let Some(next) = s.piece(number.end) else { return false };
    let Some(second) = s.piece(number.end + 1) else { return next.glued && next.kind != Kind::Mark };
    if next.is_dash() && !next.glued {
        return s.piece(at).is_some_and(|p| p.kind == Kind::Digits) && second.kind == Kind::Digits;
    }
    if !next.glued || next.kind != Kind::Mark {
        return next.glued;
    }
    let digits = second.glued && (second.kind == Kind::Digits || (next.is_dash() && second.meaning.is_some()));
    let letters = second.glued && second.kind == Kind::Word && s.piece(at).is_some_and(|p| p.kind == Kind::Digits);
    match next.text {
        ":" | "/" | "." | "_" | "@" => digits || letters,
        _ => next.is_dash() && digits,
    }
}

/// Days beside months, hours of the clock, spans of time.
fn is_date_or_time(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
    let word = |i: usize| s.piece(i).map_or("", |p| p.text);
    let before = |n: usize| at.checked_sub(n).map_or("", word);
    let day = number.value.is_less_than(Ratio::whole(DAY_MAX + 1));
    let year = number.value.as_whole().is_some_and(|n| YEARS.contains(&n));
    let (next, after) = (word(number.end), word(number.end + 1));
    let beside_month = MONTH.has(next) || MONTH.has(before(1)) || (next == "of" && MONTH.has(after));
    // "May 4, 1945"
    let year_of_day = before(1) == "," && (MONTH.has(before(2)) || MONTH.has(before(3)));
    let weekday = day && WEEKDAY.has(before(1)) && at.checked_sub(1).is_some_and(|i| s.is_capital(i));
    let clock = CLOCK.has(next) || (next == "." && CLOCK.has(after));
    let span = TIME.has(word(super::suffix::joined(&s.pieces, number.end)));
    (beside_month && (day || year)) || (year_of_day && year) || weekday || clock || span
}

/// "1. First", "2) Second", "(3)": the number of an item.
fn is_listed(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
    let digits = s.piece(at).is_some_and(|p| p.kind == Kind::Digits) && number.end == at + 1;
    let first = at == 0 || (at == 1 && s.piece(0).is_some_and(|p| p.text == "("));
    let closed = s.piece(number.end).is_some_and(|p| p.glued && matches!(p.text, "." | ")" | ":"));
    digits && closed && (first || s.before(at).is_some_and(|p| p.text == "("))
}

/// Four digits without a comma that count nothing but time.
pub fn is_year(s: &Sentence<'_>, at: usize, number: &Number, noun: Option<usize>) -> bool {
    let plain = s.piece(at).is_some_and(|p| p.text.len() == 4 && p.text.bytes().all(|b| b.is_ascii_digit()));
    let Some(year) = number.value.as_whole().filter(|n| plain && YEARS.contains(n)) else { return false };
    if NEAR_YEARS.contains(&year) {
        let people = ["people", "men", "women", "soldiers", "troops"];
        let counts = noun == Some(number.end) && s.piece(number.end).is_some_and(|p| people.iter().any(|w| p.is(w)));
        return !counts;
    }
    let told = s.before(at).is_some_and(|p| YEAR.has(p.text) || p.is("the") || MONTH.has(p.text) || p.text == "(");
    told || !noun.is_some_and(|noun| is_plural(s, noun))
}

/// "one" that counts nothing: "one of them", "no one", "one day".
fn is_one(s: &Sentence<'_>, at: usize, number: &Number, noun: Option<usize>) -> bool {
    if number.end != at + 1 || !s.piece(at).is_some_and(|p| p.is("one")) {
        return false;
    }
    let idle = noun.and_then(|n| s.piece(n)).is_none_or(|p| IDLE.has(p.text));
    let pronoun = s.before(at).is_some_and(|p| {
        ["the", "no", "this", "that", "which", "any", "every", "each", "another", "some"].iter().any(|w| p.is(w))
    });
    idle || pronoun || s.upos(at) == Upos::Pron
}

/// "Six Nations", "the Big Four": a number word with a capital that no sentence begins with.
fn is_name_word(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
    let word = s.piece(at).is_some_and(|p| p.kind == Kind::Word);
    if !word || !s.is_capital(at) || s.titled {
        return false;
    }
    let opens = at <= OPENING_MAX && (0..at).all(|i| s.piece(i).is_some_and(|p| p.kind == Kind::Mark));
    let quoted = s.before(at).is_some_and(|p| matches!(p.text, "\"" | "“" | "‘" | ":" | "'"));
    let next_is_name = s.is_capital(number.end) && s.piece(number.end).is_some_and(|p| p.kind == Kind::Word);
    if opens || quoted {
        next_is_name && s.upos(number.end) == Upos::Propn && noun_behind(s, at, number).is_none()
    } else {
        true
    }
}

/// A number of few digits behind a name is a part of it, whatever the two stand before: "Apollo 11", "the Boeing 737 manual".
fn follows_name(s: &Sentence<'_>, at: usize) -> bool {
    let capital = |i: usize| s.is_capital(i) && (i > 0 || s.upos(i) == Upos::Propn) && !s.titled;
    let plain = s.piece(at).is_some_and(|p| p.text.len() <= 4 && !p.text.contains(','));
    plain && at.checked_sub(1).is_some_and(capital)
}

fn is_plural(s: &Sentence<'_>, noun: usize) -> bool {
    s.piece(noun)
        .is_some_and(|p| p.text.ends_with('s') || ["people", "men", "women", "children"].iter().any(|w| p.is(w)))
}

/// The age of somebody: "Halima Guyo, 41, sells salt", "a man of 45".
fn is_age(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
    let age = number.value.as_whole().is_some_and(|n| (1..=AGE_MAX).contains(&n));
    let before = |n: usize| at.checked_sub(n).and_then(|i| s.piece(i));
    let somebody = before(2).is_some_and(|p| p.kind == Kind::Word && p.meaning.is_none());
    let apart = before(1).is_some_and(|p| p.text == "," || p.text == "(") && somebody;
    let next = s.piece(number.end);
    let closed = next.is_none_or(|p| matches!(p.text, "," | "." | ")" | ";"));
    // A name, its age, and more: "Ann Lee, 41, of Oslo", "Ann Lee, 41, and"; of others only what commas close in.
    let goes_on = next.is_some_and(|p| ["and", "from", "of"].iter().any(|w| p.is(w)));
    let of_name = at >= 2 && s.is_capital(at - 2) && (closed || goes_on);
    let of_noun = at >= 2 && s.upos(at - 2) == Upos::Noun && next.is_some_and(|p| matches!(p.text, "," | ")"));
    let man = ["man", "woman", "boy", "girl", "age", "ages"];
    let of_man = before(1).is_some_and(|p| p.is("of")) && before(2).is_some_and(|p| man.iter().any(|w| p.is(w)));
    age && ((apart && (of_name || of_noun)) || of_man || before(1).is_some_and(|p| p.is("aged") || p.is("age")))
}

/// Digits that a noun stands before are its number: "police post 542", "bus 42".
fn follows_noun(s: &Sentence<'_>, at: usize) -> bool {
    let plain = s.piece(at).is_some_and(|p| p.kind == Kind::Digits && p.text.bytes().all(|b| b.is_ascii_digit()));
    plain && !s.titled && at.checked_sub(1).is_some_and(|i| s.upos(i) == Upos::Noun)
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
