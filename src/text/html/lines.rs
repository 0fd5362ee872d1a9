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

pub fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// The lines below `root`; `all` also reads navigation, footers and asides.
pub fn lines(dom: &Dom, root: Id, all: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = String::new();
    dom.walk(root, |id, entering| {
        match dom.node(id).map(|n| &n.kind) {
            Some(Kind::Text(text)) if entering => push_folded(&mut line, text),
            Some(Kind::Element { name, .. }) => {
                let name: &str = &name.local;
                if UNREAD.contains(&name) || (!all && AROUND.contains(&name)) {
                    return false;
                }
                if name == "td" || name == "th" {
                    push_folded(&mut line, " ");
                } else if !is_inline(name) {
                    finish(&mut line, &mut out);
                }
            }
            _ => {}
        }
        true
    });
    finish(&mut line, &mut out);
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

fn finish(line: &mut String, out: &mut Vec<String>) {
    let whole = line.trim();
    if !whole.is_empty() {
        out.push(whole.to_owned());
    }
    line.clear();
}
