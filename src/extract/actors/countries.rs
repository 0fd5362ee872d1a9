//! Which country somebody belongs to, by the words beside the name: "German Foreign Minister Oskar Fischer", "Cairo's police chief".

use super::scene::Scene;
use crate::knowledge::{AliasKind, Knowledge, country_text};
use crate::record::{Dependency, Entity, EntityType};
use crate::text::fold;

/// Steps down from a noun to the word that tells its country ("chief" – "security" – "Cairo's").
const DEPTH_MAX: usize = 3;

/// The country that the words on token `i` tell.
pub fn of_words(scene: &Scene<'_>, i: usize, entities: &[Entity]) -> Option<String> {
    below(scene, i, entities, DEPTH_MAX)
}

fn below(scene: &Scene<'_>, i: usize, entities: &[Entity], depth: usize) -> Option<String> {
    for child in scene.children(i).filter(|&child| tells(scene, child)) {
        let own = scene.entity(child).and_then(|e| entities.get(e)).and_then(|e| e.country.clone());
        let found = own.or_else(|| if depth > 1 { below(scene, child, entities, depth - 1) } else { None });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether a word tells the country of the noun that it hangs on.
pub fn tells(scene: &Scene<'_>, child: usize) -> bool {
    use Dependency::*;
    match scene.relation(child) {
        Amod | Compound | NmodPoss | NmodDesc | Flat => true,
        Nmod => matches!(scene.preposition(child), "of" | "from" | "in" | "at" | "for" | "throughout" | "across"),
        _ => false,
    }
}

/// The country whose people or name a word of a body's name is: "Latvian Constitutional Court", "Central Bank of Kenya".
pub fn of_name(name: &str, knowledge: &Knowledge) -> Option<String> {
    let mut found = Vec::new();
    for word in name.split([' ', '-']).take(NAME_WORDS_MAX).filter(|w| w.starts_with(char::is_uppercase)) {
        found.clear();
        knowledge.pointers(&fold(word), &mut found);
        let rows = found.iter().filter(|p| matches!(p.kind, AliasKind::Demonym | AliasKind::Name));
        let country = rows
            .filter_map(|p| knowledge.row(p.entity))
            .find(|row| row.class == EntityType::Place && row.subtype == Some("Country"));
        if let Some(code) = country.and_then(|row| row.country) {
            return Some(country_text(code));
        }
    }
    None
}

/// Words of a name that are looked up.
const NAME_WORDS_MAX: usize = 8;
