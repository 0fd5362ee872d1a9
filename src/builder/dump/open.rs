//! Opens dumps: what a file is packed with is seen by its first bytes.

use super::bz2::ParallelBz2;
use super::error::DumpError;
use super::progress::Counted;
use super::zstd::ZstdFrames;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Bytes asked of the disk at a time.
const READ_BYTES: usize = 1 << 20;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Plain,
    Bzip2,
    Gzip,
    Zstd,
    Zip,
}

impl Packing {
    fn of(first: &[u8]) -> Self {
        match first {
            [b'B', b'Z', b'h', ..] => Packing::Bzip2,
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packing::Zstd,
            [b'P', b'K', 3, 4, ..] => Packing::Zip,
            _ => Packing::Plain,
        }
    }
}

/// An open dump, which unpacks itself.
pub struct Opened {
    pub path: PathBuf,
    pub reader: Box<dyn Read + Send>,
    /// Size of the file, and how much of it was read.
    pub bytes_all: u64,
    pub bytes_read: Arc<AtomicU64>,
    /// Unpacked bytes that were skipped without reading them: plain files can begin anywhere.
    pub begins_at: u64,
}

/// Opens a file to be read from its begin; a plain one from byte `at` on.
pub fn open(path: &Path, at: u64) -> Result<Opened, DumpError> {
    try_open(path, at).map_err(DumpError::reading(path))
}

fn try_open(path: &Path, at: u64) -> io::Result<Opened> {
    let mut file = File::open(path)?;
    let bytes_all = file.metadata()?.len();
    let mut first = Vec::new();
    file.by_ref().take(4).read_to_end(&mut first)?;
    let packing = Packing::of(&first);
    let begins_at = if packing == Packing::Plain { at.min(bytes_all) } else { 0 };
    file.seek(SeekFrom::Start(begins_at))?;
    let bytes_read = Arc::new(AtomicU64::new(begins_at));
    let counted = |file| BufReader::with_capacity(READ_BYTES, Counted::new(file, bytes_read.clone()));
    let reader: Box<dyn Read + Send> = match packing {
        Packing::Plain => Box::new(counted(file)),
        Packing::Bzip2 => Box::new(ParallelBz2::new(counted(file))),
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted(file))),
        Packing::Zstd => Box::new(ZstdFrames::new(counted(file))),
        Packing::Zip => {
            let Member { begin, packed_bytes, deflated } = Member::find(&mut file)?;
            file.seek(SeekFrom::Start(begin))?;
            let bytes = counted(file).take(packed_bytes);
            if deflated { Box::new(flate2::bufread::DeflateDecoder::new(bytes)) } else { Box::new(bytes) }
        }
    };
    Ok(Opened { path: path.to_owned(), reader, bytes_all, bytes_read, begins_at })
}

/// Where the only file of a zip archive lies, or the one named `allCountries.txt`.
struct Member {
    begin: u64,
    packed_bytes: u64,
    deflated: bool,
}

impl Member {
    fn find(file: &mut File) -> io::Result<Self> {
        let mut archive = zip::ZipArchive::new(file)?;
        let names = archive.file_names().map(|name| Ok(name?.into_owned())).collect::<io::Result<Vec<String>>>()?;
        let name = names.iter().find(|n| n.as_str() == "allCountries.txt").or_else(|| names.first());
        let name = name.ok_or_else(|| io::Error::other("the zip archive is empty"))?;
        let member = archive.by_name(name)?;
        let begin =
            member.data_start().ok_or_else(|| io::Error::other(format!("{name} has no place in the archive")))?;
        let deflated = match member.compression() {
            zip::CompressionMethod::Deflated => true,
            zip::CompressionMethod::Stored => false,
            other => return Err(io::Error::other(format!("{name} is packed with {other}, not with deflate"))),
        };
        Ok(Self { begin, packed_bytes: member.compressed_size(), deflated })
    }
}
