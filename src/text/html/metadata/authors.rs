//! Who wrote the article: the people that JSON-LD names, then meta tags, then the byline that readers see.

use super::super::dom::{Dom, Id};
use super::super::marks::{self, Mark};
use super::super::{entities, lines};
use super::seen::{Seen, is_of};
use super::string;
use crate::text::same_words;
use serde_json::Value;

const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
    "dcsext.author",
    "og:article:author",
    "citation_author",
];

/// Words before a name in a byline, in lower case; longer ones before their own beginnings.
const BEFORE: &[&str] = &[
    "written by",
    "posted by",
    "published by",
    "reported by",
    "words by",
    "story by",
    "text by",
    "article by",
    "by",
    "verfasst von",
    "geschrieben von",
    "veröffentlicht von",
    "ein beitrag von",
    "ein artikel von",
    "von",
    "publié par",
    "écrit par",
    "rédigé par",
    "par",
    "publicado por",
    "escrito por",
    "por",
    "scritto da",
    "pubblicato da",
    "di",
    "a cura di",
    "door",
    "av",
    "af",
    "author:",
    "authors:",
    "autor:",
    "autorin:",
    "autoren:",
    "auteur:",
    "auteur :",
    "text:",
    "autore:",
];

/// What follows the names in a byline.
const AFTER: &[&str] =
    &[" | ", " • ", " · ", " – ", " — ", " - ", " @ ", " on ", " am ", " le ", " (", " in ", " für ", " / "];

/// Labels of Twitter cards that a name of an author follows.
const LABELS: &[&str] = &[
    "written by",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "por",
    "geschreven door",
    "skrevet af",
    "skriven av",
    "autor",
    "author",
    "by",
];

/// Forms of companies: what contains one is nobody's name.
const COMPANIES: &[&str] =
    &["gmbh", "ag", "ltd", "inc", "llc", "e.v.", "verlag", "s.a.", "corp", "plc", "co.", "kg", "b.v."];

/// Words inside of names that are written small.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "der", "den", "di", "da", "du", "des", "la", "le", "el", "bin", "ibn", "al", "ter", "ten", "y",
    "e", "zu", "zum", "zur", "vom", "dos", "das", "do", "del", "della", "dem", "af", "av", "und", "af", "i",
];

/// Words of bylines that are in nobody's name.
const NOBODY: &[&str] = &[
    "twitter",
    "facebook",
    "instagram",
    "linkedin",
    "youtube",
    "whatsapp",
    "email",
    "e-mail",
    "website",
    "staff",
    "reporter",
    "writer",
    "editor",
    "correspondent",
    "redaktion",
    "redakteur",
    "redakteurin",
    "autor",
    "author",
    "authors",
    "more",
    "mehr",
    "follow",
    "published",
    "updated",
    "posted",
    "interview",
    "text",
    "contributor",
    "editorial",
    "news",
    "articles",
    "comments",
    "share",
    "admin",
    "administrator",
    "inhalte",
    "nachricht",
    "pressemitteilung",
    "about",
    "read",
    "image",
    "photo",
    "foto",
    "source",
];

/// What follows a name after a comma.
const DEGREES: &[&str] =
    &["phd", "ph.d.", "md", "m.d.", "jr", "jr.", "sr", "sr.", "esq", "mba", "rd", "ii", "iii", "msc", "ma", "ba"];

/// Where the scripts of East Asia begin, which set no spaces in names.
const FIRST_CJK: char = '\u{2e80}';

const NAME_WORDS_MAX: usize = 5;
const NAME_BYTES_MAX: usize = 60;
/// Bytes of a line that is a byline.
const LINE_BYTES_MAX: usize = 80;
/// Bytes of a byline with its date and its links.
const BYLINE_BYTES_MAX: usize = 200;

pub fn authors(dom: &Dom, seen: &Seen, title: Option<&str>, site: Option<&str>) -> Vec<String> {
    let said = said(seen, site);
    // A user's name says less than the name in the byline.
    let whole = |n: &String| n.contains(' ') || n.chars().any(|c| c >= FIRST_CJK);
    if said.iter().any(whole) {
        return said;
    }
    let mut shown = shown(dom, seen, site);
    if shown.is_empty() {
        shown = written(dom, seen, title, site);
    }
    if shown.is_empty() && said.is_empty() {
        return organisation(seen);
    }
    if shown.iter().any(whole) || said.is_empty() { shown } else { said }
}

/// The organisation that JSON-LD names as the author, be it the site itself.
fn organisation(seen: &Seen) -> Vec<String> {
    let mut found = Vec::new();
    let author = seen.article().and_then(|a| a.get("author"));
    let author = author.and_then(|a| a.as_array().map_or(Some(a), |list| list.first()));
    if let Some(author) = author.filter(|a| is_of(a, &["Organization"])) {
        add_person(author, seen, None, &mut found);
    }
    found
}

/// Lines beside the heading, or at the end of the article, that begin as a byline does.
fn written(dom: &Dom, seen: &Seen, title: Option<&str>, site: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for line in seen.near_heading(dom, title) {
        if line.len() <= LINE_BYTES_MAX && is_introduced(&line) {
            add_names(&bare(&line), site, &mut found);
            found.retain(|n| is_name(n));
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// What the page states to machines.
fn said(seen: &Seen, site: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for object in seen.article().into_iter().chain(seen.page()) {
        match object.get("author").or_else(|| object.get("creator")) {
            Some(Value::Array(people)) => people.iter().for_each(|p| add_person(p, seen, site, &mut found)),
            Some(person) => add_person(person, seen, site, &mut found),
            None => {}
        }
        if !found.is_empty() {
            return found;
        }
    }
    for name in AUTHORS {
        seen.meta(&[name]).for_each(|n| add_names(n, site, &mut found));
        if !found.is_empty() {
            return found;
        }
    }
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        let label = seen.meta(&[label]).next().map(str::to_lowercase);
        if label.is_some_and(|l| LABELS.contains(&l.as_str())) {
            seen.meta(&[data]).for_each(|n| add_names(n, site, &mut found));
        }
    }
    if found.is_empty() {
        let mut people = seen.objects.iter().filter(|o| is_of(o, &["Person"]));
        if let (Some(one), None) = (people.next(), people.next()) {
            add_person(one, seen, site, &mut found);
        }
    }
    found
}

fn add_person(person: &Value, seen: &Seen, site: Option<&str>, found: &mut Vec<String>) {
    let name = |p: &Value| match p.get("name") {
        Some(Value::Array(names)) => {
            Some(names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")).filter(|n| !n.is_empty())
        }
        _ => string(p, "name").map(str::to_owned),
    };
    // A reference to an object said elsewhere in the page.
    let referred = || {
        let id = person.get("@id")?;
        seen.objects.iter().find(|o| o.get("@id") == Some(id)).and_then(name)
    };
    if let Some(text) = person.as_str().map(str::to_owned).or_else(|| name(person)).or_else(referred) {
        add_names(&text, site, found);
    }
}

fn add_names(text: &str, site: Option<&str>, found: &mut Vec<String>) {
    let text = entities::decode(text);
    if text.split(|c: char| c.is_whitespace() || c == ',').any(|w| COMPANIES.contains(&w.to_lowercase().as_str())) {
        return;
    }
    for name in crate::text::names(&text) {
        let address = name.contains('@') || (!name.contains(' ') && name.contains('.')) || name.contains('/');
        let degree = DEGREES.contains(&name.to_lowercase().as_str());
        let is_site = site.is_some_and(|s| same_words(s, &name));
        if !address && !degree && !is_site && !found.iter().any(|f| same_words(f, &name)) {
            found.push(name);
        }
    }
}

/// What the page shows to readers: the first byline, and what stands beside it.
fn shown(dom: &Dom, seen: &Seen, site: Option<&str>) -> Vec<String> {
    for (list, stated) in [(&seen.persons, true), (&seen.bylines, false)] {
        let mut found = Vec::new();
        let mut place = None;
        for &id in list {
            if is_around(dom, id) {
                continue;
            }
            let above = dom.node(id).and_then(|n| n.parent);
            let around = above.and_then(|p| dom.node(p)).and_then(|n| n.parent);
            if place.is_some_and(|(p, a)| Some(p) != above && Some(a) != around) {
                break;
            }
            let text = dom.text(id);
            if text.len() > BYLINE_BYTES_MAX {
                continue;
            }
            let before = found.len();
            for line in lines::lines(dom, id, true) {
                add_names(&bare(&line), site, &mut found);
                found.retain(|n| is_name(n) && (n.contains(' ') || stated || is_introduced(&line)));
            }
            if found.len() > before && place.is_none() {
                place = above.zip(around);
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whether an element belongs to comments or to what is beside the article.
fn is_around(dom: &Dom, id: Id) -> bool {
    let up = |id: &Id| dom.node(*id).and_then(|n| n.parent);
    std::iter::successors(Some(id), up).any(|id| {
        let mut away = false;
        let name = dom.name(id);
        if !matches!(name, "body" | "html" | "article" | "main") {
            for attribute in ["class", "id"] {
                marks::of(dom.attribute(id, attribute).unwrap_or(""), |mark| away |= mark == Mark::Away);
            }
        }
        away || matches!(name, "aside" | "nav" | "footer" | "form")
    })
}

/// "By Mary Quill | 3 May" without all but the name.
fn bare(byline: &str) -> String {
    let text = without_before(byline);
    let end = AFTER.iter().filter_map(|a| text.find(a)).min().unwrap_or(text.len());
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(end).min(end);
    text.get(..end).unwrap_or("").trim_end_matches([' ', ',', '|', ':', '-']).to_owned()
}

/// Whether a line says that a name follows.
fn is_introduced(line: &str) -> bool {
    without_before(line).len() + 2 < line.trim().len()
}

/// "Posted by Mary Quill" without what comes before the name.
fn without_before(byline: &str) -> &str {
    let mut text = byline.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '•' | '|'));
    for _ in 0..2 {
        let lower = text.to_lowercase();
        let before = BEFORE.iter().find(|b| {
            lower.strip_prefix(**b).is_some_and(|rest| b.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']))
        });
        let Some(before) = before else { break };
        text = text.get(before.len()..).unwrap_or("").trim_start_matches([' ', ':', '\u{a0}']);
    }
    text
}

/// A few words that begin with a capital, if the script has any, but for those that stand inside of names.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let capital = |w: &str| w.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let ends = words.first().is_some_and(|w| capital(w)) && words.last().is_some_and(|w| capital(w));
    let inside = words.iter().all(|w| capital(w) || PARTICLES.contains(w) || w.starts_with("d'"));
    let named = words.iter().all(|w| !NOBODY.contains(&w.to_lowercase().as_str()));
    ends && inside && named && words.len() <= NAME_WORDS_MAX && text.len() <= NAME_BYTES_MAX
}
