//! The parts of a page that say something about it, gathered in one walk.

use super::super::dom::{Dom, Id, Kind};
use super::super::lines;
use super::super::marks::{self, Mark};
use crate::text::same_words;
use serde_json::Value;
use std::cell::OnceCell;

/// Objects of JSON-LD looked at in one page: far more than an article describes, few enough to look through.
const OBJECTS_MAX: usize = 2_000;

/// Elements of one kind that are looked at: an article's own come early.
const ELEMENTS_MAX: usize = 64;

/// Lines after and before the heading in which a byline or a date may stand.
const LINES_AFTER: usize = 12;
const LINES_BEFORE: usize = 4;

/// Ends of the schema.org types that are an article, and of those that describe the page it is on.
const ARTICLE_TYPES: &[&str] = &["Article", "Posting", "Report", "Review", "Recipe", "HowTo"];
const PAGE_TYPES: &[&str] = &["WebPage", "ItemPage"];

#[derive(Default)]
pub struct Seen {
    /// Name in lower case and content of meta tags, and of elements that carry RDFa or microdata in an attribute.
    metas: Vec<(String, String)>,
    pub objects: Vec<Value>,
    pub titles: Vec<Id>,
    pub headings: Vec<Id>,
    pub subheadings: Vec<Id>,
    pub times: Vec<Id>,
    pub persons: Vec<Id>,
    pub bylines: Vec<Id>,
    pub dates: Vec<Id>,
    pub language: Option<String>,
    pub address: Option<String>,
    pub body: Option<Id>,
    /// All lines of the page, once they are wanted.
    lines: OnceCell<Vec<String>>,
}

impl Seen {
    pub fn of(dom: &Dom) -> Seen {
        let mut seen = Seen::default();
        for (id, node) in dom.nodes.iter().enumerate() {
            let Kind::Element { name, .. } = &node.kind else { continue };
            match &*name.local {
                "html" => {
                    seen.language =
                        dom.attribute(id, "lang").map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned)
                }
                "meta" => seen.take_meta(dom, id),
                "link" if dom.attribute(id, "rel") == Some("canonical") => {
                    seen.address = dom.attribute(id, "href").map(str::to_owned)
                }
                "script" if dom.attribute(id, "type").is_some_and(|t| t.contains("ld+json")) => seen.take_json(dom, id),
                "title" => push(&mut seen.titles, id),
                "h1" => push(&mut seen.headings, id),
                "h2" => push(&mut seen.subheadings, id),
                "time" => push(&mut seen.times, id),
                "body" => seen.body = seen.body.or(Some(id)),
                _ => {}
            }
            if seen.body.is_some() {
                seen.take_named(dom, id);
            }
        }
        seen.address = seen.address.take().or_else(|| seen.meta(&["og:url"]).next().map(str::to_owned));
        seen
    }

    fn take_meta(&mut self, dom: &Dom, id: Id) {
        let Some(content) = dom.attribute(id, "content").map(str::trim).filter(|c| !c.is_empty()) else { return };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = dom.attribute(id, attribute) {
                self.metas.push((name.trim().to_lowercase(), content.to_owned()));
            }
        }
    }

    /// Bylines and dates by the names that an element has.
    fn take_named(&mut self, dom: &Dom, id: Id) {
        let attribute = |name| dom.attribute(id, name).unwrap_or("");
        let has = |name, word: &str| attribute(name).split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word));
        if has("rel", "author") || has("itemprop", "author") {
            push(&mut self.persons, id);
        }
        let property = if attribute("itemprop").is_empty() { attribute("property") } else { attribute("itemprop") };
        if property.ends_with("datePublished") || property.ends_with("dateCreated") {
            let value = ["content", "datetime"].into_iter().find_map(|a| dom.attribute(id, a));
            let value = value.map(str::to_owned).unwrap_or_else(|| dom.text(id));
            self.metas.push(("datepublished".to_owned(), value));
        }
        for names in ["class", "id", "data-testid"] {
            marks::of(attribute(names), |mark| match mark {
                Mark::Writer => push(&mut self.bylines, id),
                Mark::Date => push(&mut self.dates, id),
                _ => {}
            });
        }
    }

    fn take_json(&mut self, dom: &Dom, id: Id) {
        let source: String = dom
            .children(id)
            .iter()
            .filter_map(|&c| match dom.node(c).map(|n| &n.kind) {
                Some(Kind::Text(t)) => Some(t.as_str()),
                _ => None,
            })
            .collect();
        // Raw line ends inside of strings are a common slip.
        let source = source.replace(['\n', '\r', '\t'], " ");
        let source = source.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
        let source = source.trim_end_matches("-->").trim_end_matches("//]]>").trim().trim_end_matches(';');
        let Ok(value) = serde_json::from_str::<Value>(source) else { return };
        let mut queue = std::collections::VecDeque::from([value]);
        while let Some(value) = queue.pop_front() {
            match value {
                Value::Array(values) => queue.extend(values),
                Value::Object(mut object) if self.objects.len() < OBJECTS_MAX => {
                    for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                        queue.extend(object.remove(key).filter(|v| !v.is_string()));
                    }
                    self.objects.push(Value::Object(object));
                }
                _ => {}
            }
        }
    }

    /// Contents of meta tags, in the order of `names`.
    pub fn meta<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|n| self.metas.iter().filter(move |(m, _)| m == n).map(|(_, c)| c.as_str()))
    }

    /// The lines around the heading, those after it first.
    pub fn near_heading(&self, dom: &Dom, title: Option<&str>) -> Vec<String> {
        let heading = self.headings.first().or(self.subheadings.first()).map(|&h| dom.text(h));
        let Some(body) = self.body else { return Vec::new() };
        let lines = self.lines.get_or_init(|| lines::lines(dom, body, true));
        let is = |wanted: &str| lines.iter().position(|l| same_words(l, wanted));
        let Some(at) = title.and_then(is).or_else(|| heading.as_deref().and_then(is)) else { return Vec::new() };
        let before = at.saturating_sub(LINES_BEFORE)..at;
        (at + 1..lines.len().min(at + 1 + LINES_AFTER)).chain(before).filter_map(|i| lines.get(i).cloned()).collect()
    }

    /// The object that describes the article.
    pub fn article(&self) -> Option<&Value> {
        self.objects.iter().find(|o| is_of(o, ARTICLE_TYPES))
    }

    /// The object that describes the page.
    pub fn page(&self) -> Option<&Value> {
        self.objects.iter().find(|o| is_of(o, PAGE_TYPES))
    }
}

fn push(list: &mut Vec<Id>, id: Id) {
    if list.len() < ELEMENTS_MAX && list.last() != Some(&id) {
        list.push(id);
    }
}

/// Whether a JSON-LD object is of a type that ends so.
pub fn is_of(object: &Value, types: &[&str]) -> bool {
    let ends = |t: &Value| t.as_str().is_some_and(|t| types.iter().any(|a| t.ends_with(a)));
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(ends),
        Some(one) => ends(one),
        None => false,
    }
}
