//! How to reach the broker, and the names and subjects of its streams.

use super::Findings;
use crate::config::Settings;
use crate::config::subjects::{overlap, problem_of_filter, problem_of_name};
use std::path::Path;

/// Schemes of a server address.
const SCHEMES: [&str; 2] = ["nats", "tls"];

pub(super) fn check(settings: &Settings, findings: &mut Findings<'_>) {
    servers(&settings.nats.url, findings);
    credentials(settings, findings);
    files(settings, findings);
    streams(settings, findings);
    input_subjects(settings, findings);
}

/// Addresses, one by one; none is shown, for it may hold a password.
fn servers(url: &str, findings: &mut Findings<'_>) {
    for (i, server) in url.split(',').map(str::trim).enumerate() {
        let (scheme, host) = server.split_once("://").unwrap_or(("nats", server));
        let port = host.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
        let which = format!("address {}", i + 1);
        if host.contains('@') {
            let next = "write nats.user and nats.password_file (or token_file) and leave them out of the address";
            findings.error("nats.url", format!("{which} holds credentials"), next);
        } else if host.is_empty() || host.starts_with(':') {
            findings.error("nats.url", format!("{which} names no host"), "write nats://HOST:4222");
        } else if !SCHEMES.contains(&scheme) {
            let next = "write nats://HOST:4222, or tls://HOST:4222 for an encrypted connection";
            findings.error("nats.url", format!("{which} begins with `{scheme}://`"), next);
        } else if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            findings.error("nats.url", format!("{which} has no valid port"), "write nats://HOST:4222");
        } else if host.contains(['/', ' ']) {
            findings.error("nats.url", format!("{which} holds a path or a space"), "write nats://HOST:4222");
        }
    }
}

/// One way to sign in, complete.
fn credentials(settings: &Settings, findings: &mut Findings<'_>) {
    let nats = &settings.nats;
    let ways = [
        ("nats.creds_file", nats.creds_file.is_some()),
        ("nats.nkey_file", nats.nkey_file.is_some()),
        ("nats.token_file", nats.token_file.is_some()),
        ("nats.token", nats.token.is_some()),
        ("nats.user", nats.user.is_some()),
    ];
    let mut set = ways.iter().filter(|(_, set)| *set).map(|(path, _)| *path);
    if let Some(first) = set.next() {
        for other in set {
            findings.error(other, format!("{first} is set as well"), "keep one way to sign in");
        }
    }
    let password = [("nats.password_file", nats.password_file.is_some()), ("nats.password", nats.password.is_some())];
    match (nats.user.is_some(), password) {
        (true, [(_, false), (_, false)]) => {
            findings.error("nats.user", "has no password", "set nats.password_file, or COPYDESK__NATS__PASSWORD");
        }
        (_, [(_, true), (path, true)]) => {
            findings.error(path, "nats.password_file is set as well", "keep one of them");
        }
        (false, passwords) => {
            for (path, _) in passwords.iter().filter(|(_, set)| *set) {
                findings.error(path, "belongs to no user", "set nats.user");
            }
        }
        _ => {}
    }
    match (&nats.tls_cert_file, &nats.tls_key_file) {
        (Some(_), None) => findings.error("nats.tls_cert_file", "has no private key", "set nats.tls_key_file"),
        (None, Some(_)) => findings.error("nats.tls_key_file", "has no certificate", "set nats.tls_cert_file"),
        _ => {}
    }
}

/// Files are read at each connect, so one that is missing now is no error yet.
fn files(settings: &Settings, findings: &mut Findings<'_>) {
    let nats = &settings.nats;
    let files = [
        ("nats.creds_file", &nats.creds_file),
        ("nats.nkey_file", &nats.nkey_file),
        ("nats.token_file", &nats.token_file),
        ("nats.password_file", &nats.password_file),
        ("nats.tls_ca_file", &nats.tls_ca_file),
        ("nats.tls_cert_file", &nats.tls_cert_file),
        ("nats.tls_key_file", &nats.tls_key_file),
    ];
    for (path, file) in files {
        if let Some(file) = file.as_deref().filter(|file: &&Path| !file.is_file()) {
            let what = format!("{} is no file that can be seen from here", file.display());
            findings.warning(
                path,
                what,
                "put it there before the worker connects; paths are relative to where it starts",
            );
        }
    }
}

fn streams(settings: &Settings, findings: &mut Findings<'_>) {
    let names = [
        ("input.stream", &settings.input.stream),
        ("output.stream", &settings.output.stream),
        ("dead_letters.stream", &settings.dead_letters.stream),
        ("input.consumer", &settings.input.consumer),
        ("output.subject_prefix", &settings.output.subject_prefix),
    ];
    for (path, name) in names {
        if let Some(what) = problem_of_name(name) {
            findings.error(path, format!("`{name}` is no name: {what}"), "choose another name");
        }
    }
    let [input, output, dead, ..] = names;
    for ((path, name), (other, there)) in [(output, input), (dead, input), (dead, output)] {
        if name == there {
            findings.error(path, format!("`{name}` is {other} too"), "give each its own stream");
        }
    }
}

/// The worker must not read what it writes.
fn input_subjects(settings: &Settings, findings: &mut Findings<'_>) {
    let subjects = &settings.input.subjects;
    if subjects.is_empty() {
        findings.error("input.subjects", "is empty", "name at least one subject, such as \"news.raw.>\"");
    }
    let prefix = &settings.output.subject_prefix;
    let written = ["enriched", "entity", "quote", "event", "story", "dead"].map(|kind| format!("{prefix}.{kind}.>"));
    for (i, subject) in subjects.iter().enumerate() {
        let path = format!("input.subjects[{i}]");
        if let Some(what) = problem_of_filter(subject) {
            findings.error(&path, format!("`{subject}` is no subject: {what}"), "write it as news.raw.> or news.raw.*");
            continue;
        }
        if let Some(written) = written.iter().find(|w| overlap(subject, w)) {
            let what = format!("`{subject}` takes in what the worker itself writes on `{written}`");
            findings.error(&path, what, "narrow it, or change output.subject_prefix");
        }
        if let Some(other) = subjects[..i].iter().find(|other| overlap(subject, other)) {
            let what = format!("`{subject}` overlaps with `{other}`; the broker refuses that in one consumer");
            findings.error(&path, what, "keep the wider one");
        }
    }
}
