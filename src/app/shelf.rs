//! The knowledge of this process: pack and overlays as the configuration names them, put together.

use super::exit::{Exit, Failure};
use crate::knowledge::overlay::{self, Change, Place, Problem};
use crate::knowledge::{Knowledge, KnowledgeSettings, Pack};
use crate::transport::nats::Contents;
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

/// Largest overlay file in bytes: `ROWS_MAX` rows of 600 bytes.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Times that refused rows are taken out of a bucket before nothing of it is used: rows that hang on refused ones are
/// found one round later.
const ROUNDS_MAX: usize = 8;

/// What was read; cheap to clone.
#[derive(Clone)]
pub struct Shelf {
    settings: Arc<KnowledgeSettings>,
    base: Knowledge,
    files: Arc<Vec<Change>>,
    bucket: Arc<Contents>,
}

impl Shelf {
    /// Reads pack and overlay files.
    ///
    /// # Errors
    /// Every problem of all files, as a fault of the configuration.
    pub fn open(settings: &KnowledgeSettings) -> Result<Self, Failure> {
        let wrong = |problems: Vec<String>| Failure::new(Exit::Configuration, problems.join("\n"));
        let mut problems = Vec::new();
        let base = base(settings).unwrap_or_else(|problem| {
            problems.push(problem);
            Knowledge::none()
        });
        let mut files = Vec::new();
        for path in &settings.overlays {
            match rows(path) {
                Ok(changes) => files.extend(changes),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(wrong(problems));
        }
        base.overlaid(&files).map_err(|found| wrong(found.iter().map(Problem::to_string).collect()))?;
        Ok(Self { settings: Arc::new(settings.clone()), base, files: Arc::new(files), bucket: Arc::default() })
    }

    /// Reads the files again; what the bucket holds stays.
    ///
    /// # Errors
    /// As for [`Shelf::open`].
    pub fn reread(&self) -> Result<Self, Failure> {
        Ok(Self { bucket: self.bucket.clone(), ..Self::open(&self.settings)? })
    }

    /// The same with these contents of the bucket.
    pub fn holding(&self, contents: Contents) -> Self {
        Self { bucket: Arc::new(contents), ..self.clone() }
    }

    /// The name of the bucket that is to be followed.
    pub fn bucket(&self) -> Option<&str> {
        self.settings.overlay_bucket.as_deref()
    }

    /// All of it over each other, and the values of the bucket that are no rows: those are left out.
    pub fn compose(&self) -> Composed {
        let (mut changes, mut refused) = self.of_bucket();
        for _ in 0..ROUNDS_MAX {
            let all: Vec<Change> = self.files.iter().chain(&changes).cloned().collect();
            let found = match self.base.overlaid(&all) {
                Ok(knowledge) => return Composed { knowledge: Arc::new(knowledge), refused },
                Err(found) => found,
            };
            changes.retain(|change| !found.iter().any(|problem| problem.at == change.at));
            refused.extend(found);
        }
        let knowledge = self.base.overlaid(&self.files).unwrap_or_else(|_| self.base.clone());
        Composed { knowledge: Arc::new(knowledge), refused }
    }

    fn of_bucket(&self) -> (Vec<Change>, Vec<Problem>) {
        let (mut changes, mut refused) = (Vec::new(), Vec::new());
        for (key, value) in self.bucket.iter() {
            let text = String::from_utf8_lossy(&value.bytes);
            match overlay::parse_row(self.place(key, value.revision), &text) {
                Ok(change) => changes.push(change),
                Err(found) => refused.extend(found),
            }
        }
        (changes, refused)
    }

    /// Where a value stands; its revision tells it from the one before it.
    fn place(&self, key: &str, revision: u64) -> Place {
        let bucket = self.bucket().unwrap_or_default();
        Place { source: format!("bucket `{bucket}`, key `{key}`, revision {revision}").into(), line: 0 }
    }
}

/// Knowledge that is ready for use.
pub struct Composed {
    pub knowledge: Arc<Knowledge>,
    pub refused: Vec<Problem>,
}

/// The knowledge of a command that has no broker.
pub fn without_broker(settings: &KnowledgeSettings) -> Result<Arc<Knowledge>, Failure> {
    let shelf = Shelf::open(settings)?;
    if let Some(bucket) = shelf.bucket() {
        eprintln!("warning: knowledge.overlay_bucket: `{bucket}` is not read without a broker");
    }
    Ok(shelf.compose().knowledge)
}

fn base(settings: &KnowledgeSettings) -> Result<Knowledge, String> {
    let Some(path) = &settings.pack else { return Ok(Knowledge::core()) };
    let problem = |why: &dyn Display| format!("error: knowledge.pack: {}: {why}", path.display());
    let bytes = std::fs::read(path).map_err(|why| problem(&format!("cannot be read: {why}")))?;
    let pack = Pack::open(bytes.into()).map_err(|why| problem(&why))?;
    Ok(Knowledge::of(Arc::new(pack)))
}

fn rows(path: &Path) -> Result<Vec<Change>, Vec<String>> {
    let problem = |why: &dyn Display| vec![format!("error: knowledge.overlays: {}: {why}", path.display())];
    let bytes = std::fs::metadata(path).map_err(|why| problem(&format!("cannot be read: {why}")))?.len();
    if bytes > FILE_BYTES_MAX {
        return Err(problem(&format!(
            "has {bytes} bytes; an overlay has {FILE_BYTES_MAX} at most, build a pack instead"
        )));
    }
    let text = std::fs::read_to_string(path).map_err(|why| problem(&format!("cannot be read: {why}")))?;
    let name = path.display().to_string();
    overlay::parse(&name, &text).map_err(|found| found.iter().map(Problem::to_string).collect())
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
