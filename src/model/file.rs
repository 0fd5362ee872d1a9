//! The envelope of a model file: what it is, which version, and a digest that proves it whole.
//!
//! ```text
//! 0   8  magic "COPYDESK"
//! 8   4  format, u32 little-endian
//! 12 16  kind, ASCII padded with zeros ("language", "sentences")
//! 28 16  model version, ASCII padded with zeros
//! 44  8  length of the payload in bytes, u64 little-endian
//! 52 32  SHA-256 of kind, version (both padded) and payload
//! 84  -  payload: the numbers, little-endian, as the kind lays them out
//! ```

use sha2::{Digest, Sha256};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"COPYDESK";
const FORMAT: u32 = 1;
/// Bytes of the two name fields.
const NAME: usize = 16;
/// Bytes before the payload: 8 + 4 + 16 + 16 + 8 + 32.
const HEADER: usize = 84;

/// A model file that was found whole; the payload is still the caller's bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model<'a> {
    pub version: &'a str,
    pub digest: [u8; 32],
    pub payload: &'a [u8],
}

/// Why bytes are no model that this build can use.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    #[error("not a model file: it does not begin with \"COPYDESK\"; was it fetched as a pointer or converted as text?")]
    NotAModel,
    #[error("model format {found}, but this build reads format {FORMAT}; retrain it or use the build it came with")]
    Format { found: u32 },
    #[error("a model of kind {found:?} where {wanted:?} is needed")]
    Kind { found: String, wanted: String },
    #[error("the model ends too early: {wanted} bytes needed, {found} there; copy it again")]
    Short { wanted: u64, found: u64 },
    #[error("the model's digest does not match its bytes; copy it again or retrain it")]
    Digest,
    #[error("the model's numbers make no sense: {0}; retrain it")]
    Payload(&'static str),
}

impl<'a> Model<'a> {
    /// Opens a model of one `kind`; bytes after its payload are refused like missing ones.
    pub fn read(bytes: &'a [u8], kind: &str) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let short = |wanted| ModelError::Short { wanted, found: bytes.len() as u64 };
        let (format, rest) = rest.split_first_chunk::<4>().ok_or(short(HEADER as u64))?;
        let format = u32::from_le_bytes(*format);
        if format != FORMAT {
            return Err(ModelError::Format { found: format });
        }
        let (kind_field, rest) = rest.split_first_chunk::<NAME>().ok_or(short(HEADER as u64))?;
        let (version_field, rest) = rest.split_first_chunk::<NAME>().ok_or(short(HEADER as u64))?;
        let (length, rest) = rest.split_first_chunk::<8>().ok_or(short(HEADER as u64))?;
        let (digest, payload) = rest.split_first_chunk::<32>().ok_or(short(HEADER as u64))?;
        if name(kind_field) != kind {
            return Err(ModelError::Kind { found: name(kind_field).to_owned(), wanted: kind.to_owned() });
        }
        let length = u64::from_le_bytes(*length);
        if length != payload.len() as u64 {
            return Err(short(length.saturating_add(HEADER as u64)));
        }
        if *digest != digest_of(kind_field, version_field, payload) {
            return Err(ModelError::Digest);
        }
        Ok(Self { version: name(version_field), digest: *digest, payload })
    }
}

/// A whole model file. `kind` and `version` are ASCII and are cut at 16 bytes.
pub fn write(kind: &str, version: &str, payload: &[u8]) -> Vec<u8> {
    let (kind, version) = (padded(kind), padded(version));
    let mut out = Vec::with_capacity(HEADER + payload.len());
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&FORMAT.to_le_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(&version);
    out.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    out.extend_from_slice(&digest_of(&kind, &version, payload));
    out.extend_from_slice(payload);
    out
}

fn digest_of(kind: &[u8; NAME], version: &[u8; NAME], payload: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(kind);
    hasher.update(version);
    hasher.update(payload);
    hasher.finalize().into()
}

fn name(field: &[u8; NAME]) -> &str {
    let end = field.iter().position(|&b| b == 0).unwrap_or(NAME);
    std::str::from_utf8(field.get(..end).unwrap_or_default()).unwrap_or("")
}

fn padded(name: &str) -> [u8; NAME] {
    let mut field = [0; NAME];
    for (to, from) in field.iter_mut().zip(name.bytes().filter(u8::is_ascii)) {
        *to = from;
    }
    field
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
