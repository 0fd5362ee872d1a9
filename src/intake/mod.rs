//! Raw messages told apart and opened: bytes and headers in, an Article or a Rejection out.

mod charset;
mod form;
mod object;

use crate::record::{Article, Body, Reason, Rejection};
use crate::text;
use base64::Engine;
use form::Form;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Levels of arrays and objects in JSON: what serde_json reads before it gives up, so that its recursion has an end.
/// A ninjs item in a CloudEvent needs four.
pub const JSON_DEPTH_MAX: usize = 127;

/// What is refused unread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one payload; `worker.article_bytes_max`.
    pub article_bytes_max: usize,
}

impl Default for Limits {
    /// 2 MB: the longest of 40 newspaper articles measured has 19 KB of text, the largest of 240 pages 560 KB.
    fn default() -> Self {
        Self { article_bytes_max: 2_000_000 }
    }
}

/// Opens one message. `header` looks a header up by its name, whatever the case.
///
/// Rejects with `too-large`, `too-deep` (JSON), `not-text`, `not-json`, `bad-envelope` or `no-words`, at stage `intake`.
/// Pages are decoded here and read by the stage `clean`, which parses them once and rejects those that are too deep.
pub fn read<'h>(
    payload: &[u8],
    header: impl Fn(&str) -> Option<&'h str>,
    limits: &Limits,
) -> Result<Article, Rejection> {
    if payload.len() > limits.article_bytes_max {
        let detail = format!(
            "the message has {} bytes, worker.article_bytes_max allows {}",
            payload.len(),
            limits.article_bytes_max
        );
        return Err(reject(Reason::TooLarge, detail));
    }
    let (declared, label) = header("Content-Type").map_or((None, None), form::declared);
    let mut article = match declared.unwrap_or_else(|| form::sniffed(payload)) {
        Form::CloudEvent => event(object_of(json(payload)?)?)?,
        Form::Json => match object_of(json(payload)?)? {
            envelope if is_event(&envelope) => event(envelope)?,
            object => object::article(object)?,
        },
        Form::Html => page(charset::page(payload, label))?,
        Form::Text => plain(charset::plain(payload, label))?,
    };
    check(&article)?;
    if header("ce-specversion").is_some() {
        let attribute =
            |name: &str| header(name).map(|v| percent_encoding::percent_decode_str(v).decode_utf8_lossy().into_owned());
        article.source_id = article.source_id.or_else(|| attribute("ce-id"));
        article.source = article.source.or_else(|| attribute("ce-source"));
    }
    Ok(article)
}

/// Words, before the article costs anything more.
fn check(article: &Article) -> Result<(), Rejection> {
    match &article.body {
        Body::Text(text) if !text::has_words(text) => {
            Err(reject(Reason::NoWords, "the text has no letter of any script"))
        }
        // The page is read, and its depth counted, by the stage `clean`.
        Body::Text(_) | Body::Html(_) => Ok(()),
    }
}

fn page(decoded: Option<String>) -> Result<Article, Rejection> {
    let page =
        decoded.ok_or_else(|| reject(Reason::NotText, "the bytes are no page in the charset that it declares"))?;
    Ok(Article { body: Body::Html(page), ..Article::default() })
}

fn plain(decoded: Option<String>) -> Result<Article, Rejection> {
    let text = decoded.ok_or_else(|| {
        reject(
            Reason::NotText,
            "the bytes are neither UTF-8 text nor JSON nor HTML; name their charset in Content-Type",
        )
    })?;
    let cleaned = match text::clean(&text) {
        Cow::Owned(cleaned) => Some(cleaned),
        Cow::Borrowed(_) => None,
    };
    Ok(Article { body: Body::Text(cleaned.unwrap_or(text)), ..Article::default() })
}

fn json(payload: &[u8]) -> Result<Value, Rejection> {
    let bytes = payload.strip_prefix(b"\xef\xbb\xbf").unwrap_or(payload);
    let wide = encoding_rs::Encoding::for_bom(payload).map(|(encoding, _)| encoding.decode(payload).0);
    let parsed = match &wide {
        Some(text) => serde_json::from_str(text),
        None => serde_json::from_slice(bytes),
    };
    parsed.map_err(|e| match nesting(bytes) > JSON_DEPTH_MAX {
        true => reject(Reason::TooDeep, format!("the JSON nests more than {JSON_DEPTH_MAX} levels deep")),
        false => reject(Reason::NotJson, format!("the JSON cannot be read: {e}")),
    })
}

/// Levels that JSON opens, strings left out; asked only where parsing failed.
fn nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0usize, 0, false, false);
    for &b in bytes {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn object_of(value: Value) -> Result<Map<String, Value>, Rejection> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(reject(Reason::BadEnvelope, "the JSON is no object; send one article a message, as an object")),
    }
}

fn is_event(object: &Map<String, Value>) -> bool {
    ["specversion", "type", "source"].iter().all(|k| object.get(*k).is_some_and(Value::is_string))
}

/// A structured CloudEvent. Its data is read once, an envelope in an envelope is not opened.
fn event(mut envelope: Map<String, Value>) -> Result<Article, Rejection> {
    let media = envelope.get("datacontenttype").and_then(Value::as_str).unwrap_or("").to_owned();
    let (declared, label) = form::declared(&media);
    let is_string = envelope.get("data").is_some_and(Value::is_string);
    let bytes = match (envelope.remove("data"), envelope.remove("data_base64")) {
        (Some(Value::Object(object)), _) => return Ok(with_envelope(object::article(object)?, envelope)),
        (Some(Value::String(text)), _) => text.into_bytes(),
        (None, Some(Value::String(coded))) => base64::engine::general_purpose::STANDARD
            .decode(coded.trim())
            .map_err(|e| reject(Reason::BadEnvelope, format!("data_base64 of the CloudEvent is no base64: {e}")))?,
        _ => {
            return Err(reject(
                Reason::BadEnvelope,
                "the CloudEvent has no data; put the article into `data` or `data_base64`",
            ));
        }
    };
    // A string of JSON is decoded: what charset it declares is stale.
    let label = if is_string { Some("utf-8") } else { label };
    let article = match declared.unwrap_or_else(|| form::sniffed(&bytes)) {
        Form::Json if form::sniffed(&bytes) == Form::Json => object::article(object_of(json(&bytes)?)?)?,
        Form::Html => page(charset::page(&bytes, label))?,
        Form::Json | Form::CloudEvent | Form::Text => plain(charset::plain(&bytes, label))?,
    };
    Ok(with_envelope(article, envelope))
}

fn with_envelope(mut article: Article, mut envelope: Map<String, Value>) -> Article {
    let mut attribute = |name: &str| match envelope.remove(name) {
        Some(Value::String(value)) => Some(value),
        _ => None,
    };
    article.source_id = article.source_id.or_else(|| attribute("id"));
    article.source = article.source.or_else(|| attribute("source"));
    article
}

fn reject(reason: Reason, detail: impl Into<String>) -> Rejection {
    Rejection::new("intake", reason, detail)
}
