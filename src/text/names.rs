//! A byline taken apart into its names.

/// The names of "By Mary Quill and Tom Orr"; addresses of pages are no names.
pub fn names(byline: &str) -> Vec<String> {
    let line = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = ["by ", "By ", "BY "].iter().find_map(|b| line.strip_prefix(b)).unwrap_or(&line);
    // "Quill, Mary" is one name: two single words around one comma.
    if line.split(", ").count() == 2 && line.split(", ").all(|part| !part.contains(' ')) {
        return vec![line.to_owned()];
    }
    line.replace(" and ", ";")
        .split([';', ',', '&', '|'])
        .map(str::trim)
        .filter(|n| crate::text::has_words(n) && !n.contains("://") && !n.starts_with('@'))
        .map(str::to_owned)
        .collect()
}
