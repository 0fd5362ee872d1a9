//! Lemmas: what is cut off a word's end and put there instead, decided by the word, or by its ending.

use crate::model::{ModelError, Reader};
use crate::record::Upos;
use crate::text::words::{AFFIX_MAX, HashedMap, Word, mix};

/// How a word becomes its lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit<'a> {
    /// Whether capitals stay as they are written.
    pub keeps_case: bool,
    /// Characters cut off the end.
    pub cut: u8,
    /// What is put there.
    pub ending: &'a str,
}

impl Edit<'_> {
    /// The lemma of `form`; the form itself where it is too short to be cut.
    pub fn apply(&self, form: &str) -> String {
        let mut out = if self.keeps_case { form.to_owned() } else { form.to_lowercase() };
        let chars = out.chars().count();
        if chars < usize::from(self.cut) {
            return out;
        }
        (0..self.cut).for_each(|_| _ = out.pop());
        out.push_str(self.ending);
        // Apostrophes are written straight, as in "n't".
        if out.contains('’') { out.replace('’', "'") } else { out }
    }
}

/// The keys that may decide a lemma, the most special first: the word, its last 4, 3, 2, 1 characters, nothing; each
/// with the part of speech and whether it is capitalised.
pub fn keys(word: &Word, upos: Upos) -> [u32; AFFIX_MAX + 2] {
    let kind = upos as u64 + 1;
    let [s1, s2, s3, s4] = word.suffixes;
    let key = |template: u64, hash: u64| (mix(template, hash, kind) >> 32) as u32;
    [key(1, word.lower), key(2, s4), key(3, s3), key(4, s2), key(5, s1), key(6, 0)]
}

/// Payload, little-endian: edits u8, then of each the case u8, the cut u8, the ending; rules u32, then of each its key
/// u32 and its edit u8.
pub struct Lemmas<'a> {
    edits: Vec<Edit<'a>>,
    rules: HashedMap<u8>,
}

impl<'a> Lemmas<'a> {
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, ModelError> {
        let mut edits = Vec::new();
        for _ in 0..reader.u8()? {
            edits.push(Edit { keeps_case: reader.u8()? != 0, cut: reader.u8()?, ending: reader.text()? });
        }
        let n = reader.u32()? as usize;
        let rows = reader.bytes(n.saturating_mul(5))?;
        let rule = |row: &[u8; 5]| (u64::from(u32::from_le_bytes([row[0], row[1], row[2], row[3]])), row[4]);
        Ok(Self { edits, rules: rows.as_chunks().0.iter().map(rule).collect() })
    }

    /// The dictionary form of `form`, whose features are `word`.
    pub fn lemma(&self, form: &str, word: &Word, upos: Upos) -> String {
        let edit = keys(word, upos).into_iter().find_map(|key| self.rules.get(&u64::from(key)));
        edit.and_then(|&e| self.edits.get(usize::from(e))).map_or_else(|| form.to_lowercase(), |edit| edit.apply(form))
    }
}
