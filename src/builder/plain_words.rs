//! Names that are words or given names too: they count only where something else speaks for them.

use super::draft::is_city;
use crate::knowledge::{Alias, AliasKind, Entry};
use crate::record::EntityType;
use crate::text::fold;
use std::collections::{HashMap, HashSet};

/// Cities above these priors are meant by their names: those of half a million, and for given names a hundred thousand.
const WORD_PRIOR_MAX: u8 = 170;
const GIVEN_NAME_PRIOR_MAX: u8 = 160;
/// In this many of a hundred people a given name is very common ("Florence", "Charlotte").
const GIVEN_NAME_PERCENT: f64 = 0.05;

/// Makes the names of cities, bodies and products weak that are common words, or very common given names.
pub fn weaken(entry: &mut Entry, words: &HashSet<String>, census: &HashMap<String, f64>) {
    let is_brand = matches!(entry.class, EntityType::Organization | EntityType::Product);
    if !(is_brand || is_city(entry)) {
        return;
    }
    let is_word = |name: &str| is_brand || entry.prior < WORD_PRIOR_MAX && name.is_ascii();
    let is_given = |key: &str| {
        (is_brand || entry.prior < GIVEN_NAME_PRIOR_MAX) && census.get(key).is_some_and(|p| *p >= GIVEN_NAME_PERCENT)
    };
    let is_plain = |name: &str| {
        let key = fold(name);
        !key.contains(' ') && (words.contains(&key) && is_word(name) || is_given(&key))
    };
    let label = is_plain(&entry.name).then(|| entry.name.clone());
    let weak: Vec<bool> = entry.aliases.iter().map(|alias| is_plain(&alias.text)).collect();
    let plain = entry.aliases.iter_mut().zip(weak).filter(|row| row.1);
    plain.for_each(|(alias, _)| alias.kind = alias.kind.max(AliasKind::Weak));
    if let Some(label) = label {
        // An alias with the text of the label says of what kind the label is.
        entry.aliases.push(Alias { text: label, kind: AliasKind::Weak, share: 0 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, class: EntityType, prior: u8, is_weak: bool) {
        let words = HashSet::from(["reading".to_owned(), "target".to_owned()]);
        let census = HashMap::from([("charlotte".to_owned(), 0.1), ("quill".to_owned(), 0.001)]);
        let mut entry = Entry::new("x/y", name, class, prior);
        entry.subtype = (class == EntityType::Place).then(|| "City".to_owned());
        weaken(&mut entry, &words, &census);
        let weak = entry.aliases.iter().any(|a| a.text == name && a.kind == AliasKind::Weak);
        assert_eq!(weak, is_weak, "{name}");
    }

    #[test]
    fn words_and_given_names_of_small_places_and_brands() {
        check("Reading", EntityType::Place, 165, true);
        check("Reading", EntityType::Place, 175, false);
        check("Target", EntityType::Organization, 40, true);
        check("Target Media", EntityType::Organization, 40, false);
        check("Charlotte", EntityType::Place, 140, true);
        check("Charlotte", EntityType::Place, 172, false);
        check("Quill", EntityType::Place, 140, false);
        check("Reading", EntityType::Person, 20, false);
    }
}
