//! Gives teams the names of the places that they play for, once all entities are known.

use super::choose::{Choice, Chosen, not_ours};
use super::error::DumpError;
use super::names::NameRows;
use super::sort::{Merge, split_u32};
use crate::knowledge::pack::{Numbers, side};
use crate::knowledge::{Alias, Entry};
use crate::record::EntityType;

/// Teams by what they belong to: 12 bytes for each.
#[derive(Default)]
pub struct Sides(Vec<(u32, u32, u8)>);

impl Sides {
    /// Takes a team; one that belongs to nothing plays for its country.
    pub fn take(&mut self, number: u32, entry: &Entry, numbers: &impl Numbers) {
        if entry.sport.is_none() || entry.class != EntityType::Organization {
            return;
        }
        let place = entry.parent.as_ref().and_then(|id| numbers.number(id));
        self.0.extend(place.map(|place| (place, number, entry.prior)));
    }

    /// Reads the entities once more, and adds the names of those places that have teams.
    pub fn write(mut self, choice: &Choice, names: &mut NameRows) -> Result<(), DumpError> {
        self.0.sort_unstable();
        let mut teams = self.0.iter().peekable();
        let mut rows = Merge::open(std::slice::from_ref(&choice.path))?;
        let mut number = 0;
        while let Some(row) = rows.next()? {
            if teams.peek().is_none() {
                break;
            }
            if teams.peek().is_some_and(|team| team.0 == number) {
                let place: Chosen = serde_json::from_slice(split_u32(row).1).map_err(not_ours(&choice.path))?;
                let aliases = sides_of(&place);
                while let Some(&(_, team, prior)) = teams.next_if(|team| team.0 == number) {
                    aliases.iter().try_for_each(|alias| names.name(alias, team, prior))?;
                }
            }
            number += 1;
        }
        Ok(())
    }
}

/// The names of a place; other wholes lend their teams no name.
fn sides_of(place: &Chosen) -> Vec<Alias> {
    if place.class != EntityType::Place {
        return Vec::new();
    }
    std::iter::once(&place.facts.name).chain(&place.facts.aliases).map(|name| side(name)).collect()
}
