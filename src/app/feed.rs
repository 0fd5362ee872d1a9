//! `copydesk feed`: files published as raw articles.

use super::exit::{Exit, Failure};
use super::samples;
use crate::transport::Headers;
use crate::transport::nats::{Broker, publish};
use std::path::{Path, PathBuf};

/// Publishes each file, and each file of each folder, that `samples::content_type` knows; answers how many.
pub async fn feed(broker: &Broker, paths: &[PathBuf], subject: &str) -> Result<Exit, Failure> {
    let mut count = 0;
    for path in paths {
        for file in files(path)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some(content_type) = samples::content_type(&name) else { continue };
            let bytes = std::fs::read(&file).map_err(|why| Failure::failed(format!("{}: {why}", file.display())))?;
            let headers: Headers = [("Content-Type", content_type)].into_iter().collect();
            publish(broker, subject, &headers, bytes.into()).await.map_err(Failure::failed)?;
            count += 1;
        }
    }
    eprintln!("{count} articles published on {subject}");
    Ok(Exit::Done)
}

/// A file is itself, a folder its files by name.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let problem = |why: std::io::Error| Failure::failed(format!("{}: {why}", path.display()));
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(problem)?.collect::<Result<Vec<_>, _>>().map_err(problem)?;
    let mut files: Vec<_> = entries.into_iter().map(|e| e.path()).filter(|p| p.is_file()).collect();
    files.sort();
    Ok(files)
}
