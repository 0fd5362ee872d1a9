//! From merged changes to a small pack over the large one.

use super::Overlay;
use super::change::Id;
use super::merge::{Known, Merged, Plan, Target};
use super::problem::{Place, Problem};
use crate::knowledge::pack::write::Numbers;
use crate::knowledge::pack::{Among, Pack, Pointer, made, pack_among};
use crate::knowledge::{Alias, Collection, Entry, Office};
use crate::record::EntityType;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Prior of a new entity whose row gives none: it is there because its operator's news name it.
const PRIOR: u8 = 200;

/// # Errors
/// Where the tables of a pack overflow.
pub fn build(base: Option<&Pack>, plan: Plan) -> Result<Overlay, Vec<Problem>> {
    let first = base.map_or(0, |base| base.len() as u32);
    let digest = Sha256::digest(serde_json::to_vec(&plan.targets.iter().collect::<Vec<_>>()).unwrap_or_default());
    let shown = || plan.targets.iter().filter(|(_, merged)| !merged.hidden);
    let mut entries = Vec::new();
    let mut own = Own { known: plan.known, new: HashMap::new() };
    for (target, merged) in shown() {
        if let Target::New(id) = target {
            own.new.insert(id.clone(), first + entries.len() as u32);
            entries.push(new_entry(id, merged));
        }
    }
    let new = entries.len() as u32;
    let mut changed = HashMap::new();
    for (target, merged) in shown().filter(|(_, merged)| merged.changes_entry()) {
        if let (Target::Known(number), Some(base)) = (target, base) {
            changed.insert(*number, entries.len() as u32);
            entries.extend(changed_entry(base, *number, merged));
        }
    }
    let names = names(base, &entries, first, &plan.targets, &own);
    let pack = assemble(&entries, names, &own).map_err(|why| overflow(&plan.targets, &why))?;
    let number = |target: &Target| own.of(target);
    let hidden = plan.targets.iter().filter(|(_, merged)| merged.hidden).filter_map(|(target, _)| number(target));
    let hidden: HashSet<u32> = hidden.collect();
    let mut taken: HashMap<String, Vec<u32>> = HashMap::new();
    for (target, merged) in &plan.targets {
        for key in &merged.taken {
            taken.entry(key.clone()).or_default().extend(number(target));
        }
    }
    Ok(Overlay { pack, first, new, changed, hidden, taken, digest: crate::record::hex(&digest[..8]) })
}

impl Merged {
    /// Whether anything but its being there and its lost names is changed.
    fn changes_entry(&self) -> bool {
        self.fields != Default::default() || !self.aliases.is_empty()
    }
}

/// Finds the numbers of all entities, below and ours.
struct Own {
    known: Known,
    new: HashMap<String, u32>,
}

impl Own {
    fn of(&self, target: &Target) -> Option<u32> {
        match target {
            Target::Known(number) => Some(*number),
            Target::New(id) => self.new.get(id).copied(),
        }
    }
}

/// `#17` is the entity of number 17: how what the pack below says of others is written again.
impl Numbers for Own {
    fn number(&self, id: &str) -> Option<u32> {
        if let Some(number) = id.strip_prefix('#') {
            return number.parse().ok();
        }
        self.new.get(id).copied().or_else(|| self.known.number(&Id::parse(id)?))
    }
}

fn new_entry(id: &str, merged: &Merged) -> Entry {
    let class = merged.fields.class.unwrap_or(EntityType::Other);
    let mut entry = Entry::new(id, merged.fields.name.clone().unwrap_or_default(), class, PRIOR);
    match Id::parse(id) {
        Some(Id::Wikidata(qid)) => entry.qid = Some(qid),
        Some(Id::GeoNames(number)) => entry.geonames_id = Some(number),
        _ => {}
    }
    change(&mut entry, merged);
    entry
}

/// An entity of the pack below, with what is changed; others by their numbers.
fn changed_entry(base: &Pack, number: u32, merged: &Merged) -> Option<Entry> {
    let row = base.row(number)?;
    let other = |number: u32| format!("#{number}");
    let id = row.id.map_or_else(|| format!("wikidata/Q{}", row.qid.unwrap_or(0)), str::to_owned);
    let offices = base.offices(&row).map(|office| Office {
        title: office.title.to_owned(),
        of: office.of.map(other),
        since: office.since,
        until: office.until,
    });
    let mut entry = Entry {
        subtype: row.subtype.map(str::to_owned),
        country: row.country,
        admin1: row.admin1.map(other),
        qid: row.qid,
        geonames_id: row.geonames_id,
        geo: row.geo,
        parent: row.parent.map(other),
        born: row.born,
        gender: row.gender,
        sport: row.sport.map(str::to_owned),
        offices: offices.collect(),
        ..Entry::new(id, row.name, row.class, row.prior)
    };
    change(&mut entry, merged);
    Some(entry)
}

fn change(entry: &mut Entry, merged: &Merged) {
    let fields = merged.fields.clone();
    entry.name = fields.name.unwrap_or(std::mem::take(&mut entry.name));
    entry.class = fields.class.unwrap_or(entry.class);
    entry.prior = fields.prior.unwrap_or(entry.prior);
    entry.subtype = fields.subtype.or(entry.subtype.take());
    entry.country = fields.country.or(entry.country);
    entry.qid = fields.qid.or(entry.qid);
    entry.geonames_id = fields.geonames_id.or(entry.geonames_id);
    entry.geo = fields.geo.or(entry.geo);
    entry.parent = fields.parent.or(entry.parent.take());
    entry.born = fields.born.or(entry.born);
    entry.gender = fields.gender.or(entry.gender);
    entry.sport = fields.sport.or(entry.sport.take());
    entry.offices = fields.offices.unwrap_or(std::mem::take(&mut entry.offices));
    entry.aliases = merged.aliases.iter().map(Alias::name).collect();
}

/// Every name that is new, under its key.
fn names(
    base: Option<&Pack>,
    entries: &[Entry],
    first: u32,
    targets: &BTreeMap<Target, Merged>,
    own: &Own,
) -> BTreeMap<String, Vec<Pointer>> {
    let mut all = BTreeMap::new();
    let shown = || targets.iter().filter(|(_, merged)| !merged.hidden);
    let new = shown().filter(|(target, _)| matches!(target, Target::New(_)));
    let known = shown().filter(|(target, merged)| matches!(target, Target::Known(_)) && merged.changes_entry());
    for ((target, merged), entry) in new.chain(known).zip(entries) {
        let Some(number) = own.of(target) else { continue };
        let label = merged.fields.name.iter().map(Alias::name);
        let sides = sides(base, entry, entries, first, own);
        for alias in label.chain(entry.aliases.iter().cloned()).chain(made::surname(entry)).chain(sides) {
            made::point(&alias, number, &mut all);
        }
    }
    made::settle(&mut all);
    all
}

/// The names of the place that a team plays for; of one below only its label is known.
fn sides(base: Option<&Pack>, entry: &Entry, entries: &[Entry], first: u32, own: &Own) -> Vec<Alias> {
    let place = entry.sport.as_ref().and(entry.parent.as_deref()).and_then(|id| own.number(id));
    let Some(place) = place else { return Vec::new() };
    let ours = place.checked_sub(first).and_then(|n| entries.get(n as usize));
    let names: Vec<String> = match ours {
        Some(ours) => std::iter::once(&ours.name).chain(ours.aliases.iter().map(|a| &a.text)).cloned().collect(),
        None => base.and_then(|base| base.row(place)).map(|row| row.name.to_owned()).into_iter().collect(),
    };
    names.iter().map(|name| made::side(name)).collect()
}

fn assemble(entries: &[Entry], names: BTreeMap<String, Vec<Pointer>>, own: &Own) -> std::io::Result<Pack> {
    let collection = Collection { entries: entries.to_vec(), ..Collection::default() };
    let divisions = entries.iter().filter_map(|entry| entry.admin1.clone()).collect();
    let among = Among { numbers: own, ids: BTreeMap::new(), divisions, names };
    let bytes = pack_among("overlay", &collection, &among)?;
    Pack::open_trusted(Bytes::from(bytes)).map_err(std::io::Error::other)
}

fn overflow(targets: &BTreeMap<Target, Merged>, why: &std::io::Error) -> Vec<Problem> {
    let last = targets.values().map(|merged| &merged.at).max();
    let at = last.cloned().unwrap_or(Place { source: "overlay".into(), line: 0 });
    let next = "use fewer different subtypes, countries and sports".to_owned();
    vec![Problem { at, field: String::new(), what: why.to_string(), next }]
}
