//! How often news names a thing, as a number from 0 to 255: what is believed before anything was counted.

pub const COUNTRY: u8 = 230;
/// Territories and dead states: named, but seldom.
pub const TERRITORY: u8 = 130;
pub const REGION: u8 = 130;
pub const DIVISION: u8 = 120;
/// Counties are named with their state, and less than it.
pub const COUNTY: u8 = 115;
pub const BRAND: u8 = 40;
pub const OTHER: u8 = 20;
/// Companies of stock indices stand between brands and those that were chosen by hand.
pub const LISTED_COMPANY: u8 = 90;
/// What a place gains by having been chosen by hand for its news.
pub const NEWS_CITY: u8 = 22;
/// Persons come and go; a body of the same tier stays in the news.
const PERSON_LESS: u8 = 10;

/// Points for each time that the people of a place are ten times as many, and for one without people.
const CITY: (f64, f64) = (14.0, 90.0);
const CAPITAL: (f64, f64) = (14.0, 125.0);
/// Divisions gain from 100,000 people on: 10 million are 160.
const DIVISION_STEP: f64 = 20.0;
const DIVISION_FROM: f64 = 5.0;
/// At most this for a city or division that bears the name of its country: the country is meant.
pub const NAMESAKE_MAX: u8 = 180;
/// A city is named less than its country.
pub const NEWS_CITY_MAX: u8 = 228;
/// Divisions that English news names without their country.
const WELL_KNOWN: &[(&[u8; 2], u8)] =
    &[(b"US", 50), (b"CA", 20), (b"AU", 20), (b"GB", 30), (b"IN", 10), (b"UA", 5), (b"DE", 5), (b"ES", 5)];

/// Tier 0 (named daily) to 3 (now and then).
pub fn of_tier(tier: u8, is_person: bool) -> u8 {
    let body = 240_u8.saturating_sub(tier.min(3) * 25);
    if is_person { body - PERSON_LESS } else { body }
}

pub fn city(people: u64, is_capital: bool) -> u8 {
    let (step, base) = if is_capital { CAPITAL } else { CITY };
    let points = base + step * (people.max(1) as f64).log10();
    points.round().clamp(0.0, f64::from(COUNTRY)) as u8
}

pub fn division(country: &[u8; 2], people: u64) -> u8 {
    let known = WELL_KNOWN.iter().find(|row| row.0 == country).map_or(0, |row| row.1);
    let gain = (DIVISION_STEP * ((people.max(1) as f64).log10() - DIVISION_FROM)).clamp(0.0, 60.0);
    (DIVISION + known).saturating_add(gain.round() as u8)
}

#[cfg(test)]
#[path = "priors_tests.rs"]
mod tests;
