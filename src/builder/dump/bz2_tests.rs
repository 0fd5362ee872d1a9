//! Bzip2 in pieces.

use super::*;
use std::io::Write;

fn packed(data: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(level));
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn noise(bytes: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(7);
    (0..bytes).map(|_| random.u8(b'a'..=b'p')).collect()
}

fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    ParallelBz2::new(bytes).read_to_end(&mut all).map(|_| all)
}

#[test]
fn blocks_and_streams_come_out_in_order() {
    for (size, level) in [(0, 9), (1, 9), (3_000_000, 1), (2_000_000, 9)] {
        let data = noise(size);
        let mut file = packed(&data, level);
        assert!(read(&file).unwrap() == data, "one stream of {size} bytes");
        file.extend(packed(b"and another", 5));
        assert!(read(&file).unwrap().ends_with(b"and another"));
    }
}

#[test]
fn long_runs_of_one_byte_come_out_whole() {
    let data = vec![b' '; 50_000_000];
    assert!(read(&packed(&data, 9)).unwrap() == data);
}

#[test]
fn cut_and_bent_files_are_errors() {
    let file = packed(&noise(500_000), 1);
    assert_eq!(read(&file[..file.len() / 2]).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    let mut bent = file.clone();
    bent[file.len() / 2] ^= 0x10;
    assert!(read(&bent).is_err());
}

#[test]
fn a_block_that_chance_cut_is_joined() {
    let data = noise(400_000);
    let file = packed(&data, 9);
    let mut reader = ParallelBz2::new(file.as_slice());
    reader.find(1).unwrap();
    let whole = reader.pieces.pop().unwrap();
    let (mut a, mut b) = (Bits::default(), Bits::default());
    a.append(&whole.bytes, 0, 1003);
    b.append(&whole.bytes, 1003, whole.length - 1003);
    reader.pieces = vec![a, b];
    let mut all = Vec::new();
    reader.read_to_end(&mut all).unwrap();
    assert!(all == data);
}

#[test]
fn bits_keep_their_order() {
    let mut bits = Bits::default();
    bits.append(&[0b1011_0011, 0b1000_0000], 2, 7);
    bits.append(&[0xff], 0, 3);
    assert_eq!(bits, Bits { bytes: vec![0b1100_1111, 0b1100_0000], length: 10 });
}
