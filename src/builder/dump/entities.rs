//! Writes the chosen entities, with all links to others as numbers.

use super::choose::{Choice, Chosen, not_ours};
use super::error::DumpError;
use super::facts::Post;
use super::given_names::GivenNames;
use super::names::NameRows;
use super::places::{Places, Row};
use super::prior;
use super::progress::{Progress, REPORT_EVERY_ROWS, Stage};
use super::sides::Sides;
use super::sort::{Merge, split_u32};
use crate::knowledge::pack::layout::Section;
use crate::knowledge::pack::write::PackWriter;
use crate::knowledge::{Alias, AliasKind, CountryCode, Entry, Gender, Office, country_id};
use crate::record::{EntityType, Geo};
use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Sports whose usual name in newspapers is not that of their item.
const SPORTS: &[(&str, &str)] = &[("association football", "football"), ("athletics", "athletics")];

/// Writes sections into files of the work folder.
pub type Writer = PackWriter<BufWriter<File>>;

/// What writing needs.
pub struct Job<'a> {
    pub choice: &'a Choice,
    pub folder: &'a Path,
    /// Codes of first-level divisions by entity.
    divisions: HashMap<u32, &'a str>,
}

/// The file of a section.
pub fn section_path(folder: &Path, section: Section) -> PathBuf {
    folder.join(format!("{section:?}.section").to_lowercase())
}

pub fn writer(name: &str, folder: &Path) -> Result<Writer, DumpError> {
    let create = |section| File::create(section_path(folder, section)).map(BufWriter::new);
    PackWriter::new(name, create).map_err(DumpError::writing(folder))
}

impl<'a> Job<'a> {
    pub fn new(choice: &'a Choice, folder: &'a Path) -> Self {
        let divisions = choice.index.divisions.iter().map(|(code, row)| (row.1, code.as_str())).collect();
        Self { choice, folder, divisions }
    }

    /// Writes entity by entity, and hands on the names of each.
    pub fn write(
        &self,
        places: Option<&mut Places>,
        writer: &mut Writer,
        names: &mut NameRows,
        given: &mut GivenNames,
        progress: &mut dyn FnMut(&Progress),
    ) -> Result<u64, DumpError> {
        let mut sides = Sides::default();
        let own = places.as_ref().map(|places| places.own.clone());
        let mut more = places.map(|places| &mut places.more);
        let mut chosen = Merge::open(std::slice::from_ref(&self.choice.path))?;
        let mut number = 0u32;
        let mut put = |entry: &Entry, number: u32| {
            let code = self.divisions.get(&number).copied();
            let division = entry.admin1.as_ref().filter(|_| code.is_none());
            let code = division.and_then(|id| id.strip_prefix("admin1/")).or(code);
            let row = code.and_then(|code| self.choice.index.divisions.get(code)).map(|row| row.0);
            writer.entity(entry, row, &self.choice.index).map_err(DumpError::writing(self.folder))?;
            if number.is_multiple_of(REPORT_EVERY_ROWS as u32) {
                progress(&Progress::rows(Stage::Writing, u64::from(number), u64::from(number)));
            }
            names.entity(number, entry)
        };
        while let Some(row) = chosen.next()? {
            let (qid, json) = split_u32(row);
            let facts: Chosen = serde_json::from_slice(json).map_err(not_ours(&self.choice.path))?;
            let place = more.as_mut().map_or(Ok(None), |rows| place_of(rows, number))?;
            let entry = self.entry(number, qid, &facts, place.as_ref());
            given.take(&entry);
            sides.take(number, &entry, &self.choice.index);
            put(&entry, number)?;
            number += 1;
        }
        if let Some(own) = own {
            let mut rows = Merge::open(std::slice::from_ref(&own))?;
            while let Some(row) = rows.next()? {
                let place: Row = serde_json::from_slice(split_u32(row).1).map_err(not_ours(&own))?;
                put(&self.place_entry(number, &place), number)?;
                number += 1;
            }
        }
        sides.write(self.choice, names)?;
        Ok(u64::from(number))
    }

    fn entry(&self, number: u32, qid: u32, chosen: &Chosen, place: Option<&Row>) -> Entry {
        let (facts, index) = (&chosen.facts, &self.choice.index);
        let links = (!index.links.is_empty()).then(|| index.links_to(number));
        let prior = prior::of_item(facts.sitelinks, links);
        let geonames_id = place.map(|p| p.id).or(facts.geonames_id).filter(|&id| index.place(id) == Some(number));
        let own_code = facts.code.filter(|code| index.countries.get(code) == Some(&number));
        let id = self.id(number, own_code, geonames_id).unwrap_or_else(|| wikidata_id(qid));
        let mut entry = Entry::new(id, facts.name.clone(), chosen.class, prior);
        entry.subtype.clone_from(&chosen.subtype);
        entry.qid = Some(qid);
        entry.geonames_id = geonames_id;
        entry.aliases = facts.aliases.iter().map(|text| Alias::name(text.clone())).collect();
        entry.aliases.extend(facts.demonyms.iter().map(|text| alias(text, AliasKind::Demonym)));
        entry.country = own_code.or_else(|| self.country(facts.country?));
        entry.geo = facts.geo.map(|(lat, lon)| Geo { lat, lon });
        entry.born = facts.born;
        entry.gender = facts.gender.and_then(gender).filter(|_| chosen.class == EntityType::Person);
        entry.sport = facts.sport.and_then(|sport| self.sport(sport));
        entry.offices = self.offices(&facts.posts);
        entry.parent = self.parent(number, &facts.parents);
        if let Some(place) = place {
            self.complete(&mut entry, place);
        }
        if entry.parent.is_none() && entry.sport.is_some() && entry.class == EntityType::Organization {
            entry.parent = entry.country.map(country_id);
        }
        entry
    }

    /// Adds what GeoNames knows.
    fn complete(&self, entry: &mut Entry, place: &Row) {
        entry.country = entry.country.or_else(|| self.choice.index.known_code(&place.country));
        entry.geo = entry.geo.or(Some(Geo { lat: place.lat, lon: place.lon }));
        entry.admin1 = place.division.as_ref().map(|code| format!("admin1/{code}"));
        entry.aliases.extend(names_of(place));
        if entry.parent.is_none() {
            entry.parent = entry.admin1.clone().filter(|id| *id != entry.id);
        }
    }

    fn place_entry(&self, number: u32, place: &Row) -> Entry {
        let code = self.choice.index.known_code(&place.country);
        let own_code = code.filter(|code| self.choice.index.countries.get(code) == Some(&number));
        let id = self.id(number, own_code, Some(place.id)).unwrap_or_default();
        let mut entry = Entry::new(id, place.name.clone(), EntityType::Place, prior::of_population(place.population));
        entry.subtype.clone_from(&place.subtype);
        entry.geonames_id = Some(place.id);
        self.complete(&mut entry, place);
        entry
    }

    fn id(&self, number: u32, country: Option<CountryCode>, geonames_id: Option<u32>) -> Option<String> {
        let division = self.divisions.get(&number).map(|code| format!("admin1/{code}"));
        country.map(country_id).or(division).or_else(|| geonames_id.map(|id| format!("geonames/{id}")))
    }

    fn country(&self, qid: u32) -> Option<CountryCode> {
        let code = self.choice.index.code(qid)?;
        self.choice.index.countries.contains_key(&code).then_some(code)
    }

    fn parent(&self, number: u32, parents: &[u32]) -> Option<String> {
        let known = |qid: &&u32| self.choice.index.item(**qid).is_some_and(|parent| parent != number);
        parents.iter().find(known).map(|&qid| wikidata_id(qid))
    }

    fn sport(&self, qid: u32) -> Option<String> {
        let name = &self.choice.notes.get(&qid).filter(|_| self.choice.sports.contains(&qid))?.name;
        let name = name.to_lowercase();
        let usual = SPORTS.iter().find(|row| row.0 == name).map_or(name.as_str(), |row| row.1);
        Some(usual.replace(' ', "-"))
    }

    /// Posts with the latest in front.
    fn offices(&self, posts: &[Post]) -> Vec<Office> {
        let index = &self.choice.index;
        let office = |&Post(title, of, since, until): &Post| {
            let note = self.choice.notes.get(&title)?;
            let of = [of, note.of].into_iter().flatten().find(|&qid| index.item(qid).is_some());
            Some(Office { title: self.title(&note.name), of: of.map(wikidata_id), since, until })
        };
        let mut offices: Vec<Office> = posts.iter().filter_map(office).collect();
        offices.sort_by(|a, b| b.since.cmp(&a.since).then_with(|| a.title.cmp(&b.title)));
        offices.dedup();
        offices
    }

    /// "president of the French Republic" → "President": the country stands in its own field.
    fn title(&self, name: &str) -> String {
        let short = name.rfind(" of ").filter(|&at| {
            let country = name.get(at + 4..).unwrap_or_default();
            let country = country.strip_prefix("the ").unwrap_or(country);
            self.choice.country_names.contains(country)
        });
        let name = short.and_then(|at| name.get(..at)).unwrap_or(name);
        let capital = |word: &str| match word {
            "of" | "for" | "the" | "and" | "in" | "to" | "at" | "on" => word.to_owned(),
            _ => {
                let mut letters = word.chars();
                letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
            }
        };
        name.split(' ').map(capital).collect::<Vec<_>>().join(" ")
    }
}

/// The place that completes an entity; rows come in the order of entities.
fn place_of(rows: &mut Merge, number: u32) -> Result<Option<Row>, DumpError> {
    let mut found = None;
    while rows.peek().is_some_and(|row| split_u32(row).0 <= number) {
        let Some(row) = rows.next()? else { break };
        let (entity, json) = split_u32(row);
        if entity == number && found.is_none() {
            found = Some(serde_json::from_slice(json).map_err(not_ours(Path::new("more-places")))?);
        }
    }
    Ok(found)
}

/// The plain spelling is a name; lists of names in many languages also hold mistakes.
fn names_of(place: &Row) -> impl Iterator<Item = Alias> {
    let plain = std::iter::once(alias(&place.name, AliasKind::Name));
    plain.chain(place.names.iter().map(|text| alias(text, AliasKind::Weak)))
}

fn alias(text: &str, kind: AliasKind) -> Alias {
    Alias { text: text.to_owned(), kind, share: 0 }
}

fn gender(number: u8) -> Option<Gender> {
    [Gender::Female, Gender::Male, Gender::Other].into_iter().find(|gender| *gender as u8 == number)
}

fn wikidata_id(qid: u32) -> String {
    format!("wikidata/Q{qid}")
}
