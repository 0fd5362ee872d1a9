//! Lines of dumps, however they are packed.

use super::*;
use std::io::Write;

/// What the text is, written into a folder with every packing that is understood.
fn files(folder: &Path, text: &[u8]) -> Vec<PathBuf> {
    let (one, two) = text.split_at(text.len() / 3);
    let bz2 = |part: &[u8]| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(1));
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap()
    };
    let gz = |part: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(part).unwrap();
        encoder.finish().unwrap()
    };
    let zst = |part| ruzstd::encoding::compress_to_vec(part, ruzstd::encoding::CompressionLevel::Fastest);
    let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    zip.start_file("allCountries.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text).unwrap();
    let files = [
        ("a.json", text.to_vec()),
        ("a.json.bz2", [bz2(one), bz2(two)].concat()),
        ("a.json.gz", [gz(one), gz(two)].concat()),
        ("a.json.zst", [zst(one), skipped, zst(two)].concat()),
        ("a.zip", zip.finish().unwrap().into_inner()),
    ];
    let write = |(name, bytes): (&str, Vec<u8>)| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    files.into_iter().map(write).collect()
}

fn read(path: &Path, from: Place) -> (Vec<Vec<u8>>, Place) {
    let mut lines = Lines::open(path, from).unwrap();
    let (mut all, mut until) = (Vec::new(), from);
    while let Some(batch) = lines.next_batch().unwrap() {
        all.extend(batch.lines().map(|(_, line)| line.to_vec()));
        assert_eq!(batch.lines().last().map(|(number, _)| number), Some(batch.until().lines));
        until = batch.until();
    }
    (all, until)
}

#[test]
fn lines_are_the_same_in_every_packing_and_from_every_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let text: String = (0..400_000).map(|n| format!("line {n} of a long file that fills batches\n")).collect();
    let text = text.trim_end();
    let expected: Vec<&str> = text.lines().collect();
    for path in files(folder.path(), text.as_bytes()) {
        let (all, until) = read(&path, Place::default());
        assert!(all.iter().map(Vec::as_slice).eq(expected.iter().map(|l| l.as_bytes())), "{}", path.display());
        assert_eq!(until, Place { lines: 400_000, bytes: text.len() as u64 });
        let from = Place { lines: 2, bytes: (expected[0].len() + expected[1].len() + 2) as u64 };
        let (rest, until_again) = read(&path, from);
        assert!(rest[..] == all[2..], "{}", path.display());
        assert_eq!(until_again, until);
    }
}

#[test]
fn an_empty_file_has_no_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty");
    std::fs::write(&path, "").unwrap();
    assert_eq!(read(&path, Place::default()).0.len(), 0);
}

#[test]
fn cut_files_are_errors_that_name_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = "some line\n".repeat(10_000);
    for path in files(folder.path(), text.as_bytes()).iter().skip(1) {
        let bytes = std::fs::read(path).unwrap();
        std::fs::write(path, &bytes[..bytes.len() - bytes.len() / 4]).unwrap();
        let why = match Lines::open(path, Place::default()) {
            Ok(mut lines) => loop {
                match lines.next_batch() {
                    Ok(Some(_)) => {}
                    Ok(None) => panic!("{} was read to its end", path.display()),
                    Err(why) => break why,
                }
            },
            Err(why) => why,
        };
        assert!(why.to_string().contains(&path.display().to_string()), "{why}");
    }
}
