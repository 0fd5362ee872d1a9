//! How fast dumps become a pack, and how much memory that takes.
//!
//! `cargo bench --bench dumps -- [ITEMS] [FOLDER] [plain]`: makes a dump of so many invented items (200,000 unless told otherwise) in the form
//! of Wikidata's, 3 to 10 KB each, builds a pack of it plain and (without the last word) packed with bzip2, and prints megabytes of JSON a second,
//! the most memory that the process held, and what both mean for the real dump.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a measurement stops at the first surprise

use copydesk::builder::dump::{DumpOptions, Progress, Stage, build};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

const ITEMS: u32 = 200_000;
/// The real dump, unpacked: 115 million items.
const REAL_BYTES: f64 = 1.6e12;
/// Items of the real dump with a label in English, a class of the table and an article in an encyclopedia.
const REAL_KEPT: f64 = 1e7;
/// A quarter of invented items is left out by its class, as are papers and stars.
const PAPERS: u32 = 4;
const LANGUAGES: [&str; 24] = [
    "en", "de", "fr", "es", "it", "nl", "pt", "ru", "ja", "zh", "ar", "fa", "pl", "sv", "uk", "ca", "cs", "fi", "he",
    "hu", "id", "ko", "nb", "tr",
];

fn main() {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let items = words.next().map_or(ITEMS, |n| n.parse().expect("a number of items"));
    let folder = words.next().map_or_else(|| std::env::temp_dir().join("copydesk-dumps"), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    let plain = folder.join("invented.json");
    let bytes = write_dump(&plain, items);
    println!("{items} items, {:.0} MB of JSON, {} bytes an item", bytes / 1e6, bytes as u64 / u64::from(items));
    println!("{} threads", rayon::current_num_threads());
    measure(&plain, &folder, bytes);
    if words.next().as_deref() != Some("plain") {
        let packed = folder.join("invented.json.bz2");
        pack(&plain, &packed);
        println!("\npacked {:.0} MB", size(&packed) / 1e6);
        measure(&packed, &folder, bytes);
    }
}

fn measure(dump: &Path, folder: &Path, bytes: f64) {
    let options = DumpOptions::new(dump, folder.join("invented.pack"));
    let (begin, cpu) = (Instant::now(), processor_seconds());
    let mut read = None;
    let report = build(&options, &mut |progress: &Progress| {
        if progress.stage != Stage::Reading && read.is_none() {
            read = Some((begin.elapsed().as_secs_f64(), processor_seconds() - cpu));
        }
    });
    let report = report.unwrap();
    let (seconds, cpu_read) = read.unwrap_or((begin.elapsed().as_secs_f64(), processor_seconds() - cpu));
    let whole = processor_seconds() - cpu;
    let rate = bytes / 1e6 / cpu_read;
    println!("\n{}", dump.display());
    println!("  items read: {:.0} MB/s of JSON, {rate:.0} MB/s for a core", bytes / 1e6 / seconds);
    println!("  the real dump at that rate: {:.1} hours of one core", REAL_BYTES / 1e6 / rate / 3600.0);
    println!("  the rest: {:.1} s for {} entities, {} names", whole - cpu_read, report.entities, report.names);
    let rest = (whole - cpu_read) / report.entities as f64 * REAL_KEPT / 60.0;
    println!("  the rest for the {REAL_KEPT:.0} entities of the real dump: {rest:.1} minutes of one core");
    println!(
        "  pack: {:.0} bytes an entity; most memory so far: {:.0} MB",
        per(report.bytes, report.entities),
        peak_memory()
    );
}

fn per(bytes: u64, entities: u64) -> f64 {
    bytes as f64 / entities.max(1) as f64
}

fn size(path: &Path) -> f64 {
    std::fs::metadata(path).unwrap().len() as f64
}

/// Seconds of processor time of this process.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().map(|f| f.parse().unwrap_or(0.0)).collect();
    // User and system time in hundredths.
    fields.get(11..13).map_or(0.0, |ticks| ticks.iter().sum::<f64>() / 100.0)
}

/// The most memory that this process held, in megabytes.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kilobytes| kilobytes / 1024.0)
}

fn pack(from: &Path, to: &Path) {
    let mut encoder =
        bzip2::write::BzEncoder::new(BufWriter::new(File::create(to).unwrap()), bzip2::Compression::best());
    std::io::copy(&mut File::open(from).unwrap(), &mut encoder).unwrap();
    encoder.finish().unwrap().flush().unwrap();
}

fn write_dump(path: &Path, items: u32) -> f64 {
    let mut random = fastrand::Rng::with_seed(5);
    let mut out = BufWriter::new(File::create(path).unwrap());
    out.write_all(b"[\n").unwrap();
    for n in 1..=items {
        writeln!(out, "{},", invented(n, items, &mut random)).unwrap();
    }
    out.write_all(b"]\n").unwrap();
    out.flush().unwrap();
    size(path)
}

fn word(random: &mut fastrand::Rng) -> String {
    let syllables =
        ["ka", "mo", "ri", "len", "tor", "as", "vi", "du", "san", "el", "bro", "ni", "ché", "gar", "wen", "ul"];
    let mut word: String = (0..2 + random.usize(..2)).map(|_| syllables[random.usize(..syllables.len())]).collect();
    word[..1].make_ascii_uppercase();
    word
}

/// One item: names in many languages, statements with sources, links to encyclopedias.
fn invented(n: u32, items: u32, random: &mut fastrand::Rng) -> Value {
    let qid = 1_000_000 + (u64::from(n) * 7_919 % u64::from(items)) as u32;
    let name = format!("{} {}", word(random), word(random));
    let languages = 6 + random.usize(..LANGUAGES.len() - 6);
    let terms = |text: &dyn Fn(&str) -> String| -> Map<String, Value> {
        let term = |l: &&str| ((*l).to_owned(), json!({ "language": l, "value": text(l) }));
        LANGUAGES[..languages].iter().map(term).collect()
    };
    let class = [5, 5, 515, 4_830_453, 11_424, 482_994][random.usize(..6)];
    let class = if n.is_multiple_of(PAPERS) { 13_442_814 } else { class };
    let mut claims = Map::new();
    claims.insert("P31".into(), json!([statement("P31", item(class), random)]));
    claims.insert("P17".into(), json!([statement("P17", item(1_000_000 + random.u32(..200)), random)]));
    claims.insert("P131".into(), json!([statement("P131", item(1_000_000 + random.u32(..items)), random)]));
    for _ in 0..2 + random.usize(..8) {
        // Properties that are not read: identifiers, images, sources.
        let property = format!("P{}", 2000 + random.u32(..9000));
        let value = json!({ "value": format!("{:x}", random.u64(..)), "type": "string" });
        claims.insert(property.clone(), json!([statement(&property, value, random)]));
    }
    let sitelinks: Map<String, Value> = LANGUAGES[..1 + random.usize(..languages)]
        .iter()
        .map(|l| (format!("{l}wiki"), json!({ "site": format!("{l}wiki"), "title": name, "badges": [] })))
        .collect();
    let aliases: Vec<Value> =
        (0..random.usize(..4)).map(|_| json!({ "language": "en", "value": word(random) })).collect();
    json!({
        "type": "item", "id": format!("Q{qid}"), "labels": terms(&|_| name.clone()),
        "descriptions": terms(&|l| format!("a thing that somebody described in {l}")), "aliases": { "en": aliases },
        "claims": claims, "sitelinks": sitelinks, "pageid": qid, "ns": 0, "title": format!("Q{qid}"), "lastrevid": 1,
        "modified": "2026-01-31T00:00:00Z"
    })
}

fn item(qid: u32) -> Value {
    json!({ "value": { "entity-type": "item", "numeric-id": qid, "id": format!("Q{qid}") }, "type": "wikibase-entityid" })
}

fn statement(property: &str, value: Value, random: &mut fastrand::Rng) -> Value {
    let hash = format!("{:032x}", random.u128(..));
    let snak = |property: &str, value: &Value| json!({ "snaktype": "value", "property": property, "datavalue": value, "datatype": "external-id" });
    let source = json!({ "value": format!("https://example.org/{}", random.u32(..)), "type": "string" });
    json!({
        "mainsnak": snak(property, &value), "type": "statement", "id": format!("Q1${hash}"), "rank": "normal",
        "references": [{ "hash": hash, "snaks": { "P248": [snak("P248", &item(36_578))], "P854": [snak("P854", &source)] },
            "snaks-order": ["P248", "P854"] }]
    })
}
