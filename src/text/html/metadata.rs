//! What a page says about itself: JSON-LD first, then OpenGraph and meta tags, then what readers see.

use super::dom::{Dom, Id, Kind};
use super::{Page, entities};
use crate::text::dates;
use serde_json::Value;

/// Objects of JSON-LD looked at in one page: far more than an article describes, few enough to look through.
const OBJECTS_MAX: usize = 2_000;

/// Ends of the schema.org types that are an article.
const ARTICLE_TYPES: &[&str] = &["Article", "Posting", "Report", "Review"];

/// Names of meta tags, best first.
const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"];
const DESCRIPTIONS: &[&str] = &["og:description", "description", "twitter:description", "dc.description"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.created",
    "og:published_time",
    "article:modified_time",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
];

/// Reads everything but the body.
pub fn read(dom: &Dom) -> Page {
    let seen = Seen::of(dom);
    let article = seen.json_ld.iter().find(|o| is_article(o));
    let site = seen.meta(&["og:site_name"]).next().map(str::to_owned).or_else(|| article.and_then(publisher));
    Page {
        title: title(dom, &seen, article, site.as_deref()),
        authors: authors(dom, &seen, article),
        published: published(dom, &seen, article),
        language: seen.language.clone(),
        site,
        description: seen.meta(DESCRIPTIONS).next().map(entities::decode),
        body: String::new(),
    }
}

/// The nodes that may say something, in one walk.
#[derive(Default)]
struct Seen {
    metas: Vec<(String, String)>,
    json_ld: Vec<Value>,
    titles: Vec<Id>,
    headings: Vec<Id>,
    times: Vec<Id>,
    bylines: Vec<Id>,
    language: Option<String>,
}

impl Seen {
    fn of(dom: &Dom) -> Seen {
        let mut seen = Seen::default();
        for (id, node) in dom.nodes.iter().enumerate() {
            let Kind::Element { name, .. } = &node.kind else { continue };
            match &*name.local {
                "html" => {
                    seen.language =
                        dom.attribute(id, "lang").map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned)
                }
                "meta" => seen.take_meta(dom, id),
                "script" if dom.attribute(id, "type").is_some_and(|t| t.contains("ld+json")) => seen.take_json(dom, id),
                "title" => seen.titles.push(id),
                "h1" => seen.headings.push(id),
                "time" => seen.times.push(id),
                "a" | "span" | "address" if is_byline(dom, id) => seen.bylines.push(id),
                _ => {}
            }
        }
        seen
    }

    fn take_meta(&mut self, dom: &Dom, id: Id) {
        let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|a| dom.attribute(id, a));
        if let (Some(name), Some(content)) = (name, dom.attribute(id, "content"))
            && !content.trim().is_empty()
        {
            self.metas.push((name.trim().to_lowercase(), content.trim().to_owned()));
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
        let Ok(value) = serde_json::from_str::<Value>(source.trim().trim_end_matches(';')) else { return };
        let mut queue = std::collections::VecDeque::from([value]);
        while let Some(value) = queue.pop_front() {
            match value {
                Value::Array(values) => queue.extend(values),
                Value::Object(mut object) if self.json_ld.len() < OBJECTS_MAX => {
                    for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                        queue.extend(object.remove(key).filter(|v| !v.is_string()));
                    }
                    self.json_ld.push(Value::Object(object));
                }
                _ => {}
            }
        }
    }

    fn meta<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|n| self.metas.iter().filter(move |(m, _)| m == n).map(|(_, c)| c.as_str()))
    }
}

fn is_byline(dom: &Dom, id: Id) -> bool {
    dom.attribute(id, "rel").is_some_and(|r| r.split_whitespace().any(|r| r == "author"))
        || dom.attribute(id, "itemprop").is_some_and(|p| p == "author")
}

fn is_article(object: &Value) -> bool {
    let ends = |t: &Value| t.as_str().is_some_and(|t| ARTICLE_TYPES.iter().any(|a| t.ends_with(a)));
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(ends),
        Some(one) => ends(one),
        None => false,
    }
}

fn publisher(article: &Value) -> Option<String> {
    article.get("publisher")?.get("name")?.as_str().map(str::to_owned)
}

fn title(dom: &Dom, seen: &Seen, article: Option<&Value>, site: Option<&str>) -> Option<String> {
    let tidy = |t: &str| entities::decode(t).split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = || {
        let mut texts = seen.headings.iter().map(|&h| dom.text(h)).filter(|t| t.split_whitespace().count() > 1);
        let first = texts.next();
        first.filter(|_| texts.next().is_none())
    };
    let said = article.and_then(|a| a.get("headline")).and_then(Value::as_str).map(str::to_owned);
    let page = || seen.titles.first().map(|&t| dom.children(t)).and_then(|c| c.first()).map(|&c| dom.text(c));
    heading()
        .or(said)
        .or_else(|| seen.meta(TITLES).next().map(|t| without_site(t, site)))
        .or_else(|| page().map(|t| without_site(&t, site)))
        .map(|t| tidy(&t))
        .filter(|t| !t.is_empty())
}

/// "Ferry returns | Ellery Gazette" without the paper.
fn without_site(title: &str, site: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && (mark == " | " || site.is_some_and(|s| crate::text::same_words(s, tail)))
        {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

fn published(dom: &Dom, seen: &Seen, article: Option<&Value>) -> Option<String> {
    let said = ["datePublished", "dateCreated", "uploadDate"].into_iter().filter_map(|k| article?.get(k)?.as_str());
    let shown = seen.times.iter().filter_map(|&t| dom.attribute(t, "datetime"));
    said.chain(seen.meta(DATES)).chain(shown).find_map(dates::date)
}

fn authors(dom: &Dom, seen: &Seen, article: Option<&Value>) -> Vec<String> {
    let mut found = Vec::new();
    match article.and_then(|a| a.get("author").or_else(|| a.get("creator"))) {
        Some(Value::Array(people)) => people.iter().for_each(|p| add_person(p, seen, &mut found)),
        Some(person) => add_person(person, seen, &mut found),
        None => {}
    }
    if found.is_empty() {
        for name in AUTHORS {
            seen.meta(&[name]).for_each(|n| add_names(n, &mut found));
            if !found.is_empty() {
                return found;
            }
        }
        seen.bylines.iter().for_each(|&b| add_names(&dom.text(b), &mut found));
    }
    found
}

fn add_person(person: &Value, seen: &Seen, found: &mut Vec<String>) {
    let name = |p: &Value| p.get("name").and_then(Value::as_str).map(str::to_owned);
    // A reference to an object said elsewhere in the page.
    let referred = || {
        let id = person.get("@id")?;
        seen.json_ld.iter().find(|o| o.get("@id") == Some(id)).and_then(name)
    };
    if let Some(text) = person.as_str().map(str::to_owned).or_else(|| name(person)).or_else(referred) {
        add_names(&text, found);
    }
}

fn add_names(text: &str, found: &mut Vec<String>) {
    for name in crate::text::names(&entities::decode(text)) {
        if !found.iter().any(|f| crate::text::same_words(f, &name)) {
            found.push(name);
        }
    }
}
