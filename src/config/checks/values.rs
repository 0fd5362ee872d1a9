//! Single values: addresses, log directives, and what looks like a variable.

use super::Findings;
use crate::config::admission::nearest;
use crate::config::tree::{Node, Tree};
use crate::config::{Keys, Settings};
use crate::knowledge::KnowledgeSettings;
use std::net::SocketAddr;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

pub(super) fn check(settings: &Settings, findings: &mut Findings<'_>) {
    listen(&settings.admin.listen, findings);
    log(&settings.telemetry.log, findings);
    collector(&settings.telemetry.otlp_endpoint, findings);
    knowledge(&settings.knowledge, findings);
    let typed = findings.typed;
    variables("", typed, findings);
}

fn listen(listen: &str, findings: &mut Findings<'_>) {
    if !listen.is_empty() && listen.parse::<SocketAddr>().is_err() {
        let what = format!("`{listen}` is no address and port");
        findings.error("admin.listen", what, "write 127.0.0.1:8640, 0.0.0.0:8640 or [::]:8640; empty switches it off");
    }
}

/// A word alone that is no level would be taken as the name of a module, and a misspelt level would silence the log.
fn log(directives: &str, findings: &mut Findings<'_>) {
    let words = directives.split(',').map(str::trim).filter(|d| !d.is_empty() && !d.contains(['=', '[', ':']));
    for word in words.filter(|word| word.parse::<LevelFilter>().is_err()) {
        let next =
            nearest(word, LEVELS).map_or_else(|| format!("write {word}=LEVEL"), |l| format!("did you mean `{l}`?"));
        findings.error("telemetry.log", format!("`{word}` is no level"), next);
    }
    if let Err(error) = EnvFilter::builder().parse(directives) {
        let next = "write a level (error, warn, info, debug, trace) or directives such as info,copydesk::worker=debug";
        findings.error("telemetry.log", format!("cannot be read: {error}"), next);
    }
}

fn collector(endpoint: &str, findings: &mut Findings<'_>) {
    let host = endpoint.strip_prefix("http://").or_else(|| endpoint.strip_prefix("https://"));
    if !endpoint.is_empty() && host.is_none_or(|host| host.is_empty() || host.contains(['@', ' '])) {
        findings.error(
            "telemetry.otlp_endpoint",
            "is no http(s) address",
            "write http://127.0.0.1:4318, or leave it empty",
        );
    }
}

/// What the files hold is read by whoever needs it.
fn knowledge(settings: &KnowledgeSettings, findings: &mut Findings<'_>) {
    let pack = settings.pack.iter().map(|file| ("knowledge.pack".to_owned(), file));
    let overlays = settings.overlays.iter().enumerate().map(|(n, file)| (format!("knowledge.overlays[{n}]"), file));
    for (path, file) in pack.chain(overlays).filter(|(_, file)| !file.is_file()) {
        let what = format!("{} is no file that can be seen from here", file.display());
        findings.error(&path, what, "correct it; paths are relative to where the program starts");
    }
    let bucket = settings.overlay_bucket.as_deref();
    let good = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if let Some(name) = bucket.filter(|name| !good(name)) {
        let what = format!("`{name}` is no name of a key-value bucket");
        findings.error("knowledge.overlay_bucket", what, "write letters, digits, `_` and `-`");
    }
}

/// Nothing is expanded in values, so that nothing from outside can slip in; whoever expects it is told.
fn variables(path: &str, node: &Node, findings: &mut Findings<'_>) {
    match &node.value {
        Tree::Text(text) if text.contains("${") => {
            let table_and_key =
                path.split_once('.').filter(|_| Keys::all().find(path).is_some() && !path.contains('['));
            let next = match table_and_key {
                Some((table, key)) => {
                    format!("set the variable COPYDESK__{}__{} instead", table.to_uppercase(), key.to_uppercase())
                }
                None => "write the value itself".to_owned(),
            };
            findings.warning(path, "looks like a variable, which is taken as it stands", next);
        }
        Tree::Table(table) => table.iter().for_each(|(name, node)| {
            variables(&if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, node, findings);
        }),
        Tree::List(list) => {
            list.iter().enumerate().for_each(|(i, node)| variables(&format!("{path}[{i}]"), node, findings))
        }
        _ => {}
    }
}
