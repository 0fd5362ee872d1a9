//! Tests of the tables: those of the repository, and every slip that must be refused.

use super::*;
use crate::knowledge::Office;

fn read_all(sheets: &[(&str, &str)]) -> Tables {
    let mut problems = Vec::new();
    let sheets: Vec<Sheet> = sheets.iter().map(|(file, text)| Sheet::parse(file, text, &mut problems)).collect();
    of_sheets(&sheets, problems)
}

fn problems(sheets: &[(&str, &str)]) -> Vec<String> {
    read_all(sheets).problems.iter().map(Problem::to_string).collect()
}

const PERSON: &str = "# columns: id name aliases country born gender qid tier checked note\n";
const OFFICE: &str = "# columns: person_id title of_id since until checked\n";
const ADA: &str = "person/ada-quill\tAda Quill\tA. Quill|Ada M. Quill\tFR\t1961-02-03\tf\tQ5\t1\t2026-11-28\t\n";

#[test]
fn the_tables_of_the_repository_are_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/core");
    let tables = read(&folder).unwrap();
    let problems: Vec<String> = tables.problems.iter().map(Problem::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn a_person_with_posts() {
    let posts = "person/ada-quill\tForeign Minister\tcountry/FR\t2012-05\t2014\t2026-11-28\n";
    let tables = read_all(&[("person.tsv", &(PERSON.to_owned() + ADA)), ("office.tsv", &(OFFICE.to_owned() + posts))]);
    assert_eq!(tables.problems, []);
    let entry = &tables.drafts[0].entry;
    assert_eq!((entry.born, entry.qid, entry.prior), (Some(1961), Some(5), 205));
    assert_eq!(entry.aliases.len(), 2);
    let office = Office {
        title: "Foreign Minister".into(),
        of: Some("country/FR".into()),
        since: Some(15_461),
        until: Some(16_435),
    };
    assert_eq!(entry.offices, [office]);
}

#[test]
fn every_slip_has_a_file_a_line_and_a_column() {
    let twice = PERSON.to_owned() + ADA + ADA;
    assert_eq!(
        problems(&[("person.tsv", &twice)]),
        [
            "person.tsv:3: id: `person/ada-quill` stands in person.tsv:2 already",
            "person.tsv:3: qid: `Q5` stands in person.tsv:2 already"
        ]
    );
    let cells = PERSON.to_owned() + "person/Ada\t\t\tQQ\t1961-02-31\tw\t5\t9\tsoon\t\n" + "person/tom-orr\tTom Orr\n";
    let found = problems(&[("person.tsv", &cells)]);
    let columns: Vec<&str> = found.iter().map(|p| p.split(": ").nth(1).unwrap()).collect();
    assert_eq!(
        columns,
        ["born", "checked", "country", "gender", "id", "name", "qid", "tier", "2 cells parted by tabs, but 10 columns"]
    );
    let posts = OFFICE.to_owned()
        + "person/ada-quill\tMinister\torg/nobody\t2014-01-01\t2012-01-01\t\n"
        + "person/tom-orr\tMinister\tcountry/FR\t2014-13-01\t\t\n";
    assert_eq!(
        problems(&[("office.tsv", &posts), ("person.tsv", &(PERSON.to_owned() + ADA))]),
        [
            "office.tsv:2: of_id: nothing has the id `org/nobody`",
            "office.tsv:2: until: lies before `since`",
            "office.tsv:3: person_id: nobody has the id `person/tom-orr`",
            "office.tsv:3: since: `2014-13-01` is not a date"
        ]
    );
}

#[test]
fn cities_states_and_metonyms() {
    let city =
        "# columns: geonameid qid extra_aliases name country\n7\tQ7\tHT|H. Town\tHill Town\tFR\nx\t\t\tDale\tFR\n";
    let state = "# columns: country name aliases\nUS\tArcadia\tArc.|AC\n";
    let metonym = "# columns: surface country stands_for_id unless\nHill House\tFR\tcountry/FR\tnear|outside\nDale\tFR\torg/none\t\n";
    let tables = read_all(&[("city.tsv", city), ("metonym.tsv", metonym), ("state.tsv", state)]);
    assert_eq!((tables.cities[0].geonames_id, tables.cities[0].aliases.len()), (7, 2));
    let county = "# columns: state name seat seat_geonameid lat lon\nAL\tDale County\tHill\t7\t32.5\t-86.6\n";
    let entry = &read_all(&[("county.tsv", county)]).counties[0].draft.entry;
    assert_eq!((entry.id.as_str(), entry.admin1.as_deref()), ("county/al-dale-county", Some("admin1/US.AL")));
    assert_eq!(tables.states[0].aliases, ["Arc.", "AC"]);
    assert_eq!(tables.metonyms[0].unless, ["near", "outside"]);
    let found: Vec<String> = tables.problems.iter().map(Problem::to_string).collect();
    assert_eq!(
        found,
        [
            "city.tsv:3: geonameid: `x` is not a GeoNames id",
            "metonym.tsv:3: stands_for_id: nothing has the id `org/none`"
        ]
    );
}

#[test]
fn tables_say_what_they_hold() {
    assert_eq!(problems(&[("org.tsv", "org/a\tA\n")]).len(), 2);
    let unknown = "# columns: id name\nthing/a\tA\n";
    assert_eq!(problems(&[("thing.tsv", unknown)]), ["thing.tsv:2: no table is called `thing`"]);
}
