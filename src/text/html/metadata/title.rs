//! The headline: a heading that the page's own statements confirm, else the best of the statements.

use super::super::dom::Dom;
use super::super::entities;
use super::seen::Seen;
use super::string;
use crate::text::maps::HashSet;
use crate::text::{letters, same_words};

const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"];

/// What stands between a title and the name of the site, with white space around; `|` also without.
const MARKS: &[&str] =
    &[" | ", " - ", " – ", " — ", " » ", " :: ", " · ", " • ", " ~ ", " < ", " « ", " › ", "|", "｜"];

/// Words of a site's name at the end of a title, where nothing confirms that it is one.
const SITE_WORDS_MAX: usize = 4;

/// Words of a heading that nothing confirms: shorter ones are names of sections and sites.
const HEADING_WORDS_MIN: usize = 4;

pub fn title(dom: &Dom, seen: &Seen, site: Option<&str>) -> Option<String> {
    let mut headings: Vec<String> = texts(dom, &seen.headings);
    let subheadings: Vec<String> = texts(dom, &seen.subheadings);
    let own = seen.titles.first().map(|&t| dom.children(t)).and_then(|c| c.first()).map(|&c| dom.text(c));
    let said = seen.article().and_then(|a| string(a, "headline"));
    let metas = seen.meta(TITLES);
    let host = seen.address.as_deref().map(host).unwrap_or_default();
    let trim = |t: &str| without_site(&tidy(t), site, &host, &headings, &subheadings);
    let mut stated: Vec<String> = said.map(tidy).into_iter().chain(metas.map(trim)).collect();
    stated.extend(own.as_deref().map(trim));
    stated.retain(|t| !t.is_empty() && !site.is_some_and(|s| same_words(s, t)));
    // A heading that was the site's part of the page's title is its logo.
    let parts: Vec<String> = own.iter().flat_map(|t| parts(t)).collect();
    headings.retain(|h| {
        stated.iter().any(|s| same_words(s, h)) || !parts.iter().any(|p| same_words(p, h)) || stated.is_empty()
    });
    confirmed(&headings, &stated, site)
        .or_else(|| stated.iter().find(|s| subheadings.iter().any(|h| same_words(h, s))).cloned())
        .or_else(|| stated.first().cloned())
        .or_else(|| headings.into_iter().next())
        .or_else(|| own.map(|t| tidy(&t)).filter(|t| !t.is_empty()))
}

fn texts(dom: &Dom, ids: &[usize]) -> Vec<String> {
    ids.iter().map(|&h| tidy(&dom.text(h))).filter(|t| !t.is_empty()).collect()
}

fn tidy(text: &str) -> String {
    entities::decode(text).replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The heading that shares most words with what is stated; what stands in it before a stated title is a kicker.
fn confirmed(headings: &[String], stated: &[String], site: Option<&str>) -> Option<String> {
    let own: Vec<&String> = headings.iter().filter(|h| !site.is_some_and(|s| same_words(s, h))).collect();
    if let Some(same) = own.iter().find(|h| stated.iter().any(|s| same_words(s, h))) {
        return Some((*same).clone());
    }
    let ends = |h: &str, s: &str| words(s).len() >= 3 && letters(h).ends_with(&letters(s));
    if let Some(kicked) = own.iter().find_map(|h| stated.iter().find(|s| ends(h, s))) {
        return Some(kicked.clone());
    }
    let known: HashSet<String> = stated.iter().flat_map(|s| words(s)).collect();
    let shared = |h: &str| {
        let all = words(h);
        (all.iter().filter(|w| known.contains(*w)).count() * 100).checked_div(all.len()).unwrap_or(0)
    };
    let best = own.iter().max_by_key(|h| (shared(h) * words(h).len(), std::cmp::Reverse(h.len())));
    let alone = own.len() == 1;
    best.filter(|h| {
        let (share, count) = (shared(h), words(h).len());
        (share >= 30 && count >= 2)
            || (alone && count >= HEADING_WORDS_MIN)
            || (alone && count >= 2 && stated.iter().all(|s| words(s).len() < 2))
    })
    .map(|h| (*h).clone())
}

/// Lower-case words; letters one by one where a script sets no spaces.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let split: Vec<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    if split.len() <= 2 && lower.chars().any(|c| c >= '\u{2e80}') {
        return lower.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect();
    }
    split
}

/// The letters of an address's host: "elleryvoicecom".
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    letters(rest.split('/').next().unwrap_or(""))
}

/// What stands between the marks of a page's title.
fn parts(title: &str) -> Vec<String> {
    let mut parts = vec![title.to_owned()];
    for mark in MARKS {
        parts = parts.iter().flat_map(|p| p.split(mark)).map(str::to_owned).collect();
    }
    parts
}

/// "Ferry returns | Ellery Gazette" without the paper.
fn without_site(title: &str, site: Option<&str>, host: &str, headings: &[String], subheadings: &[String]) -> String {
    let Some(mark) = MARKS.iter().filter(|m| title.contains(**m)).max_by_key(|m| title.rfind(**m)) else {
        return title.to_owned();
    };
    let heading = |t: &str| headings.iter().chain(subheadings).any(|h| same_words(h, t));
    let is_site = |t: &str| {
        let own = letters(t);
        site.is_some_and(|s| same_words(s, t)) || (own.len() >= 4 && host.contains(&own))
    };
    if heading(title) {
        return title.to_owned();
    }
    if let Some((head, tail)) = title.rsplit_once(mark) {
        let (before, after) = (words(head).len(), words(tail).len());
        let first = head.split(mark).next().unwrap_or(head);
        if is_site(head) || is_site(first.trim()) || (heading(tail) && !heading(head)) {
            return tail.trim().to_owned();
        }
        if is_site(tail)
            || heading(head)
            || mark.contains('|') && before > 0
            || (after <= SITE_WORDS_MAX && before >= after)
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}
