//! States that are no more (package histwardb).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, is_usable, qid};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::knowledge::Entry;
use crate::record::EntityType;

const PATH: &str = "histwardb/data/crosswalk.csv";

/// The first two cells of each line are a Wikidata id and a name; the list also holds states of today, which are known.
pub fn read(archive: &Archive) -> Result<Vec<Draft>, BuildError> {
    let mut drafts = Vec::new();
    for line in archive.text(PATH)?.lines().skip(1) {
        let (id, rest) = line.split_once(',').unwrap_or((line, ""));
        // A quoted name may hold commas.
        let name = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split(',').next(),
        };
        let (Some(number), Some(name)) = (qid(id), name.filter(|name| is_usable(name))) else { continue };
        let mut entry = Entry::new(format!("wikidata/Q{number}"), name, EntityType::Place, priors::OTHER);
        entry.qid = Some(number);
        entry.subtype = Some("Country".into());
        drafts.push(Draft::new(entry, Join::Ids));
    }
    Ok(drafts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names() {
        let text = "country_qid,country,cow_code\nQ5,Old Arcadia,,\nQ6,\"Hill, Kingdom of\",3\n,Nowhere,\n";
        let drafts = read(&Archive::of(&[(PATH, text.as_bytes())])).unwrap();
        let rows: Vec<_> = drafts.iter().map(|d| (d.entry.qid, d.entry.name.as_str())).collect();
        assert_eq!(rows, [(Some(5), "Old Arcadia"), (Some(6), "Hill, Kingdom of")]);
    }
}
