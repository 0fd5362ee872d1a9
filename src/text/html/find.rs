//! The article among everything else on a page: its element, and the paragraphs in it.

use super::calls;
use super::dom::{Dom, Id};
use super::lines::{self, Line};
use super::prune::{Sheet, Strictness, Weight};
use super::standfirst;

/// Bytes of text that make an article: with less in it, the next likely element is asked.
const ARTICLE_BYTES_MIN: usize = 250;

/// Bytes of an article below which a page is read once more without regard to what it hides.
const SHORT_BYTES: usize = 600;

/// How many times longer that second reading has to be.
const LONGER: usize = 3;

/// The lines of the article, one a paragraph; `description` is what the page says it is about.
pub fn article(dom: &Dom, description: Option<&str>) -> Vec<String> {
    let strict = search(Sheet::new(dom, Strictness::Strict), description);
    if size(&strict) >= SHORT_BYTES {
        return strict;
    }
    // Some pages hide their article until a script shows it, or name it after what is around others.
    let lenient = search(Sheet::new(dom, Strictness::Lenient), description);
    if size(&lenient) > LONGER * size(&strict) { lenient } else { strict }
}

fn size(lines: &[String]) -> usize {
    lines.iter().map(String::len).sum()
}

fn search(mut sheet: Sheet, description: Option<&str>) -> Vec<String> {
    let mut short: Vec<Vec<String>> = Vec::new();
    for root in roots(&sheet) {
        let found = read(&mut sheet, root);
        if size(&found) >= ARTICLE_BYTES_MIN {
            return standfirst::before(&sheet, root, description, found);
        }
        short.push(found);
    }
    // A short article: the likeliest element that has most of what any has.
    let longest = short.iter().map(|f| size(f)).max().unwrap_or(0);
    short.into_iter().find(|f| size(f) * 2 >= longest).unwrap_or_default()
}

/// Elements that may be the article, the likeliest first.
fn roots(sheet: &Sheet) -> Vec<Id> {
    let name = |id| sheet.dom.name(id);
    let body = sheet.order.iter().copied().find(|&id| name(id) == "body").unwrap_or(0);
    let tiers: [&dyn Fn(Id) -> bool; 6] = [
        &|id| sheet.tier(id) == 1,
        &|id| name(id) == "article",
        &|id| sheet.tier(id) == 2,
        &|id| sheet.tier(id) == 3,
        &|id| name(id) == "main" || sheet.dom.attribute(id, "role") == Some("main"),
        &|id| id == body,
    ];
    tiers.iter().filter_map(|wanted| best(sheet, wanted)).collect()
}

/// The element with the most text of those that are wanted, or the one that holds its pieces: an article may come in
/// several boxes of the same name.
fn best(sheet: &Sheet, wanted: &dyn Fn(Id) -> bool) -> Option<Id> {
    let worth = |id: Id| sheet.weight(id).worth();
    let mut outermost: Vec<Id> = Vec::new();
    for id in sheet.order.iter().copied().filter(|&id| !sheet.is_cut(id) && wanted(id)) {
        if !outermost.last().is_some_and(|&last| sheet.holds(last, id)) {
            outermost.push(id);
        }
    }
    let best = outermost.iter().copied().max_by_key(|&id| (worth(id), std::cmp::Reverse(id)))?;
    let all: usize = outermost.iter().map(|&id| worth(id)).sum();
    if worth(best) * 10 >= all * 7 {
        return Some(best);
    }
    let whole = sheet.above(best).find(|&id| worth(id) * 10 >= all * 8);
    // With a quarter more than the pieces it is no frame of one article, but a page of several.
    Some(whole.filter(|&id| worth(id) * 8 <= all * 10).unwrap_or(best))
}

/// Reads one element: what is mostly links goes, then what is no paragraph if there are paragraphs.
fn read(sheet: &mut Sheet, root: Id) -> Vec<String> {
    cut_links(sheet, root);
    let weight = sheet.weight(root);
    let bare = weight.told * 2 < weight.text.saturating_sub(weight.linked);
    let lines = lines::laid_out(sheet.dom, root, |id| sheet.is_cut(id));
    let mut kept: Vec<Line> =
        lines.into_iter().filter(|l| (bare || l.is_paragraph()) && !calls::is_call(&l.text)).collect();
    while kept.last().is_some_and(Line::is_heading) {
        kept.pop();
    }
    kept.into_iter().map(|l| l.text).collect()
}

/// Percent of an element's text that is in links where it is a list of links and no text; `None` for what stays.
fn links_max(name: &str, text: usize) -> Option<usize> {
    match name {
        "div" | "section" | "header" | "span" => Some(50),
        "ul" | "ol" | "dl" | "table" => Some(40),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(90),
        // A long paragraph may be one link.
        "p" | "li" if text < 150 => Some(80),
        _ => None,
    }
}

/// Cuts blocks of links, but nothing that `root` is in.
fn cut_links(sheet: &mut Sheet, root: Id) {
    let frame: Vec<Id> = std::iter::once(root).chain(sheet.above(root)).collect();
    sheet.cut_where(|sheet, id| {
        let Weight { text, linked, .. } = sheet.weight(id);
        let max = links_max(sheet.dom.name(id), text).filter(|_| linked > 0);
        max.is_some_and(|max| linked * 100 > max * text) && !frame.contains(&id)
    });
    sheet.weigh();
}
