//! A JSON object read as an article: our own keys, ninjs, items of feeds.

use super::{form, reject};
use crate::record::{Article, Body, Reason, Rejection};
use crate::text::{self, dates, html};
use serde_json::{Map, Value};
use std::collections::HashMap;

// Names of keys, best first, folded: lower case, without `_` and `-`.
const IDS: &[&str] = &["id", "uri", "guid"];
const URLS: &[&str] = &["url", "link", "canonicalurl"];
const TITLES: &[&str] = &["title", "headline"];
const TEXTS: &[&str] = &["text", "body", "content", "contenttext", "bodytext", "articlebody"];
const HTMLS: &[&str] = &["html", "contenthtml", "content:encoded", "contentencoded", "bodyhtml", "bodyxhtml"];
/// Read as the body where there is no other.
const SUMMARIES: &[&str] = &["description", "summary"];
const DATES: &[&str] = &[
    "published",
    "date",
    "publishedat",
    "versioncreated",
    "datepublished",
    "pubdate",
    "publishdate",
    "dc:date",
    "firstcreated",
];
const LANGUAGES: &[&str] = &["language", "lang", "inlanguage"];
const SOURCES: &[&str] = &["source", "publisher", "sitename"];
const AUTHORS: &[&str] = &["authors", "author", "by", "byline", "creator", "dc:creator"];

/// Keys where objects in the place of a string keep it (Atom, WordPress, XML turned into JSON).
const INNER: &[&str] = &["value", "name", "rendered", "byline", "#text", "_", "$t"];

/// Bytes of the longest key known.
const KEY_BYTES_MAX: usize = 32;

/// Authors of one article; a list beyond that is none.
const AUTHORS_MAX: usize = 100;

/// The article of an object; `bad-envelope` where there is neither text nor HTML.
pub fn article(object: Map<String, Value>) -> Result<Article, Rejection> {
    let mut fields = Fields::of(object);
    let title = fields.title().map(|t| plain_title(&t)).filter(|t| !t.is_empty());
    let published = fields.all(DATES).into_iter().find_map(|v| date(&v));
    let authors = fields.all(AUTHORS).into_iter().map(|v| names(&v)).find(|n| !n.is_empty()).unwrap_or_default();
    let article = Article {
        source_id: fields.string(IDS),
        url: fields.string(URLS),
        title,
        published,
        language: fields.string(LANGUAGES).as_deref().and_then(language),
        source: fields.string(SOURCES),
        authors,
        body: fields.body().ok_or_else(|| {
            reject(Reason::BadEnvelope, "the JSON object has neither `text` (also `body`, `content`) nor `html` as a string; put the article into one of them")
        })?,
    };
    Ok(article)
}

/// The values of an object by folded key; of keys that fold alike, the first.
struct Fields(HashMap<String, Value>);

impl Fields {
    fn of(object: Map<String, Value>) -> Self {
        let mut fields = HashMap::with_capacity(object.len());
        for (key, value) in object {
            if key.len() <= KEY_BYTES_MAX && !value.is_null() {
                // `_id` of a database is not the article's `id`.
                let fold =
                    |(at, c): (usize, char)| (at == 0 || !matches!(c, '_' | '-')).then(|| c.to_ascii_lowercase());
                let folded = key.char_indices().filter_map(fold).collect();
                fields.entry(folded).or_insert(value);
            }
        }
        Self(fields)
    }

    fn all(&mut self, keys: &[&str]) -> Vec<Value> {
        keys.iter().filter_map(|&k| self.0.remove(k)).collect()
    }

    fn string(&mut self, keys: &[&str]) -> Option<String> {
        self.all(keys).into_iter().find_map(|v| match v {
            Value::Number(number) => Some(number.to_string()),
            other => string(other),
        })
    }

    fn title(&mut self) -> Option<String> {
        let headlines = self.0.remove("headlines");
        self.string(TITLES).or_else(|| main_of(headlines?).and_then(|h| string(Value::Object(h))))
    }

    /// The text is what the sender meant to be read; the page is asked where it is missing or breaks off.
    fn body(&mut self) -> Option<Body> {
        let text = self.texts(TEXTS);
        let page = self.texts(HTMLS);
        let bodies = self.0.remove("bodies");
        match (text, page) {
            (Some(text), Some(page)) if breaks_off(&text) && page.len() > text.len() => Some(Body::Html(page)),
            (Some(text), _) => Some(text_body(text)),
            (None, Some(page)) => Some(Body::Html(page)),
            (None, None) => bodies.and_then(ninjs_body).or_else(|| self.texts(SUMMARIES).map(text_body)),
        }
    }

    fn texts(&mut self, keys: &[&str]) -> Option<String> {
        self.all(keys).into_iter().filter_map(string).find(|s| text::has_words(s))
    }
}

fn string(value: Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(mut object) => match INNER.iter().find_map(|&k| object.remove(k)) {
            Some(Value::String(text)) => text,
            _ => return None,
        },
        _ => return None,
    };
    Some(text).filter(|t| !t.trim().is_empty())
}

/// The entry of a ninjs list with the role "main", else the first.
fn main_of(list: Value) -> Option<Map<String, Value>> {
    let Value::Array(list) = list else { return None };
    let mut entries: Vec<Map<String, Value>> = list
        .into_iter()
        .filter_map(|v| match v {
            Value::Object(o) if o.get("value").and_then(Value::as_str).is_some_and(text::has_words) => Some(o),
            _ => None,
        })
        .collect();
    let at = entries.iter().position(|o| o.get("role").and_then(Value::as_str) == Some("main")).unwrap_or(0);
    (at < entries.len()).then(|| entries.swap_remove(at))
}

fn ninjs_body(bodies: Value) -> Option<Body> {
    let entry = main_of(bodies)?;
    let kind = ["contentType", "contenttype"].iter().find_map(|k| entry.get(*k)).and_then(Value::as_str);
    let is_page = kind.is_some_and(|k| k.contains("html"));
    let value = string(Value::Object(entry))?;
    Some(if is_page { Body::Html(value) } else { text_body(value) })
}

/// Feeds put markup into fields for text, escaped once or twice.
fn text_body(text: String) -> Body {
    if form::is_markup(&text) {
        return Body::Html(html::unescape_twice(&text));
    }
    if !html::has_entity(&text) {
        return Body::Text(text);
    }
    let decoded = html::decode(&text);
    if form::is_markup(&decoded) { Body::Html(decoded) } else { Body::Text(decoded) }
}

fn plain_title(title: &str) -> String {
    let decoded = html::decode(title);
    if !form::is_markup(&decoded) {
        return decoded;
    }
    html::read(&decoded).map(|page| page.body.replace('\n', " ")).ok().filter(|t| text::has_words(t)).unwrap_or(decoded)
}

/// Marks of a teaser: an ellipsis, or "[+1234 chars]".
fn breaks_off(text: &str) -> bool {
    let end = text.trim_end();
    end.ends_with('…') || end.ends_with("...") || end.ends_with("chars]") || end.ends_with("[…]")
}

fn date(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => dates::epoch(number.as_i64()?),
        other => dates::date(&string(other.clone())?),
    }
}

fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let primary =
        parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    (primary && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())))
        .then_some(tag)
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => {
            list.iter().take(AUTHORS_MAX).filter_map(|v| string(v.clone())).flat_map(|n| text::names(&n)).collect()
        }
        other => string(other.clone()).map(|n| text::names(&n)).unwrap_or_default(),
    }
}
