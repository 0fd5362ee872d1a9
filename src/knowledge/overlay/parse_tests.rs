//! Every problem of a row is told, with its field; no text makes the parser panic.

use super::row::FIELDS;
use super::*;
use proptest::prelude::*;

fn told(row: &str) -> Vec<String> {
    let found = parse("f", row).err().unwrap_or_default();
    found.iter().map(|problem| problem.to_string()).collect()
}

#[test]
fn all_problems_of_all_rows_are_told() {
    let rows = [
        r#"{"id":"a/b","nmae":"X","prior":256,"type":"Dog","aliases":["ok",""],"block":"all"}"#,
        "",
        r#"{"name":"X"}"#,
        "no json",
        r##"{"id":"#5","name":" ","aliases":["x","…"],"country":"fr","qid":"7","geonamesId":0,"geo":{"lat":91,"lon":0},"parent":"x","born":9999,"sport":"Foot Ball","subtype":"x y","offices":[{"title":"","since":"2021-02-30"}]}"##,
    ];
    let expected = [
        "error: f:1: block: ",
        "error: f:1: nmae: is no field; did you mean `name`?",
        "error: f:1: prior: ",
        "error: f:1: type: ",
        "error: f:3: id: is missing; write your own (\"acme/bureau-7\")",
        "error: f:4: expected",
        "error: f:5: id: \"#5\" is no id; write your own",
        "error: f:5: name: \" \" holds no letter;",
        "error: f:5: aliases[1]: \"…\" holds no letter;",
        "error: f:5: offices[0].title: \"\" holds no letter;",
        "error: f:5: offices[0].since: \"2021-02-30\" is no date;",
        "error: f:5: subtype: \"x y\" is no class name; write a schema.org class",
        "error: f:5: country: \"fr\" is no country code; write two capital letters",
        "error: f:5: qid: \"7\" is no Wikidata id;",
        "error: f:5: geonamesId: 0 is none;",
        "error: f:5: geo: Degrees { lat: 91.0, lon: 0.0 } lies nowhere;",
        "error: f:5: parent: \"x\" is no id;",
        "error: f:5: born: 9999 is no year of birth;",
        "error: f:5: sport: \"Foot Ball\" is no sport;",
    ];
    let told = told(&rows.join("\n"));
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\nbegins not with\n{expected}");
    }
}

#[test]
fn unknown_keys_in_geo_and_posts_and_keys_twice_are_refused() {
    assert_eq!(told(r#"{"id":"a/b","geo":{"lat":1,"lon":1,"alt":1}}"#).len(), 1);
    assert_eq!(told(r#"{"id":"a/b","offices":[{"title":"x","when":1}]}"#).len(), 1);
    assert!(told(r#"{"id":"a/b","prior":1,"prior":2}"#)[0].contains("duplicate field"));
    let long = format!(r#"{{"id":"a/b","name":"{}"}}"#, "x".repeat(70_000));
    assert!(told(&long)[0].contains("bytes"));
}

#[test]
fn every_field_has_its_advice_and_no_other() {
    let schema = schemars::schema_for!(OverlayRow).to_value();
    let mut fields: Vec<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut advised: Vec<&str> = FIELDS.iter().map(|row| row.0).collect();
    fields.sort_unstable();
    advised.sort_unstable();
    assert_eq!(fields, advised);
}

/// A value as people mistype it.
fn value() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|x| serde_json::json!(x).to_string()),
        "[a-zA-Z/#Q0-9é ]{0,12}".prop_map(|s| serde_json::json!(s).to_string()),
        Just("\"2021-13\"".to_owned()),
        Just("\"country/FR\"".to_owned()),
    ];
    plain.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec(("(title|of|since|until|lat|lon|x)", inner), 0..3).prop_map(|all| {
                let fields: Vec<String> = all.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in any::<String>()) {
        let _ = parse("f", &text);
    }

    #[test]
    fn what_is_read_can_be_composed_or_is_told(
        rows in prop::collection::vec(prop::collection::vec((0..FIELDS.len(), value()), 0..6), 0..4)
    ) {
        let row = |fields: &Vec<(usize, String)>| {
            let fields = fields.iter().map(|(n, value)| format!("{:?}:{value}", FIELDS[*n].0));
            format!("{{\"id\":\"a/b\"{}}}", fields.map(|field| format!(",{field}")).collect::<String>())
        };
        let text = rows.iter().map(row).collect::<Vec<_>>().join("\n");
        if let Ok(changes) = parse("f", &text) {
            let _ = Knowledge::none().overlaid(&changes);
        }
    }
}
