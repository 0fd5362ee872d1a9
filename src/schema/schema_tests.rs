//! The schemas against what the program writes, against RECORD.md, and against the rules of ninjs.

use super::*;
use crate::record::*;
use crate::text::Span;
use serde_json::json;

/// A small article with one of each kind of fact.
fn sealed() -> Value {
    let text = "Flood in Łódź\n\n“We need €5 million,” Mayor Anna Kos said on Friday.".to_owned();
    let span = |words: &str| {
        let begin = text.find(words).expect("in the text");
        Span::new(begin, begin + words.len())
    };
    let anchor = |words: &str| Anchor { span: span(words), exact: String::new() };
    let mention = Mention {
        id: "m1".into(),
        span: span("Anna Kos"),
        exact: String::new(),
        kind: MentionKind::Name,
        class: EntityType::Person,
        entity: Some("e1".into()),
        alternative: None,
        confidence: 0.9,
    };
    let quote = Quote {
        id: "q1".into(),
        span: span("We need €5 million,"),
        exact: String::new(),
        class: QuoteType::Direct,
        cue: Some(anchor("said")),
        speaker: Some(Speaker { mention: Some("m1".into()), entity: Some("e1".into()), words: None }),
        addressee: None,
        continues: None,
        confidence: 1.0,
    };
    let quantity = Quantity {
        id: "n1".into(),
        span: span("€5 million"),
        exact: String::new(),
        class: QuantityType::Money,
        value: "5000000".into(),
        up_to: None,
        unit: Some("EUR".into()),
        equivalent_to: None,
        confidence: 1.0,
    };
    let mut document = Document {
        headline: Some(span("Flood in Łódź")),
        paragraphs: vec![span("Flood in Łódź")],
        source_id: Some("a-1".into()),
        authors: vec!["Jan Nowak".into()],
        published: Published { value: Some("2024-05-17".into()), source: PublishedSource::Input },
        faults: vec![Fault { extractor: "topics".into(), kind: FaultKind::TimeOut }],
        ..Document::default()
    };
    document.fill(Layer::Language(Language { tag: "en-GB".into(), confidence: 0.99 }));
    let entity = |id: &str, class, name: &str, qid: Option<&str>, geonames_id, geo| Entity {
        id: id.into(),
        class,
        subtype: None,
        name: name.into(),
        qid: qid.map(str::to_owned),
        geonames_id,
        country: Some("PL".into()),
        geo,
        sector: None,
        roles: vec![Role { title: "Mayor".into(), of: Some("e2".into()), span: Some(span("Mayor")) }],
        members: None,
        mentions: vec!["m1".into()],
        salience: 0.4,
        confidence: 0.9,
    };
    let here = Some(Geo { lat: 51.75, lon: 19.4667 });
    let entities = vec![
        entity("e1", EntityType::Person, "Anna Kos", None, None, None),
        entity("e2", EntityType::Place, "Łódź", None, Some(3093133), here),
        entity("e3", EntityType::Organization, "European Union", Some("Q458"), None, None),
    ];
    document.fill(Layer::Entities(vec![mention], entities));
    document.fill(Layer::Quotes(vec![quote]));
    document.fill(Layer::Quantities(vec![quantity]));
    document.text = text;
    let stages = vec![StageRef { name: "language".into(), version: "1".into() }];
    let record = Record::seal(document, &Provenance { pipeline: "p".into(), stages, ..Provenance::default() });
    serde_json::to_value(record).expect("JSON")
}

/// Every problem that a schema has with a value.
fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).expect("a schema");
    validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn what_is_sealed_keeps_the_schema() {
    assert_eq!(problems(&record(), &sealed()), Vec::<String>::new());
}

#[test]
fn what_is_broken_does_not() {
    for (pointer, value) in [
        ("/recordVersion", json!("one")),
        ("/mentions/0/kind", json!("nickname")),
        ("/mentions/0/span", json!([1])),
        ("/quotes/0/speaker", json!("Anna")),
        ("/text", json!(null)),
    ] {
        let mut broken = sealed();
        *broken.pointer_mut(pointer).expect(pointer) = value;
        assert_eq!(problems(&record(), &broken).len(), 1, "{pointer}");
    }
}

#[test]
fn all_fields_of_the_contract_are_required() {
    let schema = record();
    let required = |at: &str| schema.pointer(at).and_then(Value::as_array).cloned().unwrap_or_default();
    let fields = "recordVersion id sourceId item text language published focus mentions entities times quantities quotes \
        events relations topics keyphrases sentiment summary fingerprint story provenance";
    for field in fields.split_whitespace() {
        assert!(required("/required").contains(&json!(field)), "{field}");
    }
    for (of, fields) in [
        ("Text", "value sha256 headline paragraphs sentences"),
        ("Mention", "id span exact kind type entity confidence"),
        ("Entity", "id type subtype name qid geonamesId country geo sector roles members mentions salience confidence"),
        ("Time", "id span exact type value interval anchor rule confidence"),
        ("Quantity", "id span exact type value unit equivalentTo confidence"),
        ("Quote", "id span exact type cue speaker addressee continues confidence"),
        (
            "Event",
            "id trigger plover cameo actors recipients place time main modality attributedTo evidence rule confidence",
        ),
        ("Relation", "id subject predicate object value evidence confidence"),
        ("Provenance", "pipeline knowledge models stages degraded"),
    ] {
        for field in fields.split_whitespace() {
            assert!(required(&format!("/$defs/{of}/required")).contains(&json!(field)), "{of}.{field}");
        }
    }
}

/// The rules of ninjs 3.1 for the properties that we fill: names, types, formats; nothing else is allowed there.
fn ninjs_rules() -> Value {
    let texts = |also: &[&str]| {
        let mut properties = json!({"role": {"type": "string"}, "value": {"type": "string"}});
        also.iter().for_each(|name| properties[*name] = json!({"type": "string"}));
        json!({"type": "array", "items":
            {"type": "object", "required": ["value"], "additionalProperties": false, "properties": properties}})
    };
    let concepts = |also: Value| {
        let mut properties = json!({"name": {"type": "string"}, "rel": {"type": "string"}, "literal": {"type": "string"},
            "uri": {"type": "string", "format": "uri"}});
        also.as_object().into_iter().flatten().for_each(|(name, rule)| properties[name] = rule.clone());
        json!({"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": properties}})
    };
    let point = json!({"geoJSON": {"type": "object", "required": ["type", "coordinates"], "properties": {
        "type": {"enum": ["Point"]}, "coordinates": {"type": "array", "minItems": 2, "items": {"type": "number"}}}}});
    json!({
        "type": "object",
        "required": ["uri"],
        "additionalProperties": false,
        "properties": {
            "uri": {"type": "string", "format": "uri"},
            "people": concepts(json!({})),
            "organisations": concepts(json!({})),
            "places": concepts(point),
            "events": concepts(json!({})),
            "objects": concepts(json!({})),
            "type": {"enum": ["text"]},
            "language": {"type": "string"},
            "versionCreated": {"type": "string", "format": "date-time"},
            "by": {"type": "string"},
            "headlines": texts(&["contentType"]),
            "bodies": texts(&["contentType"]),
            "altIds": texts(&[]),
        },
    })
}

#[test]
fn the_item_keeps_the_rules_of_ninjs() {
    let record = sealed();
    assert_eq!(problems(&ninjs_rules(), &record["item"]), Vec::<String>::new());
    assert_eq!(record["item"]["headlines"][0]["value"], "Flood in Łódź");
    assert_eq!(record["item"]["people"], json!([{"name": "Anna Kos", "rel": "about", "literal": "e1"}]));
    assert_eq!(record["item"]["organisations"][0]["uri"], "http://www.wikidata.org/entity/Q458");
    assert_eq!(record["item"]["places"][0]["uri"], "https://sws.geonames.org/3093133/");
    assert_eq!(record["item"]["places"][0]["geoJSON"], json!({"type": "Point", "coordinates": [19.4667, 51.75]}));
    let bare = Record::seal(Document { text: "Words".into(), ..Document::default() }, &Provenance::default());
    assert_eq!(problems(&ninjs_rules(), &json!(bare.item)), Vec::<String>::new());
}

#[test]
fn the_default_configuration_keeps_its_schema() {
    let text = include_str!("../../config/copydesk.toml");
    let value: Value = toml::from_str(text).expect("TOML");
    assert_eq!(problems(&config(), &value), Vec::<String>::new());
    assert_eq!(problems(&config(), &json!({"worker": {"thread": 1}})).len(), 1);
}

#[test]
fn a_dead_letter_keeps_its_schema() {
    let line = json!({"index": 3, "sourceId": null, "dead": {"stage": "intake", "reason": "not-json", "detail": "…"}});
    assert_eq!(problems(&dead_letter(), &line), Vec::<String>::new());
    let other = json!({"index": 3, "sourceId": null, "dead": {"stage": "intake", "reason": "odd", "detail": "…"}});
    assert_eq!(problems(&dead_letter(), &other).len(), 1);
    assert_eq!(dead_letter()["$defs"]["headers"]["required"].as_array().map(Vec::len), Some(9));
}

#[test]
fn asyncapi_names_all_subjects() {
    let document = asyncapi();
    let addresses: Vec<&str> = document["channels"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(_, channel)| channel["address"].as_str())
        .collect();
    let expected = [
        "news.dead.{stage}.{reason}",
        "news.enriched.{lang}.{topic}",
        "news.entity.{type}.{id}",
        "news.event.{type}.{country}",
        "news.quote.{speaker}",
        "news.raw.>",
        "news.story.{id}",
    ];
    assert_eq!(addresses, expected);
}

#[test]
fn every_reference_in_asyncapi_leads_somewhere() {
    let document = asyncapi();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 20);
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            references.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
            object.values().for_each(|v| collect(v, references));
        }
        Value::Array(list) => list.iter().for_each(|v| collect(v, references)),
        _ => {}
    }
}

#[test]
fn asyncapi_follows_the_configuration_and_its_payload_is_the_record() {
    let mut settings = Settings::default();
    settings.output.subject_prefix = "desk".into();
    settings.input.subjects = vec!["a.>".into(), "b.>".into()];
    let document = asyncapi_of(&settings);
    assert_eq!(document["channels"]["enriched"]["address"], "desk.enriched.{lang}.{topic}");
    assert_eq!(document["channels"]["raw2"]["address"], "b.>");
    let payload = &document["components"]["messages"]["enriched"]["payload"];
    assert_eq!(problems(payload, &sealed()), Vec::<String>::new());
    assert_eq!(problems(payload, &json!({})).len(), 22);
}
