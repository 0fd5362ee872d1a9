//! How a mention names its thing: its folded words, and what stands before it.

use crate::knowledge::{Gender, NameCase};
use crate::record::{Document, EntityType, Mention, MentionKind};
use crate::text::maps::HashMap;
use crate::text::{fold, rows};
use std::sync::LazyLock;

/// One mention as the rest of the room sees it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Folded: see [`fold`].
    pub key: String,
    pub class: EntityType,
    pub demonym: bool,
    pub case: NameCase,
    /// What an honorific before a person says.
    pub gender: Option<Gender>,
    pub honorific: bool,
    /// The first token of the mention.
    pub token: usize,
    /// An acronym that the article makes of common words before it: "an artificial pancreas (AP)".
    pub coined: bool,
}

impl Form {
    pub fn of(document: &Document, mention: &Mention) -> Self {
        let tokens = &document.layers.tokens;
        let token = tokens.from_byte(mention.span.begin);
        let word_before = |n: usize| {
            let span = token.checked_sub(n).and_then(|i| tokens.spans.get(i));
            span.map_or("", |span| span.of(&document.text))
        };
        let exact = mention.span.of(&document.text);
        let honorific = (mention.class == EntityType::Person).then(|| honorific(word_before(1))).flatten();
        Self {
            key: fold(exact),
            class: mention.class,
            demonym: mention.kind == MentionKind::Demonym,
            case: NameCase::of(exact),
            gender: honorific.flatten(),
            honorific: honorific.is_some(),
            coined: word_before(1) == "(" && is_coined(&exact.to_lowercase(), word_before),
            token,
        }
    }

    pub fn is_one_word(&self) -> bool {
        !self.key.contains(' ')
    }
}

/// Whether the words before the bracket are common ones and begin with the letters of what it holds.
fn is_coined<'a>(acronym: &str, word_before: impl Fn(usize) -> &'a str) -> bool {
    let letters = acronym.chars().rev().zip(2..);
    let mut words = letters.map(|(letter, n)| (letter, word_before(n)));
    acronym.len() > 1 && words.all(|(letter, word)| word.starts_with(letter) && word.chars().all(char::is_lowercase))
}

/// The words of a folded name.
pub fn words(key: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    key.split(' ').filter(|word| !word.is_empty())
}

/// Honorifics of honorifics.txt, with the gender they tell.
static HONORIFICS: LazyLock<HashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    let gender = |letter: &str| match letter {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    };
    rows(include_str!("honorifics.txt"))
        .filter_map(|row| row.rsplit_once(' '))
        .map(|(form, g)| (form, gender(g)))
        .collect()
});

/// Longest honorific, in bytes.
const HONORIFIC_MAX: usize = 10;

fn honorific(word: &str) -> Option<Option<Gender>> {
    let capitalised = word.chars().next().is_some_and(char::is_uppercase);
    if !capitalised || word.len() > HONORIFIC_MAX {
        return None;
    }
    HONORIFICS.get(word.to_lowercase().as_str()).copied()
}
