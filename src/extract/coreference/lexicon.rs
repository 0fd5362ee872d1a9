//! The words that coreference knows by themselves: personal pronouns, and what common nouns name.

use crate::knowledge::Gender;
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// One personal pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// 1, 2 or 3.
    pub person: u8,
    /// `None` for "you".
    pub plural: Option<bool>,
    pub gender: Option<Gender>,
    /// "it", "its", "itself".
    pub neuter: bool,
    pub case: Case,
    /// Its row in the table.
    pub number: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Plain,
    Possessive,
    Reflexive,
}

/// What a common noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Sort {
    Unknown,
    Person,
    People,
    Body,
    Place,
    Event,
    Time,
    Thing,
}

impl Sort {
    fn named(name: &str) -> Self {
        match name {
            "person" => Sort::Person,
            "people" => Sort::People,
            "body" => Sort::Body,
            "place" => Sort::Place,
            "event" => Sort::Event,
            "time" => Sort::Time,
            "thing" => Sort::Thing,
            _ => Sort::Unknown,
        }
    }

    pub fn is_human(self) -> bool {
        matches!(self, Sort::Person | Sort::People)
    }
}

/// One meaning of a common noun; a noun has a bit for each of its rows in nouns.txt.
#[derive(Clone, Copy, Debug)]
struct Row {
    sort: Sort,
    gender: Option<Gender>,
    subtype: &'static str,
}

struct Nouns {
    rows: Vec<Row>,
    /// For each lemma the rows that hold it, one bit each, the first row first.
    of: HashedMap<u32>,
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let mut nouns = Nouns { rows: Vec::new(), of: HashedMap::default() };
    for row in rows(include_str!("nouns.txt")) {
        let mut cells = row.split(' ');
        let (sort, tells) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let gender = match tells {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            _ => None,
        };
        let subtype = if gender.is_some() { "-" } else { tells };
        let bit = 1u32 << nouns.rows.len().min(31);
        nouns.rows.push(Row { sort: Sort::named(sort), gender, subtype });
        cells.for_each(|lemma| *nouns.of.entry(lower_hash(lemma)).or_default() |= bit);
    }
    nouns
});

/// The rows of nouns.txt that hold a noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noun(u32);

/// Endings of nouns that name persons: "striker", "pianist".
const PERSON_ENDINGS: [&str; 7] = ["ist", "man", "woman", "person", "ician", "eer", "keeper"];

impl Noun {
    /// The noun of a lemma, by the hash of its lower case.
    pub fn of(lemma: u64) -> Self {
        Self(NOUNS.of.get(&lemma).copied().unwrap_or(0))
    }

    /// Its rows, the first of the table first.
    fn rows(self) -> impl Iterator<Item = &'static Row> {
        let some = |left: u32| (left != 0).then_some(left);
        let left = std::iter::successors(some(self.0), move |left| some(left & (left - 1)));
        left.filter_map(|left| NOUNS.rows.get(left.trailing_zeros() as usize))
    }

    /// What it names first of all; by its ending where the table does not know it.
    pub fn sort(self, lemma: &str) -> Sort {
        match self.rows().next() {
            Some(row) => row.sort,
            None if PERSON_ENDINGS.iter().any(|end| lemma.len() > end.len() + 2 && lemma.ends_with(end)) => {
                Sort::Person
            }
            None => Sort::Unknown,
        }
    }

    pub fn can_be(self, sort: Sort) -> bool {
        self.rows().any(|row| row.sort == sort)
    }

    pub fn gender(self) -> Option<Gender> {
        self.rows().find_map(|row| row.gender)
    }

    /// Whether it can name something of a schema.org subtype.
    pub fn fits_subtype(self, subtype: &str) -> bool {
        self.rows().any(|row| row.subtype == subtype)
    }

    /// Whether it says of which subtype a thing is.
    pub fn has_subtype(self) -> bool {
        self.rows().any(|row| row.subtype != "-")
    }

    /// Whether one row holds both.
    pub fn is_like(self, other: Noun) -> bool {
        self.0 & other.0 != 0
    }

    pub fn is_known(self) -> bool {
        self.0 != 0
    }
}

static PRONOUNS: LazyLock<HashedMap<Pronoun>> = LazyLock::new(|| {
    let parsed = rows(include_str!("pronouns.txt")).enumerate().filter_map(|(n, row)| {
        let mut cells = row.split(' ');
        let form = cells.next()?;
        let person = cells.next()?.parse().ok()?;
        let plural = match cells.next()? {
            "s" => Some(false),
            "p" => Some(true),
            _ => None,
        };
        let gender = cells.next()?;
        let case = match cells.next()? {
            "p" => Case::Possessive,
            "r" => Case::Reflexive,
            _ => Case::Plain,
        };
        let known = match gender {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            _ => None,
        };
        let pronoun = Pronoun { person, plural, gender: known, neuter: gender == "n", case, number: n as u8 };
        Some((lower_hash(form), pronoun))
    });
    parsed.collect()
});

/// The pronoun that a word is, by the hash of its lower case.
pub fn pronoun(lower: u64) -> Option<Pronoun> {
    PRONOUNS.get(&lower).copied()
}

/// Groups of synonyms.txt that hold a noun.
static SYNONYMS: LazyLock<HashedMap<u64>> = LazyLock::new(|| {
    let mut groups: HashedMap<u64> = HashedMap::default();
    for (n, row) in rows(include_str!("synonyms.txt")).enumerate().take(64) {
        row.split(' ').for_each(|noun| *groups.entry(lower_hash(noun)).or_default() |= 1 << n);
    }
    groups
});

/// Whether two nouns, by the hashes of their lemmas, can name one thing by themselves.
pub fn are_synonyms(a: u64, b: u64) -> bool {
    let groups = |noun: u64| SYNONYMS.get(&noun).copied().unwrap_or(0);
    groups(a) & groups(b) != 0
}

/// The groups of synonyms of a noun, one bit each.
pub fn synonyms(noun: u64) -> u64 {
    SYNONYMS.get(&noun).copied().unwrap_or(0)
}
