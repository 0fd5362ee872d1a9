//! Links of Wikipedia, as a table and as SQL dumps.

use super::world::{lines, world};
use super::*;

#[test]
fn shares_are_those_of_links() {
    let desk = Desk::new();
    let mut options = desk.options(lines(&world()));
    let table = "# anchors\nParis\tParis\t900\nParis\tParis,_Texas\t100\nCity of Light\tParis\t6\nthe city\tParis\t1\nbad row\n";
    options.links = Some(LinkSource::Table(desk.file("anchors.tsv", table)));
    let (report, pack) = desk.build(&options);
    assert_eq!((report.links, report.unreadable_rows), (4, 2 - 1));
    assert_eq!(meanings(&pack, "Paris"), ["Paris Name 230", "Paris Rovers Side 1"]);
    assert_eq!(meanings(&pack, "City of Light"), ["Paris Weak 255"]);
    assert_eq!(meanings(&pack, "the city"), Vec::<String>::new());
    let unlinked = desk.build(&desk.options(lines(&world()))).1;
    assert!(only(&pack, "City of Paris").prior < only(&unlinked, "City of Paris").prior);
}

#[test]
fn sql_dumps_give_links_and_redirects() {
    let desk = Desk::new();
    let mut options = desk.options(lines(&world()));
    let tables = [
        (
            "page",
            "(1,0,'Paris',0,0,0.3,'20260101','20260101',9,9,'wikitext',NULL),(2,0,'City_of_Light',1,0,0.3,'2','2',9,9,'wikitext',NULL),(3,14,'City',1,0,0,'','',1,1,'',NULL)",
        ),
        ("redirect", "(2,0,'Paris','',''),(3,14,'Paris','','')"),
        ("linktarget", "(10,0,'Paris'),(11,0,'City_of_Light'),(12,0,'Paris_(Texas)'),(13,14,'Paris')"),
        ("pagelinks", "(5,0,10),(6,0,10),(7,0,10),(5,0,11),(6,0,11),(7,0,11),(7,0,12),(8,1,12),(8,0,99)"),
    ];
    for (name, rows) in tables {
        let sql = format!("-- dump\nCREATE TABLE `{name}` (\n  `x` int\n);\nINSERT INTO `{name}` VALUES {rows};\n");
        desk.file(&format!("sql/enwiki-20260101-{name}.sql"), sql);
    }
    options.links = Some(LinkSource::Sql(desk.path("sql")));
    let (report, pack) = desk.build(&options);
    assert_eq!(report.links, 3);
    assert_eq!(meanings(&pack, "City of Light"), ["Paris Weak 255"]);
    assert_eq!(meanings(&pack, "Paris"), ["Paris Name 191", "Paris Rovers Side 0"]);
}

#[test]
fn missing_and_strange_tables_are_errors_that_say_what_to_do() {
    let desk = Desk::new();
    let mut options = desk.options(lines(&world()));
    let mut why = |source| {
        options.links = Some(source);
        build(&options, &mut |_| {}).unwrap_err().to_string()
    };
    desk.file("none/readme.txt", "");
    assert!(why(LinkSource::Sql(desk.path("none"))).contains("no dump of the table `redirect`"));
    assert!(why(LinkSource::Table(desk.file("a.tsv", "no table\n"))).contains("a.tsv, line 1"));
}
