//! Unpacks bzip2 on all cores: its blocks stand alone, so each is cut out and unpacked for itself.

use rayon::prelude::*;
use std::io::{self, Read};

/// Begins every block: pi in decimal digits.
const BLOCK: u64 = 0x3141_5926_5359;
/// Ends every stream: the root of pi.
const END: u64 = 0x1772_4538_5090;
const MARK_BITS: usize = 48;
const MARK_MASK: u64 = (1 << MARK_BITS) - 1;
/// Bytes taken from the file at a time.
const CHUNK_BYTES: usize = 1 << 20;
/// Blocks that are unpacked at a time, for each core: enough that none waits long, at most 2 × 0.9 MB each when unpacked.
const BLOCKS_PER_CORE: usize = 4;
/// Packed bits of the largest block: 900,000 bytes that do not pack at all, and the tables in front of them.
const BLOCK_BITS_MAX: usize = 8 * 1_300_000;
/// Bytes that one block may unpack to: 900,000 codes of which each five can stand for 259 bytes.
const UNPACKED_BYTES_MAX: u64 = 900_000 / 5 * 259 + 900_000;
/// Pieces that chance may have cut a block into; one cut has a probability of 2^-48 for each bit, and two in one block none.
const PIECES_MAX: usize = 3;

/// Bits that need not end at a byte.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bits {
    bytes: Vec<u8>,
    length: usize,
}

impl Bits {
    /// Appends `count` bits of `bytes` from bit `from` on; zeros where the bytes end.
    fn append(&mut self, bytes: &[u8], from: usize, count: usize) {
        let byte = |at: usize| u16::from(bytes.get(at).copied().unwrap_or(0));
        let mut done = 0;
        while done < count {
            let (at, shift) = ((from + done) / 8, (from + done) % 8);
            let eight = ((byte(at) << 8 | byte(at + 1)) << shift >> 8) as u8;
            let take = (count - done).min(8);
            self.push(eight & (0xff00u16 >> take) as u8, take);
            done += take;
        }
    }

    /// Appends the `take` high bits of a byte whose other bits are zero.
    fn push(&mut self, eight: u8, take: usize) {
        let free = self.bytes.len() * 8 - self.length;
        match self.bytes.last_mut() {
            Some(last) if free > 0 => {
                *last |= eight >> (8 - free);
                if take > free {
                    self.bytes.push(eight << free);
                }
            }
            _ => self.bytes.push(eight),
        }
        self.length += take;
    }
}

/// Reads a bzip2 file of any number of streams.
pub struct ParallelBz2<R> {
    inner: R,
    /// Packed bytes from the last mark on.
    window: Vec<u8>,
    /// The first bit of the window that was not yet looked at, and the one where the open block begins.
    looked: usize,
    block: Option<usize>,
    at_end: bool,
    pieces: Vec<Bits>,
    unpacked: std::collections::VecDeque<Vec<u8>>,
    served: usize,
}

impl<R: Read> ParallelBz2<R> {
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            window: Vec::new(),
            looked: 0,
            block: None,
            at_end: false,
            pieces: Vec::new(),
            unpacked: Default::default(),
            served: 0,
        }
    }

    /// Unpacks the next blocks; nothing is added at the end.
    fn fill(&mut self) -> io::Result<()> {
        let wanted = BLOCKS_PER_CORE * rayon::current_num_threads();
        self.find(wanted)?;
        let mut done: Vec<io::Result<Vec<u8>>> = self.pieces.par_iter().map(unpack).collect();
        let mut pieces = std::mem::take(&mut self.pieces);
        let mut at = 0;
        while at < done.len() {
            if done.get(at).is_some_and(Result::is_err) {
                self.join(&mut pieces, &mut done, at)?;
            }
            at += 1;
        }
        for block in done {
            self.unpacked.push_back(block?);
        }
        Ok(())
    }

    /// Puts a block together again that chance cut: its bits held a mark.
    fn join(&mut self, pieces: &mut Vec<Bits>, done: &mut Vec<io::Result<Vec<u8>>>, at: usize) -> io::Result<()> {
        for _ in 1..PIECES_MAX {
            if pieces.len() <= at + 1 {
                self.find(1)?;
                let more = std::mem::take(&mut self.pieces);
                done.extend(more.iter().map(unpack));
                pieces.extend(more);
            }
            if pieces.len() <= at + 1 {
                return Ok(());
            }
            let next = pieces.remove(at + 1);
            drop(done.remove(at + 1));
            let (Some(piece), Some(slot)) = (pieces.get_mut(at), done.get_mut(at)) else { return Ok(()) };
            piece.append(&next.bytes, 0, next.length);
            let whole = unpack(piece);
            if whole.is_ok() {
                *slot = whole;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Cuts blocks out of the file until `wanted` are there, or the file ends.
    fn find(&mut self, wanted: usize) -> io::Result<()> {
        while self.pieces.len() < wanted && self.look(wanted)? {}
        Ok(())
    }

    /// Looks through what the window holds, then takes more; false at the end.
    fn look(&mut self, wanted: usize) -> io::Result<bool> {
        while let Some((at, mark)) = next_mark(&self.window, self.looked) {
            if let Some(begin) = self.block.take() {
                let mut piece = Bits::default();
                piece.append(&self.window, begin, at - begin);
                self.pieces.push(piece);
            }
            self.block = (mark == BLOCK).then_some(at);
            self.looked = at + MARK_BITS;
            self.forget(at);
            if self.pieces.len() >= wanted {
                return Ok(true);
            }
        }
        self.looked = self.looked.max((self.window.len() * 8).saturating_sub(MARK_BITS - 1));
        let keep = self.block.unwrap_or(self.looked);
        if self.window.len() * 8 - keep.min(self.window.len() * 8) > BLOCK_BITS_MAX + 8 * CHUNK_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "bzip2 data that holds no block"));
        }
        self.forget(keep);
        self.take_chunk()
    }

    fn take_chunk(&mut self) -> io::Result<bool> {
        let before = self.window.len();
        self.inner.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut self.window)?;
        if self.window.len() > before {
            return Ok(true);
        }
        if self.block.is_some() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the bzip2 data ends in the middle of a block"));
        }
        self.at_end = true;
        Ok(false)
    }

    /// Drops whole bytes in front of a bit when there are many of them.
    fn forget(&mut self, bit: usize) {
        let bytes = bit / 8;
        if bytes < CHUNK_BYTES {
            return;
        }
        self.window.drain(..bytes);
        self.looked -= bytes * 8;
        self.block = self.block.map(|begin| begin - bytes * 8);
    }
}

impl<R: Read> Read for ParallelBz2<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(front) = self.unpacked.front() {
                let rest = front.get(self.served..).unwrap_or_default();
                let count = rest.len().min(buffer.len());
                if count > 0 {
                    buffer.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                    self.served += count;
                    return Ok(count);
                }
                self.unpacked.pop_front();
                self.served = 0;
                continue;
            }
            if self.at_end || buffer.is_empty() {
                return Ok(0);
            }
            self.fill()?;
        }
    }
}

/// The next mark that begins at bit `from` or later, and which it is.
fn next_mark(bytes: &[u8], from: usize) -> Option<(usize, u64)> {
    let mut window = 0u64;
    let first = from / 8;
    for (n, &byte) in bytes.get(first..)?.iter().enumerate() {
        window = window << 8 | u64::from(byte);
        // A byte in the middle of the window, which lies inside of any mark that ends in its last byte.
        if !MAY_BE_INSIDE.get((window >> 16 & 0xff) as usize).is_some_and(|&may| may) {
            continue;
        }
        let end = (first + n + 1) * 8;
        for shift in (0..8).rev() {
            let mark = window >> shift & MARK_MASK;
            if (mark == BLOCK || mark == END) && end >= from + MARK_BITS + shift {
                return Some((end - shift - MARK_BITS, mark));
            }
        }
    }
    None
}

/// Bytes that can stand 16 bits before the end of a mark that ends in the last byte of a window.
static MAY_BE_INSIDE: [bool; 256] = {
    let mut may = [false; 256];
    let mut shift = 0;
    while shift < 8 {
        may[(BLOCK << shift >> 16 & 0xff) as usize] = true;
        may[(END << shift >> 16 & 0xff) as usize] = true;
        shift += 1;
    }
    may
};

/// Unpacks one block by making a stream of it: a head, the block, the mark of the end, and the block's checksum as the stream's.
fn unpack(block: &Bits) -> io::Result<Vec<u8>> {
    let mut stream = Bits::default();
    stream.append(b"BZh9", 0, 32);
    stream.append(&block.bytes, 0, block.length);
    stream.append(&(END << 16).to_be_bytes(), 0, MARK_BITS);
    stream.append(&block.bytes, MARK_BITS, 32);
    let mut unpacked = Vec::with_capacity(900_000);
    let mut decoder = bzip2::read::BzDecoder::new(stream.bytes.as_slice()).take(UNPACKED_BYTES_MAX + 1);
    decoder.read_to_end(&mut unpacked)?;
    if unpacked.len() as u64 > UNPACKED_BYTES_MAX {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a bzip2 block that is larger than any can be"));
    }
    Ok(unpacked)
}

#[cfg(test)]
#[path = "bz2_tests.rs"]
mod tests;
