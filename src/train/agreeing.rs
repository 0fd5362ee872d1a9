//! Pronouns that gender decides, with gender left out: from them is learned what else tells one person from another.

use crate::coreference::Example;
use copydesk::extract::coreference::weights::{Class, Template, feature};
use copydesk::extract::coreference::{self, Chains, Choice, Judge, Phrase};
use copydesk::knowledge::{Gender, Knowledge};
use copydesk::record::Document;

/// How much an example counts, beside one that a corpus marks.
const WEIGHT: f32 = 0.3;
/// Sentences before a pronoun in which both genders must stand.
const SENTENCES_BACK: u32 = 1;

/// The decisions on "he" and "she" of a text where persons of both genders stand near.
pub fn examples(document: &Document, knowledge: &Knowledge) -> Vec<Example> {
    let judge = |phrases: &[Phrase]| Agreeing {
        sentences: phrases.iter().map(|phrase| phrase.sentence).collect(),
        genders: phrases.iter().map(|phrase| phrase.gender).collect(),
        examples: Vec::new(),
    };
    coreference::read(document, knowledge, judge, |reading| reading.judge.examples)
}

/// Takes the nearest who agrees, and keeps what tells those who agree from those of the other gender.
struct Agreeing {
    /// Of each phrase.
    sentences: Vec<u32>,
    genders: Vec<Option<Gender>>,
    examples: Vec<Example>,
}

impl Judge for Agreeing {
    fn takes_any_gender(&self) -> bool {
        true
    }

    fn choose(&mut self, choice: &Choice<'_>, chains: &Chains<'_>) -> Option<usize> {
        let gender = self.genders.get(choice.phrase).copied().flatten()?;
        // Whether each option agrees; `None`: nobody knows.
        let agrees = |&chain: &usize| chains.get(chain)?.traits.gender.map(|known| known == gender);
        let agreeing: Vec<Option<bool>> = choice.chains.iter().map(agrees).collect();
        let sentence = |n: usize| self.sentences.get(n).copied().unwrap_or(0);
        let is_near = |&option: &usize| sentence(choice.phrase).abs_diff(sentence(option)) <= SENTENCES_BACK;
        let stands_near =
            |wanted: bool| choice.options.iter().zip(&agreeing).any(|(n, is)| *is == Some(wanted) && is_near(n));
        if stands_near(true) && stands_near(false) {
            let kept = || choice.features.iter().zip(&agreeing).filter_map(|(row, agrees)| Some((row, (*agrees)?)));
            self.examples.push(Example {
                rows: kept().map(|(row, _)| without_agreement(row)).collect(),
                right: kept().map(|(_, agrees)| agrees).collect(),
                weight: WEIGHT,
            });
        }
        agreeing.iter().position(|&agrees| agrees == Some(true))
    }
}

fn without_agreement(row: &[u32]) -> Vec<u32> {
    let first = feature(Class::Person, Template::Agreement, 0);
    row.iter().copied().filter(|&f| f.checked_sub(first).is_none_or(|answer| answer >= 6)).collect()
}
