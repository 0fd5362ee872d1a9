//! Phrases that can refer: names, pronouns, noun phrases, and coordinations of them.

use super::lexicon::{Case, Noun, Pronoun, Sort, pronoun};
use super::page::Page;
use super::things::{HONORIFICS, is_named_place};
use crate::knowledge::Gender;
use crate::record::{Dependency, EntityType, MentionKind, Upos};
use crate::text::Span;
use std::ops::Range;

/// One phrase that can refer to something.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub kind: Kind,
    /// From its first modifier to its head; what stands behind the head is left out.
    pub span: Span,
    pub tokens: Range<usize>,
    /// The token that its place in the sentence hangs on.
    pub head: usize,
    pub role: Role,
    pub sentence: u32,
    pub paragraph: u32,
    pub clause: u32,
    pub quote: Option<u32>,
    pub depth: u8,
    /// Hash of the lemma of its noun; 0 for pronouns.
    pub lemma: u64,
    pub noun: Noun,
    pub sort: Sort,
    pub gender: Option<Gender>,
    pub plural: Option<bool>,
    pub article: Article,
    /// Hashes of the lemmas of adjectives and nouns before its noun.
    pub modifiers: Vec<u64>,
    /// Names within it before its noun, by entity: "the *Russian* leader", "*Kestrel*'s chief".
    pub of: Vec<usize>,
    /// Phrases that it puts together, for a coordination.
    pub parts: Vec<usize>,
    /// The noun behind it that says what it is.
    pub said: Option<usize>,
    /// It is part of a coordination.
    pub is_part: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Mention of the document, and its entity.
    Name {
        mention: usize,
        entity: usize,
    },
    /// "Russian" before a noun: refers, but nothing refers back to it by a pronoun.
    Adjective {
        mention: usize,
        entity: usize,
    },
    Pronoun(Pronoun),
    Nominal,
    Group,
}

impl Kind {
    pub fn entity(self) -> Option<usize> {
        match self {
            Kind::Name { entity, .. } | Kind::Adjective { entity, .. } => Some(entity),
            _ => None,
        }
    }
}

/// What a phrase is in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    Subject,
    Passive,
    Object,
    Oblique,
    Possessor,
    Modifier,
    Apposition,
    Compound,
    Other,
}

impl Role {
    pub fn is_subject(self) -> bool {
        matches!(self, Role::Subject | Role::Passive)
    }

    fn of(relation: Dependency) -> Self {
        use Dependency::*;
        match relation {
            Nsubj | NsubjOuter => Role::Subject,
            NsubjPass => Role::Passive,
            Obj | Iobj => Role::Object,
            Obl | OblAgent | OblUnmarked => Role::Oblique,
            NmodPoss => Role::Possessor,
            Nmod | NmodUnmarked | NmodDesc => Role::Modifier,
            Appos => Role::Apposition,
            Compound | Flat | Amod => Role::Compound,
            _ => Role::Other,
        }
    }
}

/// How a noun phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Article {
    Bare,
    Indefinite,
    Definite,
    Demonstrative,
    Possessive,
    Number,
    Quantity,
}

impl Article {
    fn of(word: &str) -> Option<Self> {
        const ROWS: [(Article, &str); 4] = [
            (Article::Definite, " the "),
            (Article::Demonstrative, " this that these those "),
            (Article::Indefinite, " a an another "),
            (
                Article::Quantity,
                " some any no every each all many few several most more both either neither other such ",
            ),
        ];
        let word = word.to_lowercase();
        let is_in = |words: &str| words.split(' ').any(|w| w == word);
        ROWS.iter().find(|row| is_in(row.1)).map(|row| row.0)
    }

    /// Whether it asks for something that the reader knows.
    pub fn is_definite(self) -> bool {
        matches!(self, Article::Definite | Article::Demonstrative | Article::Possessive)
    }
}

/// Modifiers, names and parts that are kept of one phrase, at most.
const MODIFIERS_MAX: usize = 6;
/// Tokens before a noun that are looked at for what belongs to it; longer phrases are lists.
const REACH: usize = 12;
/// Parts of a coordination, at most.
const PARTS_MAX: usize = 8;

/// The phrases of a page in the order of the text, an outer one before those within it. `entity_of`: of each mention.
pub fn phrases(page: &Page<'_>, entity_of: &[Option<usize>]) -> Vec<Phrase> {
    let mut all = Vec::new();
    let mut token = 0;
    // The last noun that a name has behind it, after a comma, as what somebody is.
    let mut described = None;
    while token < page.tokens.len() {
        if let Some(mention) = page.name(token) {
            let end = (token..page.tokens.len()).find(|&i| page.name(i) != Some(mention)).unwrap_or(page.tokens.len());
            let said = apposed(page, mention as usize, end);
            described = said.or(described);
            all.extend(name(page, mention as usize, token..end, said, entity_of));
            token = end;
            continue;
        }
        if let Some(pronoun) = pronoun(page.lower(token)) {
            all.extend(of_pronoun(page, pronoun, token));
        } else if is_noun(page, token) && described != Some(token) {
            all.extend(nominal(page, token, entity_of));
        }
        token += 1;
    }
    all.extend(groups(page, &all));
    all.extend(speakers(page, &all));
    let order = |p: &Phrase| (p.span.begin, std::cmp::Reverse(p.span.end), p.kind != Kind::Group);
    let mut ranks: Vec<usize> = (0..all.len()).collect();
    ranks.sort_by_key(|&n| all.get(n).map(order));
    let parts: Vec<usize> = all.iter().flat_map(|group| group.parts.clone()).collect();
    for part in parts {
        if let Some(phrase) = all.get_mut(part) {
            phrase.is_part = true;
        }
    }
    let mut place = vec![0; all.len()];
    for (to, &from) in ranks.iter().enumerate() {
        if let Some(slot) = place.get_mut(from) {
            *slot = to;
        }
    }
    all.sort_by_key(order);
    for phrase in &mut all {
        phrase.parts.iter_mut().for_each(|part| *part = place.get(*part).copied().unwrap_or(*part));
    }
    all
}

fn blank(page: &Page<'_>, kind: Kind, tokens: Range<usize>, head: usize) -> Option<Phrase> {
    Some(Phrase {
        kind,
        span: page.span(&tokens)?,
        role: Role::of(page.trees.relation(head)),
        sentence: page.sentence(head),
        paragraph: page.paragraph(head),
        clause: page.clause(head),
        quote: page.quote(head),
        depth: page.depth(head),
        tokens,
        head,
        lemma: 0,
        noun: Noun::default(),
        sort: Sort::Unknown,
        gender: None,
        plural: None,
        article: Article::Bare,
        modifiers: Vec::new(),
        of: Vec::new(),
        parts: Vec::new(),
        said: None,
        is_part: false,
    })
}

/// What a name of a type names.
pub fn sort_of(class: EntityType) -> Sort {
    match class {
        EntityType::Person => Sort::Person,
        EntityType::Organization => Sort::Body,
        EntityType::Place | EntityType::Facility => Sort::Place,
        EntityType::Group => Sort::People,
        EntityType::Event => Sort::Event,
        EntityType::Work | EntityType::Product | EntityType::Other => Sort::Thing,
    }
}

/// "Quill, a professor of art": the noun behind a name and a comma, where it says what that one is.
fn apposed(page: &Page<'_>, mention: usize, end: usize) -> Option<usize> {
    let class = page.document.layers.mentions.get(mention)?.class;
    let sort = sort_of(class);
    if !matches!(sort, Sort::Person | Sort::Body) || page.text(end) != "," {
        return None;
    }
    for token in end + 1..end + 1 + APPOSED_MAX {
        match page.tags.upos(token) {
            Upos::Noun | Upos::Propn if is_noun(page, token) && page.name(token).is_none() => {
                let lemma = page.lemma(token);
                let fits = Noun::of(lemma).sort(page.tags.lemma(token)) == sort;
                let is_title = page.name(token + 1).is_some();
                return (fits && !is_title).then_some(token);
            }
            Upos::Punct if page.text(token) == "-" => {}
            Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Pron => return None,
            _ => {}
        }
    }
    None
}

/// Tokens between a name's comma and the noun that says what that one is: "then the deputy foreign affairs minister".
const APPOSED_MAX: usize = 9;

fn name(
    page: &Page<'_>,
    mention: usize,
    tokens: Range<usize>,
    described: Option<usize>,
    entity_of: &[Option<usize>],
) -> Option<Phrase> {
    let entity = entity_of.get(mention).copied().flatten()?;
    let own = page.head_of(&tokens)?;
    let said = page.document.layers.mentions.get(mention)?;
    let adjective = said.kind == MentionKind::Demonym && page.trees.relation(own) == Dependency::Amod;
    let kind = if adjective { Kind::Adjective { mention, entity } } else { Kind::Name { mention, entity } };
    // A parser may take the noun for the subject, and the name for something beside it.
    let stands_for =
        described.filter(|&noun| page.trees.head(own) == Some(noun) || page.trees.relation(noun).is_subject());
    let head = stands_for.unwrap_or_else(|| carrier(page, own, &tokens));
    let mut phrase = blank(page, kind, tokens.clone(), head)?;
    phrase.span = said.span;
    phrase.said = described;
    phrase.lemma = page.lower(tokens.end - 1);
    phrase.sort = sort_of(said.class);
    phrase.plural = match said.class {
        EntityType::Group => Some(true),
        EntityType::Person => Some(false),
        _ => None,
    };
    Some(phrase)
}

/// The token that a name's place in the sentence hangs on: its own head, or that of the title or noun that it stands
/// beside ("President *Orr*", "the minister, *Tom Orr*, …").
fn carrier(page: &Page<'_>, own: usize, tokens: &Range<usize>) -> usize {
    let Some(head) = page.trees.head(own) else { return own };
    let before = head < tokens.start;
    let is_title = is_honorific(page, head) || Noun::of(page.lemma(head)).can_be(Sort::Person);
    if before && head + 1 == tokens.start && is_title {
        return head;
    }
    let carries = match page.trees.relation(own) {
        Dependency::Flat | Dependency::Appos | Dependency::NmodDesc => before && page.name(head).is_none(),
        _ => false,
    };
    if carries && page.tags.upos(head) != Upos::Verb { head } else { own }
}

fn of_pronoun(page: &Page<'_>, mut pronoun: Pronoun, token: usize) -> Option<Phrase> {
    // "her" may be either.
    if pronoun.case == Case::Plain && page.trees.relation(token) == Dependency::NmodPoss {
        pronoun.case = Case::Possessive;
    }
    let mut phrase = blank(page, Kind::Pronoun(pronoun), token..token + 1, token)?;
    // "US" is a name, "us" none; "I" and "mine" may be a numeral and a noun.
    let is_pronoun = matches!(page.tags.upos(token), Upos::Pron | Upos::Det | Upos::Propn);
    phrase.gender = pronoun.gender;
    phrase.plural = pronoun.plural;
    phrase.sort = if pronoun.gender.is_some() { Sort::Person } else { Sort::Unknown };
    is_pronoun.then_some(phrase)
}

fn is_noun(page: &Page<'_>, token: usize) -> bool {
    let relation = page.trees.relation(token);
    let is_head =
        !matches!(relation, Dependency::Compound | Dependency::Flat | Dependency::Fixed | Dependency::Goeswith);
    match page.tags.upos(token) {
        Upos::Noun | Upos::Propn => is_head,
        // "the dead", "the two", "the latter".
        Upos::Adj | Upos::Num => {
            let definite = token.checked_sub(1).is_some_and(|before| page.text(before).eq_ignore_ascii_case("the"));
            definite
                && (relation.is_subject() || matches!(relation, Dependency::Obj | Dependency::Obl | Dependency::Nmod))
        }
        _ => false,
    }
}

fn nominal(page: &Page<'_>, token: usize, entity_of: &[Option<usize>]) -> Option<Phrase> {
    // A title before a name, or a noun with a name in apposition, is part of how that one is named.
    let has_name = |child: usize| {
        if page.name(child).is_some() && is_named_place(page, token, child) {
            return true;
        }
        let relation = page.trees.relation(child);
        page.name(child).is_some()
            && child > token
            && matches!(relation, Dependency::Flat | Dependency::Appos | Dependency::NmodDesc)
    };
    let person = page.name(token + 1).and_then(|name| page.document.layers.mentions.get(name as usize));
    let is_title = Noun::of(page.lemma(token)).can_be(Sort::Person)
        && person.is_some_and(|name| name.class == EntityType::Person)
        && page.tags.upos(token) != Upos::Adj;
    let honours = is_honorific(page, token) && page.name(token + 1).is_some() || is_title;
    if honours || page.trees.children(token).take(REACH).any(has_name) || is_description(page, token) {
        return None;
    }
    let first = first_token(page, token);
    let mut phrase = blank(page, Kind::Nominal, first..token + 1, token)?;
    phrase.lemma = page.lemma(token);
    phrase.noun = Noun::of(phrase.lemma);
    let lemma = page.tags.lemma(token);
    phrase.sort = phrase.noun.sort(lemma);
    phrase.gender = phrase.noun.gender();
    let is_plural = !page.text(token).eq_ignore_ascii_case(lemma) && page.tags.upos(token) == Upos::Noun;
    phrase.plural = match phrase.sort {
        Sort::People => None,
        Sort::Body if !is_plural => None,
        _ => Some(is_plural),
    };
    describe(page, &mut phrase, entity_of);
    Some(phrase)
}

/// "Mr" and its like.
fn is_honorific(page: &Page<'_>, token: usize) -> bool {
    HONORIFICS.contains_key(&page.lower(token))
}

/// An apposition, or the predicate of a copula: it says what something is, and refers to nothing by itself.
fn is_description(page: &Page<'_>, token: usize) -> bool {
    let is_clause = page.clause(token) as usize == token || page.trees.relation(token) == Dependency::Conj;
    page.trees.relation(token) == Dependency::Appos
        || is_clause
            && page.trees.child(token, |relation| relation == Dependency::Cop).is_some()
            && page.trees.child(token, Dependency::is_subject).is_some()
}

/// The first token that belongs to a noun and stands before it without a break.
fn first_token(page: &Page<'_>, token: usize) -> usize {
    let mut first = token;
    let wanted = |child: usize| {
        use Dependency::*;
        child < token
            && matches!(page.trees.relation(child), Det | DetPredet | Amod | Compound | Nummod | NmodPoss | Flat | Nmod)
    };
    for child in page.trees.children(token).filter(|&child| wanted(child)) {
        let begin = page.trees.subtree(child).start;
        if token - begin <= REACH {
            first = first.min(begin);
        }
    }
    // A phrase goes over no mark but hyphens: what stands before one belongs to something else.
    let breaks = |&at: &usize| page.tags.upos(at) == Upos::Punct && !matches!(page.text(at), "-" | "–" | "’" | "'");
    let first = (first..token).rev().find(breaks).map_or(first, |at| at + 1);
    let leads = |&at: &usize| !matches!(page.tags.upos(at), Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Punct);
    (first..token).find(leads).unwrap_or(token)
}

/// Article and modifiers.
fn describe(page: &Page<'_>, phrase: &mut Phrase, entity_of: &[Option<usize>]) {
    let head = phrase.head;
    let mut article = None;
    for child in page.trees.children(head).take_while(|&child| child < head) {
        match page.trees.relation(child) {
            Dependency::Det | Dependency::DetPredet => article = Article::of(page.text(child)).or(article),
            Dependency::NmodPoss => article = Some(Article::Possessive),
            Dependency::Nummod if article.is_none() => article = Some(Article::Number),
            _ => {}
        }
    }
    phrase.article = article.unwrap_or(Article::Bare);
    for token in phrase.tokens.clone().take_while(|&token| token < head) {
        if let Some(name) = page.name(token) {
            let entity = entity_of.get(name as usize).copied().flatten();
            if let Some(entity) = entity.filter(|entity| !phrase.of.contains(entity) && phrase.of.len() < MODIFIERS_MAX)
            {
                phrase.of.push(entity);
            }
        }
        let counts = matches!(page.tags.upos(token), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb);
        if counts && phrase.modifiers.len() < MODIFIERS_MAX {
            phrase.modifiers.push(page.lemma(token));
        }
    }
}

/// Phrases for the words that name speakers, where nothing else stands: "those there", "many".
fn speakers(page: &Page<'_>, all: &[Phrase]) -> Vec<Phrase> {
    let mut taken = vec![false; page.tokens.len()];
    for phrase in all.iter().filter(|phrase| !matches!(phrase.kind, Kind::Adjective { .. } | Kind::Group)) {
        taken.get_mut(phrase.tokens.clone()).into_iter().flatten().for_each(|slot| *slot = true);
        taken.get_mut(phrase.head).into_iter().for_each(|slot| *slot = true);
    }
    let mut found = Vec::new();
    for words in page.speeches.iter().flat_map(|speech| [speech.speaker, speech.addressee]).flatten() {
        let range = page.range(words);
        let free = taken.get(range.clone()).is_some_and(|taken| !taken.contains(&true));
        let Some(head) = page.head_of(&range).filter(|_| free) else { continue };
        if let Some(mut phrase) = blank(page, Kind::Nominal, range.clone(), head) {
            phrase.sort = Sort::Person;
            phrase.lemma = page.lemma(head);
            phrase.article = Article::Quantity;
            found.push(phrase);
            taken.get_mut(range).into_iter().flatten().for_each(|slot| *slot = true);
        }
    }
    found
}

/// Coordinations: of every first conjunct with all that follow it.
fn groups(page: &Page<'_>, all: &[Phrase]) -> Vec<Phrase> {
    let mut of_head: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
    for (n, phrase) in all.iter().enumerate() {
        of_head.entry(phrase.head).or_insert(n);
    }
    let mut conjuncts: std::collections::HashMap<usize, Vec<usize>> = std::collections::HashMap::new();
    for token in (0..page.tokens.len()).filter(|&token| page.trees.relation(token) == Dependency::Conj) {
        if let Some(head) = page.trees.head(token) {
            conjuncts.entry(head).or_default().push(token);
        }
    }
    let mut found = Vec::new();
    for (n, first) in all.iter().enumerate().filter(|(_, phrase)| !matches!(phrase.kind, Kind::Adjective { .. })) {
        if of_head.get(&first.head) != Some(&n) || page.trees.relation(first.head) == Dependency::Conj {
            continue;
        }
        let Some(others) = conjuncts.get(&first.head) else { continue };
        let others = others.iter().take(PARTS_MAX).filter_map(|head| of_head.get(head).copied());
        let parts: Vec<usize> = std::iter::once(n).chain(others).collect();
        let last = parts.last().and_then(|&part| all.get(part));
        let Some(last) = last.filter(|last| parts.len() > 1 && last.sentence == first.sentence) else { continue };
        let range = first.tokens.start..last.tokens.end.max(first.tokens.end);
        let Some(mut group) = blank(page, Kind::Group, range, first.head) else { continue };
        group.span = Span { begin: first.span.begin, end: last.span.end.max(first.span.end) };
        group.plural = Some(true);
        let sorts: Vec<Sort> = parts.iter().filter_map(|&part| all.get(part)).map(|part| part.sort).collect();
        group.sort = if sorts.iter().all(|sort| sort.is_human()) { Sort::People } else { first.sort };
        group.parts = parts;
        found.push(group);
    }
    found
}
