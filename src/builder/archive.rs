//! Files out of wheels and tarballs, held in memory.

use super::error::BuildError;
use super::packages::Package;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// More than the longest file that any package holds (61 MB); a longer one is a slip or an attack.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The files that are taken from one package, by path.
#[derive(Debug, Default)]
pub struct Archive {
    package: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Archive {
    /// Opens a wheel or a tarball and keeps what the list says.
    pub fn open(package: &Package, bytes: &[u8]) -> Result<Self, BuildError> {
        let mut archive = Self { package: package.name.clone(), files: BTreeMap::new() };
        let result = if package.file.ends_with(".whl") {
            archive.read_zip(package, bytes)
        } else {
            archive.read_tar(package, bytes)
        };
        result.map_err(|why| BuildError::content(&package.name, why))?;
        Ok(archive)
    }

    /// An archive of texts.
    #[cfg(test)]
    pub fn of(files: &[(&str, &[u8])]) -> Self {
        let files = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        Self { package: "sample".to_owned(), files }
    }

    fn read_zip(&mut self, package: &Package, bytes: &[u8]) -> std::io::Result<()> {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(std::io::Error::other)?;
        for n in 0..zip.len() {
            let file = zip.by_index(n).map_err(std::io::Error::other)?;
            let name = file.name().map_err(std::io::Error::other)?.into_owned();
            if file.is_file() && is_taken(package, &name) {
                self.keep(name, file)?;
            }
        }
        Ok(())
    }

    fn read_tar(&mut self, package: &Package, bytes: &[u8]) -> std::io::Result<()> {
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(bytes));
        for file in tar.entries()? {
            let file = file?;
            let path = file.path()?.to_string_lossy().into_owned();
            let name = path.split_once('/').map_or(path.as_str(), |(_, rest)| rest).to_owned();
            if file.header().entry_type().is_file() && is_taken(package, &name) {
                self.keep(name, file)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, name: String, file: impl Read) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        let read = file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        if read as u64 > FILE_BYTES_MAX {
            return Err(std::io::Error::other(format!("{name} is longer than {FILE_BYTES_MAX} bytes")));
        }
        self.files.insert(name, bytes);
        Ok(())
    }

    /// Paths and bytes, in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    pub fn bytes(&self, path: &str) -> Result<&[u8], BuildError> {
        self.files.get(path).map(Vec::as_slice).ok_or_else(|| self.wrong(path, "is not in the archive"))
    }

    pub fn text(&self, path: &str) -> Result<&str, BuildError> {
        std::str::from_utf8(self.bytes(path)?).map_err(|why| self.wrong(path, why))
    }

    pub fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, BuildError> {
        serde_json::from_slice(self.bytes(path)?).map_err(|why| self.wrong(path, why))
    }

    /// Something in a file is not as it must be.
    pub fn wrong(&self, path: &str, detail: impl std::fmt::Display) -> BuildError {
        BuildError::content(&self.package, format!("{path}: {detail}"))
    }
}

fn is_taken(package: &Package, path: &str) -> bool {
    package.takes.iter().any(|take| match take.strip_suffix('*') {
        Some(folder) => path.starts_with(folder),
        None => path == take,
    })
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
