//! Counties of the United States, which no package brings with a point.

use super::Problem;
use super::entities::geo;
use super::sheet::Row;
use crate::builder::draft::{Draft, Join, slug};
use crate::builder::priors;
use crate::knowledge::{Entry, country_code};
use crate::record::EntityType;

/// A county, and what is wrong with its row where its state is not known.
#[derive(Clone, Debug)]
pub struct CountyRow {
    pub problem_at: Problem,
    pub draft: Draft,
}

pub fn county(row: &Row, problems: &mut Vec<Problem>) -> CountyRow {
    let state = row.required("state", problems);
    let name = row.required("name", problems);
    let id = format!("county/{}-{}", state.to_lowercase(), slug(&name));
    let mut entry = Entry::new(id, name, EntityType::Place, priors::COUNTY);
    entry.subtype = Some("AdministrativeArea".into());
    entry.country = country_code("US");
    entry.admin1 = Some(format!("admin1/US.{state}"));
    entry.parent.clone_from(&entry.admin1);
    entry.geo = geo(row, problems);
    let problem_at = row.problem("state", format!("there is no state `{state}`"));
    CountyRow { problem_at, draft: Draft { entry, join: Join::Ids, by_hand: true } }
}
