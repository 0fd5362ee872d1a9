//! Pages: title, authors, date, language, and the article's words with one line a paragraph.

mod calls;
mod dom;
mod entities;
mod find;
mod lines;
mod marks;
mod metadata;
mod prune;
mod standfirst;

pub use dom::{DEPTH_MAX, NODES_MAX, Refused};
pub use entities::{decode, has_entity, unescape_twice};

use dom::Dom;

/// Bytes of a body below which the article's text in JSON-LD is taken, if the page has one.
const SHORT_BYTES: usize = 600;

/// How many times longer that text has to be.
const LONGER: usize = 3;

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
    /// The article's text in the page's JSON-LD, until it is known whether the page shows more.
    stated: Option<String>,
    /// One line a paragraph, without the title.
    pub body: String,
}

/// Reads a page or a fragment, already decoded from its charset.
pub fn read(html: &str) -> Result<Page, Refused> {
    let dom = Dom::parse(html)?;
    let mut page = metadata::read(&dom);
    let mut body = find::article(&dom, page.description.as_deref());
    let size: usize = body.iter().map(String::len).sum();
    if let Some(stated) = page.stated.take().filter(|s| size < SHORT_BYTES && s.len() > LONGER * size) {
        body = Dom::parse(&stated.replace('\n', "<br>")).map(|dom| lines::lines(&dom, 0, true)).unwrap_or(body);
    }
    if body.is_empty() {
        body = walked(&dom);
    }
    if let Some(title) = &page.title {
        drop_title(&mut body, title);
    }
    page.body = body.join("\n");
    Ok(page)
}

/// The lines of a plain walk: without what stands around the article, unless there is nothing else.
fn walked(dom: &Dom) -> Vec<String> {
    let article = lines::lines(dom, 0, false);
    if article.is_empty() { lines::lines(dom, 0, true) } else { article }
}

/// A title at the head of the body is not said twice.
fn drop_title(body: &mut Vec<String>, title: &str) {
    if body.first().is_some_and(|first| crate::text::same_words(first, title)) {
        body.remove(0);
    }
}

#[cfg(test)]
mod tests;
