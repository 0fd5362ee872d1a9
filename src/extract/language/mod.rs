//! The language of a text, as a BCP-47 tag with a probability.
//!
//! The script of most letters names the language or the group of languages; within a group a learned table of n-grams
//! decides. What the sender declared counts as evidence of its own. `und` is the answer where nothing is known: no
//! letters, too few of them, several languages at once.

mod declared;
pub mod english;
pub mod letters;
pub mod ngrams;
pub mod scripts;
pub mod table;

use crate::extract::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Document, Language, Layer, LayerKind};
use declared::Declared;
use letters::Letters;
use scripts::Range;
use std::sync::LazyLock;
use table::{Group, LANGUAGES_MAX, Sums, Table};

pub const MODEL_VERSION: &str = "2026.11-1";

pub const EXTRACTOR: Extractor = Extractor {
    name: "language",
    version: "1",
    needs: &[],
    fills: &[LayerKind::Language],
    reads: Reads::AnyLanguage,
    models: &[("language", MODEL_VERSION)],
    extract,
};

/// `None` only where the build's own asset is broken, which a test excludes.
static TABLE: LazyLock<Option<Table<'static>>> =
    LazyLock::new(|| Table::read(include_bytes!("../../../assets/language.model")).ok());

/// Letters below which nothing is said: two letters are a word in twenty languages.
const LETTERS_MIN: u32 = 3;
/// Least share of one script among the letters; below it the text is mixed.
const SCRIPT_SHARE_MIN: f32 = 0.6;
/// Share of Japanese syllables among Chinese characters from which a text is Japanese. Chinese has none, Japanese about half.
const KANA_SHARE_MIN: f32 = 0.08;
/// Least probability of an answer.
const CONFIDENCE_MIN: f32 = 0.4;
/// Probability that a text in a script with one owner is in the owner's language. An assumption, not measured.
const OWNER_CONFIDENCE: f32 = 0.99;
/// Probability of a language that is declared but unknown to the table, where the table is not sure.
const STRANGER_CONFIDENCE: f32 = 0.6;
/// The table's probability from which a declared language that it does not know is not believed.
const STRANGER_LIMIT: f32 = 0.9;
/// Log-odds that a declaration adds to its language. An assumption (one in thirty is wrong), not measured.
const DECLARED_LOGIT: f32 = 3.5;
/// A window speaks against the answer from this probability of another language on.
const AGAINST: f32 = 0.95;
/// Share of windows against the answer from which a text is mixed.
const AGAINST_MAX: f32 = 0.4;

/// Finds the language of a document: [`Layer::Language`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    Layer::Language(identify(&document.text, document.declared_language.as_deref()))
}

/// The language of a text; `declared` is what its sender said of it.
pub fn identify(text: &str, declared: Option<&str>) -> Language {
    let declared = declared.and_then(Declared::read);
    let letters = Letters::of(text);
    let Some(answer) = primary(&letters, declared.as_ref()) else { return Language::unknown() };
    let region = (answer.language == "en").then_some(&TABLE).and_then(|t| english::region(text, &t.as_ref()?.region));
    let tag = match (region, &declared) {
        (Some(region), _) => format!("en-{region}"),
        (None, Some(declared)) if declared.primary == answer.language => declared.tag.clone(),
        (None, _) => answer.language,
    };
    Language { tag, confidence: round(answer.confidence) }
}

struct Answer {
    language: String,
    confidence: f32,
}

fn primary(letters: &Letters, declared: Option<&Declared>) -> Option<Answer> {
    let total = letters.total();
    let main = letters.main_script()?;
    if total < LETTERS_MIN {
        return None;
    }
    let kana = letters.of_script("Kana") as f32;
    let east_asian = kana + letters.of_script("Han") as f32;
    if matches!(main.script, "Han" | "Kana") {
        let language = if kana > KANA_SHARE_MIN * east_asian { "ja" } else { "zh" };
        return owned(language, main, east_asian / total as f32, declared);
    }
    let share = letters.of_script(main.script) as f32 / total as f32;
    match main.owner() {
        Some(owner) => owned(owner, main, share, declared),
        None if share < SCRIPT_SHARE_MIN => None,
        None => from_table(letters, main, declared),
    }
}

/// The answer where a script has an owner: that language, or a declared one that is written in it too.
fn owned(owner: &str, script: &Range, share: f32, declared: Option<&Declared>) -> Option<Answer> {
    let language = declared.filter(|d| script.writes(&d.primary)).map_or(owner, |d| &d.primary);
    (share >= SCRIPT_SHARE_MIN).then(|| Answer { language: language.to_owned(), confidence: OWNER_CONFIDENCE })
}

fn from_table(letters: &Letters, script: &Range, declared: Option<&Declared>) -> Option<Answer> {
    let group = TABLE.as_ref()?.group(script.script)?;
    let hint = declared.and_then(|d| group.languages.iter().position(|l| *l == d.primary));
    let symbols = letters.symbols(script.script).filter(|w| !w.is_empty());
    let windows: Vec<Sums> = symbols.map(|w| group.sums(&w)).collect();
    let (best, confidence) = top(group, &windows.iter().fold(Sums::default(), Sums::merge), hint)?;
    if is_mixed(group, &windows, best) {
        return None;
    }
    let known = *group.languages.get(best)?;
    match declared {
        Some(d) if hint.is_none() && confidence < STRANGER_LIMIT && d.is_stranger(TABLE.as_ref()?) => {
            Some(Answer { language: d.primary.clone(), confidence: STRANGER_CONFIDENCE })
        }
        _ if confidence < CONFIDENCE_MIN => None,
        _ => Some(Answer { language: known.to_owned(), confidence }),
    }
}

/// The most probable language of a group and its probability.
fn top(group: &Group, sums: &Sums, hint: Option<usize>) -> Option<(usize, f32)> {
    let mut values = group.logits(sums);
    if let Some(value) = hint.and_then(|at| values.get_mut(at)) {
        *value += DECLARED_LOGIT;
    }
    let count = group.languages.len();
    softmax(&mut values, count);
    values.iter().take(count).enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, &p)| (at, p))
}

fn is_mixed(group: &Group, windows: &[Sums], best: usize) -> bool {
    let against = |window: &&Sums| top(group, window, None).is_some_and(|(at, p)| at != best && p > AGAINST);
    windows.len() > 1 && windows.iter().filter(against).count() as f32 > AGAINST_MAX * windows.len() as f32
}

fn softmax(values: &mut [f32; LANGUAGES_MAX], n: usize) {
    let top = values.iter().take(n).fold(f32::MIN, |a, &b| a.max(b));
    values.iter_mut().take(n).for_each(|x| *x = (*x - top).exp());
    let total: f32 = values.iter().take(n).sum();
    values.iter_mut().take(n).for_each(|x| *x /= total);
}

/// Two digits, and never the certainty that nothing deserves.
fn round(confidence: f32) -> f64 {
    hundredths(f64::from(confidence.min(0.99)))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
