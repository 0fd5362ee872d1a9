//! Subjects and the patterns that listen to them.

/// Whether `pattern` listens to `subject`: `*` stands for one token, a last `>` for one or more.
pub(super) fn listens(pattern: &str, subject: &str) -> bool {
    let mut tokens = subject.split('.');
    let mut patterns = pattern.split('.').peekable();
    while let Some(wanted) = patterns.next() {
        let Some(token) = tokens.next() else { return false };
        match wanted {
            ">" if patterns.peek().is_none() => return !token.is_empty(),
            "*" => {}
            _ if wanted == token => {}
            _ => return false,
        }
    }
    tokens.next().is_none()
}

/// Whether one of several patterns listens; none at all means every subject.
pub(super) fn any_listens(patterns: &[String], subject: &str) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| listens(pattern, subject))
}

/// Whether messages can be stored under `subject`: not empty, no empty token, no wildcard, no white space.
pub(super) fn is_plain(subject: &str) -> bool {
    let plain = |token: &str| !token.is_empty() && token != "*" && token != ">";
    subject.split('.').all(plain) && !subject.contains(char::is_whitespace)
}

#[cfg(test)]
#[path = "subject_tests.rs"]
mod tests;
