//! What speaks for and against a pair of phrases: templates of features, and the learned weight of each.

use crate::text::rows;
use std::sync::LazyLock;

macro_rules! templates {
    ($($(#[$meta:meta])* $name:ident $size:expr),+ $(,)?) => {
        /// One question about a phrase and what it may refer to; its answers are numbers below its size.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Template { $($(#[$meta])* $name),+ }

        /// Name and number of answers of each template.
        pub const TEMPLATES: &[(Template, &str, u32)] = &[$((Template::$name, stringify!($name), $size)),+];
    };
}

templates! {
    /// Sentences between, and what kind of phrase the candidate is.
    Distance 6 * 5,
    /// Words between, within a sentence.
    Words 8,
    /// Things that agree as well and are nearer.
    Between 6 * 2,
    /// What both are in their clauses.
    Roles 9 * 9 * 3,
    /// It is the nearest thing that is the same to its verb as the pronoun, or the nearest subject.
    NearestRole 4 * 9 * 2,
    /// How the sentences of both begin.
    Start 2 * 2 * 3,
    Brackets 2 * 3,
    /// How their clauses stand to each other.
    Clauses 6 * 9,
    /// The conjunction that brings in the clause of the pronoun.
    Mark 16 * 9,
    Depth 5 * 2,
    Agreement 6,
    /// Phrases that refer to the candidate's thing already.
    Salience 6,
    /// It was named in the headline or the first sentence.
    Early 2,
    Quotes 8,
    Speakers 4,
    /// The verb that the pronoun hangs on, and what the candidate is.
    VerbOfPronoun 65 * 9,
    VerbOfCandidate 65 * 9 * 2,
    /// Both hang on one verb, or on verbs alike.
    SameVerb 8,
    /// The candidate's noun, and what the pronoun is to its verb.
    HeadRole 65 * 9,
    HeadVerb 65 * 65,
    SortArticle 8 * 7,
    SortRole 8 * 9 * 2,
    Conjunct 3 * 2,
    Paragraphs 3 * 2,
    FirstOfSentence 2 * 2,
    Latest 2 * 2,
    NameWords 4,
    PluralPair 9 * 5,
    Inside 9 * 2,
    /// For noun phrases: how the nouns match.
    Match 10 * 7 * 5,
    Modifiers 6 * 7,
    MatchDistance 10 * 6,
    MatchNumber 10 * 3,
    MatchOf 10 * 6,
    Articles 7 * 7,
    MatchBetween 10 * 4,
    Behind 4 * 7,
    /// No candidate at all: the phrase is new, or empty.
    NilForm 40,
    NilEmpty 4,
    NilVerb 65 * 9,
    NilQuote 2,
    NilChoice 4,
    NilArticle 8 * 7 * 3,
    NilHead 65 * 7,
    NilBehind 4 * 7,
    NilEarly 2 * 7,
    NilRole 9 * 7,
    NilSeen 2 * 7 * 2,
    NilOf 3 * 7,
    /// For "he" and "she": what both are in their clauses, and how these stand to each other.
    RolesClauses 9 * 9 * 8,
    /// Persons that are nearer.
    Persons 5 * 3,
    PersonsRole 3 * 9 * 3,
    /// Things among the options that were named more often.
    Rank 4 * 3,
    /// What the noun is that the pronoun owns, and that the candidate owns.
    Owner 9 * 10 * 3,
    Owned 10 * 9 * 3,
    /// The preposition before the candidate.
    Case 16 * 9 * 2,
    /// Which of both hang on the root of their sentence.
    Main 4 * 9 * 3,
    /// How often the candidate's thing was a subject, and how large a share of its phrases were.
    Subjects 5 * 3,
    SubjectShare 5 * 3,
    /// For what stands behind the pronoun.
    Cataphor 9 * 9 * 2,
    CataphorSeen 5 * 2,
    CataphorClauses 6 * 2,
    CataphorMark 16 * 2,
    CataphorCase 16 * 2,
    CataphorNear 4 * 2,
    CataphorWords 5 * 2,
}

/// What weights are learned for apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Class {
    /// "he", "she".
    Person,
    It,
    They,
    Nominal,
}

pub const CLASSES: [(Class, &str); 4] =
    [(Class::Person, "person"), (Class::It, "it"), (Class::They, "they"), (Class::Nominal, "nominal")];

const OFFSETS: [u32; TEMPLATES.len() + 1] = {
    let mut offsets = [0; TEMPLATES.len() + 1];
    let mut n = 0;
    while n < TEMPLATES.len() {
        offsets[n + 1] = offsets[n] + TEMPLATES[n].2;
        n += 1;
    }
    offsets
};
/// Features of one class.
const PER_CLASS: u32 = OFFSETS[TEMPLATES.len()];
/// Features of all classes.
pub const FEATURES: usize = PER_CLASS as usize * CLASSES.len();

/// The number of a feature. An answer past the size of its template counts as its last one.
#[inline]
pub fn feature(class: Class, template: Template, answer: u32) -> u32 {
    let n = template as usize;
    let size = OFFSETS[n + 1] - OFFSETS[n];
    class as u32 * PER_CLASS + OFFSETS[n] + answer.min(size - 1)
}

/// Class, template and answer of a feature.
fn name(feature: u32) -> (&'static str, &'static str, u32) {
    let class = CLASSES.get((feature / PER_CLASS) as usize).map_or("", |row| row.1);
    let within = feature % PER_CLASS;
    let n = OFFSETS.partition_point(|&offset| offset <= within).saturating_sub(1);
    (class, TEMPLATES.get(n).map_or("", |row| row.1), within - OFFSETS[n])
}

/// The learned weights: rows of class, template, answer, weight in hundredths.
pub static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("weights.tsv")));

/// A weight for each feature.
pub struct Weights(Vec<f32>);

impl Weights {
    pub fn new(weights: Vec<f32>) -> Self {
        Self(weights)
    }

    fn read(table: &'static str) -> Self {
        let mut weights = vec![0.0; FEATURES];
        for row in rows(table) {
            let mut cells = row.split('\t');
            let (Some(class), Some(template)) = (cells.next(), cells.next()) else { continue };
            let class = CLASSES.iter().find(|known| known.1 == class);
            let template = TEMPLATES.iter().find(|known| known.1 == template);
            let (Some(class), Some(template)) = (class, template) else { continue };
            for (answer, weight) in cells.filter_map(|cell| cell.split_once(':')) {
                let (Ok(answer), Ok(weight)) = (answer.parse(), weight.parse::<f32>()) else { continue };
                if let Some(slot) = weights.get_mut(feature(class.0, template.0, answer) as usize) {
                    *slot = weight / 100.0;
                }
            }
        }
        Self(weights)
    }

    /// The table that [`WEIGHTS`] is read from: a row for each class and template, its answers with their weights.
    pub fn write(&self) -> String {
        let mut table = String::from(HEAD);
        let mut last = ("", "");
        for (n, weight) in (0u32..).zip(&self.0) {
            let hundredths = (weight * 100.0).round() as i32;
            if hundredths == 0 {
                continue;
            }
            let (class, template, answer) = name(n);
            if (class, template) != last {
                table.push_str(&format!("\n{class}\t{template}"));
                last = (class, template);
            }
            table.push_str(&format!("\t{answer}:{hundredths}"));
        }
        table.push('\n');
        table
    }

    #[inline]
    pub fn score(&self, features: &[u32]) -> f32 {
        features.iter().map(|&f| self.0.get(f as usize).copied().unwrap_or(0.0)).sum()
    }
}

const HEAD: &str =
    "# Written by copydesk-train coreference. Class, template (weights.rs), then answer:weight in hundredths.\n";
