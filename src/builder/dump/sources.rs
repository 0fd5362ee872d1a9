//! What a pack's manifest says of where its facts come from.

use super::{DumpOptions, LinkSource, Report};
use crate::knowledge::Source;

/// One row for each source that was given; its version is the day of its newest row, or the name of its file.
pub fn sources(options: &DumpOptions, report: &Report, geonames_day: Option<&str>) -> Vec<Source> {
    let source = |name: &str, version: &str, licence: &str, notice: &str, rows| Source {
        name: name.into(),
        version: version.into(),
        licence: licence.into(),
        notice: notice.into(),
        rows,
    };
    let mut all = vec![source("Wikidata", &report.counts.newest, "CC0-1.0", "", report.counts.candidates)];
    if let Some(day) = geonames_day {
        let notice = "Contains geographical data of GeoNames (www.geonames.org), licensed under CC BY 4.0.";
        all.push(source("GeoNames", day, "CC-BY-4.0", notice, report.places));
    }
    if let Some(LinkSource::Table(path) | LinkSource::Sql(path)) = &options.links {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let notice =
            "Contains counts of links between articles of Wikipedia, whose texts are licensed under CC BY-SA 4.0.";
        all.push(source("Wikipedia", &file, "CC-BY-SA-4.0", notice, report.links));
    }
    all
}
