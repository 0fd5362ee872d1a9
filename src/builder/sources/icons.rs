//! Products and brands of software and consumer goods (package simple-icons).

use crate::builder::archive::Archive;
use crate::builder::draft::{Draft, Join, add_all, is_usable, slug};
use crate::builder::error::BuildError;
use crate::builder::priors;
use crate::knowledge::{AliasKind, Entry};
use crate::record::EntityType;
use serde::Deserialize;

const PATH: &str = "data/simple-icons.json";
/// Shorter single words are no names by which a reader knows a product.
const CHARS_MIN: usize = 3;

#[derive(Deserialize)]
struct Icon {
    title: String,
    #[serde(default)]
    aliases: Aliases,
}

#[derive(Deserialize, Default)]
struct Aliases {
    #[serde(default)]
    aka: Vec<String>,
}

pub fn read(archive: &Archive) -> Result<Vec<Draft>, BuildError> {
    let icons: Vec<Icon> = archive.json(PATH)?;
    let named = icons.iter().filter(|icon| is_usable(&icon.title) && icon.title.chars().count() >= CHARS_MIN);
    Ok(named.map(draft).collect())
}

fn draft(icon: &Icon) -> Draft {
    let id = format!("product/{}", slug(&icon.title));
    let mut entry = Entry::new(id, &icon.title, EntityType::Product, priors::OTHER);
    add_all(&mut entry, icon.aliases.aka.iter().map(String::as_str), AliasKind::Name);
    Draft::new(entry, Join::Name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Alias;

    #[test]
    fn titles_and_other_names() {
        let text = r#"[{"title": "Quillpad", "slug": "quillpad", "aliases": {"aka": ["Quill Pad"], "loc": {"zh": "羽"}}},
            {"title": "Q"}]"#;
        let drafts = read(&Archive::of(&[(PATH, text.as_bytes())])).unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].entry.id, "product/quillpad");
        assert_eq!(drafts[0].entry.aliases, [Alias::name("Quill Pad")]);
    }
}
