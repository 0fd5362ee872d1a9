//! What people start the program with: every command, flag, variable, port, path and metric named there exists.
//!
//! No container engine is asked: the files are read, and held against the program, its configuration and its metrics.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

use copydesk::config::{Keys, Settings};
use copydesk::telemetry::{BuildLabels, DeadLabels, ExtractorLabel, LinkLabel, MentionLabel, Metrics, OutcomeLabel};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn compose() -> Value {
    serde_saphyr::from_str(&text("docker-compose.yml")).expect("YAML")
}

fn documents(path: &str) -> Vec<Value> {
    serde_saphyr::from_multiple(&text(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// What `--help` of the program, or of a command, says.
fn help(command: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_copydesk");
    let output = Command::new(program).args(command).arg("--help").output().expect("the program starts");
    assert!(output.status.success(), "copydesk {command:?} --help fails");
    String::from_utf8(output.stdout).expect("text")
}

/// Holds a command line (without the program's name) against the help texts.
fn assert_command(line: &[&str]) {
    let (command, rest) = line.split_first().expect("a command");
    let listed = help(&[]).lines().any(|l| l.split_whitespace().next() == Some(*command));
    assert!(listed, "`copydesk {command}` is no command of `copydesk --help`");
    let deeper = rest
        .first()
        .filter(|word| !word.starts_with('-'))
        .filter(|word| help(&[command]).lines().any(|l| l.split_whitespace().next() == Some(*word)));
    let said = match deeper {
        Some(sub) => help(&[command, sub]),
        None => help(&[command]),
    };
    for flag in rest.iter().filter(|word| word.starts_with("--")) {
        let name = flag.split('=').next().unwrap_or(flag);
        let known = said.split(|c: char| c.is_whitespace() || ",[]=<>|".contains(c)).any(|word| word == name);
        assert!(known, "`copydesk {command}` has no flag {flag}");
    }
}

/// A variable names a key of the configuration, or the file.
fn assert_variable(name: &str) {
    let path = name.strip_prefix("COPYDESK__").map(|rest| rest.to_lowercase().replace("__", "."));
    let known = name == "COPYDESK_CONFIG" || path.is_some_and(|path| Keys::all().find(&path).is_some());
    assert!(known, "{name} sets no key");
}

fn admin_port() -> String {
    let listen = Settings::default().admin.listen;
    listen.rsplit(':').next().expect("a port").to_owned()
}

/// The instructions of the Dockerfile: name and arguments.
fn instructions() -> Vec<(String, String)> {
    let joined = text("Dockerfile").replace("\\\n", " ");
    let lines = joined.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.filter_map(|line| line.split_once(' ')).map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect()
}

fn instruction(name: &str) -> Vec<String> {
    instructions().into_iter().filter(|(n, _)| n == name).map(|(_, rest)| rest).collect()
}

fn exec_form(text: &str) -> Vec<String> {
    let list = text.find('[').map_or(text, |at| &text[at..]);
    serde_json::from_str(list).unwrap_or_else(|e| panic!("{text} is not in exec form, and there is no shell: {e}"))
}

#[test]
fn commands_of_the_containers_exist() {
    let compose = compose();
    for service in ["worker", "feeder"] {
        assert_command(&strings(&compose["services"][service]["command"]));
    }
    let healthcheck = &compose["services"]["worker"]["healthcheck"]["test"];
    let healthcheck = strings(healthcheck);
    assert_eq!(healthcheck[..2], ["CMD", "/usr/bin/copydesk"]);
    assert_command(&healthcheck[2..]);
    for name in ["CMD", "HEALTHCHECK"] {
        let line = exec_form(&instruction(name)[0]);
        let words: Vec<&str> = line.iter().map(String::as_str).filter(|word| *word != "/usr/bin/copydesk").collect();
        assert_command(&words);
    }
    for container in containers() {
        assert_command(&strings(&container["args"]));
    }
}

#[test]
fn commands_of_the_texts_exist() {
    for path in ["docker-compose.yml", "deploy/prometheus-rules.yaml", "samples/README.md", "config/copydesk.toml"] {
        for line in text(path).split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("copydesk ")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert_command(&words);
        }
    }
}

#[test]
fn variables_set_keys() {
    let compose = compose();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for service in ["worker", "feeder"] {
        names.extend(
            compose["services"][service]["environment"].as_object().into_iter().flatten().map(|(k, _)| k.clone()),
        );
    }
    for env in instruction("ENV") {
        names.extend(env.split_once('=').map(|(name, _)| name.to_owned()));
    }
    for path in ["Dockerfile", "docker-compose.yml", "deploy/kubernetes.yaml", "config/copydesk.toml"] {
        let words = text(path);
        let words = words.split(|c: char| !c.is_ascii_uppercase() && c != '_');
        names.extend(words.filter(|word| word.starts_with("COPYDESK__") && word.len() > 12).map(str::to_owned));
    }
    assert!(names.len() >= 6, "{names:?}");
    names.iter().for_each(|name| assert_variable(name));
}

#[test]
fn ports_are_those_of_the_program() {
    let port = admin_port();
    let compose = compose();
    assert_eq!(strings(&compose["services"]["worker"]["ports"]), [format!("127.0.0.1:{port}:{port}")]);
    let listen = compose["services"]["worker"]["environment"]["COPYDESK__ADMIN__LISTEN"].as_str().expect("an address");
    assert_eq!(listen, format!("0.0.0.0:{port}"));
    assert_eq!(instruction("EXPOSE"), std::slice::from_ref(&port));
    assert!(instruction("ENV").contains(&format!("COPYDESK__ADMIN__LISTEN=0.0.0.0:{port}")));
    let url = compose["services"]["worker"]["environment"]["COPYDESK__NATS__URL"].as_str().expect("an address");
    assert_eq!(url, "nats://nats:4222");
    assert!(compose["services"]["nats"].is_object());
    for container in containers() {
        assert_eq!(container["ports"][0]["containerPort"].to_string(), port);
    }
    let all: Vec<Value> = documents("deploy/kubernetes.yaml");
    let service = all.iter().find(|d| d["kind"] == "Service").expect("a service");
    assert_eq!(service["spec"]["ports"][0]["port"].to_string(), port);
}

#[test]
fn the_broker_keeps_its_streams_and_is_asked_where_it_listens() {
    let compose = compose();
    let nats = &compose["services"]["nats"];
    assert!(nats["image"].as_str().is_some_and(|image| image.starts_with("nats:2.15.1")));
    let command = strings(&nats["command"]);
    assert!(command.contains(&"--jetstream"));
    let store = command.iter().position(|word| *word == "--store_dir").map(|i| command[i + 1]).expect("a directory");
    let volume = strings(&nats["volumes"])[0];
    let (name, target) = volume.split_once(':').expect("a volume");
    assert_eq!(target, store);
    assert!(compose["volumes"].get(name).is_some(), "{name} is a named volume");
    let port = command.iter().position(|word| *word == "--http_port").map(|i| command[i + 1]).expect("a port");
    let asked = strings(&nats["healthcheck"]["test"]).join(" ");
    assert!(asked.contains(&format!("127.0.0.1:{port}/healthz")), "{asked}");
}

#[test]
fn files_that_are_named_exist() {
    let compose = compose();
    for (name, service) in compose["services"].as_object().expect("services") {
        for volume in strings(&service["volumes"]) {
            let (source, target) = volume.split_once(':').expect("a volume");
            assert!(!source.starts_with('.') || root().join(source).exists(), "{name}: {source} does not exist");
            assert!(target.starts_with('/'), "{name}: {target}");
        }
        if let Some(build) = service["build"].as_str() {
            assert!(root().join(build).join("Dockerfile").is_file());
        }
    }
    for copy in instruction("COPY").iter().filter(|copy| !copy.starts_with("--from")) {
        let source = copy.split_whitespace().next().expect("a source");
        assert!(root().join(source).exists(), "Dockerfile: {source}");
    }
    // The directory that the feeder reads is the one that is mounted.
    let mounted = strings(&compose["services"]["feeder"]["volumes"])[0].split(':').nth(1).expect("a target").to_owned();
    assert!(strings(&compose["services"]["feeder"]["command"]).contains(&mounted.as_str()));
    // The configuration that the image names is the one that is copied and mounted.
    let env = instruction("ENV");
    let config = env.iter().find_map(|env| env.strip_prefix("COPYDESK_CONFIG=")).expect("a configuration");
    assert!(instruction("COPY").iter().any(|copy| copy.ends_with(config)));
    assert!(strings(&compose["services"]["worker"]["volumes"])[0].contains(config));
}

#[test]
fn the_image_is_small_and_without_rights() {
    let from = instruction("FROM");
    assert!(from.len() == 2 && from[0].starts_with("rust:") && from[1].contains("distroless/static"), "{from:?}");
    assert!(instruction("USER").iter().all(|user| !user.starts_with("0") && user != "root"));
    let copied =
        instruction("COPY").iter().find(|copy| copy.starts_with("--from=build")).cloned().expect("the program");
    let words: Vec<&str> = copied.split_whitespace().collect();
    assert_eq!(Path::new(words[1]).file_name(), Path::new(env!("CARGO_BIN_EXE_copydesk")).file_name());
    assert_eq!(exec_form(&instruction("ENTRYPOINT")[0]), [words[2]]);
    let compose = compose();
    for service in ["worker", "feeder"] {
        let service = &compose["services"][service];
        assert_eq!(service["read_only"], true);
        assert_eq!(strings(&service["cap_drop"]), ["ALL"]);
        assert_eq!(service["user"], instruction("USER")[0]);
    }
    assert_eq!(strings(&compose["services"]["feeder"]["profiles"]), ["feeder"]);
}

#[test]
fn whoever_stops_the_worker_waits_longer_than_it_drains() {
    let drain = Settings::default().worker.drain_s;
    let grace = compose()["services"]["worker"]["stop_grace_period"].as_str().expect("a time").to_owned();
    let grace: u64 = grace.trim_end_matches('s').parse().expect("seconds");
    assert!(grace > drain + 5, "{grace} s");
    let all = documents("deploy/kubernetes.yaml");
    let pod = &all.iter().find(|d| d["kind"] == "Deployment").expect("a deployment")["spec"]["template"]["spec"];
    assert!(pod["terminationGracePeriodSeconds"].as_u64().is_some_and(|grace| grace > drain + 5));
}

fn containers() -> Vec<Value> {
    let deployments = documents("deploy/kubernetes.yaml").into_iter().filter(|d| d["kind"] == "Deployment");
    let containers: Vec<Value> = deployments
        .flat_map(|d| d["spec"]["template"]["spec"]["containers"].as_array().cloned().unwrap_or_default())
        .collect();
    assert!(!containers.is_empty());
    containers
}

#[test]
fn probes_ask_what_is_served() {
    for container in containers() {
        for (probe, path) in [("startupProbe", "/startupz"), ("livenessProbe", "/livez"), ("readinessProbe", "/readyz")]
        {
            let asked = &container[probe]["httpGet"];
            assert_eq!((asked["path"].as_str(), asked["port"].as_str()), (Some(path), Some("http")));
        }
    }
}

/// Metrics with labels are shown once something was counted under a label.
fn touch(metrics: &Metrics) {
    let extractor = ExtractorLabel { extractor: "quotes".into() };
    metrics.outcomes.get_or_create(&OutcomeLabel { outcome: "published" }).inc();
    metrics.dead.get_or_create(&DeadLabels { stage: "intake".into(), reason: "not-json" }).inc();
    metrics.faults.get_or_create(&extractor).inc();
    metrics.extractor_seconds.get_or_create(&extractor).observe(0.1);
    metrics.mentions.get_or_create(&MentionLabel { kind: "name" }).inc();
    metrics.links.get_or_create(&LinkLabel { outcome: "linked" }).inc();
}

/// Every series name that Prometheus stores of the program.
fn series() -> BTreeSet<String> {
    let build = BuildLabels { version: String::new(), knowledge: String::new(), pipeline: String::new() };
    let metrics = Metrics::new(build);
    touch(&metrics);
    let exposition = metrics.exposition();
    let types = exposition.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    types
        .flat_map(|(name, of)| match of {
            "counter" => vec![format!("{name}_total")],
            "histogram" => ["bucket", "sum", "count"].map(|end| format!("{name}_{end}")).to_vec(),
            _ => vec![name.to_owned()],
        })
        .collect()
}

#[test]
fn metrics_in_deploy_exist() {
    let known = series();
    let mut used = BTreeSet::new();
    for entry in std::fs::read_dir(root().join("deploy")).expect("deploy") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for name in words.filter(|word| word.starts_with("copydesk_")) {
            assert!(known.contains(name), "{}: {name} is no series of the program", path.display());
            used.insert(name.to_owned());
        }
    }
    assert!(used.len() > 15, "{used:?}");
}

/// `copydesk extract` of a text, with an overlay file.
fn extract_with(overlay: &str, text: &str) -> std::process::Output {
    let folder = tempfile::tempdir().expect("a directory");
    let (own, article) = (folder.path().join("own.jsonl"), folder.path().join("article.txt"));
    std::fs::write(&own, overlay).expect("written");
    std::fs::write(&article, text).expect("written");
    let mut program = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    program.current_dir(folder.path()).env("COPYDESK__KNOWLEDGE__OVERLAYS", &own);
    program.arg("extract").arg(&article).output().expect("the program starts")
}

#[test]
fn entities_of_ones_own_are_found() {
    let row =
        r#"{"id":"acme/quill","name":"Quillmark Institute","type":"Organization","qid":"Q777777777","country":"GB"}"#;
    let text = "The Quillmark Institute said on Tuesday that the ferry had returned to its port after three weeks.";
    let output = extract_with(row, text);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let record: Value = serde_json::from_slice(&output.stdout).expect("a record");
    let entities = record["entities"].as_array().expect("entities");
    let found = entities.iter().find(|e| e["qid"] == "Q777777777").unwrap_or_else(|| panic!("{entities:#?}"));
    assert_eq!((&found["name"], &found["country"]), (&"Quillmark Institute".into(), &"GB".into()));
    assert!(record["provenance"]["knowledge"].as_str().is_some_and(|digest| digest.contains('+')));
}

#[test]
fn a_broken_overlay_is_a_fault_of_the_configuration() {
    let output = extract_with("{\"id\":\"acme/quill\",\"nmae\":\"Q\"}\n{}\n", "Words.");
    assert_eq!(output.status.code(), Some(78));
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(told.contains("own.jsonl:1: nmae: is no field; did you mean `name`?"), "{told}");
    assert!(told.contains("own.jsonl:2: id: is missing"), "{told}");
}

#[test]
fn deploy_files_parse() {
    for path in ["deploy/kubernetes.yaml", "deploy/keda.yaml", "deploy/prometheus-rules.yaml"] {
        assert!(!documents(path).is_empty(), "{path}");
    }
    let keda = &documents("deploy/keda.yaml")[0];
    assert_eq!(keda["spec"]["triggers"][0]["type"], "prometheus");
    assert_eq!(keda["spec"]["scaleTargetRef"]["name"], documents("deploy/kubernetes.yaml")[0]["metadata"]["name"]);
    let dashboard: Value = serde_json::from_str(&text("deploy/grafana-dashboard.json")).expect("JSON");
    assert!(dashboard["panels"].as_array().is_some_and(|panels| panels.len() >= 8));
}
