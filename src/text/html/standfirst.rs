//! The standfirst: lines between headline and text that stand outside of the article's own element.

use super::dom::Id;
use super::lines;
use super::prune::Sheet;
use crate::text::letters;

/// Bytes of a standfirst without white space.
const BYTES: std::ops::RangeInclusive<usize> = 30..=1_000;

/// Elements that are compared with the description of a page.
const COMPARED_MAX: usize = 300;

/// The article's lines after the standfirst, if one stands before `root`: an element that is named so, or that says what
/// the page's description says.
pub fn before(sheet: &Sheet, root: Id, description: Option<&str>, mut found: Vec<String>) -> Vec<String> {
    let said = description.map(letters).unwrap_or_default();
    let all = letters(&found.concat());
    let may_be = |id: &Id| {
        let weight = sheet.weight(*id);
        let block = matches!(sheet.dom.name(*id), "p" | "div" | "h2" | "h3" | "h4") || sheet.is_lead(*id);
        block && !sheet.is_cut(*id) && BYTES.contains(&weight.text) && weight.linked * 2 <= weight.text
    };
    let candidates = sheet.order.iter().copied().take_while(|&id| id != root).filter(may_be);
    let mut standfirst = Vec::new();
    for id in candidates.filter(|&id| !sheet.holds(id, root)).take(COMPARED_MAX) {
        let lines = lines::laid_out(sheet.dom, id, |id| sheet.is_cut(id));
        let own = letters(&lines.iter().map(|l| l.text.as_str()).collect::<String>());
        // Descriptions are cut short, or go on.
        let described = said.len() >= *BYTES.start() && (own.starts_with(&said) || said.starts_with(&own));
        if (described || sheet.is_lead(id)) && !own.is_empty() && !all.contains(&own) {
            standfirst = lines.into_iter().map(|l| l.text).collect();
        }
    }
    standfirst.append(&mut found);
    standfirst
}
