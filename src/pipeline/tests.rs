//! The plan is sound; one bad extractor costs its layer, never the record.

use super::*;
use crate::extract::{EXTRACTORS, Reads};
use crate::record::{Fault, FaultKind, Layer, LayerKind};
use crate::telemetry::BuildLabels;
use crate::transport::{Answering, AskError};
use stages::{STAGES, Stage};

const ARTICLE: &str =
    r#"{"id":"a1","title":"Ferry is back","text":"The ferry returned on Tuesday.\n“It was time,” said Joan Tasker."}"#;

fn parts(settings: ExtractSettings) -> Parts {
    let build = BuildLabels { version: "t".into(), knowledge: "t".into(), pipeline: "t".into() };
    Parts {
        settings,
        limits: intake::Limits::default(),
        budget: Duration::from_secs(5),
        fan_outs: FanOuts { entities: true, quotes: true, events: true },
        knowledge: Arc::new(Knowledge::none()),
        metrics: Arc::new(Metrics::new(build)),
        asker: None,
        threads: 2,
    }
}

async fn record(pipeline: Arc<Pipeline>) -> Record {
    let reading = pipeline.read(ARTICLE.into(), &Headers::new()).await.unwrap();
    serde_json::from_slice(&reading.record).unwrap()
}

fn fault(extractor: &str, kind: FaultKind) -> Fault {
    Fault { extractor: extractor.into(), kind }
}

#[test]
fn every_need_is_met_by_an_earlier_stage() {
    assert_eq!(plan::unmet(STAGES), []);
}

#[test]
fn an_unmet_need_is_seen() {
    static WRONG: &[Stage] = &[Stage { name: "facts", extractors: &[&crate::extract::sentences::EXTRACTOR] }];
    assert_eq!(plan::unmet(WRONG), [("sentences", LayerKind::Language)]);
}

#[test]
fn every_extractor_stands_in_one_stage_and_a_layer_is_filled_again_only_by_who_reads_it() {
    let mut planned = plan::names();
    let mut table: Vec<_> = EXTRACTORS.iter().map(|e| e.name.to_owned()).collect();
    planned.sort();
    table.sort();
    assert_eq!(planned, table);
    // Entities give the mentions of names back, each with its entity; speakers the quotes.
    let fills = |e: &'static Extractor| e.fills.iter().filter(move |kind| !e.needs.contains(kind));
    let mut filled: Vec<_> = EXTRACTORS.iter().flat_map(fills).collect();
    let all = filled.len();
    filled.sort();
    filled.dedup();
    assert_eq!(filled.len(), all);
}

#[tokio::test]
async fn reads_an_article_with_its_facts() {
    let pipeline = Pipeline::new(parts(ExtractSettings::default()));
    let reading = pipeline.read(ARTICLE.into(), &Headers::new()).await.unwrap();
    let record: Record = serde_json::from_slice(&reading.record).unwrap();
    assert_eq!(record.text.value, "Ferry is back\n\nThe ferry returned on Tuesday.\n“It was time,” said Joan Tasker.");
    assert_eq!(record.language.primary(), "en");
    assert_eq!(record.quotes[0].exact, "It was time,");
    assert_eq!(record.source_id.as_deref(), Some("a1"));
    assert!(record.fingerprint.is_some() && record.provenance.degraded.is_empty());
    assert_eq!(reading.route.language, "en");
    assert_eq!(reading.fan_out.iter().map(|f| f.kind).collect::<Vec<_>>(), ["entity", "entity", "quote", "event"]);
    assert_eq!(record.entities[0].name, "Joan Tasker");
}

#[tokio::test]
async fn the_same_article_is_the_same_bytes() {
    let (one, other) =
        (Pipeline::new(parts(ExtractSettings::default())), Pipeline::new(parts(ExtractSettings::default())));
    let headers = Headers::new();
    assert_eq!(one.read(ARTICLE.into(), &headers).await, other.read(ARTICLE.into(), &headers).await);
    let now = one.read_now(ARTICLE.as_bytes(), &headers).unwrap();
    assert_eq!(serde_json::to_vec(&now).unwrap(), one.read(ARTICLE.into(), &headers).await.unwrap().record);
}

#[tokio::test]
async fn a_disabled_extractor_leaves_its_layer_empty_and_changes_the_revision() {
    let all = Pipeline::new(parts(ExtractSettings::default()));
    let some = Pipeline::new(parts(ExtractSettings { disabled: vec!["quotes".into()], ..Default::default() }));
    assert_ne!(all.revision(), some.revision());
    assert!(record(some).await.quotes.is_empty());
}

fn panics(_: &Document, _: &Knowledge) -> Layer {
    panic!("as a test wants it")
}

fn sticks(_: &Document, _: &Knowledge) -> Layer {
    #[allow(clippy::disallowed_methods)]
    std::thread::sleep(Duration::from_secs(3)); // the thing under test: an extractor that does not come back in time
    Layer::Topics(Vec::new())
}

const fn bad(name: &'static str, extract: crate::extract::Extract) -> Extractor {
    let (needs, fills, reads, models) = (&[], &[LayerKind::Topics], Reads::AnyLanguage, &[]);
    Extractor { name, version: "1", needs, fills, reads, models, extract }
}

#[tokio::test]
async fn a_panic_is_a_fault_on_the_record() {
    static PANICS: Extractor = bad("panics", panics);
    static ONE_BAD: &[Stage] = &[Stage { name: "bad", extractors: &[&PANICS, &crate::extract::quotes::EXTRACTOR] }];
    let record = record(Pipeline::with_stages(parts(ExtractSettings::default()), ONE_BAD)).await;
    assert_eq!(record.provenance.degraded, [fault("panics", FaultKind::Panic)]);
    assert_eq!(record.quotes.len(), 1, "the others go on");
}

#[tokio::test]
async fn a_stuck_extractor_is_given_up_and_the_record_goes_out() {
    static STICKS: Extractor = bad("sticks", sticks);
    static ONE_STUCK: &[Stage] = &[
        Stage { name: "good", extractors: &[&crate::extract::quotes::EXTRACTOR] },
        Stage { name: "bad", extractors: &[&STICKS, &crate::extract::fingerprint::EXTRACTOR] },
    ];
    let parts = Parts { budget: Duration::from_millis(200), ..parts(ExtractSettings::default()) };
    let record = record(Pipeline::with_stages(parts, ONE_STUCK)).await;
    assert_eq!(record.quotes.len(), 1, "what was finished stays");
    assert_eq!(
        record.provenance.degraded,
        [fault("sticks", FaultKind::TimeOut), fault("fingerprint", FaultKind::TimeOut)]
    );
}

/// Sticks on articles that say so.
fn sticks_where_it_says(document: &Document, knowledge: &Knowledge) -> Layer {
    if document.text.contains("Stick here") { sticks(document, knowledge) } else { Layer::Topics(Vec::new()) }
}

/// Articles are read abreast; those beside one that is stuck come out whole.
#[tokio::test]
async fn a_stuck_extractor_costs_its_own_article_only() {
    static STICKS: Extractor = bad("sticks", sticks_where_it_says);
    static ONE_STUCK: &[Stage] = &[Stage { name: "bad", extractors: &[&STICKS, &crate::extract::quotes::EXTRACTOR] }];
    let parts = Parts { budget: Duration::from_millis(200), threads: 1, ..parts(ExtractSettings::default()) };
    let pipeline = Pipeline::with_stages(parts, ONE_STUCK);
    let texts: Vec<String> = (0..20)
        .map(|n| {
            let where_it_says = if n % 6 == 3 { "Stick here." } else { "Read on." };
            format!(r#"{{"id":"a{n}","text":"{where_it_says}\n“It was time,” said Joan Tasker."}}"#)
        })
        .collect();
    let headers = Headers::new();
    let readings = texts.iter().map(|text| pipeline.read(text.clone().into(), &headers));
    for (n, reading) in futures::future::join_all(readings).await.into_iter().enumerate() {
        let record: Record = serde_json::from_slice(&reading.unwrap().record).unwrap();
        assert_eq!(record.source_id, Some(format!("a{n}")));
        if n % 6 == 3 {
            let both = [fault("sticks", FaultKind::TimeOut), fault("quotes", FaultKind::TimeOut)];
            assert_eq!(record.provenance.degraded, both, "article {n}");
        } else {
            assert_eq!((record.provenance.degraded, record.quotes.len()), (vec![], 1), "article {n}");
        }
    }
}

#[test]
fn abreast_or_alone_an_article_is_the_same_bytes() {
    let pipeline = Pipeline::new(parts(ExtractSettings::default()));
    let html = Headers::from_iter([("Content-Type", "text/html")]);
    let messages = [
        (ARTICLE.as_bytes(), Headers::new()),
        (b"{\"text\": 7}".as_slice(), Headers::new()),
        (b"<h1>Ferry sinks</h1><p>Nobody was hurt, Ann Lee of Oslo said on Tuesday.".as_slice(), html),
        (ARTICLE.as_bytes(), Headers::new()),
    ];
    let each: Vec<_> = messages.iter().map(|(payload, headers)| (*payload, headers)).collect();
    let abreast = pipeline.read_all(&each, None);
    let alone: Vec<_> = each.iter().map(|(payload, headers)| pipeline.read_now(payload, headers)).collect();
    assert_eq!(abreast, alone);
    assert_eq!(abreast.iter().filter(|read| read.is_err()).count(), 1);
    let dated = pipeline.read_all(&each, Some("2024-05-17"));
    assert_eq!(dated[3].as_ref().unwrap().published.value.as_deref(), Some("2024-05-17"));
}

/// Answers every question with the same words.
struct Parrot(Result<&'static str, AskError>);

impl Ask for Parrot {
    fn ask(&self, _: &str, _: Bytes, _: Duration) -> Answering<'_> {
        Box::pin(async { self.0.clone().map(Bytes::from) })
    }
}

async fn with_remote(answer: Result<&'static str, AskError>) -> Record {
    let remote = RemoteSettings {
        name: "their-names".into(),
        subject: "extract.names".into(),
        timeout_ms: 1000,
        fills: vec![LayerKind::Mentions],
        version: "7".into(),
    };
    let settings = ExtractSettings { remote: vec![remote], ..Default::default() };
    record(Pipeline::new(Parts { asker: Some(Arc::new(Parrot(answer))), ..parts(settings) })).await
}

#[tokio::test]
async fn a_remote_extractor_fills_a_layer_in_code_points() {
    let answer = r#"{"mentions":[{"id":"m1","span":[66,77],"exact":"Joan Tasker","kind":"name","type":"Person","entity":null,"confidence":0.9}]}"#;
    let record = with_remote(Ok(answer)).await;
    assert_eq!(record.provenance.degraded, []);
    assert_eq!((record.mentions[0].span.begin, &*record.mentions[0].exact), (66, "Joan Tasker"));
    assert!(record.provenance.stages.iter().any(|s| s.name == "their-names" && s.version == "7"));
}

#[tokio::test]
async fn bad_answers_are_faults() {
    let wrong_words = r#"{"mentions":[{"id":"m1","span":[0,5],"exact":"Fairy","kind":"name","type":"Person","entity":null,"confidence":1}]}"#;
    let past_end =
        r#"{"mentions":[{"id":"m1","span":[0,5000],"kind":"name","type":"Person","entity":null,"confidence":1}]}"#;
    for answer in ["", "{}", "[]", r#"{"mentions":7}"#, wrong_words, past_end] {
        let record = with_remote(Ok(answer)).await;
        assert_eq!(record.provenance.degraded, [fault("their-names", FaultKind::BadAnswer)], "{answer}");
        assert!(record.mentions.iter().all(|m| m.exact != "Fairy"), "only what our own extractor found");
    }
    let record = with_remote(Err(AskError::TimedOut(Duration::from_secs(1)))).await;
    assert_eq!(record.provenance.degraded, [fault("their-names", FaultKind::TimeOut)]);
}

#[tokio::test]
async fn other_languages_are_refused_only_where_it_is_configured() {
    let german = r#"{"text":"Die Fähre kehrte am Dienstag nach drei Wochen in der Werft in ihren Hafen zurück, sagte die Reederei."}"#;
    let only_english = ExtractSettings { languages: vec!["en".into()], ..Default::default() };
    let read = |settings| Pipeline::new(parts(settings)).read_now(german.as_bytes(), &Headers::new());
    assert_eq!(read(ExtractSettings::default()).unwrap().language.primary(), "de");
    assert_eq!(read(only_english).unwrap_err().reason, Reason::UnsupportedLanguage);
}

fn knowing(name: &str) -> Arc<Knowledge> {
    let row = format!(
        r#"{{"id":"acme/quill","name":"{name}","type":"Organization","aliases":["Quillmark Institute"],"qid":"Q77"}}"#
    );
    let rows = crate::knowledge::overlay::parse("own", &row).unwrap();
    Arc::new(Knowledge::none().overlaid(&rows).unwrap())
}

/// The next article is read with the new knowledge, and says so; ids follow.
#[tokio::test]
async fn replaced_knowledge_changes_the_next_article() {
    let pipeline = Pipeline::new(parts(ExtractSettings::default()));
    let article = r#"{"text":"The Quillmark Institute said on Tuesday that the ferry had returned. Staff of the Quillmark Institute were on board."}"#;
    let read = async |pipeline: &Arc<Pipeline>| {
        let reading = pipeline.read(article.into(), &Headers::new()).await.unwrap();
        let record: Record = serde_json::from_slice(&reading.record).unwrap();
        assert_eq!(*reading.revision, *record.provenance.pipeline);
        assert_eq!(reading.revision, Reader::revision(pipeline));
        record
    };
    let before = read(&pipeline).await;
    assert_eq!((before.provenance.knowledge.clone(), pipeline.earlier_revisions()), (None, vec![]));
    assert!(before.entities.iter().all(|e| e.qid.is_none()));
    let knowledge = knowing("Quillmark Institute for Ferries");
    pipeline.know(knowledge.clone());
    let after = read(&pipeline).await;
    assert_eq!(after.provenance.knowledge.as_deref(), knowledge.digest());
    let entity = after.entities.iter().find(|e| e.qid.as_deref() == Some("Q77")).expect("linked");
    assert_eq!(entity.name, "Quillmark Institute for Ferries");
    assert_ne!(before.provenance.pipeline, after.provenance.pipeline);
    assert_eq!(pipeline.earlier_revisions(), [Arc::from(before.provenance.pipeline.as_str())]);
    pipeline.know(Arc::new(Knowledge::none()));
    assert_eq!(read(&pipeline).await, before, "and back again");
    assert_eq!(pipeline.earlier_revisions(), [Arc::from(after.provenance.pipeline.as_str())]);
}
