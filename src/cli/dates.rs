//! Dates, ages and rates as they are typed.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// A publication date: RFC 3339 or a day, kept as it was typed.
pub fn published(typed: &str) -> Result<String, String> {
    let real = typed.parse::<Timestamp>().is_ok() || typed.parse::<Date>().is_ok_and(|_| typed.len() == 10);
    real.then(|| typed.to_owned())
        .ok_or_else(|| format!("`{typed}` is no date; write 2024-05-17 or 2024-05-17T08:30:00Z"))
}

/// A moment: RFC 3339, a day (its first moment in UTC), or an age before now.
pub fn instant(typed: &str) -> Result<Timestamp, String> {
    if let Ok(at) = typed.parse::<Timestamp>() {
        return Ok(at);
    }
    if let Ok(at) = format!("{typed}T00:00:00Z").parse::<Timestamp>() {
        return Ok(at);
    }
    let wrong =
        || format!("`{typed}` is no time; write 2024-05-17, 2024-05-17T08:30:00Z, or an age such as 90m, 24h, 7d");
    let age = age(typed).ok_or_else(wrong)?;
    Timestamp::now().checked_sub(age).map_err(|_| wrong())
}

/// `90m`, `24h`, `7d`, `30s`.
fn age(typed: &str) -> Option<SignedDuration> {
    let unit = typed.chars().last()?;
    let number: i64 = typed.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    (number >= 0).then_some(())?;
    Some(SignedDuration::from_secs(number.checked_mul(seconds)?))
}

/// `50/s` or `50`: a number a second; 0 is no limit.
pub fn rate(typed: &str) -> Result<f64, String> {
    let number: f64 = typed.strip_suffix("/s").unwrap_or(typed).parse().unwrap_or(f64::NAN);
    let fits = (0.0..=1e6).contains(&number);
    fits.then_some(number).ok_or_else(|| format!("`{typed}` is no rate; write for instance 50/s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_understood() {
        assert_eq!(published("2024-05-17"), Ok("2024-05-17".into()));
        assert!(published("2024-02-31").is_err() && published("Friday").is_err());
        assert_eq!(instant("2024-05-17").unwrap().to_string(), "2024-05-17T00:00:00Z");
        assert!(instant("24h").unwrap() < Timestamp::now());
        assert!(instant("-5h").is_err() && instant("h").is_err() && instant("").is_err());
        assert_eq!(rate("50/s"), Ok(50.0));
        assert!(rate("fast").is_err() && rate("-1").is_err() && rate("NaN").is_err());
    }
}
