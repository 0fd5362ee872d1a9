//! Character references in what should be plain text.

use super::dom::Dom;

/// Whether there is something that looks like a character reference.
pub fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("");
        // The longest name of HTML has 32 letters.
        let name = rest.char_indices().take(34).find(|&(_, c)| c == ';').and_then(|(end, _)| rest.get(..end));
        name.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
    })
}

/// Decodes character references, those that were escaped twice too; white space at the ends goes.
pub fn decode(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if !has_entity(&text) {
            break;
        }
        // Only references are decoded: the tags stay as they are written.
        let page = format!("<!DOCTYPE html><body>x{}", text.replace('<', "&lt;"));
        let Ok(dom) = Dom::parse(&page) else { break };
        let decoded: String = dom
            .nodes
            .iter()
            .filter_map(|n| match &n.kind {
                super::dom::Kind::Text(t) => Some(t.as_str()),
                _ => None,
            })
            .collect();
        text = decoded.strip_prefix('x').unwrap_or(&decoded).to_owned();
    }
    text
}

/// Reads references once that were escaped twice (`&amp;nbsp;`), markup excepted: it must not come alive.
pub fn unescape_twice(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("&amp;") {
        let (before, after) = rest.split_at(at);
        let tail = after.get(5..).unwrap_or("");
        out.push_str(before);
        let name: String = tail.chars().take(33).take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
        let reference = !name.is_empty() && tail.get(name.len()..).is_some_and(|t| t.starts_with(';'));
        let harmless = !matches!(name.as_str(), "lt" | "gt" | "LT" | "GT" | "amp");
        out.push_str(if reference && harmless { "&" } else { "&amp;" });
        rest = tail;
    }
    out.push_str(rest);
    out
}
