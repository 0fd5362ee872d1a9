//! Which elements stand around the article, and how much text and how many links each element holds.

use super::dom::{Dom, Id, Kind};
use super::lines::{is_inline, is_unread};
use super::marks::{self, Mark};

/// Elements that are around an article whatever they are called.
const AROUND: &[&str] =
    &["nav", "footer", "aside", "form", "menu", "dialog", "figure", "figcaption", "fieldset", "legend", "picture", "label"];

/// Roles (WAI-ARIA) of what is around an article.
const ROLES: &[&str] = &[
    "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar",
    "tablist", "form", "button", "tooltip",
];

/// Names of what screens do not show.
const UNSEEN: &[&str] =
    &["hidden", "hide", "d-none", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "print-only", "noprint"];

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

/// A page with what its elements hold.
pub struct Sheet<'a> {
    pub dom: &'a Dom,
    /// All nodes in document order.
    pub order: Vec<Id>,
    /// Nodes that are not read, with all below them.
    pub cut: Vec<bool>,
    pub weights: Vec<Weight>,
    /// The tier of body that an element's names say, 1 the surest; 0 for none.
    pub tiers: Vec<u8>,
    /// Elements whose names say that they are a standfirst.
    pub leads: Vec<Id>,
}

impl<'a> Sheet<'a> {
    pub fn new(dom: &'a Dom, strictness: Strictness) -> Self {
        let mut order = Vec::with_capacity(dom.nodes.len());
        dom.walk(0, |id, entering| {
            if entering {
                order.push(id);
            }
            true
        });
        let count = dom.nodes.len();
        let mut sheet =
            Self { dom, order, cut: vec![false; count], weights: Vec::new(), tiers: vec![0; count], leads: Vec::new() };
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

    pub fn tier(&self, id: Id) -> u8 {
        self.tiers.get(id).copied().unwrap_or(0)
    }

    /// Whether `id` is below `above`.
    pub fn holds(&self, above: Id, id: Id) -> bool {
        let up = |id: &Id| self.dom.node(*id).and_then(|n| n.parent);
        std::iter::successors(up(&id), up).any(|a| a == above)
    }

    /// Cuts the elements that `is_out` names, and all below them.
    pub fn cut_where(&mut self, mut is_out: impl FnMut(&mut Self, Id) -> bool) {
        for at in 0..self.order.len() {
            let Some(&id) = self.order.get(at) else { continue };
            let above = self.dom.node(id).and_then(|n| n.parent).is_some_and(|p| self.is_cut(p));
            let element = matches!(self.dom.node(id).map(|n| &n.kind), Some(Kind::Element { .. }));
            if !self.is_cut(id) && (above || (element && is_out(self, id)))
                && let Some(cut) = self.cut.get_mut(id)
            {
                if element && !above && std::env::var_os("DBG").is_some() { eprintln!("CUT {} {:?} {:?} {}", self.dom.name(id), self.dom.attribute(id,"class"), self.dom.attribute(id,"id"), self.weights.get(id).copied().unwrap_or_default().told); }
                *cut = true;
            }
        }
    }

    /// Sums up from the leaves: in document order every node comes after its parent.
    pub fn weigh(&mut self) {
        let mut weights = vec![Weight::default(); self.dom.nodes.len()];
        for &id in self.order.iter().rev().filter(|&&id| !self.is_cut(id)) {
            let Some(node) = self.dom.node(id) else { continue };
            let mut own = weights.get(id).copied().unwrap_or_default();
            match &node.kind {
                Kind::Text(text) => own.text = text.bytes().filter(|b| !b.is_ascii_whitespace()).count(),
                Kind::Element { name, .. } => match &*name.local {
                    "a" => own.linked = own.text,
                    "p" => own.told = own.text.saturating_sub(own.linked),
                    _ => {}
                },
                _ => {}
            }
            if let Some(weight) = weights.get_mut(id) {
                *weight = own;
            }
            if let Some(above) = node.parent.and_then(|p| weights.get_mut(p)) {
                above.text += own.text;
                above.linked += own.linked;
                above.told += own.told;
            }
        }
        self.weights = weights;
    }

    /// Whether an element is around the article; notes on the way what its names say of a body.
    fn is_around(&mut self, id: Id, all: usize, strict: bool) -> bool {
        let name = self.dom.name(id);
        if name == "html" || name == "body" {
            return false;
        }
        let (mut away, mut around, mut maybe, mut lead, mut tier) = (false, false, false, false, 0u8);
        for attribute in ["class", "id", "itemprop"] {
            marks::of(self.dom.attribute(id, attribute).unwrap_or(""), |mark| match mark {
                Mark::Away => away = true,
                Mark::Around => around = true,
                Mark::Maybe => maybe = true,
                Mark::Lead => lead = true,
                Mark::Writer | Mark::Date => {}
                Mark::Body(n) => tier = if tier == 0 { n } else { tier.min(n) },
            });
        }
        let inline = is_inline(name);
        if !inline && let Some(known) = self.tiers.get_mut(id) {
            *known = tier;
        }
        if lead && !away {
            self.leads.push(id);
        }
        let most = self.weight(id).worth() * 2 > all;
        let told = self.weight(id).told;
        let named = (away || (around && !most && !lead) || (maybe && strict && !most && !lead && told < PROSE_BYTES_MIN)) && !matches!(tier, 1 | 2);
        let may = !KEPT.contains(&name) && !(inline && self.is_in_line(id));
        (named && may) || (!most && (AROUND.contains(&name) || (strict && self.is_hidden(id)) || self.has_role_around(id)))
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
        let style = attribute("style").map(|s| s.bytes().filter(|b| !b.is_ascii_whitespace()).map(char::from).collect::<String>());
        let classes = attribute("class").unwrap_or("");
        // "hidden md:block": shown on wider screens.
        let shown = [":block", ":flex", ":grid", ":inline"].iter().any(|s| classes.contains(s));
        attribute("hidden").is_some()
            || attribute("aria-hidden") == Some("true")
            || style.is_some_and(|s| s.to_ascii_lowercase().contains("display:none"))
            || (!shown && classes.split_ascii_whitespace().any(|c| UNSEEN.contains(&c)))
    }
}
