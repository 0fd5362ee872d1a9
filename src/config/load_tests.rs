//! Whole configurations in, settings or problems out; what people read is compared word for word.

use super::*;
use crate::config::{Override, Severity};
use crate::worker::OrderedBy;
use std::io::Write;

fn sources(toml: &str) -> (Sources, tempfile::NamedTempFile) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(toml.as_bytes()).expect("written");
    let extractors = ["language", "quotes", "fingerprint"].map(String::from).to_vec();
    (Sources { file: Some(file.path().into()), extractors, ..Sources::default() }, file)
}

fn with(toml: &str, variables: &[(&str, &str)], flags: &[(&str, &str, &str)]) -> Result<Loaded, String> {
    let (mut all, file) = sources(toml);
    all.environment = variables.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
    let flag = |(flag, path, value): &(&str, &str, &str)| Override {
        flag: (*flag).into(),
        path: (*path).into(),
        value: (*value).into(),
    };
    all.overrides = flags.iter().map(flag).collect();
    let name = file.path().to_string_lossy().into_owned();
    load(all).map_err(|problems| problems.to_string().replace(&name, "copydesk.toml"))
}

/// The problems of a file, as printed.
fn check(toml: &str, expected: &[&str]) {
    let told = match with(toml, &[], &[]) {
        Ok(loaded) => loaded.warnings.iter().map(|p| p.to_string()).collect(),
        Err(told) => told.lines().map(str::to_owned).collect::<Vec<_>>(),
    };
    let told: Vec<_> = told.iter().map(|line| after_path(line)).collect();
    assert_eq!(told, expected, "{toml}");
}

/// Warnings of a good file still hold the path of the temporary file.
fn after_path(line: &str) -> String {
    let Some((before, rest)) = line.split_once('(') else { return line.to_owned() };
    let name = rest.split(':').next().unwrap_or("");
    line.replace(&format!("{before}({name}"), &format!("{before}(copydesk.toml"))
}

#[test]
fn nothing_typed_means_the_defaults() {
    let loaded = load(Sources::default()).expect("good");
    assert_eq!(loaded.settings, Settings::default());
    assert_eq!(loaded.warnings, vec![]);
    assert_eq!(loaded.origin("worker.threads"), Origin::Default);
}

#[test]
fn the_later_source_wins() {
    let toml = "[worker]\nthreads = 2\nattempts_max = 3\ndrain_s = 7\n";
    let variables = [("COPYDESK__WORKER__ATTEMPTS_MAX", "4"), ("COPYDESK__WORKER__DRAIN_S", "8")];
    let loaded = with(toml, &variables, &[("--drain", "worker.drain_s", "9")]).expect("good");
    let worker = &loaded.settings.worker;
    assert_eq!((worker.threads, worker.attempts_max, worker.drain_s), (Some(2), 4, 9));
    assert!(matches!(loaded.origin("worker.threads"), Origin::File { line: 2, .. }));
    assert_eq!(loaded.origin("worker.drain_s"), Origin::Flag("--drain".into()));
    assert_eq!(loaded.origin("worker.attempts_max").to_string(), "$COPYDESK__WORKER__ATTEMPTS_MAX");
}

#[test]
fn variables_have_the_type_of_their_key() {
    let variables = [
        ("COPYDESK__INPUT__SUBJECTS", "a.x.>, b.x.>"),
        ("COPYDESK__WORKER__CONFIRM_ACKS", "false"),
        ("COPYDESK__WORKER__ORDERED_BY", "source"),
        ("COPYDESK__EXTRACT__LANGUAGES", "[\"en\", \"de\"]"),
        ("COPYDESK__ADMIN__LISTEN", ""),
        ("COPYDESK__NATS__USER", ""),
        ("COPYDESK__DEAD_LETTERS__STREAM", "GRAVES"),
        ("COPYDESK__EXTRACT__REMOTE", "[{name = \"ner\", subject = \"x.ner\", fills = [\"mentions\"]}]"),
    ];
    let settings = with("[nats]\nuser = \"me\"\n", &variables, &[]).expect("good").settings;
    assert_eq!(settings.input.subjects, ["a.x.>", "b.x.>"]);
    assert!(!settings.worker.confirm_acks);
    assert_eq!(settings.worker.ordered_by, OrderedBy::Source);
    assert_eq!(settings.extract.languages, ["en", "de"]);
    assert_eq!(settings.admin.listen, "");
    assert_eq!(settings.nats.user, None);
    assert_eq!(settings.dead_letters.stream, "GRAVES");
    assert_eq!(settings.extract.remote[0].timeout_ms, 1_000);
}

#[test]
fn variables_that_do_not_fit() {
    let variables = [
        ("COPYDESK__WORKER__THREAD", "2"),
        ("COPYDESK__WORKER__DRAIN_S", "long"),
        ("COPYDESK__WORKER", "2"),
        ("COPYDESK__ADMIN__", "x"),
    ];
    let told = with("", &variables, &[]).expect_err("bad");
    let expected = [
        "error: admin. ($COPYDESK__ADMIN__): names no key; did you mean COPYDESK__ADMIN__LISTEN?",
        "error: worker ($COPYDESK__WORKER): names no key; did you mean COPYDESK__WORKER__THREADS?",
        "error: worker.drain_s ($COPYDESK__WORKER__DRAIN_S): is not a whole number; write a whole number, zero or more",
        "error: worker.thread ($COPYDESK__WORKER__THREAD): names no key; did you mean COPYDESK__WORKER__THREADS?",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn every_problem_at_once_in_the_order_of_the_file() {
    check(
        "[worker]\nthread = 4\nattempts_max = \"five\"\ndrain_s = -1\nordered_by = \"sauce\"\n[wroker]\n\
         [input]\nack_wait = 5\nheartbeat_s = 20\n[admin]\nlisten = \"here\"\n",
        &[
            "error: worker.thread (copydesk.toml:2): unknown key; did you mean `worker.threads`?",
            "error: worker.attempts_max (copydesk.toml:3): is a string; write a whole number, zero or more",
            "error: worker.drain_s (copydesk.toml:4): is below zero; write a whole number, zero or more",
            "error: worker.ordered_by (copydesk.toml:5): `sauce` is not one of none, source; did you mean `source`?",
            "error: wroker (copydesk.toml:6): unknown key; did you mean `worker`?",
            "error: input.ack_wait (copydesk.toml:8): unknown key; did you mean `input.ack_wait_s`?",
            "error: input.heartbeat_s (copydesk.toml:9): a silent broker is noticed after two heartbeats, 40s; \
             write at most half of input.ack_wait_s, 15",
            "error: admin.listen (copydesk.toml:11): `here` is no address and port; \
             write 127.0.0.1:8640, 0.0.0.0:8640 or [::]:8640; empty switches it off",
        ],
    );
}

#[test]
fn a_key_of_another_table() {
    check(
        "listen = \"127.0.0.1:1\"\n[nats]\narticle_bytes_max = 5\nzzz = 1\n",
        &[
            "error: listen (copydesk.toml:1): unknown key; did you mean `admin.listen`?",
            "error: nats.article_bytes_max (copydesk.toml:3): unknown key; did you mean `worker.article_bytes_max`?",
            "error: nats.zzz (copydesk.toml:4): unknown key; remove it; `copydesk schema config` lists all keys",
        ],
    );
}

#[test]
fn remote_extractors_are_held_to_their_keys() {
    check(
        "[[extract.remote]]\nname = \"a\"\nsubject = \"x.a\"\nfills = [\"mention\"]\ntimeout = 5\n\n\
         [[extract.remote]]\nname = \"b\"\n",
        &[
            "error: extract.remote[0].fills[0] (copydesk.toml:4): `mention` is not one of language, fingerprint, \
             sentences, mentions, entities, times, quantities, quotes, events, relations, topics, keyphrases, sentiment, \
             summary, focus; did you mean `mentions`?",
            "error: extract.remote[0].timeout (copydesk.toml:5): unknown key; did you mean `extract.remote[0].timeout_ms`?",
            "error: extract.remote[1] (copydesk.toml:7): lacks `fills` and `subject`; add it; nothing stands in for it",
        ],
    );
}

#[test]
fn broken_toml_is_told_by_line_and_the_rest_is_still_checked() {
    let told = with("[nats]\npassword = \"hunter2\nname = 5\n[admin]\nlisten = 8640\n", &[], &[]).expect_err("bad");
    assert!(told.contains("copydesk.toml:2"), "{told}");
    assert!(told.contains("admin.listen (copydesk.toml:5): is an integer"), "{told}");
    assert!(!told.contains("hunter2"), "{told}");
}

#[test]
fn secrets_show_nowhere() {
    let toml = "[nats]\nuser = \"me\"\npassword = \"hunter2\"\n";
    let loaded = with(toml, &[("COPYDESK__NATS__USER", "you")], &[]).expect("good");
    assert_eq!(loaded.settings.nats.password.as_ref().map(|p| p.reveal()), Some("hunter2"));
    assert!(!format!("{loaded:?}").contains("hunter2"));
    let bad = "[nats]\nurl = \"nats://me:hunter2@host\"\ntoken = [\"hunter2\"]\npassword = \"hunter2 ${X}\"\n";
    let told = with(bad, &[], &[]).expect_err("bad");
    assert!(told.contains("address 1 holds credentials") && told.contains("looks like a variable"), "{told}");
    assert!(!told.contains("hunter2"), "{told}");
}

#[test]
fn a_mistake_in_the_file_is_told_even_where_a_variable_covers_it() {
    let told = with("worker = 5\n", &[("COPYDESK__WORKER__THREADS", "2")], &[]).expect_err("bad");
    assert_eq!(told, "error: worker (copydesk.toml:1): is an integer; write it as a table, [worker]");
}

#[test]
fn a_file_that_is_not_there() {
    let sources = Sources { file: Some("no/such.toml".into()), ..Sources::default() };
    let told = load(sources).expect_err("bad").to_string();
    assert!(told.starts_with("error: no/such.toml:1: cannot be read: No such file"), "{told}");
}

#[test]
fn warnings_alone_do_not_stop() {
    let loaded = with("[nats]\nname = \"${HOST}\"\n", &[], &[]).expect("good");
    assert_eq!(loaded.warnings.len(), 1);
    assert_eq!(loaded.warnings[0].severity, Severity::Warning);
    assert_eq!(loaded.settings.nats.name, "${HOST}");
}

proptest::proptest! {
    /// Whatever stands in the file or a variable, there is an answer.
    #[test]
    fn any_text_is_answered(toml in "[\\[\\]a-z_.=\"'{}0-9\n ]{0,80}", value in "\\PC{0,20}") {
        let _ = with(&toml, &[("COPYDESK__INPUT__SUBJECTS", &value), ("COPYDESK__NATS__URL", &value)], &[]);
    }
}
