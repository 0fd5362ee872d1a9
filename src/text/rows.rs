//! Data files: their lines without comments.

/// The lines of a data file that are neither empty nor comments.
pub fn rows(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}
