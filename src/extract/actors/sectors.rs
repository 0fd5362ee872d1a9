//! The PLOVER sector of each entity: from the post that the text gives, the kind of body, the words of its name, or its offices.

use super::countries;
use super::scene::Scene;
use super::table::{Noun, Use, nominal, noun};
use crate::extract::entities::published_day;
use crate::knowledge::Knowledge;
use crate::record::{Dependency, Document, Entity, EntityType, Role, Upos};
use crate::text::maps::HashMap;
use crate::text::{Span, fold, rows};
use std::sync::LazyLock;

/// schema.org classes whose sector is plain.
const CLASSES: [(&str, &str); 8] = [
    ("GovernmentOrganization", "GOV"),
    ("NewsMediaOrganization", "MED"),
    ("CollegeOrUniversity", "EDU"),
    ("EducationalOrganization", "EDU"),
    ("Corporation", "BUS"),
    ("Airline", "BUS"),
    ("PoliticalParty", "PTY"),
    ("NGO", "NGO"),
];

/// Who held a post before is of the elite, no longer of the government.
const FORMER: &str = "ELI";
const PAST: [&str; 5] = ["former", "ex", "late", "onetime", "ousted"];

/// Bodies of bodies.tsv by their folded names.
static BODIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = rows(include_str!("bodies.tsv")).filter_map(|row| row.split_once('\t'));
    lines.flat_map(|(sector, names)| names.split('|').map(move |name| (name, sector))).collect()
});

/// Gives every entity without a sector (and every person and body without a country) what the text and the knowledge tell.
pub fn fill(scene: &Scene<'_>, entities: &mut [Entity], knowledge: &Knowledge) {
    let first_token = first_tokens(scene, entities.len());
    for i in 0..entities.len() {
        let Some(entity) = entities.get(i) else { continue };
        if !matches!(entity.class, EntityType::Person | EntityType::Organization) || entity.country.is_some() {
            continue;
        }
        let beside =
            first_token.get(i).copied().flatten().and_then(|token| countries::of_words(scene, token, entities));
        let country = beside.or_else(|| by_role(entity, entities)).or_else(|| {
            let is_body = entity.class == EntityType::Organization && entity.qid.is_none();
            is_body.then(|| countries::of_name(&entity.name, knowledge)).flatten()
        });
        if let Some(entity) = entities.get_mut(i) {
            entity.country = country;
        }
    }
    of_nouns(scene, entities);
    for persons in [false, true] {
        for i in 0..entities.len() {
            let Some(entity) = entities.get(i).filter(|e| e.sector.is_none()) else { continue };
            let sector = match entity.class {
                EntityType::Organization | EntityType::Facility if !persons => of_body(entity),
                EntityType::Person if persons => of_person(scene.document, entity, entities, knowledge),
                _ => None,
            };
            if let (Some(entity), Some(sector)) = (entities.get_mut(i), sector) {
                entity.sector = Some(sector);
            }
        }
    }
}

/// Nouns whose sector is that of what they lead, speak for or belong to: "rebel leader", "army chief", "member of parliament".
const LED: [&str; 22] = [
    "leader",
    "chief",
    "head",
    "official",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "deputy",
    "member",
    "group",
    "force",
    "fighter",
    "secretary",
    "source",
    "representative",
    "commander",
    "organization",
    "organisation",
    "supporter",
    "unit",
    "faction",
    "delegation",
];

/// The sector of a common noun: for leaders, members and groups that of the words on it, where those tell one.
pub fn of_noun(scene: &Scene<'_>, i: usize, noun: Noun, entities: &[Entity]) -> Option<String> {
    let own = noun.sector.map(str::to_owned);
    if !LED.contains(&scene.lemma(i).trim_end_matches('s')) {
        return own;
    }
    let tells = |c: usize| match scene.relation(c) {
        Dependency::Compound | Dependency::Amod | Dependency::NmodPoss => true,
        Dependency::Nmod => scene.preposition(c) == "of",
        _ => false,
    };
    let sector = |c: usize| {
        let lemma = scene.lemma(c);
        let by_noun = || ADJECTIVES.iter().find(|(word, _)| *word == lemma).map(|(_, sector)| (*sector).to_owned());
        let common = || nominal(lemma).and_then(|(noun, _)| noun.sector).map(str::to_owned);
        let named = || scene.entity(c).and_then(|e| entities.get(e)).and_then(|e| e.sector.clone());
        by_noun().or_else(named).or_else(common)
    };
    scene.children(i).filter(|&c| tells(c)).find_map(sector).or(own)
}

/// Adjectives that tell a sector.
const ADJECTIVES: [(&str, &str); 14] = [
    ("armed", "REB"),
    ("militant", "REB"),
    ("rebel", "REB"),
    ("separatist", "REB"),
    ("insurgent", "REB"),
    ("terrorist", "REB"),
    ("military", "MIL"),
    ("judicial", "JUD"),
    ("parliamentary", "LEG"),
    ("religious", "REL"),
    ("criminal", "CRM"),
    ("intelligence", "SPY"),
    ("humanitarian", "NGO"),
    ("dissident", "OPP"),
];

/// Sectors of a state, whose bodies are those of the country that the article is about where nothing else is said.
const DOMESTIC: [&str; 5] = ["GOV", "COP", "JUD", "LEG", "OPP"];

/// How sure the focus of an article must be for that.
const FOCUS_MIN: f64 = 0.6;

/// The country of a body of the state that no word tells: the one that the article is about.
pub fn home(document: &Document, sector: Option<&str>) -> Option<String> {
    let focus = document.layers.focus.as_ref().filter(|focus| focus.confidence >= FOCUS_MIN)?;
    sector.filter(|sector| DOMESTIC.contains(sector)).and(focus.country.clone())
}

/// Entities that some common noun names: "the minister" has the sector of ministers, and the country of the words beside it.
fn of_nouns(scene: &Scene<'_>, entities: &mut [Entity]) {
    for i in 0..scene.len() {
        if scene.is_named(i) || !matches!(scene.upos(i), Upos::Noun) {
            continue;
        }
        let Some(e) = scene.entity(i) else { continue };
        let Some((noun, _)) = nominal(scene.lemma(i)) else { continue };
        let country =
            entities.get(e).filter(|e| e.country.is_none()).and_then(|_| countries::of_words(scene, i, entities));
        let sector = of_noun(scene, i, noun, entities);
        let Some(entity) = entities.get_mut(e).filter(|e| e.class != EntityType::Place) else { continue };
        let is_common = entity.qid.is_none() && entity.roles.is_empty();
        if is_common && entity.sector.is_none() {
            entity.sector = sector;
        }
        let home = || home(scene.document, entity.sector.as_deref().filter(|_| is_common));
        entity.country = entity.country.take().or(country).or_else(home);
    }
}

/// The first token of each entity's first name.
fn first_tokens(scene: &Scene<'_>, count: usize) -> Vec<Option<usize>> {
    let mut first = vec![None; count];
    for i in 0..scene.len() {
        if let Some(slot) = scene.entity(i).and_then(|e| first.get_mut(e)).filter(|slot| slot.is_none()) {
            *slot = Some(i);
        }
    }
    first
}

fn by_role(entity: &Entity, entities: &[Entity]) -> Option<String> {
    let of = entity.roles.iter().filter_map(|role| role.of.as_ref());
    of.filter_map(|id| by_id(id, entities)).find_map(|body| body.country.clone())
}

/// Ids are numbered in the order of the entities, so the right one is found at once; others are looked for.
fn by_id<'e>(id: &str, entities: &'e [Entity]) -> Option<&'e Entity> {
    let n = id.get(1..).and_then(|n| n.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
    n.and_then(|n| entities.get(n)).filter(|e| e.id == id).or_else(|| entities.iter().find(|e| e.id == id))
}

fn of_body(entity: &Entity) -> Option<String> {
    let name = fold(&entity.name);
    let listed = BODIES.get(name.as_str()).copied();
    let of_class = || CLASSES.iter().find(|(class, _)| entity.subtype.as_deref() == Some(class)).map(|c| c.1);
    let of_words = || {
        let nouns = name.split([' ', '-']).filter_map(|word| noun(word, Use::Body));
        nouns.min_by_key(|noun| noun.rank).and_then(|noun| noun.sector)
    };
    listed.or_else(of_class).or_else(of_words).map(str::to_owned)
}

fn of_person(document: &Document, entity: &Entity, entities: &[Entity], knowledge: &Knowledge) -> Option<String> {
    if let Some(role) = entity.roles.first() {
        let past = role.span.is_some_and(|span| is_past(document, span));
        return if past { Some(FORMER.to_owned()) } else { of_role(role, entities) };
    }
    of_office(entity, document, knowledge)
}

/// "former" among the two words before a title.
fn is_past(document: &Document, span: Span) -> bool {
    let before = document.text.get(..span.begin as usize).unwrap_or("");
    before.rsplit([' ', '-']).filter(|w| !w.is_empty()).take(2).any(|w| PAST.contains(&w.to_lowercase().as_str()))
}

/// A president of a country governs, that of a company does business.
fn of_role(role: &Role, entities: &[Entity]) -> Option<String> {
    let body = role.of.as_ref().and_then(|id| by_id(id, entities)).filter(|e| e.class == EntityType::Organization);
    let of_body = body.and_then(|body| body.sector.clone());
    of_body.or_else(|| of_title(&role.title).map(str::to_owned))
}

fn of_title(title: &str) -> Option<&'static str> {
    let title = fold(title);
    let words = title.split([' ', '-']).rev().filter(|word| !word.is_empty());
    words.filter_map(|word| noun(word, Use::Title).or_else(|| noun(word, Use::One))).find_map(|noun| noun.sector)
}

/// Whoever holds an office of a country on the day of publication governs; whoever held one is of the elite.
fn of_office(entity: &Entity, document: &Document, knowledge: &Knowledge) -> Option<String> {
    let qid: u32 = entity.qid.as_ref()?.get(1..)?.parse().ok()?;
    let mut found = Vec::new();
    knowledge.pointers(&fold(&entity.name), &mut found);
    let row = found.iter().filter_map(|p| knowledge.row(p.entity)).find(|row| row.qid == Some(qid))?;
    let day = published_day(document);
    let mut former = None;
    for office in knowledge.offices(&row) {
        let sector = of_title(office.title);
        let holds = day.is_none_or(|day| {
            office.since.is_none_or(|since| since <= day) && office.until.is_none_or(|until| day <= until)
        });
        if sector.is_some() && holds {
            return sector.map(str::to_owned);
        }
        former = former.or(sector.map(|_| FORMER.to_owned()));
    }
    former
}
