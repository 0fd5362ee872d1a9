//! Subjects and names of the broker: which are well-formed, and which filters can match the same subject.

/// Longest stream, consumer or subject token in bytes; the broker makes directories of stream names.
const NAME_BYTES_MAX: usize = 64;
/// Longest subject in bytes that we take; the broker's own limit is far above it.
const SUBJECT_BYTES_MAX: usize = 256;

/// What is wrong with a subject that may hold `*` and `>`.
pub fn problem_of_filter(subject: &str) -> Option<String> {
    let tokens: Vec<&str> = subject.split('.').collect();
    let last = tokens.len().saturating_sub(1);
    if subject.is_empty() || subject.len() > SUBJECT_BYTES_MAX {
        return Some(format!("a subject has 1 to {SUBJECT_BYTES_MAX} bytes"));
    }
    tokens.iter().enumerate().find_map(|(i, token)| match *token {
        "" => Some("it has an empty token (two dots, or a dot at an end)".to_owned()),
        ">" if i != last => Some("`>` may only be the last token".to_owned()),
        ">" | "*" => None,
        token if token.contains(['*', '>']) => Some(format!("`{token}` holds a wildcard beside other characters")),
        token if token.contains(|c: char| c.is_whitespace() || c.is_control()) => {
            Some("it holds a space or a control character".to_owned())
        }
        _ => None,
    })
}

/// What is wrong with a subject that somebody publishes on.
pub fn problem_of_literal(subject: &str) -> Option<String> {
    let wildcard = subject.split('.').any(|token| token == "*" || token == ">");
    problem_of_filter(subject).or_else(|| wildcard.then(|| "it holds a wildcard".to_owned()))
}

/// What is wrong with the name of a stream, a consumer, or one literal token.
pub fn problem_of_name(name: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let good = !name.is_empty() && name.len() <= NAME_BYTES_MAX && name.chars().all(fits);
    (!good).then(|| format!("it must be 1 to {NAME_BYTES_MAX} letters, digits, `-` and `_`"))
}

/// Whether some subject matches both filters.
pub fn overlap(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(">"), Some(_)) | (Some(_), Some(">")) => return true,
            (Some(x), Some(y)) if x == y || x == "*" || y == "*" => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
#[path = "subjects_tests.rs"]
mod tests;
