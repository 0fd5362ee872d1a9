//! What people are said to be, beside their names: "Foreign Minister Joan Fenwick", "Tom Orr, chief executive of Kestrel".

use super::form::Form;
use crate::record::{Document, EntityType, Mention, Tokens};
use crate::text::maps::HashMap;
use crate::text::{Span, fold_into, rows};
use std::sync::LazyLock;

/// A post that the text gives to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Index of the person's mention.
    pub mention: usize,
    /// The title's words.
    pub span: Span,
    /// The post, in the form that packs are compared by.
    pub title: &'static str,
    /// Index of the mention of the country or body that the post is of.
    pub of: Option<usize>,
    /// "former", "late".
    pub past: bool,
}

/// Every form of titles.txt with the post that it names.
static TITLES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let titles = rows(include_str!("titles.txt")).filter_map(|row| row.split_once('\t'));
    titles.flat_map(|(title, forms)| forms.split('|').map(move |form| (form, title))).collect()
});

/// The form of a title that offices are compared by.
pub fn title_of(text: &str) -> Option<&'static str> {
    TITLES.get(crate::text::fold(text).as_str()).copied()
}

/// Longest title, in tokens ("director of the national security agency" is one of four and more).
const TITLE_MAX: usize = 5;
/// Tokens that may stand between a name's comma and the title: "the", "then", "a former Russian deputy".
const LEAD_MAX: usize = 4;
const PAST: [&str; 6] = ["former", "ex", "late", "then", "onetime", "outgoing"];
const LEAD: [&str; 14] = [
    "the", "a", "an", "his", "her", "their", "its", "new", "acting", "current", "long", "longtime", "veteran", "senior",
];

/// The posts that stand beside the names of persons.
pub fn said(document: &Document, mentions: &[Mention], forms: &[Form]) -> Vec<Said> {
    let look = Look::of(document, mentions, forms);
    let persons = forms.iter().enumerate().filter(|(_, form)| form.class == EntityType::Person);
    persons.flat_map(|(i, form)| look.before(i, form).into_iter().chain(look.behind(i))).collect()
}

struct Look<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    /// For each mention: its tokens.
    spans: Vec<(usize, usize)>,
    ends_at: HashMap<usize, usize>,
    begins_at: HashMap<usize, usize>,
}

impl<'a> Look<'a> {
    fn of(document: &'a Document, mentions: &[Mention], forms: &[Form]) -> Self {
        let tokens = &document.layers.tokens;
        let end = |m: &Mention| tokens.from_byte(m.span.end);
        let spans: Vec<(usize, usize)> = mentions.iter().zip(forms).map(|(m, f)| (f.token, end(m))).collect();
        let ends_at = spans.iter().enumerate().map(|(i, span)| (span.1, i)).collect();
        let begins_at = spans.iter().enumerate().map(|(i, span)| (span.0, i)).collect();
        Self { text: &document.text, tokens, spans, ends_at, begins_at }
    }

    fn word(&self, token: usize) -> &'a str {
        self.tokens.spans.get(token).map_or("", |span| span.of(self.text))
    }

    fn span(&self, begin: usize, end: usize) -> Option<Span> {
        let (first, last) = (self.tokens.spans.get(begin)?, self.tokens.spans.get(end.checked_sub(1)?)?);
        Some(Span { begin: first.begin, end: last.end })
    }

    fn title(&self, begin: usize, end: usize, key: &mut String) -> Option<&'static str> {
        let is_word = |token: usize| self.word(token).starts_with(char::is_alphabetic);
        let span = self.span(begin, end).filter(|_| is_word(begin) && end.checked_sub(1).is_some_and(is_word))?;
        // A line break parts a headline from what follows.
        let exact = span.of(self.text);
        fold_into(exact, key);
        TITLES.get(key.as_str()).copied().filter(|_| !exact.contains('\n'))
    }

    /// "Russian Foreign Minister Joan Fenwick", "Kestrel chief executive Tom Orr", "Russia's prime minister, Mr Orr,".
    fn before(&self, mention: usize, form: &Form) -> Option<Said> {
        let mut end = form.token;
        if form.honorific {
            end = end.checked_sub(1)?;
        }
        if end.checked_sub(1).is_some_and(|i| self.word(i) == ",") {
            end -= 1;
        }
        let mut key = String::new();
        let longest = (1..=TITLE_MAX.min(end)).rev();
        let (begin, title) =
            longest.map(|n| end - n).find_map(|begin| Some((begin, self.title(begin, end, &mut key)?)))?;
        let mut at = begin;
        let mut past = false;
        while let Some(word) = at.checked_sub(1).map(|i| self.word(i)) {
            let lower = word.to_lowercase();
            past |= PAST.contains(&lower.as_str());
            if !(PAST.contains(&lower.as_str()) || LEAD.contains(&lower.as_str()) && lower != "the" || is_joint(word)) {
                break;
            }
            at -= 1;
        }
        Some(Said { mention, span: self.span(begin, end)?, title, of: self.ends_at.get(&at).copied(), past })
    }

    /// "Joan Fenwick, the Russian foreign minister", "Tom Orr, chief executive of Kestrel".
    fn behind(&self, mention: usize) -> Option<Said> {
        let &(_, end) = self.spans.get(mention)?;
        if !matches!(self.word(end), "," | "(" | "–" | "—") {
            return None;
        }
        let mut at = end + 1;
        let (mut past, mut of) = (false, None);
        for _ in 0..LEAD_MAX {
            let lower = self.word(at).to_lowercase();
            past |= PAST.contains(&lower.as_str());
            match self.begins_at.get(&at) {
                Some(&other) => {
                    of = Some(other);
                    at = self.spans.get(other)?.1;
                }
                None if PAST.contains(&lower.as_str()) || LEAD.contains(&lower.as_str()) || is_joint(&lower) => at += 1,
                None => break,
            }
        }
        let mut key = String::new();
        let found = (1..=TITLE_MAX).rev().map(|n| at + n).find_map(|e| Some((e, self.title(at, e, &mut key)?)));
        let (title_end, title) = found?;
        if matches!(self.word(title_end), "of" | "for" | "at" | "to") {
            let next = if self.word(title_end + 1) == "the" { title_end + 2 } else { title_end + 1 };
            of = self.begins_at.get(&next).copied().or(of);
        }
        Some(Said { mention, span: self.span(at, title_end)?, title, of, past })
    }
}

fn is_joint(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’" | "-" | "–")
}
