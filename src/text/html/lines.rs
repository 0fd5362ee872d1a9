//! A tree of elements as lines of text, one a paragraph.

use super::dom::{Dom, Id, Kind};

/// Elements that do not break a line; data, so that everything unknown breaks it and nothing is glued.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "hi",
];

/// Elements whose words are not to be read.
const UNREAD: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas",
    "head", "title", "select", "textarea", "button", "input", "rp", "rt",
];

/// Elements around an article that are not of it.
const AROUND: &[&str] = &["nav", "footer", "aside", "form", "menu", "dialog"];

/// Elements whose lines are paragraphs of their own right.
const PARAGRAPHS: &[&str] = &["p", "li", "blockquote", "pre", "dd", "dt", "tr", "h2", "h3", "h4", "h5", "h6"];

pub fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

pub fn is_unread(name: &str) -> bool {
    UNREAD.contains(&name)
}

/// A line and the block that holds it.
#[derive(Debug)]
pub struct Line<'a> {
    pub text: String,
    holder: &'a str,
}

impl Line<'_> {
    pub fn is_paragraph(&self) -> bool {
        PARAGRAPHS.contains(&self.holder)
    }

    pub fn is_heading(&self) -> bool {
        matches!(self.holder, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }
}

/// The lines below `root`; `all` also reads navigation, footers and asides.
pub fn lines(dom: &Dom, root: Id, all: bool) -> Vec<String> {
    let skip = |id| UNREAD.contains(&dom.name(id)) || (!all && AROUND.contains(&dom.name(id)));
    laid_out(dom, root, skip).into_iter().map(|l| l.text).collect()
}

/// The lines below `root` without the elements that `skip` names.
pub fn laid_out(dom: &Dom, root: Id, skip: impl Fn(Id) -> bool) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut line = String::new();
    let mut holders: Vec<&str> = vec!["div"];
    dom.walk(root, |id, entering| {
        match dom.node(id).map(|n| &n.kind) {
            Some(Kind::Text(text)) if entering => push_folded(&mut line, text),
            Some(Kind::Element { name, .. }) => {
                let name: &str = &name.local;
                if entering && skip(id) {
                    return false;
                }
                if name == "td" || name == "th" {
                    push_folded(&mut line, " ");
                } else if name == "br" {
                    finish(&mut line, &holders, &mut out);
                } else if !is_inline(name) {
                    if entering {
                        finish(&mut line, &holders, &mut out);
                        holders.push(name);
                    } else if !skip(id) {
                        finish(&mut line, &holders, &mut out);
                        holders.pop();
                    }
                }
            }
            _ => {}
        }
        true
    });
    finish(&mut line, &holders, &mut out);
    out
}

/// White space (no-break spaces too) becomes one space between words.
fn push_folded(line: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
}

fn finish<'a>(line: &mut String, holders: &[&'a str], out: &mut Vec<Line<'a>>) {
    let whole = line.trim();
    if !whole.is_empty() {
        // A div inside of a list's item or of a quotation is a part of it.
        let inner = holders.iter().rev().find(|h| PARAGRAPHS.contains(h) || **h == "h1");
        let holder = inner.or(holders.last()).copied().unwrap_or("");
        out.push(Line { text: whole.to_owned(), holder });
    }
    line.clear();
}
