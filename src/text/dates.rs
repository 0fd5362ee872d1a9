//! Dates of publication as senders and pages write them, checked to be real.

use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;

/// Years in which a news article can have been published: the first newspaper is of 1605; dates far ahead are slips.
const YEARS: std::ops::RangeInclusive<i16> = 1605..=2200;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Characters of the longest date in words; a longer string is prose.
const LENGTH_MAX: usize = 64;

/// RFC 3339 (the sender's offset kept) or `YYYY-MM-DD`; `None` for what is no real date.
///
/// Read are ISO 8601, RFC 2822, and dates with an English month name, or with the year first. A time without an offset
/// is no moment: the day alone is kept.
pub fn date(written: &str) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.len() > LENGTH_MAX {
        return None;
    }
    iso(written).or_else(|| rfc2822(written)).or_else(|| in_words(written))
}

/// Seconds or milliseconds since 1970 in UTC.
pub fn epoch(number: i64) -> Option<String> {
    // 10^11 seconds lie in the year 5138, 10^11 milliseconds in 1973: no date of the web's age is both.
    let moment = if number.abs() >= 100_000_000_000 {
        jiff::Timestamp::from_millisecond(number)
    } else {
        jiff::Timestamp::from_second(number)
    };
    let text = moment.ok()?.to_string();
    (number > 0).then(|| iso(&text)).flatten()
}

fn iso(written: &str) -> Option<String> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let pieces = PARSER.parse_pieces(written).ok()?;
    let day = pieces.date();
    if !YEARS.contains(&day.year()) {
        return None;
    }
    let (Some(time), Some(offset)) = (pieces.time(), pieces.to_numeric_offset()) else { return Some(day.to_string()) };
    let moment = day.to_datetime(time);
    // What databases write for "none".
    if offset.seconds() == 0 && moment == jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0) {
        return None;
    }
    Some(format!("{moment}{}", offset_text(offset.seconds())))
}

fn offset_text(seconds: i32) -> String {
    if seconds == 0 {
        return "Z".to_owned();
    }
    let minutes = seconds.abs() / 60;
    format!("{}{:02}:{:02}", if seconds < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

/// The day of the week is left out: a wrong one does not make the date wrong.
fn rfc2822(written: &str) -> Option<String> {
    let rest = written.split_once(',').map_or(written, |(day, rest)| if day.len() <= 9 { rest } else { written });
    let parsed = jiff::fmt::rfc2822::parse(rest.trim()).ok()?;
    iso(&format!("{}{}", parsed.datetime(), offset_text(parsed.offset().seconds())))
}

/// "March 5, 2024", "5 Mar 2024 10:15", "2024/03/05"; "03/05/2024" may mean two days and is none.
fn in_words(written: &str) -> Option<String> {
    let tokens: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).collect();
    let number = |t: &str| t.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>().ok();
    let year_at = tokens.iter().position(|t| t.len() == 4 && t.parse::<i16>().is_ok_and(|y| YEARS.contains(&y)))?;
    let year = number(tokens.get(year_at)?)?;
    let month_at = tokens.iter().position(|t| t.len() >= 3 && month(t).is_some());
    let (month, day) = match month_at {
        Some(at) => {
            let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(|&i| i != year_at);
            let day = near.filter_map(|i| number(tokens.get(i)?)).find(|d| (1..=31).contains(d))?;
            (month(tokens.get(at)?)?, day)
        }
        None if year_at == 0 && tokens.len() >= 3 => (number(tokens.get(1)?)? as i8, number(tokens.get(2)?)?),
        None => return None,
    };
    Date::new(year, month, i8::try_from(day).ok()?).ok().map(|d| d.to_string())
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|m| word.starts_with(m))?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    (full.get(at)?.starts_with(word.as_str()) || word == "sept").then_some(at as i8 + 1)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
