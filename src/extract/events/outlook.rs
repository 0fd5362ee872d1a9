//! What is only to come: PLOVER counts cooperation that is announced as AGREE, and harm that is announced as THREATEN.
//!
//! PLOVER Coding Scheme, "AGREE: … future cooperative action", "THREATEN: … future conflictual action".

use super::modality::Sureness;
use crate::record::Modality;

/// Type, mode and CAMEO code of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    pub class: &'static str,
    pub mode: Option<&'static str>,
    pub cameo: &'static str,
}

/// Announced events: the type, its mode ("" for any), and what the announcement is. The first line that fits counts.
const ANNOUNCED: [(&str, &str, &str, Option<&str>, &str); 16] = [
    ("CONSULT", "", "AGREE", None, "036"),
    ("SUPPORT", "", "AGREE", None, "030"),
    ("COOPERATE", "", "AGREE", None, "031"),
    ("AID", "", "AGREE", None, "033"),
    ("CONCEDE", "", "AGREE", None, "035"),
    ("RETREAT", "resign", "RETREAT", Some("resign"), "083"),
    ("RETREAT", "", "AGREE", None, "035"),
    ("SANCTION", "expel", "THREATEN", Some("expel"), "131"),
    ("SANCTION", "convict", "THREATEN", Some("arrest"), "132"),
    ("SANCTION", "", "THREATEN", Some("relations"), "131"),
    ("COERCE", "arrest", "THREATEN", Some("arrest"), "132"),
    ("COERCE", "ban", "THREATEN", Some("ban"), "132"),
    ("COERCE", "curfew", "THREATEN", Some("curfew"), "132"),
    ("COERCE", "", "THREATEN", Some("restrict"), "132"),
    ("ASSAULT", "", "THREATEN", Some("violence"), "138"),
    ("PROTEST", "", "THREATEN", Some("political"), "133"),
];

/// Cooperation that is announced not to come is a refusal: "will not accept the refugees".
const REFUSED: [&str; 7] = ["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"];

/// What an event counts as, and how sure it then is: a refusal is itself a fact.
pub fn of(class: &'static str, mode: Option<&'static str>, cameo: &'static str, sure: &mut Sureness) -> Outlook {
    if sure.announced && sure.modality == Modality::Negated && REFUSED.contains(&class) {
        sure.modality = Modality::Asserted;
        return Outlook { class: "REJECT", mode: None, cameo: "120" };
    }
    let modality = sure.modality;
    let fits = |row: &&(&str, &str, &'static str, Option<&'static str>, &'static str)| {
        row.0 == class && (row.1.is_empty() || Some(row.1) == mode)
    };
    match ANNOUNCED.iter().find(fits) {
        Some(&(_, _, class, mode, cameo)) if modality == Modality::Future => Outlook { class, mode, cameo },
        _ => Outlook { class, mode, cameo },
    }
}

/// The quad class of a CAMEO code: 1 and 2 cooperation in words and in deeds, 3 and 4 conflict in words and in deeds.
pub fn quad_class(cameo: &str) -> u8 {
    match cameo.get(..2).and_then(|root| root.parse::<u8>().ok()) {
        Some(0..=5) => 1,
        Some(6..=8) => 2,
        Some(9..=13) => 3,
        _ => 4,
    }
}
