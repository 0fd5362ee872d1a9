//! When the article was published: what JSON-LD and meta tags state, then the address, then what readers see.

use super::super::dom::Dom;
use super::seen::Seen;
use super::{shown_dates, string};
use crate::text::dates;

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
    "dcterms.issued",
    "pubdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publishdate",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.created",
    "og:published_time",
    "publishing-date",
];

/// Names of meta tags that say when a page was changed: better than nothing.
const CHANGES: &[&str] = &["last-modified", "article:modified_time", "og:updated_time"];

/// Bytes of a line that is a date with some words around it, and no sentence.
const LINE_BYTES_MAX: usize = 100;

pub fn published(dom: &Dom, seen: &Seen, title: Option<&str>) -> Option<String> {
    let objects = || seen.article().into_iter().chain(seen.page());
    let said = ["datePublished", "dateCreated", "uploadDate"]
        .into_iter()
        .flat_map(|k| objects().filter_map(move |o| string(o, k)));
    said.chain(seen.meta(DATES))
        .find_map(stated)
        .or_else(|| seen.address.as_deref().and_then(shown_dates::in_address))
        .or_else(|| {
            let near = seen.near_heading(dom, title);
            near.iter().filter(|l| l.len() <= LINE_BYTES_MAX).find_map(|l| shown(l, seen))
        })
        .or_else(|| {
            seen.times.iter().find_map(|&t| {
                dom.attribute(t, "datetime")
                    .and_then(stated)
                    .or_else(|| shown_dates::shown(&dom.text(t), seen.language.as_deref()))
            })
        })
        .or_else(|| seen.dates.iter().find_map(|&d| shown(&dom.text(d), seen)))
        .or_else(|| seen.meta(CHANGES).find_map(stated))
}

/// A date as machines are told; of a broken time the day is kept.
fn stated(value: &str) -> Option<String> {
    dates::date(value).or_else(|| dates::date(value.trim().get(..10)?))
}

fn shown(text: &str, seen: &Seen) -> Option<String> {
    shown_dates::shown(text, seen.language.as_deref())
}
