//! Takes a payload apart, front to back, borrowing instead of copying.

use super::ModelError;

/// Reads little-endian numbers from the front of a payload.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(payload: &'a [u8]) -> Self {
        Self { rest: payload }
    }

    pub fn bytes(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(ModelError::Payload("a table ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(ModelError::Payload("a number ends too early"))?;
        self.rest = rest;
        Ok(*taken)
    }

    pub fn u8(&mut self) -> Result<u8, ModelError> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    pub fn u32(&mut self) -> Result<u32, ModelError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn f32(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.array()?);
        if number.is_finite() { Ok(number) } else { Err(ModelError::Payload("a number is not finite")) }
    }

    /// A string of one length byte and that many bytes of UTF-8.
    pub fn text(&mut self) -> Result<&'a str, ModelError> {
        let n = usize::from(self.u8()?);
        std::str::from_utf8(self.bytes(n)?).map_err(|_| ModelError::Payload("a name is not UTF-8"))
    }

    pub fn u16s(&mut self, n: usize) -> Result<U16s<'a>, ModelError> {
        let bytes = self.bytes(n.checked_mul(2).ok_or(ModelError::Payload("a table is too long"))?)?;
        Ok(U16s { pairs: bytes.as_chunks().0 })
    }

    /// Nothing may be left once a model is read.
    pub fn finish(self) -> Result<(), ModelError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ModelError::Payload("bytes are left over")) }
    }
}

/// Little-endian `u16` numbers where they lie in the file, whatever their alignment.
#[derive(Clone, Copy, Debug)]
pub struct U16s<'a> {
    pairs: &'a [[u8; 2]],
}

impl U16s<'_> {
    /// The number at index `i`; zero past the end.
    #[inline]
    pub fn get(&self, i: usize) -> u16 {
        self.pairs.get(i).map_or(0, |&pair| u16::from_le_bytes(pair))
    }

    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = u16> {
        self.pairs.iter().map(|&pair| u16::from_le_bytes(pair))
    }
}
