//! Says what a name may mean: everything that the knowledge base knows by it, the likeliest first.

use super::exit::{Exit, Failure};
use super::print;
use crate::knowledge::{AliasKind, Knowledge, NameCase, Row, country_text};
use crate::text::fold;

/// Prints what `name` may mean.
pub fn lookup(knowledge: &Knowledge, name: &str) -> Result<Exit, Failure> {
    let key = fold(name);
    let mut pointers = Vec::new();
    knowledge.pointers(&key, &mut pointers);
    let mut found: Vec<_> = pointers.iter().filter_map(|p| Some((p, knowledge.row(p.entity)?))).collect();
    found.sort_by_key(|(pointer, row)| (pointer.kind, std::cmp::Reverse(row.prior), pointer.entity));
    if found.is_empty() {
        print::line(format!("nothing is known by the name `{name}` (looked up as `{key}`)"))?;
    }
    for (pointer, row) in &found {
        print::line(line(knowledge, row, pointer.kind, pointer.case))?;
        for office in knowledge.offices(row) {
            let of = office.of.and_then(|of| knowledge.row(of)).map_or("", |of| of.name);
            print::line(format!("        {} of {of}, {} to {}", office.title, day(office.since), day(office.until)))?;
        }
    }
    if let Some(metonym) = knowledge.metonym(&key) {
        let body = knowledge.row(metonym.entity).map_or("", |row| row.name);
        print::line(format!("  may stand for {body}, unless behind: {}", metonym.unless.join(", ")))?;
    }
    Ok(Exit::Done)
}

fn line(knowledge: &Knowledge, row: &Row<'_>, kind: AliasKind, case: NameCase) -> String {
    let country = row.country.map(country_text).unwrap_or_default();
    let division = row.admin1.and_then(|n| knowledge.row(n)).map_or("", |division| division.name);
    let mut ids: Vec<String> = row.id.map(str::to_owned).into_iter().collect();
    ids.extend(row.qid.map(|qid| format!("Q{qid}")));
    ids.extend(row.geonames_id.map(|id| format!("geonames/{id}")));
    let geo = row.geo.map(|geo| format!(" at {}, {}", geo.lat, geo.lon)).unwrap_or_default();
    let class = row.subtype.map_or(format!("{:?}", row.class), |subtype| format!("{:?}/{subtype}", row.class));
    let said = match kind {
        AliasKind::Name => "",
        AliasKind::Demonym => " (its people)",
        AliasKind::Weak => " (weak)",
        AliasKind::Surname => " (surname)",
        AliasKind::Side => " (its place)",
    };
    let capitals = if case == NameCase::Capitals { " in capitals" } else { "" };
    let place = [division, &country].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
    format!("{:>4} {}{said}{capitals}  {class}  {place}  {}{geo}", row.prior, row.name, ids.join(" "))
}

/// A day for people; a dot where it is not known or still to come.
fn day(days: Option<i32>) -> String {
    let date = days.and_then(|days| jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok());
    date.map_or("…".to_owned(), |date| date.to_string())
}
