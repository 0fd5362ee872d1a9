//! The data of the house: Article in, Document in memory, Record out.

mod article;
mod document;
mod fates;
mod item;
mod layer;
mod layers;
mod spans;
mod story;
mod tags;
mod tokens;
mod trees;
mod vocabulary;
mod wire;

pub use article::{Article, Body};
pub use document::{Document, Published, PublishedSource};
pub use fates::{Fault, FaultKind, Reason, Rejection};
pub use item::Item;
pub use layer::{Layer, LayerKind};
pub use layers::*;
pub use spans::{Spanned, Unmappable};
pub use story::{StoryMessage, StoryRef};
pub use tags::{Tags, Upos};
pub use tokens::Tokens;
pub use trees::{Dependency, Trees};
pub use wire::{Provenance, RECORD_VERSION, Record, StageRef, Text, hex};
