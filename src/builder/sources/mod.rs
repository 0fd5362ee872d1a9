//! One file a package: what is taken from it, as drafts.

pub mod brands;
pub mod capitals;
pub mod cities;
pub mod common_words;
pub mod companies;
pub mod coordinates;
pub mod country_spellings;
pub mod dead_states;
pub mod demonyms;
pub mod divisions;
pub mod given_names;
pub mod icons;
mod python;
pub mod regions;
pub mod territories;
pub mod wordnet;
