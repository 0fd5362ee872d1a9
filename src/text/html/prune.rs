//! Which elements stand around the article, and how much text and how many links each element holds.

use super::dom::{Dom, Id, Kind};
use super::lines::{is_inline, is_unread};
use super::marks::{self, Mark};
use std::ops::Range;

/// Elements that are around an article whatever they are called.
const AROUND: &[&str] = &[
    "nav",
    "footer",
    "aside",
    "form",
    "menu",
    "dialog",
    "figure",
    "figcaption",
    "fieldset",
    "legend",
    "picture",
    "label",
];

/// Roles (WAI-ARIA) of what is around an article.
const ROLES: &[&str] = &[
    "navigation",
    "complementary",
    "contentinfo",
    "banner",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "form",
    "button",
    "tooltip",
];

/// Names of what screens do not show.
const UNSEEN: &[&str] = &[
    "hidden",
    "hide",
    "d-none",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "print-only",
    "noprint",
];

/// Parts of names that show on wider screens what "hidden" beside them hides on narrow ones.
const SHOWN: &[&str] = &[":block", ":flex", ":grid", ":inline"];

/// Elements that are never cut for their names: page templates name them after whatever they hold.
const KEPT: &[&str] = &["html", "body", "main", "article", "table", "tbody", "tr", "td", "h1", "blockquote"];

/// Bytes in paragraphs, outside of links, that are prose: two or three sentences.
const PROSE_BYTES_MIN: usize = 250;

/// What an element and everything below it holds, in bytes of text without white space.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    pub text: usize,
    /// Of it in links.
    pub linked: usize,
    /// Of it in paragraphs outside of links.
    pub told: usize,
}

impl Weight {
    /// Text outside of links, that of paragraphs twice.
    pub fn worth(&self) -> usize {
        self.told * 2 + self.text.saturating_sub(self.linked).saturating_sub(self.told)
    }
}

/// Whether what a page hides, and what may be around the article, is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    Strict,
    Lenient,
}

/// What the names of an element say.
#[derive(Clone, Copy, Default)]
struct Names {
    away: bool,
    around: bool,
    maybe: bool,
    lead: bool,
    /// 1 the surest, 0 for none.
    tier: u8,
}

/// A page with what its elements hold.
pub struct Sheet<'a> {
    pub dom: &'a Dom,
    /// All nodes in document order.
    pub order: Vec<Id>,
    /// Where in that order a node and all below it are.
    places: Vec<Range<usize>>,
    /// Nodes that are not read, with all below them.
    cut: Vec<bool>,
    weights: Vec<Weight>,
    names: Vec<Names>,
}

impl<'a> Sheet<'a> {
    pub fn new(dom: &'a Dom, strictness: Strictness) -> Self {
        let count = dom.nodes.len();
        let mut order = Vec::with_capacity(count);
        let mut places = vec![0..0; count];
        dom.walk(0, |id, entering| {
            let at = order.len();
            if entering {
                order.push(id);
            }
            if let Some(place) = places.get_mut(id) {
                *place = if entering { at..at } else { place.start..at };
            }
            true
        });
        let names = vec![Names::default(); count];
        let mut sheet = Self { dom, order, places, cut: vec![false; count], weights: Vec::new(), names };
        sheet.cut_where(|sheet, id| is_unread(sheet.dom.name(id)));
        sheet.weigh();
        let all = sheet.weight(0).worth();
        sheet.cut_where(|sheet, id| sheet.is_around(id, all, strictness == Strictness::Strict));
        sheet.weigh();
        sheet
    }

    pub fn weight(&self, id: Id) -> Weight {
        self.weights.get(id).copied().unwrap_or_default()
    }

    pub fn is_cut(&self, id: Id) -> bool {
        self.cut.get(id).copied().unwrap_or(true)
    }

    /// The tier of body that an element's names say, 1 the surest; 0 for none.
    pub fn tier(&self, id: Id) -> u8 {
        self.names.get(id).map_or(0, |n| n.tier)
    }

    /// Whether its names say that an element is a standfirst.
    pub fn is_lead(&self, id: Id) -> bool {
        self.names.get(id).is_some_and(|n| n.lead)
    }

    /// The elements around one, innermost first.
    pub fn above(&self, id: Id) -> impl Iterator<Item = Id> {
        let up = |id: &Id| self.dom.node(*id).and_then(|n| n.parent);
        std::iter::successors(up(&id), up)
    }

    /// Whether `id` is below `above`.
    pub fn holds(&self, above: Id, id: Id) -> bool {
        let place = |id: Id| self.places.get(id).cloned().unwrap_or_default();
        above != id && place(above).contains(&place(id).start)
    }

    /// Cuts the elements that `is_out` names, and all below them.
    pub fn cut_where(&mut self, mut is_out: impl FnMut(&mut Self, Id) -> bool) {
        for at in 0..self.order.len() {
            let Some(&id) = self.order.get(at) else { continue };
            let Some(node) = self.dom.node(id) else { continue };
            let above = node.parent.is_some_and(|p| self.is_cut(p));
            let element = matches!(node.kind, Kind::Element { .. });
            if !self.is_cut(id)
                && (above || (element && is_out(self, id)))
                && let Some(cut) = self.cut.get_mut(id)
            {
                *cut = true;
            }
        }
    }

    /// Sums up from the leaves: in document order every node comes after its parent.
    pub fn weigh(&mut self) {
        let mut weights = vec![Weight::default(); self.dom.nodes.len()];
        for &id in self.order.iter().rev().filter(|&&id| !self.is_cut(id)) {
            let (Some(node), Some(own)) = (self.dom.node(id), weights.get_mut(id)) else { continue };
            match &node.kind {
                Kind::Text(text) => own.text = text.bytes().filter(|b| !b.is_ascii_whitespace()).count(),
                Kind::Element { name, .. } => match &*name.local {
                    "a" => own.linked = own.text,
                    "p" => own.told = own.text.saturating_sub(own.linked),
                    _ => {}
                },
                _ => {}
            }
            let own = *own;
            if let Some(above) = node.parent.and_then(|p| weights.get_mut(p)) {
                above.text += own.text;
                above.linked += own.linked;
                above.told += own.told;
            }
        }
        self.weights = weights;
    }

    /// Whether an element is around the article; `all` is the worth of the page.
    fn is_around(&mut self, id: Id, all: usize, strict: bool) -> bool {
        let name = self.dom.name(id);
        if name == "html" || name == "body" {
            return false;
        }
        let inline = is_inline(name);
        let names = self.read_names(id);
        if let Some(known) = self.names.get_mut(id) {
            *known = Names { tier: if inline { 0 } else { names.tier }, ..names };
        }
        let weight = self.weight(id);
        let most = weight.worth() * 2 > all;
        let around = names.around || (names.maybe && strict && weight.told < PROSE_BYTES_MIN);
        let named = (names.away || (around && !most && !names.lead)) && !matches!(names.tier, 1 | 2);
        let kept = KEPT.contains(&name) || (inline && self.is_in_line(id));
        let formed = AROUND.contains(&name) || (strict && self.is_hidden(id)) || self.has_role_around(id);
        (named && !kept) || (!most && formed)
    }

    fn read_names(&self, id: Id) -> Names {
        let mut names = Names::default();
        for attribute in ["class", "id", "itemprop"] {
            marks::of(self.dom.attribute(id, attribute).unwrap_or(""), |mark| match mark {
                Mark::Away => names.away = true,
                Mark::Around => names.around = true,
                Mark::Maybe => names.maybe = true,
                Mark::Lead => names.lead = true,
                Mark::Writer | Mark::Date => {}
                Mark::Body(n) => names.tier = if names.tier == 0 { n } else { names.tier.min(n) },
            });
        }
        names
    }

    /// Whether an inline element stands in a paragraph's text: its names then say how it looks.
    fn is_in_line(&self, id: Id) -> bool {
        let above = self.dom.node(id).and_then(|n| n.parent).map(|p| self.dom.name(p)).unwrap_or("");
        is_inline(above) || matches!(above, "p" | "li" | "td" | "blockquote" | "h2" | "h3" | "h4")
    }

    fn has_role_around(&self, id: Id) -> bool {
        self.dom.attribute(id, "role").is_some_and(|r| ROLES.contains(&r.trim()))
    }

    fn is_hidden(&self, id: Id) -> bool {
        let attribute = |name| self.dom.attribute(id, name);
        let undisplayed = |style: &str| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        };
        let classes = attribute("class").unwrap_or("");
        let unseen = classes.split_ascii_whitespace().any(|c| UNSEEN.contains(&c));
        attribute("hidden").is_some()
            || attribute("aria-hidden") == Some("true")
            || attribute("style").is_some_and(undisplayed)
            || (unseen && !SHOWN.iter().any(|s| classes.contains(s)))
    }
}
