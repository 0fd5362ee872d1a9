//! Bytes to characters: by byte order mark, header, or what a page declares, as browsers do.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes at the head of a page in which it declares its charset; HTML says 1,024, careless pages need more.
const DECLARATION_BYTES: usize = 4_096;

/// One control character in so many characters is noise that cleaning removes; more is no text.
const CONTROLS_ONE_IN: usize = 32;

/// Text of a page. Undeclared: UTF-8 if it is valid, else windows-1252.
pub fn page(bytes: &[u8], label: Option<&str>) -> Option<String> {
    let head = bytes.get(..DECLARATION_BYTES).unwrap_or(bytes);
    let declared = || label.and_then(by_label).or_else(|| declared(head).map(ascii_based));
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => declared().unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }),
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Some(text.into_owned()).filter(|t| is_text(t))
}

/// Plain text: by byte order mark or header, else UTF-8; `None` where the bytes are not that.
pub fn plain(bytes: &[u8], label: Option<&str>) -> Option<String> {
    let encoding = Encoding::for_bom(bytes).map(|(e, _)| e).or_else(|| label.and_then(by_label)).unwrap_or(UTF_8);
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    Some(text.into_owned()).filter(|t| !damaged && is_text(t))
}

fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().as_bytes())
}

/// A declaration that could be read as ASCII cannot be right about UTF-16: browsers take UTF-8 then.
fn ascii_based(encoding: &'static Encoding) -> &'static Encoding {
    if encoding.is_ascii_compatible() { encoding } else { UTF_8 }
}

/// `charset=` of a meta tag, or `encoding=` of an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let metas = head.match_indices("<meta").filter_map(|(at, _)| after(tag(&head, at)?, "charset"));
    let xml = head.trim_start().starts_with("<?xml").then(|| after(tag(&head, 0)?, "encoding")).flatten();
    metas.chain(xml).find_map(by_label)
}

fn tag(head: &str, at: usize) -> Option<&str> {
    head.get(at..)?.split('>').next()
}

fn after<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = tag.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    value.split(['"', '\'', ';', ' ', '/']).next()
}

fn is_text(text: &str) -> bool {
    let controls = text.chars().filter(|&c| c.is_control() && !c.is_ascii_whitespace() || c == '\u{fffd}').count();
    controls * CONTROLS_ONE_IN <= text.len()
}
