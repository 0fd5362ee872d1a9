//! The stage `clean`: an Article becomes a Document with clean text, a headline and paragraphs.

use crate::record::{Article, Body, Document, Published, PublishedSource, Reason, Rejection};
use crate::text::{self, Span, html};

/// Characters of a first line that may be a headline; the longest of 240 pages has 175.
const HEADLINE_CHARS_MAX: usize = 250;

/// Makes the document. Plain text that needs no cleaning is kept to the character.
///
/// Rejects with `too-deep` for pages that nest too deep, and `no-words` where nothing is left to read.
pub fn clean(article: Article) -> Result<Document, Rejection> {
    let mut document = Document {
        source_id: article.source_id,
        url: article.url,
        source: article.source,
        authors: article.authors,
        declared_language: article.language,
        published: published(article.published, PublishedSource::Input),
        ..Document::default()
    };
    let title = article.title.as_deref().map(one_line).filter(|t| !t.is_empty());
    match article.body {
        Body::Text(raw) => lay_out(&mut document, title, &text::clean_field(&raw)),
        Body::Html(raw) => {
            let page = html::read(&raw).map_err(|e| Rejection::new("clean", Reason::TooDeep, e.to_string()))?;
            if document.authors.is_empty() {
                document.authors = page.authors;
            }
            if document.published.value.is_none() {
                document.published = published(page.published, PublishedSource::Html);
            }
            document.declared_language = document.declared_language.or(page.language);
            document.source = document.source.or(page.site);
            if text::has_words(&page.body) {
                let title = title.or_else(|| page.title.as_deref().map(one_line).filter(|t| !t.is_empty()));
                lay_out(&mut document, title, &text::clean(&page.body));
            }
        }
    }
    if !text::has_words(&document.text) {
        return Err(Rejection::new(
            "clean",
            Reason::NoWords,
            "no letter is left after markup was taken off; send the article's text",
        ));
    }
    Ok(document)
}

fn published(value: Option<String>, source: PublishedSource) -> Published {
    match value {
        Some(_) => Published { value, source },
        None => Published::default(),
    }
}

fn one_line(title: &str) -> String {
    text::clean(title).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Headline, blank line, body; a title that the body repeats is not said twice.
fn lay_out(document: &mut Document, title: Option<String>, body: &str) {
    match title {
        Some(title) => {
            let body = without_title(body, &title);
            document.headline = Some(Span::new(0, title.len()));
            document.text = format!("{title}\n\n{body}");
        }
        None => {
            document.headline = headline_of(body);
            document.text = body.to_owned();
        }
    }
    document.paragraphs = paragraphs(&document.text);
}

fn without_title<'a>(body: &'a str, title: &str) -> &'a str {
    let begun = body.trim_start_matches('\n');
    match begun.split_once('\n') {
        Some((first, rest)) if text::same_words(first, title) => rest.trim_start_matches('\n'),
        _ => body,
    }
}

/// The first line of a plain text, if it stands alone before a blank line and does not end like a sentence.
fn headline_of(body: &str) -> Option<Span> {
    let (first, rest) = body.split_once('\n')?;
    let blank = rest.split_once('\n').is_some_and(|(second, _)| second.trim().is_empty());
    let line = first.trim();
    let alike = blank
        && text::has_words(line)
        && text::has_words(rest)
        && line.chars().count() <= HEADLINE_CHARS_MAX
        && !line.ends_with(['.', ',', ';', ':', '。']);
    let begin = first.len() - first.trim_start().len();
    alike.then(|| Span::new(begin, begin + line.len()))
}

/// Every line that is not blank, trimmed.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut begin = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = begin + line.len() - line.trim_start().len();
            found.push(Span::new(at, at + trimmed.len()));
        }
        begin += line.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests;
