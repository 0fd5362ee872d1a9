//! What a page says about itself: JSON-LD first, then OpenGraph and meta tags, then what readers see.

mod authors;
mod bylines;
mod published;
mod seen;
mod shown_dates;
mod title;

use super::dom::Dom;
use super::{Page, entities};
use seen::Seen;
use serde_json::Value;

const DESCRIPTIONS: &[&str] = &["og:description", "description", "twitter:description", "dc.description"];

/// Reads everything but the body.
pub fn read(dom: &Dom) -> Page {
    let seen = Seen::of(dom);
    let publisher = || seen.article().and_then(|a| a.get("publisher")?.get("name")?.as_str()).map(str::to_owned);
    let site = seen.meta(&["og:site_name"]).next().map(str::to_owned).or_else(publisher);
    let title = title::title(dom, &seen, site.as_deref());
    Page {
        authors: authors::authors(dom, &seen, title.as_deref(), site.as_deref()),
        published: published::published(dom, &seen, title.as_deref()),
        title,
        language: seen.language.clone(),
        site,
        description: seen.meta(DESCRIPTIONS).next().map(entities::decode),
        stated: seen.article().and_then(|a| string(a, "articleBody")).map(entities::decode),
        body: String::new(),
    }
}

/// A string of a JSON object, trimmed, if it says something.
fn string<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str().map(str::trim).filter(|s| !s.is_empty())
}

#[cfg(test)]
mod tests;
