//! The part of ATTRIBUTION.md that names the packages in the pack.

use super::error::BuildError;
use super::packages::packages;

const BEGIN: &str = "<!-- knowledge: begin (written by `copydesk knowledge build`) -->";
const END: &str = "<!-- knowledge: end -->";

/// The table of all packages.
pub fn attribution() -> Result<String, BuildError> {
    let mut text = format!("{BEGIN}\n\n| package | version | taken | licence | notice |\n|---|---|---|---|---|\n");
    for package in packages()? {
        let cells = [&package.name, &package.version, &package.what, &package.licence, &package.notice];
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text += &format!("\n{END}");
    Ok(text)
}

/// A document with the part between its two lines written anew; `None` where it has no such lines.
pub fn with_attribution(document: &str, part: &str) -> Option<String> {
    let (front, rest) = document.split_once(BEGIN)?;
    let (_, back) = rest.split_once(END)?;
    Some(format!("{front}{part}{back}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_of_the_project_is_up_to_date() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ATTRIBUTION.md");
        let document = std::fs::read_to_string(path).unwrap();
        let part = attribution().unwrap();
        assert_eq!(with_attribution(&document, &part).as_deref(), Some(document.as_str()));
        assert_eq!(with_attribution("no lines", &part), None);
    }
}
