//! Extractors: known names, remote ones that can be told apart and asked.

use super::Findings;
use crate::config::Settings;
use crate::config::admission::nearest;
use crate::config::subjects::{overlap, problem_of_literal, problem_of_name};
use crate::pipeline::RemoteSettings;

/// Remote extractors of one worker: each costs a request for each article.
const REMOTES_MAX: usize = 32;
/// Longest wait for a remote answer: past a minute an article holds its place longer than two default ack waits.
const TIMEOUT_MS_MAX: u64 = 60_000;

pub(super) fn check(settings: &Settings, extractors: &[String], findings: &mut Findings<'_>) {
    let remotes = &settings.extract.remote;
    let known = || extractors.iter().chain(remotes.iter().map(|r| &r.name)).map(String::as_str);
    for (i, name) in settings.extract.disabled.iter().enumerate() {
        if !known().any(|k| k == name) {
            let next = nearest(name, known()).map(|k| format!("did you mean `{k}`?"));
            let next = next.unwrap_or_else(|| "`copydesk plan` prints the names".to_owned());
            findings.error(&format!("extract.disabled[{i}]"), format!("`{name}` is no extractor"), next);
        }
    }
    languages(settings, findings);
    if remotes.len() > REMOTES_MAX {
        let what = format!("{} remote extractors are too many", remotes.len());
        findings.error("extract.remote", what, format!("keep {REMOTES_MAX} at most; one can fill several layers"));
    }
    for (i, remote) in remotes.iter().enumerate().take(REMOTES_MAX) {
        let taken = extractors.contains(&remote.name) || remotes[..i].iter().any(|r| r.name == remote.name);
        if taken {
            let what = format!("`{}` is the name of another extractor", remote.name);
            findings.error(&format!("extract.remote[{i}].name"), what, "choose another name");
        }
        one_remote(&format!("extract.remote[{i}]"), remote, settings, findings);
    }
}

fn one_remote(path: &str, remote: &RemoteSettings, settings: &Settings, findings: &mut Findings<'_>) {
    let at = |key: &str| format!("{path}.{key}");
    if let Some(what) = problem_of_name(&remote.name) {
        findings.error(&at("name"), format!("`{}` is no name: {what}", remote.name), "choose another name");
    }
    if let Some(what) = problem_of_literal(&remote.subject) {
        findings.error(
            &at("subject"),
            format!("`{}` is no subject: {what}", remote.subject),
            "write it as extract.NAME",
        );
    }
    let prefix = &settings.output.subject_prefix;
    if settings.input.subjects.iter().any(|s| overlap(s, &remote.subject))
        || overlap(&format!("{prefix}.>"), &remote.subject)
    {
        let what = format!("`{}` belongs to a stream: the stream would answer the request", remote.subject);
        findings.error(&at("subject"), what, format!("choose a subject outside of `{prefix}.>` and input.subjects"));
    }
    if !(1..=TIMEOUT_MS_MAX).contains(&remote.timeout_ms) {
        let what = format!("{} is out of range", remote.timeout_ms);
        findings.error(&at("timeout_ms"), what, format!("write 1 to {TIMEOUT_MS_MAX}"));
    }
    if remote.fills.is_empty() {
        findings.error(&at("fills"), "is empty", "name the layers that its answer holds");
    }
}

fn languages(settings: &Settings, findings: &mut Findings<'_>) {
    let one = settings.extract.default_language.iter().map(|tag| ("extract.default_language".to_owned(), tag));
    let many = settings.extract.languages.iter().enumerate().map(|(i, tag)| (format!("extract.languages[{i}]"), tag));
    for (path, tag) in one.chain(many) {
        if !is_language_tag(tag) {
            findings.error(
                &path,
                format!("`{tag}` is no language tag"),
                "write a BCP-47 tag such as en, en-GB or pt-BR",
            );
        }
    }
}

/// The shape of a BCP-47 tag: a primary subtag of 2 to 8 letters, then subtags of 1 to 8 letters and digits.
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or("");
    (2..=8).contains(&primary.len())
        && primary.chars().all(|c| c.is_ascii_alphabetic())
        && subtags.all(|s| (1..=8).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric()))
}
