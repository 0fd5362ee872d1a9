//! The list of packages that packs are built from, and how they are fetched with the ordinary clients.

use super::archive::Archive;
use super::error::BuildError;
use crate::knowledge::Source;
use crate::record::hex;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

const LIST: &str = include_str!("packages.toml");

/// A package pinned to the byte.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    pub registry: Registry,
    pub name: String,
    pub version: String,
    /// Name of the archive.
    pub file: String,
    pub sha256: String,
    pub licence: String,
    pub notice: String,
    /// What is taken from it, in words.
    pub what: String,
    /// Paths inside the archive.
    pub takes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Registry {
    PypiWheel,
    PypiSdist,
    Npm,
}

#[derive(Deserialize)]
struct List {
    package: Vec<Package>,
}

/// All packages of the list.
pub fn packages() -> Result<Vec<Package>, BuildError> {
    let list: List = toml::from_str(LIST).map_err(|why| BuildError::content("list", why))?;
    Ok(list.package)
}

impl Package {
    /// The row of the manifest.
    pub fn source(&self, rows: u64) -> Source {
        Source {
            name: self.name.clone(),
            version: self.version.clone(),
            licence: self.licence.clone(),
            notice: self.notice.clone(),
            rows,
        }
    }

    /// The archive's files, fetched into `cache` where it is not there yet, after comparing its digest.
    pub fn open(&self, cache: &Path) -> Result<Archive, BuildError> {
        let path = cache.join(&self.file);
        if !path.exists() {
            self.fetch(cache)?;
        }
        let bytes = std::fs::read(&path).map_err(BuildError::io(&path))?;
        let found = hex(&Sha256::digest(&bytes));
        if found != self.sha256 {
            return Err(BuildError::Digest { file: self.file.clone(), found, pinned: self.sha256.clone() });
        }
        Archive::open(self, &bytes)
    }

    fn fetch(&self, cache: &Path) -> Result<(), BuildError> {
        let mut command = match self.registry {
            Registry::Npm => {
                let mut npm = Command::new("npm");
                npm.args(["pack", "--silent", &format!("{}@{}", self.name, self.version)]);
                npm
            }
            pip => {
                let only = if pip == Registry::PypiWheel { "--only-binary" } else { "--no-binary" };
                let mut pip = Command::new("pip");
                pip.args(["download", "--quiet", "--no-deps", only, &self.name, "--dest", "."]);
                pip.arg(format!("{}=={}", self.name, self.version));
                pip
            }
        };
        command.current_dir(cache);
        let failed = |detail: String| BuildError::Command { command: format!("{command:?}"), detail };
        let mut run = Command::new(command.get_program());
        run.args(command.get_args()).current_dir(cache);
        match run.output() {
            Ok(output) if output.status.success() => Ok(()),
            Ok(output) => Err(failed(String::from_utf8_lossy(&output.stderr).into_owned())),
            Err(why) => Err(failed(why.to_string())),
        }
    }
}

/// Where archives are kept between builds.
pub fn cache_dir(given: Option<PathBuf>) -> Result<PathBuf, BuildError> {
    let dir = given.unwrap_or_else(|| std::env::temp_dir().join("copydesk-packages"));
    std::fs::create_dir_all(&dir).map_err(BuildError::io(&dir))?;
    Ok(dir)
}

#[cfg(test)]
#[path = "packages_tests.rs"]
mod tests;
