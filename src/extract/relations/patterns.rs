//! The table of relations (patterns.tsv): the ways of saying that two things belong together.

use crate::record::EntityType;
use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    Noun,
    Verb,
    Preposition,
    Possessive,
    Beside,
    Based,
}

const FORMS: [(&str, Form); 6] = [
    ("noun", Form::Noun),
    ("verb", Form::Verb),
    ("prep", Form::Preposition),
    ("poss", Form::Possessive),
    ("beside", Form::Beside),
    ("based", Form::Based),
];

/// One row.
#[derive(Debug)]
pub struct Pattern {
    pub form: Form,
    pub words: Vec<&'static str>,
    subjects: Vec<&'static str>,
    objects: Vec<&'static str>,
    pub predicate: &'static str,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let read = |row: &'static str| {
        let mut cells = row.split('\t');
        let name = cells.next()?;
        let form = FORMS.iter().find(|(form, _)| *form == name)?.1;
        let mut list = || cells.next().map(|cell| cell.split('|').collect::<Vec<_>>());
        let (words, subjects, objects) = (list()?, list()?, list()?);
        Some(Pattern { form, words, subjects, objects, predicate: cells.next()? })
    };
    rows(include_str!("patterns.tsv")).filter_map(read).collect()
});

/// The patterns of a form by their words.
static BY_WORD: LazyLock<HashMap<Form, HashMap<&'static str, Vec<&'static Pattern>>>> = LazyLock::new(|| {
    let mut by_word: HashMap<_, HashMap<_, Vec<_>>> = HashMap::default();
    for pattern in PATTERNS.iter() {
        let words = by_word.entry(pattern.form).or_default();
        pattern.words.iter().for_each(|&word| words.entry(word).or_default().push(pattern));
    }
    by_word
});

/// Verbs, and what lemmatizers may leave of them ("headquarte", "bas"), with how they are joined and their word in the table.
static VERBS: LazyLock<HashMap<String, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut verbs: HashMap<String, Vec<_>> = HashMap::default();
    let words = PATTERNS.iter().filter(|p| p.form == Form::Verb).flat_map(|p| p.words.iter().copied());
    for (word, (verb, how)) in words.filter_map(|word| Some((word, word.split_once(':')?))) {
        let shorter = verb.strip_suffix('e').map(str::to_owned);
        for form in [Some(verb.to_owned()), shorter, Some(format!("{verb}e"))].into_iter().flatten() {
            let all = verbs.entry(form).or_default();
            if !all.contains(&(how, word)) {
                all.push((how, word));
            }
        }
    }
    verbs
});

/// The patterns of a form with a word.
pub fn with(form: Form, word: &str) -> &'static [&'static Pattern] {
    BY_WORD.get(&form).and_then(|words| words.get(word)).map_or(&[], Vec::as_slice)
}

/// How a verb is joined ("obj", a preposition), and its word in the table.
pub fn verb(lemma: &str) -> &'static [(&'static str, &'static str)] {
    VERBS.get(lemma).map_or(&[], Vec::as_slice)
}

impl Pattern {
    pub fn joins(&self, subject: EntityType, object: EntityType) -> bool {
        holds(&self.subjects, subject) && holds(&self.objects, object)
    }
}

fn holds(classes: &[&str], class: EntityType) -> bool {
    classes.iter().any(|name| match *name {
        "Person" => class == EntityType::Person,
        "Body" => class == EntityType::Organization,
        "Place" => class == EntityType::Place,
        "Site" => class == EntityType::Facility,
        _ => true,
    })
}

/// How many rows have a form.
#[cfg(test)]
pub fn count(form: Form) -> usize {
    PATTERNS.iter().filter(|pattern| pattern.form == form).count()
}
