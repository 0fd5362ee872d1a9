//! The labels of the tagger: outside, and for each class of names begin, inside, last, and unit (a name of one token).

use crate::record::EntityType;

/// Classes that the tagger tells apart, in the order of their labels. Events and works are among the others.
pub const CLASSES: [EntityType; 7] = [
    EntityType::Person,
    EntityType::Organization,
    EntityType::Place,
    EntityType::Facility,
    EntityType::Group,
    EntityType::Product,
    EntityType::Other,
];

/// The number of a class; `None` for types that the tagger does not tell apart.
pub fn class_of(wanted: EntityType) -> Option<usize> {
    CLASSES.iter().position(|class| *class == wanted)
}

/// Outside, and four for each class.
pub const LABELS: usize = 1 + 4 * CLASSES.len();

/// What a token is of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Begin,
    Inside,
    Last,
    Unit,
}

pub const OUTSIDE: usize = 0;

/// The label of this part of a name of class number `class`.
pub const fn label(class: usize, part: Part) -> usize {
    1 + 4 * class + part as usize
}

/// Class number and part of a label; `None` outside names.
pub fn split(label: usize) -> Option<(usize, Part)> {
    let at = label.checked_sub(1)?;
    let part = [Part::Begin, Part::Inside, Part::Last, Part::Unit][at % 4];
    (label < LABELS).then_some((at / 4, part))
}

/// Whether a name is still open after this label.
pub fn is_open(label: usize) -> bool {
    matches!(split(label), Some((_, Part::Begin | Part::Inside)))
}

/// Whether label `to` may stand behind label `from`, which is `None` at the beginning of a sentence.
pub fn may_follow(from: Option<usize>, to: usize) -> bool {
    let goes_on = matches!(split(to), Some((_, Part::Inside | Part::Last)));
    match from {
        Some(from) if is_open(from) => goes_on && split(from).map(|x| x.0) == split(to).map(|x| x.0),
        _ => !goes_on,
    }
}
