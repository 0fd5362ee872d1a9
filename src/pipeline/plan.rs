//! The plan: what runs, what it needs and fills, and whether every need is met.

use super::stages::{CLEAN, CLEAN_VERSION, STAGES, Stage};
use super::{ExtractSettings, RemoteSettings};
use crate::extract::{Extractor, Reads};
use crate::record::{LayerKind, StageRef};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One row of `copydesk plan`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    pub stage: String,
    pub name: String,
    pub version: String,
    pub kind: &'static str,
    pub needs: Vec<LayerKind>,
    pub fills: Vec<LayerKind>,
    pub reads: &'static str,
    pub models: BTreeMap<String, String>,
    pub disabled: bool,
}

/// Every extractor that the configuration knows, the disabled ones marked.
pub fn rows(settings: &ExtractSettings) -> Vec<Row> {
    let local = STAGES.iter().flat_map(|stage| stage.extractors.iter().map(move |e| (stage, *e)));
    let local = local.map(|(stage, extractor)| local_row(stage, extractor, settings));
    let remote = settings.remote.iter().map(remote_row);
    std::iter::once(clean_row()).chain(local).chain(remote).collect()
}

fn clean_row() -> Row {
    Row {
        stage: CLEAN.into(),
        name: CLEAN.into(),
        version: CLEAN_VERSION.into(),
        kind: "local",
        needs: Vec::new(),
        fills: Vec::new(),
        reads: "any language",
        models: BTreeMap::new(),
        disabled: false,
    }
}

fn local_row(stage: &Stage, extractor: &Extractor, settings: &ExtractSettings) -> Row {
    Row {
        stage: stage.name.into(),
        name: extractor.name.into(),
        version: extractor.version.into(),
        kind: "local",
        needs: extractor.needs.to_vec(),
        fills: extractor.fills.to_vec(),
        reads: match extractor.reads {
            Reads::AnyLanguage => "any language",
            Reads::English => "English",
        },
        models: extractor.models.iter().map(|(name, version)| (name.to_string(), version.to_string())).collect(),
        disabled: settings.disabled.iter().any(|name| name == extractor.name),
    }
}

fn remote_row(remote: &RemoteSettings) -> Row {
    Row {
        stage: "remote".into(),
        name: remote.name.clone(),
        version: remote.version.clone(),
        kind: "remote",
        needs: Vec::new(),
        fills: remote.fills.clone(),
        reads: "any language",
        models: BTreeMap::new(),
        disabled: false,
    }
}

/// Names of all local extractors: what `extract.disabled` may hold.
pub fn names() -> Vec<String> {
    STAGES.iter().flat_map(|s| s.extractors.iter().map(|e| e.name.to_owned())).collect()
}

/// Needs that no earlier stage fills: `(extractor, layer)`. Empty for a sound plan.
pub fn unmet(stages: &[Stage]) -> Vec<(&'static str, LayerKind)> {
    let mut filled: Vec<LayerKind> = Vec::new();
    let mut unmet = Vec::new();
    for stage in stages {
        for extractor in stage.extractors {
            unmet.extend(extractor.needs.iter().filter(|n| !filled.contains(n)).map(|n| (extractor.name, *n)));
        }
        filled.extend(stage.extractors.iter().flat_map(|e| e.fills));
    }
    unmet
}

/// Digest of everything that decides what comes out: the program's version, every enabled extractor with its version and
/// models, the settings, the knowledge. Part of every message id: another revision is another record.
pub fn revision(rows: &[Row], settings: &ExtractSettings, knowledge: Option<&str>) -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    digest.update(knowledge.unwrap_or("-"));
    digest.update(settings.default_language.as_deref().unwrap_or("-"));
    for row in rows.iter().filter(|r| !r.disabled) {
        digest.update(format!("|{}={}{:?}", row.name, row.version, row.models));
    }
    crate::record::hex(&digest.finalize()[..6])
}

/// What `provenance.stages` holds.
pub fn stage_refs(rows: &[Row]) -> Vec<StageRef> {
    let enabled = rows.iter().filter(|r| !r.disabled);
    enabled.map(|r| StageRef { name: r.name.clone(), version: r.version.clone() }).collect()
}
