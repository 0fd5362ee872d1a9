//! Reads the corpora: one JSON document a line, packed with xz.

use lzma_rust2::XzReader;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a model could not be trained.
#[derive(Debug, Error)]
pub enum TrainError {
    #[error("{path}: {why}; is this the folder that holds eval/ and train/?")]
    Read { path: PathBuf, why: std::io::Error },
    #[error("{path}, line {line}: {why}")]
    Line { path: PathBuf, line: usize, why: serde_json::Error },
    #[error("{path}: cannot be written: {why}")]
    Write { path: PathBuf, why: std::io::Error },
    #[error("the trained model cannot be read back: {0}")]
    Model(#[from] copydesk::model::ModelError),
    #[error("standard input or output: {0}")]
    Stream(#[from] std::io::Error),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// All documents of `data/name`, in order.
pub fn read<T: DeserializeOwned>(data: &Path, name: &str) -> Result<Vec<T>, TrainError> {
    let path = data.join(name);
    let failed = |why| TrainError::Read { path: path.clone(), why };
    let file = File::open(&path).map_err(failed)?;
    let lines = BufReader::new(XzReader::new(BufReader::new(file), true)).lines();
    let mut out = Vec::new();
    for (n, line) in lines.enumerate() {
        let line = line.map_err(failed)?;
        let parsed = serde_json::from_str(&line);
        out.push(parsed.map_err(|why| TrainError::Line { path: path.clone(), line: n + 1, why })?);
    }
    Ok(out)
}

/// Writes a finished model or report.
pub fn save(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), TrainError> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).map_err(|why| TrainError::Write { path, why })
}

/// A finished model.
pub fn load(folder: &Path, name: &str) -> Result<Vec<u8>, TrainError> {
    let path = folder.join(name);
    std::fs::read(&path).map_err(|why| TrainError::Read { path, why })
}
