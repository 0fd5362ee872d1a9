//! Builds that are interrupted, and files that are not what they should be.

use super::world::{item, statement, to_item, world};
use super::*;
use serde_json::json;
use std::io::Write;

/// Some thirty megabytes: four batches.
fn large_dump() -> Vec<u8> {
    let mut dump = b"[\n".to_vec();
    for world_item in world() {
        writeln!(dump, "{world_item},").unwrap();
    }
    for n in 0..24_000u32 {
        // Numbers in no order, as in the dumps.
        let qid = 1_000_000 + n.wrapping_mul(7919) % 24_000;
        let claims = json!({ "P27": [statement(to_item(142))], "P108": [statement(to_item(900_301))] });
        writeln!(dump, "{},", item(qid, &format!("Person {qid}"), &[5], 1 + n % 5, claims)).unwrap();
    }
    dump.extend(b"]\n");
    dump
}

#[test]
fn an_interrupted_build_ends_in_the_same_bytes() {
    let dump = large_dump();
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::new(9));
    encoder.write_all(&dump).unwrap();
    let packed = encoder.finish().unwrap();
    let desk = Desk::new();
    let whole = desk.build(&desk.options(&dump)).0;
    let expected = desk.bytes();
    for (name, bytes) in [("dump.json", &dump), ("dump.json.bz2", &packed)] {
        let mut options = DumpOptions::new(desk.file(name, bytes), desk.path("full.pack"));
        // Little memory: every third batch fills it, and rows fall into runs otherwise than before.
        options.memory_bytes = 1_600_000;
        fs::remove_file(desk.path("full.pack")).unwrap();
        let mut stages = Vec::new();
        for stop in [15_000, 20_000] {
            options.stop_after_items = Some(stop);
            let stopped = build(&options, &mut |p| stages.push((p.stage, p.rows))).unwrap_err();
            assert!(matches!(stopped, DumpError::Stopped { .. }), "{stopped}");
        }
        assert!(
            stages.iter().any(|&(stage, rows)| stage == Stage::Skipping && rows > 0),
            "it went on from a checkpoint"
        );
        options.stop_after_items = None;
        assert_eq!(desk.build(&options).0, whole);
        assert!(desk.bytes() == expected, "the same bytes from {name}");
        assert!(!desk.path("full.pack.work").exists(), "nothing is left");
    }
}

#[test]
fn a_build_with_other_options_does_not_go_on() {
    let desk = Desk::new();
    let mut options = desk.options(large_dump());
    options.memory_bytes = 1 << 18;
    options.stop_after_items = Some(1);
    build(&options, &mut |_| {}).unwrap_err();
    options.sitelinks_min = 2;
    let why = build(&options, &mut |_| {}).unwrap_err().to_string();
    assert!(why.contains("full.pack.work") && why.contains("sitelinks 1") && why.contains("--work"), "{why}");
}

#[test]
fn files_that_are_no_dumps_are_refused_with_advice() {
    let desk = Desk::new();
    let why = |bytes: &[u8]| build(&desk.options(bytes), &mut |_| {}).unwrap_err().to_string();
    assert!(why(b"<mediawiki>\n<page>\n").contains("dump.json, line 2: no item of Wikidata"));
    assert!(why(b"").contains("latest-all.json.bz2"));
    let missing = DumpOptions::new(desk.path("nothing.json"), desk.path("full.pack"));
    let why = build(&missing, &mut |_| {}).unwrap_err().to_string();
    assert!(why.contains("cannot read") && why.contains("nothing.json"), "{why}");
    let mut options = desk.options(super::world::lines(&world()));
    options.geonames = Some(desk.file("places.txt", "1\t2\n"));
    let why = build(&options, &mut |_| {}).unwrap_err().to_string();
    assert!(why.contains("places.txt, line 1") && why.contains("allCountries.zip"), "{why}");
}
