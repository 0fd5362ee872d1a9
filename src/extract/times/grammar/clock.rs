//! Times of the day: "11:20 p.m.", "half past eight", "noon", "Monday morning", "3pm on Tuesday".

use crate::extract::times::lexicon::{Kind, Part, Unit};
use crate::extract::times::meaning::{Clock, Meaning, Read};
use crate::extract::times::numbers;
use crate::extract::times::page::Page;
use crate::extract::times::when::Precision;
use crate::record::Upos;

/// A time of the day that begins with token `i`, without its day.
pub fn read(page: &Page, i: usize) -> Read {
    if let Some((end, time)) = clock(page, i) {
        return Some(with_part(page, end, time));
    }
    // "4 in the morning"
    if page.is(i + 1, "in")
        && page.is(i + 2, "the")
        && page.any(i + 3, &["morning", "afternoon", "evening"])
        && let Some((end, time)) = hour_alone(page, i)
    {
        return Some(with_part(page, end, time));
    }
    let (end, part) = part(page, i)?;
    Some(part_meaning(page, end, part, None))
}

/// A time with the part of the day behind it: "20 past eight in the evening", "9 this morning" is left to the day.
fn with_part(page: &Page, end: usize, time: Clock) -> (usize, Meaning) {
    let zoned = end
        + usize::from(
            page.sense(end, Kind::Zone).is_some() && page.exact(end).starts_with(|c: char| c.is_ascii_uppercase()),
        );
    let the = zoned + usize::from(page.is(zoned, "in")) + usize::from(page.is(zoned + 1, "the"));
    if the == zoned + 2
        && let Some(part) = page.sense(the, Kind::Part).and_then(Part::of)
    {
        return (the + 1, Meaning::Clock { time: in_part(time, part), day: None });
    }
    (zoned, Meaning::Clock { time, day: None })
}

/// A time that a part of the day makes sure: eight in the evening is 20:00.
fn in_part(time: Clock, part: Part) -> Clock {
    let late = match part {
        Part::Afternoon => time.hour < 12 && time.hour > 0,
        Part::Evening => time.hour < 12 && time.hour >= 4,
        Part::Night => time.hour < 12 && time.hour >= 6,
        _ => false,
    };
    Clock { hour: if late && !time.sure { time.hour + 12 } else { time.hour }, sure: true, ..time }
}

/// A part of the day without its day: "the morning", "in the evening", "noon", "early morning", "mid-afternoon", "overnight".
fn part(page: &Page, i: usize) -> Option<(usize, Part)> {
    let in_ = i + usize::from(page.is(i, "in"));
    let later = i + usize::from(page.any(i, &["later", "early", "late"]));
    let in_ = if later > i && page.is(later, "in") { later + 1 } else { in_ };
    let the = in_ + usize::from(page.is(in_, "the"));
    let edge = the + usize::from(page.any(the, &["early", "late", "mid"]));
    let at = edge + usize::from(edge > the && page.is_dash(edge));
    // "the early hours of Sunday"
    if edge > the && page.is(edge - 1, "early") && page.is(at, "hours") && page.is(at + 1, "of") {
        return Some((at + 1, Part::Morning));
    }
    let mid_night = edge > the && page.is(edge - 1, "mid") && page.is(at, "night");
    let part = if mid_night { Part::Midnight } else { page.sense(at, Kind::Part).and_then(Part::of)? };
    if page.is(at, "mid") || page.any(at, &["breakfast", "mornings", "afternoons", "evenings"]) {
        return None;
    }
    let plain =
        matches!(page.upos(at), Upos::Noun | Upos::Adv | Upos::Adj | Upos::X | Upos::Propn) && !page.is_dash(at + 1);
    let name = page.is_capital(at) && at > page.sentence.start;
    let dawn_of_an_age = page.is(at, "dawn") && page.is(at + 1, "of")
        || page.is(at, "night") && page.is(at + 1, "of") && page.is(at + 2, "the");
    let alone = at == i
        && part == Part::Night
        && !(page.any(i.wrapping_sub(1), &["at", "by", "all", "of", "that", "one"])
            || page.is(at, "overnight")
            || page.is(at, "nighttime"));
    let counted = page.any(i.wrapping_sub(1), &["all", "every", "each"]) || page.is(at, "nights");
    let opening = page.any(at.wrapping_sub(1), &["opening", "good", "closing"]);
    let end = at + 1 + usize::from(page.is(at + 1, "hours") && page.is(at + 2, "of"));
    (plain && !name && !opening && !dawn_of_an_age && !alone && !counted).then_some((end, part))
}

/// What a part of a day means: noon and midnight are times of the clock.
fn part_meaning(page: &Page, end: usize, part: Part, day: Option<Box<Meaning>>) -> (usize, Meaning) {
    // "in the morning at 7", "in the morning 9 oclock"
    let at = end + usize::from(page.is(end, "at"));
    if let Some((behind, time)) = clock(page, at).or_else(|| hour_alone(page, at).filter(|_| at > end)) {
        return (behind, Meaning::Clock { time: in_part(time, part), day });
    }
    let hour = match part {
        Part::Noon => 12,
        Part::Midnight => 0,
        _ => return (end, Meaning::Part { part, day }),
    };
    let time = Clock { hour, minute: 0, second: 0, precision: Precision::Hour, sure: true };
    (end, Meaning::Clock { time, day })
}

/// A clock or part of the day with the day that follows: "3 p.m. on Friday", "noon Wednesday", "the morning of 5 May".
pub fn with_day(page: &Page, (end, meaning): (usize, Meaning)) -> Read {
    let mark = end + usize::from(page.any(end, &[",", "on", "of", "("]));
    let the = mark + usize::from(page.is(end, ",") && page.is(mark, "on"));
    let day = super::day(page, the).filter(|d| d.1.is_day() || matches!(d.1, Meaning::Part { .. }));
    let Some((behind, day)) = day else { return Some((end, meaning)) };
    let dated =
        matches!(day, Meaning::Fixed(_) | Meaning::DayOfYear { .. }) && matches!(meaning, Meaning::Clock { .. });
    let apart = the > end && page.is(end, ",") && !dated;
    if apart {
        return Some((end, meaning));
    }
    Some(match (meaning, day) {
        // "8am this morning", "five-thirty tomorrow evening"
        (Meaning::Clock { time, .. }, Meaning::Part { part, day }) => {
            (behind, Meaning::Clock { time: in_part(time, part), day })
        }
        (Meaning::Clock { time, .. }, day) => match page.sense(behind, Kind::Part).and_then(Part::of) {
            Some(part) => (behind + 1, Meaning::Clock { time: in_part(time, part), day: Some(day.boxed()) }),
            None => (behind, Meaning::Clock { time, day: Some(day.boxed()) }),
        },
        (Meaning::Part { part, .. }, day) if day.is_day() => (behind, Meaning::Part { part, day: Some(day.boxed()) }),
        (meaning, _) => (end, meaning),
    })
}

/// A day with the time behind it: "Monday morning", "tomorrow at 8:45", "Friday the 26th at 4", "tonight at 8".
pub fn with_time(page: &Page, (end, day): (usize, Meaning)) -> Read {
    if let Meaning::Part { part, day: Some(of) } = day {
        return Some(part_meaning(page, end, part, Some(of)));
    }
    if !day.is_day() {
        return Some((end, day));
    }
    let own = end + usize::from(page.any(end, &["'s", "’s"]) && page.sense(end + 1, Kind::Part).is_some());
    let early = own + usize::from(page.any(own, &["early", "late", "mid", "in"]));
    let early = early + usize::from(early > own && (page.is_dash(early) || page.is(early, "the")));
    if let Some(part) = page.sense(early, Kind::Part).and_then(Part::of).filter(|_| !page.is_dash(early + 1)) {
        return Some(part_meaning(page, early + 1, part, Some(day.boxed())));
    }
    for (word, part) in [("am", Part::Morning), ("pm", Part::Afternoon)] {
        if page.is(end, word) {
            return Some((end + 1, Meaning::Part { part, day: Some(day.boxed()) }));
        }
    }
    let mark = end + usize::from(page.any(end, &[",", "@", "for", "from", "around", "about"]));
    let at = mark + usize::from(page.is(mark, "at"));
    let around = at + usize::from(page.any(at, &["about", "around"]));
    let alone = || hour_alone(page, around).filter(|_| page.any(around - 1, &["at", "around", "@"]) && around > end);
    if let Some((behind, time)) = clock(page, around).or_else(alone) {
        let (behind, meaning) = with_part(page, behind, time);
        return match meaning {
            Meaning::Clock { time, .. } => Some((behind, Meaning::Clock { time, day: Some(day.boxed()) })),
            _ => Some((end, day)),
        };
    }
    Some((end, day))
}

/// A bare number as an hour, where something else has said that it is one.
fn hour_alone(page: &Page, i: usize) -> Option<(usize, Clock)> {
    let hour: i8 = match page.exact(i).parse() {
        Ok(hour) => hour,
        Err(_) => page.sense(i, Kind::Cardinal)? as i8,
    };
    let unit = page.sense(i + 1, Kind::Unit).or(page.sense(i + 1, Kind::Units)).is_some();
    ((1..=12).contains(&hour)
        && !unit
        && !page.is(i + 1, "%")
        && !matches!(page.upos(i + 1), Upos::Noun | Upos::Propn | Upos::Adj))
    .then(|| (i + 1, plain(hour, 0)))
}

fn plain(hour: i8, minute: i8) -> Clock {
    let precision = if minute == 0 { Precision::Hour } else { Precision::Minute };
    Clock { hour, minute, second: 0, precision, sure: hour > 12 || hour == 0 }
}

/// A time of the clock that says by itself that it is one.
pub fn clock(page: &Page, i: usize) -> Option<(usize, Clock)> {
    past_hour(page, i).or_else(|| in_digits(page, i)).or_else(|| in_words(page, i))
}

/// "20 min past eight", "half past nine", "quarter to ten", "10 past 9".
fn past_hour(page: &Page, i: usize) -> Option<(usize, Clock)> {
    let a = i + usize::from(page.is(i, "a"));
    let (at, minute) = if page.is(a, "half") {
        (a + 1, 30)
    } else if page.is(a, "quarter") {
        (a + 1, 15)
    } else {
        let (at, n) = small(page, i)?;
        (
            at + usize::from(matches!(
                page.sense(at, Kind::Unit).or(page.sense(at, Kind::Units)).and_then(Unit::of),
                Some(Unit::Minute)
            )),
            n,
        )
    };
    let sign = if page.is(at, "past") {
        1
    } else if page.is(at, "to")
        && page.sense(at - 1, Kind::Units).is_none()
        && !page.is_numeric(i)
        && (page.is(a, "quarter"))
    {
        -1
    } else {
        return None;
    };
    let (end, hour) = small(page, at + 1).filter(|&(_, h)| (1..=12).contains(&h))?;
    let time = if sign > 0 { plain(hour, minute) } else { plain(if hour == 1 { 12 } else { hour - 1 }, 60 - minute) };
    let end = end + usize::from(page.any(end, &["o'clock", "oclock", "o’clock"]));
    Some(half_of_day(page, end, time))
}

/// A number below 60, in digits or words.
fn small(page: &Page, i: usize) -> Option<(usize, i8)> {
    let number = page.exact(i).parse::<i8>().ok().map(|n| (i + 1, n));
    number
        .or_else(|| numbers::words(page, i).and_then(|(at, n)| Some((at, i8::try_from(n).ok()?))))
        .filter(|&(_, n)| (0..60).contains(&n))
}

/// "a.m." or "p.m." behind a time.
fn half_of_day(page: &Page, i: usize, time: Clock) -> (usize, Clock) {
    let letters = meridiem(page.exact(i)).map(|m| (i + 1, m));
    let spelt = || {
        (page.any(i, &["a", "p"]) && page.is(i + 1, ".") && page.any(i + 2, &["m", "m."]))
            .then(|| (i + 3 + usize::from(page.is(i + 3, ".")), page.is(i, "p")))
    };
    match letters.or_else(spelt).filter(|_| time.hour <= 12) {
        Some((end, pm)) => (end, of_half(time, pm)),
        None => (i, time),
    }
}

fn of_half(time: Clock, pm: bool) -> Clock {
    let hour = time.hour % 12 + if pm { 12 } else { 0 };
    Clock { hour, sure: true, ..time }
}

/// Whether letters say which half of the day: "a.m.", "pm", "p.m", "P.M.".
fn meridiem(word: &str) -> Option<bool> {
    let mut letters = word.chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase());
    let (half, m, none) = (letters.next()?, letters.next(), letters.next());
    match (half, m, none) {
        ('a', Some('m'), None) => Some(false),
        ('p', Some('m'), None) => Some(true),
        _ => None,
    }
}

/// "11:20 p.m.", "3pm", "17:49:19", "8.30pm", "9a", "1140 a.m.", "10 o'clock", "1500 GMT", "at 6.45".
fn in_digits(page: &Page, i: usize) -> Option<(usize, Clock)> {
    let word = page.exact(i);
    if !page.is_numeric(i) || page.touches(i) && i > page.sentence.start && matches!(page.exact(i - 1), "-" | ":" | "/")
    {
        return None;
    }
    let at = word.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(word.len());
    let (digits, letters) = word.split_at(at);
    let digits = digits.trim_end_matches('.');
    let colon = digits.contains(':');
    let time = of_digits(digits)?;
    let glued = match letters.trim_start_matches('.') {
        "" => None,
        "a" | "p" if colon || !page.is_capital(i + 1) => Some(letters.ends_with('p')),
        "hrs" | "h" if digits.len() >= 4 => return Some((i + 1, Clock { sure: true, ..time })),
        "ampm" => Some(false),
        letters => Some(meridiem(letters)?),
    };
    if let Some(pm) = glued {
        return (time.hour <= 12 && time.hour > 0).then(|| (i + 1, of_half(time, pm)));
    }
    let (end, sure) = half_of_day(page, i + 1, time);
    if end > i + 1 {
        return (time.hour > 0).then_some((end, sure));
    }
    if page.any(end, &["o'clock", "oclock", "o’clock"]) && !colon && time.hour <= 12 {
        return Some(half_of_day(page, end + 1, time));
    }
    let zone = page.sense(end, Kind::Zone).is_some() && page.exact(end).chars().all(|c| c.is_ascii_uppercase());
    let four = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    if zone && (colon || four) || four && page.any(end, &["hours", "hrs"]) {
        return Some((end + usize::from(four && !zone), Clock { sure: true, ..time }));
    }
    let score = page.exact(end) == ":" || page.any(end, &["win", "lead", "defeat", "aspect", "victory", "ratio"]);
    let scripture = page.is_capital(i.wrapping_sub(1))
        && i > page.sentence.start
        && page.upos(i - 1) == Upos::Propn
        && page.sense(i - 1, Kind::Weekday).is_none()
        && page.sense(i - 1, Kind::Month).is_none();
    if colon && digits.split(':').nth(1).is_some_and(|m| m.len() == 2) && !score && !scripture {
        return Some((end, time));
    }
    let dotted = digits.contains('.') && i > page.sentence.start && page.is(i - 1, "at") && is_end(page, end);
    (dotted && digits.split('.').nth(1).is_some_and(|m| m.len() == 2)).then_some((end, time))
}

fn is_end(page: &Page, i: usize) -> bool {
    page.exact(i).is_empty() || matches!(page.exact(i), "." | "?" | "," | "!" | ";")
}

/// "11:20", "17:49:19", "8.30", "1140", "9".
fn of_digits(digits: &str) -> Option<Clock> {
    let mut parts = digits.split([':', '.']);
    let (first, second, third, rest) = (parts.next()?, parts.next(), parts.next(), parts.next());
    let number = |p: &str| p.parse::<i8>().ok();
    let (hour, minute, seconds) = match (second, third) {
        (None, _) if first.len() >= 3 && first.len() <= 4 => {
            let (hour, minute) = first.split_at(first.len() - 2);
            (number(hour)?, number(minute)?, None)
        }
        (None, _) => (number(first)?, 0, None),
        (Some(minute), third) => {
            (number(first)?, (minute.len() == 2).then(|| number(minute)).flatten()?, third.map(number))
        }
    };
    let second = match seconds {
        Some(second) => second?,
        None => 0,
    };
    let valid = (0..=24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second)
        && rest.is_none()
        && (hour < 24 || minute == 0);
    let precision = match (digits.len() > 2, seconds) {
        (_, Some(_)) => Precision::Second,
        (true, None) => Precision::Minute,
        (false, None) => Precision::Hour,
    };
    valid.then_some(Clock { hour: hour % 24, minute, second, precision, sure: hour > 12 || hour == 0 })
}

/// "seven p.m.", "five-thirty", "ten o'clock", "nine thirty" behind a day or before a part of it.
fn in_words(page: &Page, i: usize) -> Option<(usize, Clock)> {
    let hour = page.sense(i, Kind::Cardinal).filter(|h| (1..=12).contains(h))? as i8;
    if page.any(i, &["a", "an"]) {
        return None;
    }
    let (end, time) = half_of_day(page, i + 1, plain(hour, 0));
    if end > i + 1 {
        return Some((end, time));
    }
    if page.any(i + 1, &["o'clock", "oclock", "o’clock"]) {
        return Some(half_of_day(page, i + 2, plain(hour, 0)));
    }
    let dash = i + 1 + usize::from(page.is_dash(i + 1) && page.touches(i + 1));
    let (end, minute) = numbers::words(page, dash).filter(|&(_, m)| (10..60).contains(&m))?;
    let (end, time) = half_of_day(page, end, plain(hour, minute as i8));
    let day = |at: usize| page.sense(at, Kind::Day).is_some() || page.sense(at, Kind::Weekday).is_some();
    let before =
        i > page.sentence.start && (page.is(i - 1, "at") || day(i - 1) || page.sense(i - 1, Kind::Ordinal).is_some());
    (time.sure || before || day(end)).then_some((end, time))
}
