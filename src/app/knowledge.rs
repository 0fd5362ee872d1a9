//! Builds packs of knowledge and says what is in them.

use super::exit::{Exit, Failure};
use super::print;
use crate::builder::{self, Built, Request};
use crate::knowledge::pack::{Pack, Row, pack};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The pack that is built into the program lies here in the repository.
pub const PACK: &str = "assets/knowledge.pack";
const ATTRIBUTION: &str = "ATTRIBUTION.md";
/// The program has a limit of size; a pack beyond this is built again without small cities.
const BYTES_MAX: usize = 16 * 1024 * 1024;
/// Cities with fewer people are left out of a pack that would be too large, where the news is not in English.
const PEOPLE_MIN: u64 = 2000;

/// What `knowledge build --core` is told.
pub struct Build {
    pub out: PathBuf,
    pub cache: Option<PathBuf>,
    pub tables: PathBuf,
    pub draft: bool,
    /// Name of the pack, for people.
    pub name: String,
}

/// Builds the core pack, and writes the attribution where the pack of the repository was built.
pub fn build(options: Build) -> Result<Exit, Failure> {
    let cache = builder::cache_dir(options.cache).map_err(Failure::failed)?;
    let mut request = Request { cache, tables: options.tables, draft: options.draft, people_min: 0 };
    let mut bytes = built(&request, &options.name)?;
    if bytes.len() > BYTES_MAX {
        eprintln!("{} bytes are too many; once more without small cities", bytes.len());
        request.people_min = PEOPLE_MIN;
        bytes = built(&request, &options.name)?;
    }
    let folder = options.out.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), std::fs::create_dir_all).map_err(|why| at(&options.out, why))?;
    std::fs::write(&options.out, &bytes).map_err(|why| at(&options.out, why))?;
    if options.out == Path::new(PACK) {
        attribute()?;
    }
    eprintln!("{}: {} bytes", options.out.display(), bytes.len());
    Ok(Exit::Done)
}

fn built(request: &Request, name: &str) -> Result<Vec<u8>, Failure> {
    let Built { collection, problems } =
        builder::build(request, |what| eprintln!("reading {what}")).map_err(Failure::failed)?;
    problems.iter().for_each(|problem| eprintln!("left out: {problem}"));
    if !problems.is_empty() && !request.draft {
        return Err(Failure::failed(format!("{} problems in the tables", problems.len())));
    }
    pack(name, &collection).map_err(Failure::failed)
}

fn attribute() -> Result<(), Failure> {
    let path = Path::new(ATTRIBUTION);
    let part = builder::attribution().map_err(Failure::failed)?;
    let document = std::fs::read_to_string(path).map_err(|why| at(path, why))?;
    match builder::with_attribution(&document, &part) {
        Some(document) => std::fs::write(path, document).map_err(|why| at(path, why)),
        None => Err(Failure::failed(format!("{ATTRIBUTION} has no lines that mark its part on knowledge"))),
    }
}

/// Prints what a pack holds and from where.
pub fn info(path: Option<PathBuf>) -> Result<Exit, Failure> {
    let path = path.unwrap_or_else(|| PathBuf::from(PACK));
    let bytes = std::fs::read(&path).map_err(|why| {
        let hint = "name a pack with --pack, or build one with `copydesk knowledge build --core`";
        Failure::failed(format!("{}: {why}; no pack is inside this program: {hint}", path.display()))
    })?;
    let length = bytes.len();
    let pack = Pack::open(Bytes::from(bytes)).map_err(|why| at(&path, why))?;
    let tables = pack.tables();
    print::line(format!("{} ({})", tables.name, path.display()))?;
    print::line(format!("{length} bytes, digest {}", pack.digest()))?;
    print::line(format!("{} entities, {} names, {} metonyms", tables.entities, tables.aliases, tables.metonyms.len()))?;
    for (what, count) in counts(&pack) {
        print::line(format!("  {count:>7} {what}"))?;
    }
    print::line("sources (rows taken, licence)")?;
    for source in &tables.sources {
        let name = format!("{} {}", source.name, source.version);
        print::line(format!("  {:>7} {:<45} {}", source.rows, name.trim_end(), source.licence))?;
    }
    Ok(Exit::Done)
}

/// Entities of each class and schema.org class, and what they carry.
fn counts(pack: &Pack) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    let mut count = |what: String| *counts.entry(what).or_default() += 1;
    for row in (0..).map_while(|number| pack.row(number)) {
        count(format!("{:?}", row.class));
        row.subtype.into_iter().for_each(|subtype| count(format!("{:?} · {subtype}", row.class)));
        carried(&row, pack).for_each(|what| count(format!("with {what}")));
    }
    counts
}

fn carried<'a>(row: &Row<'_>, pack: &'a Pack) -> impl Iterator<Item = &'static str> + use<'a> {
    let carries = [
        ("a Wikidata id", row.qid.is_some()),
        ("a GeoNames id", row.geonames_id.is_some()),
        ("a point", row.geo.is_some()),
        ("a parent", row.parent.is_some()),
        ("offices", pack.offices(row).next().is_some()),
    ];
    carries.into_iter().filter(|carry| carry.1).map(|carry| carry.0)
}

fn at(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::failed(format!("{}: {why}", path.display()))
}
