//! Numbers that are no quantities: years, dates, times, scores, telephones, ages, items of a list, names and parts of names.

use super::counts::noun_behind;
use super::scan::Sentence;
use super::vocabulary::{CLOCK, IDLE, LABEL, MONTH, TIME, WEEKDAY, YEAR};
use crate::record::Upos;
use crate::text::numbers::{Kind, Number, Ratio};

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
pub fn is_joined(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
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
pub fn is_date_or_time(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
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
pub fn is_listed(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
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
pub fn is_one(s: &Sentence<'_>, at: usize, number: &Number, noun: Option<usize>) -> bool {
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
pub fn is_name_word(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
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
pub fn follows_name(s: &Sentence<'_>, at: usize) -> bool {
    let capital = |i: usize| s.is_capital(i) && (i > 0 || s.upos(i) == Upos::Propn) && !s.titled;
    let plain = s.piece(at).is_some_and(|p| p.text.len() <= 4 && !p.text.contains(','));
    plain && at.checked_sub(1).is_some_and(capital)
}

pub fn is_plural(s: &Sentence<'_>, noun: usize) -> bool {
    s.piece(noun)
        .is_some_and(|p| p.text.ends_with('s') || ["people", "men", "women", "children"].iter().any(|w| p.is(w)))
}

/// The age of somebody: "Halima Guyo, 41, sells salt", "a man of 45".
pub fn is_age(s: &Sentence<'_>, at: usize, number: &Number) -> bool {
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
pub fn follows_noun(s: &Sentence<'_>, at: usize) -> bool {
    let plain = s.piece(at).is_some_and(|p| p.kind == Kind::Digits && p.text.bytes().all(|b| b.is_ascii_digit()));
    plain && !s.titled && at.checked_sub(1).is_some_and(|i| s.upos(i) == Upos::Noun)
}

/// So many digits are a telephone, an account, a post.
pub fn is_long(s: &Sentence<'_>, at: usize) -> bool {
    s.piece(at).is_some_and(|p| p.text.len() >= NAME_DIGITS && p.text.bytes().all(|b| b.is_ascii_digit()))
}
