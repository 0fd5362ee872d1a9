//! Numbers as times are written with them: digits, words, fractions, ordinals, years in words.

use super::lexicon::Kind;
use super::page::Page;

/// A number in hundredths: "one and a half" is 150; `None` where it is not said how many ("a few").
pub type Amount = Option<i64>;

/// Longest number of words ("two thousand one hundred and twenty-three"), in tokens.
const WORDS_MAX: usize = 9;
/// Longest number of digits that counts units of time: "10,000".
const DIGITS_MAX: usize = 9;

/// Hundredths of the digits at token `i`: "3", "3.5", "10,000".
pub fn digits(page: &Page, i: usize) -> Option<i64> {
    let word = page.exact(i);
    if !page.is_numeric(i) || word.len() > DIGITS_MAX {
        return None;
    }
    if let Some((above, below)) = word.split_once('/') {
        let (above, below) = (above.parse::<i64>().ok()?, below.parse::<i64>().ok()?);
        return (above < below && below <= 8).then_some(above * 100 / below.max(1));
    }
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let whole: i64 = if whole.contains(',') { grouped(whole)? } else { whole.parse().ok()? };
    let hundredths = match fraction.len() {
        0 => 0,
        1 => fraction.parse::<i64>().ok()? * 10,
        2 => fraction.parse::<i64>().ok()?,
        _ => return None,
    };
    Some(whole * 100 + hundredths)
}

/// "10,000": groups of three behind commas.
fn grouped(word: &str) -> Option<i64> {
    let threes = word.split(',').skip(1).all(|group| group.len() == 3);
    threes.then(|| word.replace(',', "").parse().ok()).flatten()
}

/// A whole number in words, without "a": the number and the token behind it.
pub fn words(page: &Page, i: usize) -> Option<(usize, i64)> {
    let (mut at, mut total, mut part) = (i, 0, None::<i64>);
    while at < i + WORDS_MAX {
        // "twenty-five" is three tokens, "hundred and five" too.
        let joined = page.is_dash(at) && page.touches(at) || page.is(at, "and") && part.is_some_and(|p| p % 100 == 0);
        let word = if at > i && joined { at + 1 } else { at };
        if let Some(scale) = page.sense(word, Kind::Scale).map(i64::from).filter(|_| at > i || !page.is(word, "second"))
        {
            let times = part.take().unwrap_or(1) * scale;
            if scale == 1000 {
                total += times;
            } else {
                part = Some(times);
            }
            at = word + 1;
            if scale == 1000 && !page.is(at, "and") && page.sense(at, Kind::Cardinal).is_none() {
                break;
            }
            if scale == 1000 {
                part = Some(0);
            }
            continue;
        }
        let Some(n) = page.sense(word, Kind::Cardinal).map(i64::from) else { break };
        let article = page.any(word, &["a", "an"]);
        let fits = match part {
            None => !article || page.sense(word + 1, Kind::Scale).is_some(),
            Some(p) if p % 100 == 0 && (p > 0 || total > 0) => !article,
            Some(p) => !article && p % 10 == 0 && (20..100).contains(&(p % 100)) && (1..10).contains(&n),
        };
        if !fits {
            break;
        }
        part = Some(part.unwrap_or(0) + n);
        at = word + 1;
    }
    (at > i).then(|| (at, total + part.unwrap_or(0)))
}

/// How many units: "3", "3 1/2", "twenty-five", "a", "half a", "one and a half", "a few", "a couple of".
pub fn amount(page: &Page, i: usize) -> Option<(usize, Amount)> {
    if page.is(i, "half") {
        let at = i + 1 + usize::from(page.any(i + 1, &["a", "an"]));
        return (at > i + 1 || page.is_dash(at)).then_some((at, Some(50)));
    }
    if page.any(i, &["a", "an", "the", "another"]) {
        let (the, whole) = (page.is(i, "the"), page.any(i + 1, &["whole", "full", "single", "half"]));
        return match page.sense(i + 1, Kind::Vague) {
            Some(n) => Some(vague(page, i + 2, n)),
            _ if the => None,
            _ if whole => Some((i + 2, Some(if page.is(i + 1, "half") { 50 } else { 100 }))),
            _ => words(page, i).map(|(at, n)| (at, Some(n * 100))).or(Some((i + 1, Some(100)))),
        };
    }
    if let Some(n) = page.sense(i, Kind::Vague) {
        return Some(vague(page, i + 1, n));
    }
    let (at, n) = match digits(page, i) {
        Some(n) => (i + 1, n),
        None => words(page, i).map(|(at, n)| (at, n * 100))?,
    };
    // "2 1/2", "one and a half", "twenty and four"
    if let Some(fraction) = digits(page, at).filter(|&f| f < 100 && page.exact(at).contains('/')) {
        return Some((at + 1, Some(n + fraction)));
    }
    if page.is(at, "and") {
        let a = at + 1 + usize::from(page.any(at + 1, &["a", "an"]));
        if let Some(part) = fraction(page, a) {
            return Some((a + 1, Some(n + part)));
        }
        if let Some((end, more)) = words(page, at + 1).filter(|&(_, more)| n >= 2000 && more < 10) {
            return Some((end, Some(n + more * 100)));
        }
    }
    Some((at, Some(n)))
}

/// "half", "a quarter" behind "one and".
pub fn fraction(page: &Page, i: usize) -> Option<i64> {
    if page.is(i, "half") { Some(50) } else { page.is(i, "quarter").then_some(25) }
}

fn vague(page: &Page, at: usize, n: u16) -> (usize, Amount) {
    let end = at + usize::from(page.is(at, "of"));
    (end, (n > 0).then_some(i64::from(n) * 100))
}

/// An ordinal: "third", "twenty-third", "23rd"; not "second" before a number of seconds.
pub fn ordinal(page: &Page, i: usize) -> Option<(usize, u8)> {
    let word = page.exact(i);
    if page.is_numeric(i) {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = word.get(number.len()..).unwrap_or("");
        let ends = ["st", "nd", "rd", "th"].iter().any(|e| ending.eq_ignore_ascii_case(e));
        return ends.then(|| number.parse().ok()).flatten().map(|n| (i + 1, n));
    }
    if let Some(n) = page.sense(i, Kind::Ordinal) {
        return Some((i + 1, n as u8));
    }
    let tens = page.sense(i, Kind::Cardinal).filter(|n| *n >= 20 && n % 10 == 0)?;
    let at = i + 1 + usize::from(page.is_dash(i + 1));
    let ones = page.sense(at, Kind::Ordinal).filter(|n| *n < 10)?;
    Some((at + 1, (tens + ones) as u8))
}

/// A year in words: "nineteen ninety-six", "nineteen oh five", "two thousand and five".
pub fn year(page: &Page, i: usize) -> Option<(usize, i16)> {
    let first = page.sense(i, Kind::Cardinal)?;
    if first == 2 && page.is(i + 1, "thousand") {
        return words(page, i).filter(|&(_, n)| (2000..2100).contains(&n)).map(|(at, n)| (at, n as i16));
    }
    if !(15..=20).contains(&first) {
        return None;
    }
    let zero = page.any(i + 1, &["oh", "o"]);
    let (at, rest) = words(page, i + 1 + usize::from(zero))?;
    let fits = if zero { (1..10).contains(&rest) } else { (10..100).contains(&rest) };
    fits.then_some((at, first as i16 * 100 + rest as i16))
}
