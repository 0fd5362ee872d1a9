//! Where an interrupted build goes on: what was read, and which files hold it.

use super::error::DumpError;
use super::lines::Place;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

const FILE: &str = "checkpoint.json";
/// Raised when the rows below the work folder change their form.
const FORM: u32 = 1;
/// Lines that could not be read and are quoted in the report.
pub const EXAMPLES_MAX: usize = 5;

/// The state of reading the items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    form: u32,
    /// Sources and options; a build with others cannot go on from here.
    pub build: String,
    pub lines: u64,
    pub bytes: u64,
    /// All lines were read.
    pub done: bool,
    pub counts: Counts,
    /// Files of rows: candidates, notes, kinds, titles.
    pub runs: Vec<Vec<String>>,
}

/// What the lines were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub items: u64,
    pub candidates: u64,
    pub nameless: u64,
    pub other_kinds: u64,
    pub redirects: u64,
    pub unreadable: u64,
    /// The first unreadable lines, with their numbers.
    pub examples: Vec<String>,
    /// Day of the last change of any item: the date of the dump.
    pub newest: String,
}

impl Checkpoint {
    pub fn new(build: String) -> Self {
        Self { form: FORM, build, ..Self::default() }
    }

    pub fn place(&self) -> Place {
        Place { lines: self.lines, bytes: self.bytes }
    }

    /// The state that an earlier process left in a folder, if it left one.
    pub fn load(folder: &Path, build: &str) -> Result<Option<Self>, DumpError> {
        let path = folder.join(FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(why) => return Err(DumpError::Read { path, why }),
        };
        let other = |found: String| DumpError::OtherBuild { path: folder.to_owned(), found };
        let state: Self = serde_json::from_slice(&bytes).map_err(|why| other(format!("{FILE}: {why}")))?;
        if state.form != FORM || state.build != build {
            return Err(other(state.build));
        }
        Ok(Some(state))
    }

    /// Puts the state in place of the last one; a crash leaves either.
    pub fn save(&self, folder: &Path) -> Result<(), DumpError> {
        let path = folder.join(FILE);
        let next = folder.join("checkpoint.json.next");
        let write = || {
            let mut file = File::create(&next)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            std::fs::rename(&next, &path)
        };
        write().map_err(DumpError::writing(&path))
    }
}

/// The files that a build makes below its work folder; others are not touched.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".run") || name.ends_with(".section") || name.starts_with("checkpoint.json")
}

/// Removes what a build left, and its folder if nothing else is in it.
pub fn clean(folder: &Path) -> Result<(), DumpError> {
    let entries = std::fs::read_dir(folder).map_err(DumpError::reading(folder))?;
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    for path in paths.iter().filter(|path| is_ours(path)) {
        std::fs::remove_file(path).map_err(DumpError::writing(path))?;
    }
    let _ = std::fs::remove_dir(folder);
    Ok(())
}
