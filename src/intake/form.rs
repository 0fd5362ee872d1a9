//! Which form a payload has: the header says it, else its first characters do.

/// The forms of RECORD.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    CloudEvent,
    Html,
    Text,
}

/// Tags that a fragment may begin with.
const TAGS: &[&str] = &[
    "!doctype",
    "!--",
    "?xml",
    "html",
    "head",
    "body",
    "p",
    "div",
    "article",
    "section",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "table",
    "figure",
    "blockquote",
    "span",
    "b",
    "i",
    "em",
    "strong",
    "a",
    "img",
    "br",
    "meta",
    "title",
    "link",
    "script",
    "style",
];

/// Tags whose closing (or, for `br`, presence) shows that a text is markup.
const CLOSED: &[&str] = &[
    "</p>",
    "</div>",
    "</b>",
    "</i>",
    "</em>",
    "</strong>",
    "</a>",
    "</span>",
    "</li>",
    "</h1>",
    "</h2>",
    "</h3>",
    "</blockquote>",
    "<br>",
    "<br/>",
    "<br />",
    "<p>",
];

/// A media type and its charset, as far as they say something.
pub fn declared(content_type: &str) -> (Option<Form>, Option<&str>) {
    let (media, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    let charset = parameters.split(';').find_map(|p| {
        let (name, value) = p.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    let media = media.trim().to_ascii_lowercase();
    let form = match media.as_str() {
        m if m.starts_with("application/cloudevents") => Some(Form::CloudEvent),
        "application/json" | "text/json" => Some(Form::Json),
        m if m.ends_with("+json") => Some(Form::Json),
        "text/html" | "application/xhtml+xml" => Some(Form::Html),
        "text/plain" | "text/markdown" => Some(Form::Text),
        _ => None,
    };
    (form, charset)
}

/// The form of a payload without a word about it. JSON is what opens with a brace and a quoted name: "{Correction}" is text.
pub fn sniffed(bytes: &[u8]) -> Form {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    // UTF-16 of ASCII letters, far enough for the longest tag.
    let head: Vec<u8> = bytes.iter().copied().filter(|&b| !wide || !matches!(b, 0 | 0xfe | 0xff)).take(4_096).collect();
    let head = head.trim_ascii_start();
    match head {
        [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'}', ..] | []) => Form::Json,
        [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'{' | b'[', ..]) => Form::Json,
        [b'<', rest @ ..] if opens(rest) => Form::Html,
        _ => Form::Text,
    }
}

fn opens(rest: &[u8]) -> bool {
    TAGS.iter().any(|tag| {
        let (Some(name), after) = (rest.get(..tag.len()), rest.get(tag.len())) else { return false };
        let ended = tag.starts_with('!') || after.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
        name.eq_ignore_ascii_case(tag.as_bytes()) && ended
    })
}

/// Whether a field for text holds markup.
pub fn is_markup(text: &str) -> bool {
    text.contains('<') && {
        let lower = text.to_ascii_lowercase();
        CLOSED.iter().any(|t| lower.contains(t))
    }
}
