//! Who wrote the article: the people that JSON-LD names, then meta tags, then the byline that readers see.

use super::super::dom::{Dom, Id};
use super::super::marks::{self, Mark};
use super::super::{entities, lines};
use super::bylines::{WORDS, bare, is_introduced, is_name};
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

/// Where the scripts of East Asia begin, which set no spaces in names.
const FIRST_CJK: char = '\u{2e80}';

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
        return site_itself(seen);
    }
    if shown.iter().any(whole) || said.is_empty() { shown } else { said }
}

/// The site itself, where JSON-LD names it as the author.
fn site_itself(seen: &Seen) -> Vec<String> {
    let mut found = Vec::new();
    let author = seen.article().and_then(|a| a.get("author"));
    let author = author.and_then(|a| a.as_array().map_or(Some(a), |list| list.first()));
    if let Some(author) = author {
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
        if label.is_some_and(|l| WORDS.labels.contains(l.as_str())) {
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
    if text.split(|c: char| c.is_whitespace() || c == ',').any(|w| WORDS.companies.contains(w.to_lowercase().as_str()))
    {
        return;
    }
    for name in crate::text::names(&text) {
        let address = name.contains('@') || (!name.contains(' ') && name.contains('.')) || name.contains('/');
        let degree = WORDS.degrees.contains(name.to_lowercase().as_str());
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
