//! Where the medium of an article sits: its address or name against a table of outlets, else the country of its domain.

use super::candidates::named;
use super::context::source_country;
use crate::knowledge::{CountryCode, Knowledge, Row};
use crate::record::Document;
use crate::text::maps::HashMap;
use crate::text::{fold, rows};
use std::sync::LazyLock;

/// One row of outlets.tsv.
#[derive(Clone, Copy, PartialEq)]
struct Outlet {
    city: &'static str,
    division: &'static str,
    country: CountryCode,
}

/// Outlets by host, and by folded name; `None` for the names of several.
static OUTLETS: LazyLock<HashMap<String, Option<Outlet>>> = LazyLock::new(|| {
    let mut outlets: HashMap<String, Option<Outlet>> = HashMap::default();
    for row in rows(include_str!("outlets.tsv")) {
        let cells: Vec<&'static str> = row.split('\t').collect();
        let &[host, name, city, division, country] = cells.as_slice() else { continue };
        let Ok(country) = CountryCode::try_from(country.as_bytes()) else { continue };
        let outlet = Some(Outlet { city, division, country });
        for key in [host.to_owned(), fold(name)].into_iter().filter(|key| !key.is_empty()) {
            let one = outlets.entry(key).or_insert(outlet);
            *one = one.filter(|one| Some(*one) == outlet);
        }
    }
    outlets
});

/// Where a medium sits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Home<'k> {
    pub country: Option<CountryCode>,
    /// Its town.
    pub city: Option<Row<'k>>,
}

/// The home of the medium that published an article.
pub fn home<'k>(document: &Document, knowledge: &'k Knowledge) -> Home<'k> {
    let host = document.url.as_deref().and_then(host);
    let by_host = host.and_then(|host| suffixes(host).find_map(|key| *OUTLETS.get(key)?));
    let outlet = by_host.or_else(|| *OUTLETS.get(&fold(document.source.as_deref()?))?);
    match outlet {
        Some(outlet) => Home { country: Some(outlet.country), city: city(&outlet, knowledge) },
        None => Home { country: source_country(host), city: None },
    }
}

/// The host of an address.
fn host(url: &str) -> Option<&str> {
    url.split("://").nth(1)?.split(['/', ':', '?']).next()
}

/// "news.example.co.uk", "example.co.uk", "co.uk", "uk".
fn suffixes(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, rest)| rest))
}

/// The town of an outlet: of those of its name in its division the one with most people.
fn city<'k>(outlet: &Outlet, knowledge: &'k Knowledge) -> Option<Row<'k>> {
    let mut looked = Vec::new();
    let division = fold(outlet.division);
    let is_home = |row: &Row<'_>| {
        let lies_in =
            || row.admin1.and_then(|number| knowledge.row(number)).is_some_and(|row| fold(row.name) == division);
        row.subtype == Some("City") && row.country == Some(outlet.country) && (division.is_empty() || lies_in())
    };
    named(outlet.city, knowledge, &mut looked).map(|(_, row)| row).filter(is_home).max_by_key(|row| row.prior)
}

#[cfg(test)]
#[path = "outlets_tests.rs"]
mod tests;
