//! Companies of stock indices (package pytickersymbols).

use super::python;
use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all, is_usable, slug};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::knowledge::{AliasKind, CountryCode, Entry};
use crate::record::EntityType;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap};

const PATH: &str = "pytickersymbols/indices_data.py";
/// Endings of names that say what form a company has; two may stand one behind the other ("& Co. KGaA").
const LEGAL_FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "plc",
    "ltd",
    "limited",
    "llc",
    "lp",
    "ag",
    "se",
    "sa",
    "s a",
    "nv",
    "n v",
    "spa",
    "s p a",
    "ab",
    "asa",
    "oyj",
    "as",
    "a s",
    "kgaa",
    "kg",
    "gmbh",
    "bv",
    "holdings",
    "holding",
    "group",
    "and",
    "publ",
    "abp",
    "sab de cv",
    "pjsc",
    "class a",
    "class b",
    "class c",
];

/// `countries` are codes by the folded names of countries.
pub fn read(archive: &Archive, countries: &HashMap<String, CountryCode>) -> Result<Vec<Draft>, BuildError> {
    let indices = python::literal(archive.text(PATH)?).ok_or_else(|| archive.wrong(PATH, "holds no dictionary"))?;
    let indices = indices.as_object().ok_or_else(|| archive.wrong(PATH, "holds no dictionary of indices"))?;
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for company in indices.values().filter_map(|index| index.get("companies")?.as_array()).flatten() {
        let text = |key: &str| company.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        let full = text("name").trim();
        let short = without_form(full);
        if !is_usable(&short) {
            continue;
        }
        let slug = slug(&short);
        let fresh = || Entry::new(format!("org/{slug}"), &short, EntityType::Organization, priors::LISTED_COMPANY);
        let entry = entries.entry(slug.clone()).or_insert_with(fresh);
        entry.subtype = Some("Corporation".into());
        entry.country = entry.country.or_else(|| countries.get(&fold(text("country"))).copied());
        add_all(entry, [full], AliasKind::Name);
    }
    Ok(entries.into_values().map(|entry| Draft::new(entry, Join::Name)).collect())
}

/// "Quill & Co. KGaA" → "Quill".
fn without_form(name: &str) -> String {
    let mut short = name.split(" (").next().unwrap_or(name).trim();
    for _ in 0..3 {
        let ending = |words: usize| short.rmatch_indices(' ').nth(words - 1).map(|(at, _)| short.split_at(at));
        let cut = [3, 2, 1].into_iter().filter_map(ending).find(|(_, end)| LEGAL_FORMS.contains(&form(end).as_str()));
        match cut {
            // "Group" and "Holdings" alone are not worth a name of one short word.
            Some((front, _)) if front.chars().count() > 2 => short = front.trim_end_matches([',', '&', ' ']),
            _ => break,
        }
    }
    short.to_owned()
}

fn form(end: &str) -> String {
    fold(end).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Alias, country_code};

    #[test]
    fn legal_forms_are_taken_off() {
        for (name, short) in [
            ("Quill & Co. KGaA", "Quill"),
            ("Quill S.p.A.", "Quill"),
            ("Quill Holdings plc", "Quill"),
            ("Quill (Class A)", "Quill"),
            ("Group Ltd", "Group"),
            ("Dale and Hill", "Dale and Hill"),
        ] {
            assert_eq!(without_form(name), short);
        }
    }

    #[test]
    fn a_company_of_two_indices_is_one() {
        let text = "INDICES = {'ONE': {'companies': [{'name': 'Quill AG', 'country': 'Arcadia'}]},
            'TWO': {'companies': [{'name': 'Quill', 'country': 'Arcadia'}, {'name': 'Orr'}]}}";
        let countries = HashMap::from([("arcadia".to_owned(), country_code("XA").unwrap())]);
        let drafts = read(&Archive::of(&[(PATH, text.as_bytes())]), &countries).unwrap();
        let names: Vec<_> = drafts.iter().map(|d| (d.entry.id.as_str(), d.entry.country)).collect();
        assert_eq!(names, [("org/orr", None), ("org/quill", country_code("XA"))]);
        assert_eq!(drafts[1].entry.aliases, [Alias::name("Quill AG")]);
    }
}
