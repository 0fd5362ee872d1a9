//! Puts the sections of a pack together in one file.

use super::entities::{Writer, section_path};
use super::error::DumpError;
use super::index::Index;
use crate::knowledge::Source;
use crate::knowledge::pack::layout::Section;
use crate::knowledge::pack::write::header;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes that are copied at a time.
const COPY_BYTES: usize = 1 << 20;

/// Writes the pack; what stood under its name is there until the new one is whole. Gives its size.
pub fn assemble(
    writer: Writer,
    index: &Index,
    given_names: BTreeMap<String, u64>,
    sources: Vec<Source>,
    folder: &Path,
    out: &Path,
) -> Result<u64, DumpError> {
    let sections = || -> io::Result<()> {
        let mut finished = writer.finish()?;
        finished.conclude(index, sources, Vec::new());
        for (_, sink) in finished.sinks {
            sink.into_inner()?.sync_data()?;
        }
        let write = |section, bytes: Vec<u8>| std::fs::write(section_path(folder, section), bytes);
        write(Section::Tables, serde_json::to_vec(&finished.tables)?)?;
        write(Section::Admin1, index.divisions.values().flat_map(|row| row.1.to_le_bytes()).collect())?;
        let own = index.own_ids().into_iter().map(|(id, entity)| (id, u64::from(entity)));
        write(Section::Ids, fst_of(own)?)?;
        write(Section::GivenNames, fst_of(given_names)?)
    };
    sections().map_err(DumpError::writing(folder))?;
    join(folder, out).map_err(DumpError::writing(out))
}

fn fst_of(rows: impl IntoIterator<Item = (String, u64)>) -> io::Result<Vec<u8>> {
    let mut builder = fst::MapBuilder::memory();
    builder.extend_iter(rows).map_err(io::Error::other)?;
    builder.into_inner().map_err(io::Error::other)
}

fn join(folder: &Path, out: &Path) -> io::Result<u64> {
    let mut lengths = [0; Section::COUNT];
    for (section, length) in Section::ALL.iter().zip(&mut lengths) {
        *length = std::fs::metadata(section_path(folder, *section))?.len();
    }
    let head = header(lengths, |digest: &mut Sha256, section| {
        copy(&section_path(folder, section), |bytes| {
            digest.update(bytes);
            Ok(())
        })
    })?;
    let part = PathBuf::from(format!("{}.part", out.display()));
    let mut file = BufWriter::with_capacity(COPY_BYTES, File::create(&part)?);
    file.write_all(&head)?;
    for section in Section::ALL {
        copy(&section_path(folder, section), |bytes| file.write_all(bytes))?;
    }
    file.into_inner()?.sync_all()?;
    std::fs::rename(&part, out)?;
    Ok(head.len() as u64 + lengths.iter().sum::<u64>())
}

fn copy(path: &Path, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufReader::new(File::open(path)?);
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            read => to(buffer.get(..read).unwrap_or_default())?,
        }
    }
}
