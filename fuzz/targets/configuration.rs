//! Any file and any variables become settings that load again as they are, or problems that say where and what next.
//!
//! Form of an input: the TOML file; perhaps a NUL and lines `COPYDESK__TABLE__KEY=value`.
#![no_main]

use copydesk::config::{Loaded, Origin, Problem, Resolved, Sources, load};
use copydesk_fuzz::target;
use std::path::PathBuf;
use std::sync::LazyLock;

/// What stands for a secret in the corpus; it may be shown nowhere.
const SECRET: &str = "s3cr3t-kept";

/// The loader reads files: this process has one of its own, in memory where the system can.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("copydesk-fuzz-{}.toml", std::process::id()))
});

fn loaded(toml: &[u8], environment: Vec<(String, String)>) -> Result<Loaded, Vec<Problem>> {
    std::fs::write(&*FILE, toml).expect("the file is written");
    let extractors = ["language", "quotes"].map(String::from).to_vec();
    load(Sources { file: Some(FILE.clone()), environment, extractors, ..Sources::default() }).map_err(|p| {
        assert!(p.have_errors(), "refused without an error: {p}");
        p.0
    })
}

fn variables(data: &[u8]) -> Vec<(String, String)> {
    let lines = String::from_utf8_lossy(data);
    let pairs = lines.lines().filter_map(|l| l.split_once('='));
    pairs.filter(|(name, _)| name.starts_with("COPYDESK__")).map(|(n, v)| (n.into(), v.into())).collect()
}

/// Says where (a line that is there), what, and what to do next, and shows no secret.
fn check(problem: &Problem, toml: &str, secret_told: impl Fn(&str) -> bool) {
    assert!(!problem.what.is_empty() && !problem.next.is_empty(), "{problem:?}");
    assert!(!secret_told(&problem.to_string()), "a secret is shown: {problem}");
    if let Origin::File { line, .. } = problem.at {
        let lines = 1 + toml.bytes().filter(|&b| b == b'\n').count();
        assert!((1..=lines).contains(&line), "line {line} of {lines}: {problem}");
    }
}

/// Whether the file is TOML whose only mention of the secret is where a secret belongs.
fn keeps_a_secret(toml: &str) -> bool {
    let Ok(table) = toml.parse::<toml::Table>() else { return false };
    let nats = table.get("nats").and_then(|n| n.as_table());
    let kept = ["token", "password"].iter().filter_map(|k| nats?.get(*k)?.as_str()).any(|v| v.contains(SECRET));
    kept && toml.matches(SECRET).count() == 1
}

/// Written out, the settings mean the same.
fn loads_again(first: &Loaded) {
    assert_eq!(
        first.resolved,
        Resolved::of(&first.settings, std::thread::available_parallelism().map_or(1, |n| n.get()))
    );
    let written = toml::to_string(&first.settings).expect("settings are TOML");
    let again = match loaded(written.as_bytes(), Vec::new()) {
        Ok(again) => again,
        Err(problems) => panic!("written out, the settings are refused: {problems:?}\n{written}"),
    };
    // As JSON, where both show secrets as stars.
    let shown = |loaded: &Loaded| serde_json::to_value(&loaded.settings).expect("settings are JSON");
    assert_eq!(shown(&again), shown(first));
}

target!(|data| {
    let (toml, rest) = data.split_at(data.iter().position(|&b| b == 0).unwrap_or(data.len()));
    let text = String::from_utf8_lossy(toml);
    let variables = variables(rest.strip_prefix(&[0]).unwrap_or(rest));
    let secret = variables.is_empty() && keeps_a_secret(&text);
    let told = |shown: &str| secret && shown.contains(SECRET);
    match loaded(toml, variables) {
        Ok(first) => {
            first.warnings.iter().for_each(|problem| check(problem, &text, told));
            assert!(!told(&format!("{first:?}")), "a secret is shown");
            loads_again(&first);
        }
        Err(problems) => problems.iter().for_each(|problem| check(problem, &text, told)),
    }
});
