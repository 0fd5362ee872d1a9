//! A small world in the exact form of the dumps.

use serde_json::{Value, json};

/// An item with an English label, its classes, and more claims.
pub fn item(qid: u32, label: &str, classes: &[u32], sitelinks: u32, claims: Value) -> Value {
    let mut all = json!({ "P31": classes.iter().map(|c| statement(to_item(*c))).collect::<Vec<_>>() });
    all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    let mut sites = serde_json::Map::new();
    for n in 0..sitelinks {
        let site = if n == 0 { "enwiki".into() } else { format!("x{n}wiki") };
        sites.insert(site.clone(), json!({ "site": site, "title": label, "badges": [] }));
    }
    sites.insert("commonswiki".into(), json!({ "site": "commonswiki", "title": label, "badges": [] }));
    json!({
        "type": "item", "id": format!("Q{qid}"), "ns": 0, "pageid": qid, "lastrevid": 7, "modified": "2026-10-05T12:00:00Z",
        "labels": { "en": { "language": "en", "value": label }, "fr": { "language": "fr", "value": format!("{label} (fr)") } },
        "descriptions": { "en": { "language": "en", "value": "a \"thing\" with {brackets}, and [more]" } },
        "aliases": {}, "claims": all, "sitelinks": sites
    })
}

/// Adds aliases in English.
pub fn called(mut item: Value, aliases: &[&str]) -> Value {
    let terms: Vec<Value> = aliases.iter().map(|a| json!({ "language": "en", "value": a })).collect();
    item["aliases"] = json!({ "en": terms, "de": [{ "language": "de", "value": "ein anderer Name" }] });
    item
}

pub fn to_item(qid: u32) -> Value {
    json!({ "value": { "entity-type": "item", "numeric-id": qid, "id": format!("Q{qid}") }, "type": "wikibase-entityid" })
}

pub fn text(text: &str) -> Value {
    json!({ "value": text, "type": "string" })
}

pub fn in_english(text: &str) -> Value {
    json!({ "value": { "text": text, "language": "en" }, "type": "monolingualtext" })
}

pub fn day(day: &str) -> Value {
    json!({ "value": { "time": format!("+{day}T00:00:00Z"), "timezone": 0, "before": 0, "after": 0, "precision": 11,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727" }, "type": "time" })
}

pub fn at(lat: f64, lon: f64) -> Value {
    json!({ "value": { "latitude": lat, "longitude": lon, "altitude": null, "precision": 0.0001,
        "globe": "http://www.wikidata.org/entity/Q2" }, "type": "globecoordinate" })
}

pub fn statement(value: Value) -> Value {
    json!({ "mainsnak": { "snaktype": "value", "property": "P1", "datavalue": value, "datatype": "x" },
        "type": "statement", "id": "Q1$a", "rank": "normal",
        "references": [{ "hash": "f", "snaks": { "P248": [{ "snaktype": "value", "property": "P248", "datavalue": to_item(1) }] } }] })
}

pub fn ranked(rank: &str, value: Value) -> Value {
    let mut statement = statement(value);
    statement["rank"] = json!(rank);
    statement
}

/// A statement with qualifiers: property and value each.
pub fn qualified(value: Value, qualifiers: &[(&str, Value)]) -> Value {
    let mut statement = statement(value);
    let snak = |value: &Value| json!([{ "snaktype": "value", "property": "P", "datavalue": value }]);
    statement["qualifiers"] =
        qualifiers.iter().map(|(p, value)| ((*p).to_owned(), snak(value))).collect::<serde_json::Map<_, _>>().into();
    statement
}

/// A statement that says that there is nothing, or that it is not known.
pub fn without_value(kind: &str) -> Value {
    json!({ "mainsnak": { "snaktype": kind, "property": "P1", "hash": "0", "datatype": "x" }, "type": "statement", "rank": "normal" })
}

/// Lines as in the dump: an array over many lines, with commas at their ends.
pub fn lines(items: &[Value]) -> String {
    let lines: Vec<String> = items.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// France, Germany, Paris, people, a club, and what is to be left out.
pub fn world() -> Vec<Value> {
    let mut nameless = item(900_501, "x", &[5], 3, json!({}));
    nameless["labels"] = json!([]);
    let mut for_all =
        item(900_502, "x", &[5], 3, json!({ "P569": [without_value("novalue")], "P21": [without_value("somevalue")] }));
    for_all["labels"] = json!({ "mul": { "language": "mul", "value": "Kofi Anders" } });
    for_all["aliases"] = json!([]);
    vec![
        called(
            item(
                142,
                "France",
                &[6256, 3624078],
                40,
                json!({
            "P297": [ranked("deprecated", text("XX")), statement(text("FR"))],
            "P1549": [statement(in_english("French")), statement(json!({ "value": { "text": "Français", "language": "fr" }, "type": "monolingualtext" }))],
            "P625": [statement(at(47.0, 2.0))], "P1566": [statement(text("3017382"))] }),
            ),
            &["French Republic"],
        ),
        item(183, "Germany", &[6256], 40, json!({ "P297": [statement(text("DE"))] })),
        item(
            16957,
            "East Germany",
            &[3024240],
            20,
            json!({
            "P297": [qualified(text("DD"), &[("P582", day("1990-10-03"))])], "P17": [statement(to_item(16957))] }),
        ),
        called(
            item(
                90,
                "Paris",
                &[1549591, 515],
                30,
                json!({
            "P17": [statement(to_item(142))], "P131": [statement(to_item(142))],
            "P625": [statement(at(48.8567, 2.3522))], "P1566": [statement(text("2988507"))] }),
            ),
            &["City of Paris", "Paris, France"],
        ),
        called(
            item(
                900_101,
                "Jeanne Morel",
                &[5],
                4,
                json!({
            "P27": [qualified(to_item(183), &[("P582", day("1999-01-01"))]), statement(to_item(142))],
            "P21": [statement(to_item(6_581_072))],
            "P569": [ranked("normal", day("1960-01-01")), ranked("preferred", day("1961-05-03"))],
            "P54": [statement(to_item(900_301))],
            "P39": [qualified(to_item(900_201), &[("P580", day("1970-01-11")), ("P582", day("1970-01-21"))]),
                qualified(to_item(900_202), &[("P580", day("1980-01-01")), ("P642", to_item(90))]),
                ranked("deprecated", to_item(900_201))] }),
            ),
            &["J. Morel", "MOREL"],
        ),
        item(
            900_201,
            "minister for foreign affairs of France",
            &[294_414],
            0,
            json!({ "P1001": [statement(to_item(142))] }),
        ),
        item(900_202, "mayor", &[4_164_871], 9, json!({ "P17": [statement(to_item(142))] })),
        item(
            900_301,
            "Paris Rovers",
            &[900_401],
            2,
            json!({ "P641": [statement(to_item(2736))], "P131": [statement(to_item(90))] }),
        ),
        item(900_401, "football club of women", &[], 0, json!({ "P279": [statement(to_item(476_028))] })),
        item(2736, "association football", &[31_629], 50, json!({ "P279": [statement(to_item(349))] })),
        nameless,
        for_all,
        item(900_601, "Paris (disambiguation)", &[4_167_410], 12, json!({})),
        item(900_602, "On the Growth of Moss", &[13_442_814], 0, json!({})),
        item(900_603, "Unknown Person", &[5], 0, json!({})),
        json!({ "entity": "Q900701", "redirect": "Q142" }),
        json!({ "type": "property", "id": "P31", "datatype": "wikibase-item", "labels": {}, "claims": {} }),
    ]
}
