//! The learned table: which n-grams speak for which language, one group of languages a script.
//!
//! Payload of a model of kind "language", little-endian:
//! number of groups u8, then for each group: script (text), number of languages u8, their tags (text each), bias of each
//! f32, scale f32, damping f32, stride u8, log2 of buckets u8, rows u32, first row of every bucket u16 (buckets + 1),
//! key of every row u16, weights i8 (rows x stride). Then for the regions of
//! English: number of cues u8, weight of each f32, threshold f32. A text is one length byte and UTF-8.

use super::english::CUES;
use super::ngrams;
use crate::model::{Model, ModelError, Reader, U16s};

pub const KIND: &str = "language";
/// Most languages of one group: what one row of weights has room for.
pub const LANGUAGES_MAX: usize = 32;

pub struct Table<'a> {
    pub version: &'a str,
    pub groups: Vec<Group<'a>>,
    pub region: Region,
}

/// How much each cue of `english.rs` speaks for British (positive) or American English, in logits.
pub struct Region {
    pub weights: Vec<f32>,
    /// Log-odds below which neither is said.
    pub threshold: f32,
}

/// The languages of one script, and the rows that tell them apart.
pub struct Group<'a> {
    pub script: &'a str,
    pub languages: Vec<&'a str>,
    bias: Vec<f32>,
    /// What one step of an i8 weight is worth, in logits.
    scale: f32,
    /// Power of the number of n-grams by which a sum grows less than they do: letters of one text are no independent
    /// witnesses.
    damping: f32,
    stride: usize,
    shift: u32,
    first: U16s<'a>,
    keys: U16s<'a>,
    weights: &'a [u8],
}

impl<'a> Table<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let model = Model::read(file, KIND)?;
        let mut reader = Reader::new(model.payload);
        let count = reader.u8()?;
        let groups = (0..count).map(|_| Group::read(&mut reader)).collect::<Result<_, _>>()?;
        let cues = usize::from(reader.u8()?);
        if cues != CUES {
            return Err(ModelError::Payload("number of cues of English"));
        }
        let weights = (0..cues).map(|_| reader.f32()).collect::<Result<_, _>>()?;
        let region = Region { weights, threshold: reader.f32()? };
        reader.finish()?;
        Ok(Self { version: model.version, groups, region })
    }

    pub fn group(&self, script: &str) -> Option<&Group<'a>> {
        self.groups.iter().find(|g| g.script == script)
    }
}

impl<'a> Group<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, ModelError> {
        let script = reader.text()?;
        let count = usize::from(reader.u8()?);
        let languages = (0..count).map(|_| reader.text()).collect::<Result<Vec<_>, _>>()?;
        let bias = (0..count).map(|_| reader.f32()).collect::<Result<Vec<_>, _>>()?;
        let (scale, damping) = (reader.f32()?, reader.f32()?);
        let stride = usize::from(reader.u8()?);
        let bits = reader.u8()?;
        let rows = reader.u32()? as usize;
        if !(1..=LANGUAGES_MAX).contains(&count)
            || !(count..=LANGUAGES_MAX).contains(&stride)
            || !(1..=16).contains(&bits)
        {
            return Err(ModelError::Payload("sizes of a language group"));
        }
        let first = reader.u16s((1 << bits) + 1)?;
        let keys = reader.u16s(rows)?;
        let weights = reader.bytes(rows.checked_mul(stride).ok_or(ModelError::Payload("too many rows"))?)?;
        if !first.iter().is_sorted() || usize::from(first.get(1 << bits)) != rows {
            return Err(ModelError::Payload("buckets of a language group"));
        }
        Ok(Self { script, languages, bias, scale, damping, stride, shift: 64 - u32::from(bits), first, keys, weights })
    }

    /// What the n-grams of some letters say together.
    pub fn sums(&self, symbols: &[u32]) -> Sums {
        let mut out = Sums::default();
        ngrams::for_each(symbols, |hash| {
            out.seen += 1;
            if let Some(row) = self.row(hash) {
                add(&mut out.sums, row);
            }
        });
        out
    }

    /// Log-odds of every language, in the order of `languages`.
    pub fn logits(&self, sums: &Sums) -> [f32; LANGUAGES_MAX] {
        let factor = self.scale / damped(sums.seen, self.damping);
        let mut values = [0f32; LANGUAGES_MAX];
        for ((value, sum), bias) in values.iter_mut().zip(sums.sums).zip(&self.bias) {
            *value = bias + factor * sum as f32;
        }
        values
    }

    #[inline]
    fn row(&self, hash: u64) -> Option<&'a [u8]> {
        let (bucket, key) = place(hash, self.shift);
        let (begin, end) = (self.first.get(bucket), self.first.get(bucket + 1));
        let at = (usize::from(begin)..usize::from(end)).find(|&i| self.keys.get(i) == key)?;
        self.weights.get(at * self.stride..(at + 1) * self.stride)
    }
}

/// Sums of weights over the n-grams of a text or of a part of it.
#[derive(Clone, Copy, Default)]
pub struct Sums {
    sums: [i32; LANGUAGES_MAX],
    /// N-grams looked at, known or not.
    seen: u32,
}

impl Sums {
    pub fn merge(mut self, other: &Sums) -> Self {
        self.sums.iter_mut().zip(other.sums).for_each(|(a, b)| *a += b);
        self.seen += other.seen;
        self
    }
}

/// Bucket and key of an n-gram: the highest bits of its hash, and 16 bits below any bucket's.
#[inline]
pub fn place(hash: u64, shift: u32) -> (usize, u16) {
    ((hash >> shift) as usize, (hash >> 16) as u16)
}

/// By what the sum over `seen` n-grams is divided.
#[inline]
pub fn damped(seen: u32, damping: f32) -> f32 {
    (seen.max(1) as f32).powf(damping)
}

#[inline]
fn add(sums: &mut [i32; LANGUAGES_MAX], row: &[u8]) {
    match row.first_chunk::<LANGUAGES_MAX>() {
        Some(wide) => sums.iter_mut().zip(wide).for_each(|(sum, &w)| *sum += i32::from(w as i8)),
        None => sums.iter_mut().zip(row).for_each(|(sum, &w)| *sum += i32::from(w as i8)),
    }
}
