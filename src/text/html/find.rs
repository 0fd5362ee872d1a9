//! The article among everything else on a page: its element, and the paragraphs in it.

use super::calls;
use super::dom::{Dom, Id};
use super::lines::{self, Line};
use super::prune::{Sheet, Strictness, Weight};

/// Bytes of text outside of links that make an article; shorter finds are checked against wider ones.
const ARTICLE_BYTES_MIN: usize = 250;

/// Bytes of an article below which a page is read once more without regard to what it hides.
const SHORT_BYTES: usize = 600;

/// How many times longer that second reading has to be.
const LONGER: usize = 3;

/// Bytes of a standfirst.
const LEAD_BYTES: std::ops::RangeInclusive<usize> = 30..=1_000;

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
    let dom = sheet.dom;
    let body = sheet.order.iter().copied().find(|&id| dom.name(id) == "body").unwrap_or(0);
    let mut short: Vec<Vec<String>> = Vec::new();
    for root in roots(&sheet, body) {
        let found = read(&mut sheet, root);
        if size(&found) >= ARTICLE_BYTES_MIN {
            return with_lead(&sheet, root, description, found);
        }
        short.push(found);
    }
    let longest = short.iter().map(|f| size(f)).max().unwrap_or(0);
    short.into_iter().find(|f| size(f) * 2 >= longest).unwrap_or_default()
}

/// Elements that may be the article, the likeliest first.
fn roots(sheet: &Sheet, body: Id) -> Vec<Id> {
    let name = |id| sheet.dom.name(id);
    let tiers: [&dyn Fn(Id) -> bool; 6] = [
        &|id| sheet.tier(id) == 1,
        &|id| name(id) == "article",
        &|id| sheet.tier(id) == 2,
        &|id| sheet.tier(id) == 3,
        &|id| name(id) == "main" || sheet.dom.attribute(id, "role") == Some("main"),
        &|id| id == body,
    ];
    tiers.iter().filter_map(|t| best(sheet, t)).collect()
}

/// The element with the most text of those that are wanted, or what holds its pieces.
fn best(sheet: &Sheet, wanted: &dyn Fn(Id) -> bool) -> Option<Id> {
    let worth = |id: Id| sheet.weight(id).worth();
    let mut outermost: Vec<Id> = Vec::new();
    for id in sheet.order.iter().copied().filter(|&id| !sheet.is_cut(id) && wanted(id)) {
        if !outermost.last().is_some_and(|&last| sheet.holds(last, id)) {
            outermost.push(id);
        }
    }
    let best = outermost.iter().copied().max_by_key(|&id| (worth(id), std::cmp::Reverse(id)))?;
    // An article may come in pieces, each in a box of the same name.
    let all: usize = outermost.iter().map(|&id| worth(id)).sum();
    let whole = sheet.dom.node(best).and_then(|n| n.parent).filter(|_| worth(best) * 10 < all * 7);
    let mut above = whole;
    while let Some(id) = above {
        if worth(id) * 10 >= all * 8 {
            return Some(if worth(id) * 8 <= all * 10 { id } else { best });
        }
        above = sheet.dom.node(id).and_then(|n| n.parent);
    }
    Some(best)
}

/// The standfirst that stands before the article's element, if one does.
fn with_lead(sheet: &Sheet, root: Id, description: Option<&str>, mut found: Vec<String>) -> Vec<String> {
    let said = description.map(letters).unwrap_or_default();
    let all = letters(&found.concat());
    let mut leads = Vec::new();
    for &id in sheet.order.iter().take_while(|&&id| id != root) {
        let weight = sheet.weight(id);
        if sheet.is_cut(id) || !(LEAD_BYTES.contains(&weight.text)) || weight.linked * 2 > weight.text || sheet.holds(id, root) {
            continue;
        }
        let named = sheet.leads.contains(&id);
        let name = sheet.dom.name(id);
        if !named && !matches!(name, "p" | "div" | "h2" | "h3" | "h4") {
            continue;
        }
        let lines = lines::laid_out(sheet.dom, id, |id| sheet.is_cut(id));
        let own = letters(&lines.iter().map(|l| l.text.as_str()).collect::<String>());
        let described = said.len() >= *LEAD_BYTES.start() && (own.starts_with(&said) || said.starts_with(&own));
        if (named || described) && !all.contains(&own) {
            leads = lines.into_iter().map(|l| l.text).collect();
        }
    }
    leads.append(&mut found);
    leads
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads one element: what is mostly links goes, then what is no paragraph if there are paragraphs.
fn read(sheet: &mut Sheet, root: Id) -> Vec<String> {
    cut_links(sheet, root);
    let weight = sheet.weight(root);
    let bare = weight.told * 2 < weight.text.saturating_sub(weight.linked);
    let lines = lines::laid_out(sheet.dom, root, |id| sheet.is_cut(id));
    let mut kept: Vec<Line> =
        lines.into_iter().filter(|l| (bare || l.is_paragraph()) && !calls::is_call(&l.text)).collect();
    while kept.last().is_some_and(|l| l.is_heading()) {
        kept.pop();
    }
    kept.into_iter().map(|l| l.text).collect()
}

/// Cuts blocks of links below `root`.
fn cut_links(sheet: &mut Sheet, root: Id) {
    let mut above = vec![root];
    while let Some(parent) = above.last().and_then(|&id| sheet.dom.node(id)).and_then(|n| n.parent) {
        above.push(parent);
    }
    sheet.cut_where(|sheet, id| {
        let Weight { text, linked, .. } = sheet.weight(id);
        let share = match sheet.dom.name(id) {
            "div" | "section" | "header" | "span" => 0.5,
            "ul" | "ol" | "dl" | "table" => 0.4,
            "h2" | "h3" | "h4" | "h5" | "h6" => 0.9,
            "p" | "li" if text < 150 => 0.8,
            _ => return false,
        };
        !above.contains(&id) && linked > 0 && linked as f64 > share * text as f64
    });
    sheet.weigh();
}
