//! Pages: title, authors, date, language, and the article's words with one line a paragraph.

mod dom;
mod entities;
mod find;
mod lines;
mod marks;
mod metadata;
mod prune;

pub use dom::{DEPTH_MAX, NODES_MAX, Refused};
pub use entities::{decode, has_entity, unescape_twice};

use dom::Dom;
use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

/// Nodes up to which the content finder is asked; beyond, the plain walk reads the page. The finder takes some 3 µs a
/// node: 0.1 s for this many, twice the nodes of the largest of 240 pages.
const FINDER_NODES_MAX: usize = 30_000;

/// `<article>` elements compared with what the finder found; list pages have more, but none of theirs is the whole.
const ARTICLES_MAX: usize = 8;

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// RFC 3339 date-time or `YYYY-MM-DD`.
    pub published: Option<String>,
    /// BCP-47 tag as the page declares it.
    pub language: Option<String>,
    pub site: Option<String>,
    /// What the page says it is about, in a sentence or two.
    pub description: Option<String>,
    /// One line a paragraph, without the title.
    pub body: String,
}

/// Reads a page or a fragment, already decoded from its charset.
pub fn read(html: &str) -> Result<Page, Refused> {
    let dom = Dom::parse(html)?;
    let mut page = metadata::read(&dom);
    let mut body = if dom.nodes.len() <= FINDER_NODES_MAX { if std::env::var_os("OLD").is_some() { found(html) } else { find::article(&dom, page.description.as_deref()) } } else { Vec::new() };
    if body.is_empty() {
        body = walked(&dom);
    } else if let Some(unglued) = unglued(&dom, &body) {
        body = unglued;
    }
    if let Some(title) = &page.title {
        drop_title(&mut body, title);
    }
    page.body = body.join("\n");
    Ok(page)
}

/// The lines that the content finder takes for the article. It may panic on odd trees: then there are none.
fn found(html: &str) -> Vec<String> {
    let options = Options::default()
        .with_fallback(false)
        .with_focus(ExtractionFocus::Balanced)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let content = std::panic::catch_unwind(|| trafilatura::extract(html, &options).ok().map(|r| r.content_html));
    let Some(content) = content.ok().flatten() else { return Vec::new() };
    Dom::parse(&content).map(|dom| lines::lines(&dom, 0, true)).unwrap_or_default()
}

/// The lines of a plain walk: without what stands around the article, unless there is nothing else.
fn walked(dom: &Dom) -> Vec<String> {
    let article = lines::lines(dom, 0, false);
    if article.is_empty() { lines::lines(dom, 0, true) } else { article }
}

/// On short pages the finder glues a whole `<article>` into one line: where that is so, the element
/// is walked instead.
fn unglued(dom: &Dom, body: &[String]) -> Option<Vec<String>> {
    let letters =
        |lines: &[String]| lines.iter().flat_map(|l| l.chars()).filter(|c| c.is_alphanumeric()).collect::<String>();
    let [glued] = body else { return None };
    let wanted = letters(std::slice::from_ref(glued));
    let articles = (0..dom.nodes.len()).filter(|&id| dom.name(id) == "article");
    articles
        .take(ARTICLES_MAX)
        .map(|id| lines::lines(dom, id, true))
        .find(|walked| walked.len() > 1 && is_most(&letters(walked), &wanted))
}

/// Whether an element's words are what was found, or the larger part of it (the rest is what stands around it).
fn is_most(element: &str, found: &str) -> bool {
    element.len() * 2 > found.len() && found.contains(element)
}

/// A title at the head of the body is not said twice.
fn drop_title(body: &mut Vec<String>, title: &str) {
    if body.first().is_some_and(|first| crate::text::same_words(first, title)) {
        body.remove(0);
    }
}
