//! Each rule with a file that keeps it and one that breaks it.

use crate::config::{Keys, Settings, Sources, load, tree};
use std::sync::Arc;

/// What is wrong with a file, as `path: what`; warnings begin with `?`.
fn check(toml: &str, expected: &[&str]) {
    let mut problems = Vec::new();
    let typed = tree::parse(toml, &Arc::from("f"), &mut problems);
    let typed = super::super::admission::admit(typed, Keys::all(), &mut problems);
    let settings: Settings = serde_json::from_value(typed.to_json()).expect("settings");
    let resolved = super::Resolved::of(&settings, 2);
    super::check(&settings, &resolved, &typed, &["quotes".to_owned()], &mut problems);
    let told: Vec<String> = problems
        .iter()
        .map(|p| {
            format!("{}{}: {}", if p.severity == super::super::Severity::Error { "" } else { "?" }, p.path, p.what)
        })
        .collect();
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\nbegins not with\n{expected}");
    }
}

#[test]
fn the_defaults_keep_every_rule() {
    check("", &[]);
    assert!(load(Sources::default()).expect("good").warnings.is_empty());
}

#[test]
fn ranges() {
    check("[worker]\nattempts_max = 0\nthreads = 0\n", &["worker.threads: 0 is out", "worker.attempts_max: 0 is out"]);
    check("[worker]\nthreads = 1\nattempts_max = 1\n", &[]);
}

#[test]
fn every_range_names_a_number() {
    for (path, least, most, _) in super::limits::RANGES {
        let key = Keys::all().find(path).unwrap_or_else(|| panic!("{path} is no key"));
        assert!(matches!(key.kind, crate::config::Kind::Count) && least < most, "{path}");
    }
}

#[test]
fn every_number_has_a_range() {
    let numbers = Keys::all().paths().into_iter().filter(|p| !p.contains('['));
    for path in numbers.filter(|p| matches!(Keys::all().find(p).map(|k| &k.kind), Some(crate::config::Kind::Count))) {
        assert!(super::limits::RANGES.iter().any(|(p, ..)| *p == path), "{path} has no range");
    }
}

#[test]
fn bytes_fit_each_other() {
    check("[worker]\narticle_bytes_max = 20000000\n", &["input.pull_bytes_max: a pull of 8388608 bytes never"]);
    check(
        "[worker]\narticle_bytes_max = 8000000\nin_flight_bytes_max = 5000000\n",
        &["worker.in_flight_bytes_max: 5000000 bytes in flight", "?input.pull_bytes_max: pulls ask for at most"],
    );
}

#[test]
fn times_fit_each_other() {
    check("[input]\nack_wait_s = 9\n", &["input.heartbeat_s: a silent broker"]);
    check("[worker]\nretry_wait_ms = 9000\nretry_wait_max_s = 8\n", &["worker.retry_wait_ms: the first pause, 9s"]);
    check("[worker]\nattempts_max = 12\n", &["?worker.retry_wait_max_s: retries can take 303.5s"]);
    check("[worker]\ndrain_s = 1\n", &["?worker.drain_s: an article may take 2s"]);
}

#[test]
fn subjects_and_names() {
    check("[output]\nsubject_prefix = \"a.b\"\n", &["output.subject_prefix: `a.b` is no name"]);
    check("[output]\nsubject_prefix = \"\"\n", &["output.subject_prefix: `` is no name"]);
    check("[output]\nsubject_prefix = \"*\"\n", &["output.subject_prefix: `*` is no name"]);
    check(
        "[input]\nsubjects = [\"news.>\"]\n",
        &["input.subjects[0]: `news.>` takes in what the worker itself writes"],
    );
    check("[input]\nsubjects = [\"*.dead.x.y\"]\n", &["input.subjects[0]: `*.dead.x.y` takes in"]);
    check("[input]\nsubjects = [\"a.>\", \"a.b\"]\n", &["input.subjects[1]: `a.b` overlaps with `a.>`"]);
    check(
        "[input]\nsubjects = [\"a..b\", \">.a\"]\n",
        &["input.subjects[0]: `a..b` is no", "input.subjects[1]: `>.a`"],
    );
    check("[input]\nsubjects = []\n", &["input.subjects: is empty"]);
    check("[input]\nstream = \"NEWS\"\n", &["output.stream: `NEWS` is input.stream too"]);
    check("[dead_letters]\nstream = \"a.b\"\n", &["dead_letters.stream: `a.b` is no name"]);
}

#[test]
fn the_way_to_the_broker() {
    check("[nats]\nurl = \"nats://a:4222, tls://b, [::1]:4222,c\"\n", &[]);
    check("[nats]\nurl = \"http://a\"\n", &["nats.url: address 1 begins with `http://`"]);
    check(
        "[nats]\nurl = \"a:4222,,b:x\"\n",
        &["nats.url: address 2 names no host", "nats.url: address 3 has no valid"],
    );
    check("[nats]\nurl = \"nats://a/b\"\n", &["nats.url: address 1 holds a path"]);
    check("[nats]\nuser = \"me\"\n", &["nats.user: has no password"]);
    check("[nats]\npassword = \"x\"\n", &["nats.password: belongs to no user"]);
    check("[nats]\nuser = \"me\"\npassword = \"x\"\ntoken = \"y\"\n", &["nats.user: nats.token is set as well"]);
    check(
        "[nats]\ntls_cert_file = \"/\"\n",
        &["nats.tls_cert_file: has no private key", "?nats.tls_cert_file: / is no file"],
    );
}

#[test]
fn extractors() {
    check("[extract]\ndisabled = [\"quotes\"]\n", &[]);
    check("[extract]\ndisabled = [\"quoted\"]\n", &["extract.disabled[0]: `quoted` is no extractor"]);
    check(
        "[extract]\nlanguages = [\"en\", \"english language\"]\n",
        &["extract.languages[1]: `english language` is no"],
    );
    let remote = |name: &str, subject: &str| {
        format!("[[extract.remote]]\nname = \"{name}\"\nsubject = \"{subject}\"\nfills = [\"topics\"]\n")
    };
    check(&remote("ner", "x.ner"), &[]);
    check(&remote("quotes", "x.ner"), &["extract.remote[0].name: `quotes` is the name of another"]);
    check(&(remote("a", "x.a") + &remote("a", "x.b")), &["extract.remote[1].name: `a` is the name of another"]);
    check(
        &remote("a b", "x.>"),
        &["extract.remote[0].name: `a b` is no name", "extract.remote[0].subject: `x.>` is no"],
    );
    check(&remote("a", "news.raw.a"), &["extract.remote[0].subject: `news.raw.a` belongs to a stream"]);
    check(&(remote("a", "x.a") + "timeout_ms = 0\n"), &["extract.remote[0].timeout_ms: 0 is out of range"]);
}

#[test]
fn single_values() {
    check("[admin]\nlisten = \"localhost\"\n", &["admin.listen: `localhost` is no address"]);
    check("[admin]\nlisten = \"[::]:8640\"\n", &[]);
    check(
        "[telemetry]\nlog = \"inof,x=y=z\"\n",
        &["telemetry.log: `inof` is no level", "telemetry.log: cannot be read"],
    );
    check("[telemetry]\nlog = \"info,copydesk::worker=debug\"\n", &[]);
    check("[telemetry]\notlp_endpoint = \"grpc://x\"\n", &["telemetry.otlp_endpoint: is no http"]);
    check("[telemetry]\notlp_endpoint = \"http://me:secret@x\"\n", &["telemetry.otlp_endpoint: is no http"]);
    check("[nats]\nname = \"a ${B}\"\n", &["?nats.name: looks like a variable"]);
}

#[test]
fn knowledge_is_in_files_and_a_bucket() {
    check("[knowledge]\noverlays = []\noverlay_bucket = \"own-entities\"\n", &[]);
    check("[knowledge]\npack = \"Cargo.toml\"\noverlays = [\"Cargo.toml\"]\n", &[]);
    check(
        "[knowledge]\npack = \"none.pack\"\noverlays = [\"Cargo.toml\", \"none.jsonl\"]\noverlay_bucket = \"a.b\"\n",
        &[
            "knowledge.pack: none.pack is no file",
            "knowledge.overlays[1]: none.jsonl is no file",
            "knowledge.overlay_bucket: `a.b` is no name",
        ],
    );
}
